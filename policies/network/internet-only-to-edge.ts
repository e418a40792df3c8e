import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { covers, isAnyone, type Rule, rulesOf } from "./rules.ts";

/** Source: Learn, "Application Gateway infrastructure configuration": only a gateway's group needs this. */
const GATEWAY_MANAGER = "GatewayManager";

export const networkInternetOnlyToEdge: ResourcePolicy = {
  id: "network-internet-only-to-edge",
  title: "From the internet, only the gateway's subnet is reached, on the web's ports.",
  why: "Whatever else is open is found and tried within hours: a database, a clone's shell.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "source Internet to the clones' subnet, or port 22 to the gateway's",
    remedy: "source: the edge's subnet; from the internet only 80 and 443 to the edge",
  },
  types: [T.securityGroup, T.securityRule],
  check(resource) {
    const must = {
      required: "from the internet only TCP 80 and 443, and only in the gateway's group",
      remedy: "Name the subnet that needs to come in as the source, or take the rule away.",
    };
    const rules = rulesOf(resource);
    const isEdge = isGatewaysGroup(resource, rules);
    return rules
      .filter(({ inbound, allows }) => inbound && allows)
      .flatMap((rule) => {
        if (rule.isUnsure) return [unknown(resource, rule.path, must)];
        if (!rule.sources.some(isAnyone) && rule.sources.length > 0) return [];
        const isWeb =
          rule.protocol === "Tcp" && rule.ports.length > 0 && rule.ports.every(isWebPort);
        return isEdge && isWeb ? [] : [violation(resource, rule.path, inShort(rule), must)];
      });
  },
};

function isGatewaysGroup({ type }: Resource, rules: readonly Rule[]): boolean {
  return (
    type === T.securityGroup &&
    rules.some(
      (rule) =>
        rule.inbound &&
        rule.allows &&
        rule.sources.includes(GATEWAY_MANAGER) &&
        covers(rule, 65_200),
    )
  );
}

function isWebPort([least, most]: readonly [number, number]): boolean {
  return least === most && (least === 80 || least === 443);
}

export function inShort({ sources, ports, protocol }: Rule): string {
  const from = sources.length === 0 ? "anyone" : sources.join(", ");
  return `open for ${from} on ${protocol} ${ports.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(", ")}`;
}
