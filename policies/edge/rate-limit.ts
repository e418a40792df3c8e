import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, numberAt, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { matchedBy } from "./match-conditions.ts";

export const edgeRateLimit: StackPolicy = {
  id: "edge-rate-limit",
  title:
    "Each client's requests are limited: above what a school behind one address sends this season, and not much above.",
  why: "Too low, and a whole school is locked out when grades come; too high or missing, and one client can take the platform down.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation:
      "rateLimitThreshold: 100, no RateLimitRule, or one whose condition leaves some clients out",
    remedy:
      "rateLimitThreshold: plan.declared.rateLimitPerMinute, by ClientAddr, for all but 255.255.255.255/32",
  },
  checkStack: (stack) =>
    ofType(stack, T.firewall).flatMap((firewall) => {
      const wanted = stack.plan.declared.rateLimitPerMinute;
      const most = stack.settings.edge.rateLimitPerMinute;
      const must = {
        required: `a rule that blocks any address above ${wanted} to ${most} requests a minute`,
        remedy:
          "Take the limit from the plan: `declared.rateLimitPerMinute`; `edge.rateLimitPerMinute` is its most. Its one condition is IPMatch of RemoteAddr, negated, with 255.255.255.255/32, which nobody has.",
      };
      const found = read(firewall.inputs, "customRules");
      if (found.kind === "unknown") return [unknown(firewall, "customRules", must)];
      const limits = items(firewall.inputs, "customRules").filter(
        ({ value }) => textAt(value, "ruleType") === "RateLimitRule",
      );
      if (limits.length === 0) return [violation(firewall, "customRules", "without a limit", must)];
      return limits.flatMap(({ path, value }) => {
        const matched = matchedBy(value);
        const minutes = textAt(value, "rateLimitDuration") === "FiveMins" ? 5 : 1;
        const limit = (numberAt(value, "rateLimitThreshold") ?? 0) / minutes;
        const asked = items(value, "groupByUserSession").flatMap(({ value: group }) =>
          items(group, "groupByVariables").map((one) => textAt(one.value, "variableName")),
        );
        const wrong = [
          ...(limit < wanted || limit > most ? [`${limit} a minute`] : []),
          ...(textAt(value, "action") === "Block" ? [] : ["not blocking"]),
          ...((textAt(value, "state") ?? "Enabled") === "Enabled" ? [] : ["switched off"]),
          ...(asked.length === 1 && asked[0] === "ClientAddr" ? [] : ["not by client address"]),
          ...(matched === "some" ? ["not for every client"] : []),
        ];
        if (wrong.length > 0) return [violation(firewall, path, wrong.join(", "), must)];
        return matched === "unknown" ? [unknown(firewall, `${path}.matchConditions`, must)] : [];
      });
    }),
};
