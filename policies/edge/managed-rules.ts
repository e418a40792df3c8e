import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const SETS = "managedRules.managedRuleSets";

/** What keeps requests, or parts of them, from the managed rules: lists, and what one of each is called. */
const LEAVES_OUT: Readonly<Record<string, string>> = {
  exclusions: "an exclusion",
  exceptions: "an exception of whole requests",
};

export const edgeManagedRules: ResourcePolicy = {
  id: "edge-managed-rules",
  title:
    "The firewall runs a default rule set that Microsoft supports, whole, without exclusions and exceptions.",
  why: "A set out of support learns no new attack; a rule that is switched off lets its attack in.",
  severity: "mandatory",
  control: control("A.8.26"),
  example: {
    violation: "OWASP 3.0, or a rule group with a rule Disabled",
    remedy: "Microsoft_DefaultRuleSet 2.1, without overrides",
  },
  config: {
    supported: {
      type: "array",
      items: { type: "string" },
      // Source: Learn, "Ruleset support policy", November 2026.
      description: "Rule sets in support, as `type version`.",
      default: ["Microsoft_DefaultRuleSet 2.1", "Microsoft_DefaultRuleSet 2.2", "OWASP 3.2"],
    },
  },
  types: [T.firewall],
  check(resource, config) {
    const supported = setting<readonly string[]>(edgeManagedRules, config, "supported");
    const must = {
      required: supported.join(" or "),
      remedy: "Name a rule set in support in `managedRules.managedRuleSets`.",
    };
    if (read(resource.inputs, SETS).kind === "unknown") return [unknown(resource, SETS, must)];
    const sets = items(resource.inputs, SETS);
    const names = sets.map(({ value }) => ruleSetName(value));
    return [
      ...(names.some((name) => supported.includes(name))
        ? []
        : [violation(resource, SETS, shown(names), must)]),
      ...names
        .filter((name) => !name.startsWith("Microsoft_Bot") && !supported.includes(name))
        .filter((name) => names.some((other) => supported.includes(other)) && !/DDoS/i.test(name))
        .map((name) => violation(resource, SETS, shown(name), must)),
      ...sets.flatMap(({ path, value }) => weakened(resource, path, value)),
      ...Object.entries(LEAVES_OUT).flatMap(([list, words]) =>
        items(resource.inputs, `managedRules.${list}`).map(({ path }) =>
          violation(resource, path, words, {
            required: "no exclusions and no exceptions",
            remedy:
              "Mend the request that the rule stops, or write an exception for this firewall.",
          }),
        ),
      ),
    ];
  },
};

/** Rules that are switched off, or only log. */
function weakened(resource: { readonly urn: string }, path: string, set: unknown) {
  return items(set, "ruleGroupOverrides", `${path}.ruleGroupOverrides`).flatMap((group) =>
    items(group.value, "rules", `${group.path}.rules`)
      .filter(
        ({ value }) =>
          textAt(value, "state") !== "Enabled" ||
          ["Allow", "Log"].includes(textAt(value, "action") ?? ""),
      )
      .map((rule) =>
        violation(resource, rule.path, shown(textAt(rule.value, "state") ?? "without a state"), {
          required: "every rule of the set, blocking",
          remedy: "Take the override away, or write an exception for this firewall.",
        }),
      ),
  );
}

export function ruleSetName(set: unknown): string {
  return `${textAt(set, "ruleSetType")} ${textAt(set, "ruleSetVersion")}`;
}
