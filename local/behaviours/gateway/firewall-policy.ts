import type { Json, JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { asObject, numberAt, objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";

/**
 * The managed rule sets that a policy may name.
 * Source: Microsoft Learn, "Web Application Firewall DRS and CRS rule groups and rules" and
 * "Application Gateway WAF ruleset support policy".
 */
const RULE_SETS: Readonly<Record<string, readonly string[]>> = {
  Microsoft_DefaultRuleSet: ["2.1", "2.2"],
  OWASP: ["3.0", "3.1", "3.2"],
  Microsoft_BotManagerRuleSet: ["0.1", "1.0", "1.1"],
  Microsoft_HTTPDDoSRuleSet: ["1.0"],
};
const PRIMARY = ["Microsoft_DefaultRuleSet", "OWASP"];

/** Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies. */
export const firewallPolicy: Behaviour = {
  type: "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceState",
    "properties.applicationGateways",
    "properties.httpListeners",
    "properties.pathBasedRules",
  ],
  prepare: (draft, context) =>
    fillProperties(
      { ...draft, etag: newEtag(context) },
      { customRules: [] },
      {
        provisioningState: "Succeeded",
        resourceState: "Enabled",
        policySettings: { ...SETTINGS, ...objectAt(draft, "properties.policySettings") },
      },
    ),
  refuse: (draft) => [...refuseManaged(draft), ...refuseCustom(draft)],
  view(document, { store }) {
    const users = store.referrers(document.id);
    const gateways = ids(users.filter(({ part }) => !part.includes("/httpListeners/")));
    const listeners = ids(users.filter(({ part }) => part.includes("/httpListeners/")));
    return {
      ...document,
      properties: {
        ...asObject(document.properties),
        ...(gateways.length === 0 ? {} : { applicationGateways: gateways }),
        ...(listeners.length === 0 ? {} : { httpListeners: listeners }),
      },
    };
  },
  inUse,
};

/** Source: the REST reference of the type at 2024-05-01. */
const SETTINGS: JsonObject = {
  state: "Enabled",
  mode: "Detection",
  requestBodyCheck: true,
  maxRequestBodySizeInKb: 128,
  fileUploadLimitInMb: 100,
};

function refuseManaged(policy: JsonObject): Refusal[] {
  const sets = objectsAt(policy, "properties.managedRules.managedRuleSets");
  const target = "properties.managedRules.managedRuleSets";
  const primaries = sets.filter((set) => PRIMARY.includes(textAt(set, "ruleSetType") ?? ""));
  const refusals = sets.flatMap((set, index) => {
    const type = textAt(set, "ruleSetType") ?? "";
    const version = textAt(set, "ruleSetVersion") ?? "";
    const versions = RULE_SETS[type];
    if (versions?.includes(version)) return [];
    const known =
      versions === undefined
        ? `Its type must be one of ${Object.keys(RULE_SETS).join(", ")}.`
        : `Versions of ${type}: ${versions.join(", ")}.`;
    return [
      new Refusal(
        "ApplicationGatewayFirewallUnknownRuleSet",
        `Firewall policy ${policy.id} names the managed rule set ${type} ${version}, which does not exist. ${known}`,
        { target: `${target}[${index}]` },
      ),
    ];
  });
  if (primaries.length === 1) return refusals;
  return [
    ...refusals,
    new Refusal(
      "ApplicationGatewayFirewallPrimaryRuleSetInvalid",
      `Firewall policy ${policy.id} needs exactly one primary managed rule set (${PRIMARY.join(" or ")}), not ${primaries.length}.`,
      { target },
    ),
  ];
}

/**
 * Source: Microsoft Learn, "Custom rules for Web Application Firewall v2" (priority 1 to 100, names)
 * and "Rate limiting for Web Application Firewall on Application Gateway".
 */
function refuseCustom(policy: JsonObject): Refusal[] {
  const rules = objectsAt(policy, "properties.customRules");
  return rules.flatMap((rule, index) => {
    const name = textAt(rule, "name") ?? "";
    const priority = numberAt(rule, "priority") ?? 0;
    const earlier = rules.slice(0, index);
    const problems = [
      /^[a-z][a-z0-9]{0,127}$/i.test(name)
        ? undefined
        : "its name must be letters and digits, starting with a letter, 1 to 128 of them",
      Number.isInteger(priority) && priority >= 1 && priority <= 100
        ? undefined
        : `its priority ${priority} must be a whole number from 1 to 100`,
      earlier.some((other) => numberAt(other, "priority") === priority)
        ? `another rule has its priority ${priority}`
        : undefined,
      earlier.some((other) => textAt(other, "name") === name)
        ? "another rule has its name"
        : undefined,
      objectsAt(rule, "matchConditions").length === 0 ? "it needs a match condition" : undefined,
      ...rateLimitProblems(rule),
    ].filter((problem) => problem !== undefined);
    return problems.map(
      (problem) =>
        new Refusal(
          "ApplicationGatewayFirewallCustomRuleInvalid",
          `Custom rule '${name}' of firewall policy ${policy.id} is invalid: ${problem}.`,
          { target: `properties.customRules[${index}]` },
        ),
    );
  });
}

function rateLimitProblems(rule: JsonObject): (string | undefined)[] {
  if (textAt(rule, "ruleType") !== "RateLimitRule") return [];
  const threshold = numberAt(rule, "rateLimitThreshold");
  return [
    textAt(rule, "rateLimitDuration") === undefined
      ? "a rate limit needs rateLimitDuration (OneMin or FiveMins)"
      : undefined,
    threshold === undefined || threshold < 1
      ? "a rate limit needs a rateLimitThreshold of at least 1"
      : undefined,
    objectsAt(rule, "groupByUserSession").length === 0
      ? "a rate limit needs groupByUserSession"
      : undefined,
  ];
}

function ids(users: readonly Referrer[]): Json[] {
  return [...new Set(users.map(({ part }) => part))].map((id) => ({ id }));
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  if (users.length === 0) return undefined;
  return new Refusal(
    "ApplicationGatewayWebApplicationFirewallPolicyInUse",
    `Firewall policy ${document.id} cannot be deleted since it is still associated with ${users.map(({ part }) => part).join(", ")}.`,
  );
}
