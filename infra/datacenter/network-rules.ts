import type * as inputs from "@pulumi/azure-native/types/input.js";

type Rule = inputs.network.SecurityRuleArgs;

/** The port on which clones serve the platform and answer the health probe. */
export const CLONE_PORT = 80;

const ANY = { sourcePortRange: "*", sourceAddressPrefix: "*", destinationAddressPrefix: "*" };

/**
 * What may reach the gateway's subnet: the internet on 80 and 443, and Azure's own management and
 * probes, without which Application Gateway v2 refuses to work; nothing else.
 * Source: Microsoft Learn, "Application Gateway infrastructure configuration" (network security
 * groups). Outgoing traffic must stay open there, so it is not restricted.
 */
export function edgeRules(): Rule[] {
  return [
    inbound("allow-web", 100, "Tcp", ["80", "443"], "Internet"),
    inbound("allow-gateway-manager", 110, "Tcp", ["65200-65535"], "GatewayManager"),
    inbound("allow-azure-load-balancer", 120, "*", ["0-65535"], "AzureLoadBalancer"),
    deny("Inbound"),
  ];
}

/**
 * What may reach and leave the clones' subnet: in, the gateway on the clones' port; out, the web
 * for updates and partners, through the NAT gateway; nothing else, not even between clones.
 */
export function webRules(edgeSubnet: string): Rule[] {
  return [
    inbound("allow-gateway", 100, "Tcp", [String(CLONE_PORT)], edgeSubnet),
    deny("Inbound"),
    {
      ...ANY,
      name: "allow-web-out",
      priority: 100,
      direction: "Outbound",
      access: "Allow",
      protocol: "Tcp",
      destinationPortRanges: ["80", "443"],
      destinationAddressPrefix: "Internet",
    },
    deny("Outbound"),
  ];
}

function inbound(
  name: string,
  priority: number,
  protocol: string,
  ports: string[],
  source: string,
): Rule {
  return {
    ...ANY,
    name,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol,
    sourceAddressPrefix: source,
    destinationPortRanges: ports,
  };
}

/** The last rule of a direction; Azure's own defaults below it would let the whole network in. */
function deny(direction: "Inbound" | "Outbound"): Rule {
  return {
    ...ANY,
    name: `deny-${direction.toLowerCase()}`,
    priority: 4096,
    direction,
    access: "Deny",
    protocol: "*",
    destinationPortRange: "*",
  };
}
