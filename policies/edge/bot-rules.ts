import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";
import { ruleSetName } from "./managed-rules.ts";

const SETS = "managedRules.managedRuleSets";

export const edgeBotRules: ResourcePolicy = {
  id: "edge-bot-rules",
  title: "The firewall runs the rules against bots.",
  why: "Bots try stolen passwords at every login page, a few from each address: below any rate limit.",
  severity: "mandatory",
  control: control("A.8.26"),
  example: {
    violation: "no Microsoft_BotManagerRuleSet",
    remedy: "Microsoft_BotManagerRuleSet 1.1 beside the default set",
  },
  config: {
    supported: {
      type: "array",
      items: { type: "string" },
      description: "Bot rule sets in support, as `type version`.",
      default: ["Microsoft_BotManagerRuleSet 1.0", "Microsoft_BotManagerRuleSet 1.1"],
    },
  },
  types: [T.firewall],
  check(resource, config) {
    const supported = setting<readonly string[]>(edgeBotRules, config, "supported");
    const must = {
      required: supported.join(" or "),
      remedy: "Add the bot rule set to `managedRules.managedRuleSets`.",
    };
    if (read(resource.inputs, SETS).kind === "unknown") return [unknown(resource, SETS, must)];
    const bots = items(resource.inputs, SETS)
      .map(({ value }) => ruleSetName(value))
      .filter((name) => name.startsWith("Microsoft_Bot"));
    return bots.some((name) => supported.includes(name))
      ? []
      : [violation(resource, SETS, bots.length === 0 ? "without bot rules" : shown(bots), must)];
  },
};
