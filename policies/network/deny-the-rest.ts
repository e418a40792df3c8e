import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";
import { isAnyone, isEveryPort, rulesOf } from "./rules.ts";

export const networkDenyTheRest: ResourcePolicy = {
  id: "network-deny-the-rest",
  title: "Each group denies what it does not name.",
  why: "Azure's own last rules let the whole virtual network in: one clone could reach every other, and the database.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "securityRules: [], or a last rule that allows",
    remedy: "a last rule: Deny, inbound, from * to *",
  },
  types: [T.securityGroup],
  check(resource) {
    const must = {
      required: "a rule that denies all that comes in, on every port and protocol",
      remedy: "Add the rule deny-inbound with priority 4096.",
    };
    if (read(resource.inputs, "securityRules").kind === "unknown") {
      return [unknown(resource, "securityRules", must)];
    }
    const denies = rulesOf(resource).some(
      (rule) =>
        rule.inbound &&
        !rule.allows &&
        rule.protocol === "*" &&
        isEveryPort(rule) &&
        rule.sources.some(isAnyone) &&
        rule.destinations.some(isAnyone),
    );
    return denies
      ? []
      : [violation(resource, "securityRules", "without a last rule that denies", must)];
  },
};
