import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";
import { isOutside } from "./prefixes.ts";
import { isGatewaysGroup, type Rule, rulesOf } from "./rules.ts";

export const networkInternetOnlyToEdge: ResourcePolicy = {
  id: "network-internet-only-to-edge",
  title: "From outside the network, only the gateway's subnet is reached, on the web's ports.",
  why: "Whatever else is open is found and tried within hours: a database, a clone's shell. An office's address is somebody else's one day; a service tag such as AzureCloud is every machine that anybody rents.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation:
      "source Internet, 203.0.113.0/24 or AzureCloud to the clones' subnet, or port 22 to the gateway's",
    remedy: "source: the edge's subnet; from the internet only 80 and 443 to the edge",
  },
  config: {
    senders: {
      type: "array",
      items: { type: "string" },
      description:
        "Service tags that may come in: senders of Azure's own, of whom nobody rents one.",
      default: ["AzureLoadBalancer", "GatewayManager"],
    },
  },
  types: [T.securityGroup, T.securityRule],
  check(resource, config) {
    const senders = setting<readonly string[]>(networkInternetOnlyToEdge, config, "senders");
    const must = {
      required: "from outside the network only TCP 80 and 443, and only in the gateway's group",
      remedy: "Name the subnet that needs to come in as the source, or take the rule away.",
    };
    const rules = rulesOf(resource);
    const isEdge = isGatewaysGroup(resource, rules);
    return rules
      .filter(({ inbound, allows }) => inbound && allows)
      .flatMap((rule) => {
        if (rule.isUnsure) return [unknown(resource, rule.path, must)];
        const isInside = rule.sources.every((source) => !isOutside(source, senders));
        if (isInside && rule.sources.length > 0) return [];
        const isWeb =
          rule.protocol === "Tcp" && rule.ports.length > 0 && rule.ports.every(isWebPort);
        return isEdge && isWeb ? [] : [violation(resource, rule.path, inShort(rule), must)];
      });
  },
};

function isWebPort([least, most]: readonly [number, number]): boolean {
  return least === most && (least === 80 || least === 443);
}

export function inShort({ sources, ports, protocol }: Rule): string {
  const from = sources.length === 0 ? "anyone" : sources.join(", ");
  return `open for ${from} on ${protocol} ${ports.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(", ")}`;
}
