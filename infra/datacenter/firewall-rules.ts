import type * as inputs from "@pulumi/azure-native/types/input.js";

/**
 * Microsoft's rule sets in support: the default one and the one against bots.
 * Source: Microsoft Learn, "Web Application Firewall DRS and CRS rule groups and rules" and
 * "Ruleset support policy".
 */
export function firewallManagedRules(): inputs.network.ManagedRulesDefinitionArgs {
  return {
    managedRuleSets: [
      { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1" },
      { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
    ],
  };
}

/**
 * Blocks a client address that sends more than `requestsPerMinute` to one listener. A whole school
 * behind one address is one client, so the limit has to fit the school's busiest minute.
 */
export function firewallCustomRules(
  requestsPerMinute: number,
): inputs.network.WebApplicationFirewallCustomRuleArgs[] {
  return [
    {
      name: "RateLimitPerClient",
      priority: 10,
      state: "Enabled",
      ruleType: "RateLimitRule",
      rateLimitDuration: "OneMin",
      rateLimitThreshold: requestsPerMinute,
      groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
      matchConditions: [EVERY_CLIENT],
      action: "Block",
    },
  ];
}

/** A rule needs a condition; no client has the limited broadcast address, so this one is always true. */
const EVERY_CLIENT: inputs.network.MatchConditionArgs = {
  matchVariables: [{ variableName: "RemoteAddr" }],
  operator: "IPMatch",
  negationConditon: true,
  matchValues: ["255.255.255.255/32"],
};
