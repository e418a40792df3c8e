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

/** The subnets that rules name, in CIDR notation. */
export interface RuleSubnets {
  readonly edge: string;
  readonly web: string;
  readonly database: string;
  readonly endpoints: string;
  readonly staging: string;
  readonly stagingDatabase: string;
}

/**
 * What may reach and leave the clones' subnet: in, the gateway on the clones' port; out, the web
 * for updates and partners, through the NAT gateway, their own stage's database, and the private endpoints; nothing
 * else, not even between clones.
 */
export function webRules(subnets: RuleSubnets, databasePort: number): Rule[] {
  return [
    inbound("allow-gateway", 100, "Tcp", [String(CLONE_PORT)], subnets.edge),
    deny("Inbound"),
    ...cloneWaysOut(subnets.database, subnets.endpoints, databasePort),
  ];
}

/**
 * What may reach and leave staging's clones: the same, but for those who try an image in place of the gateway, and
 * staging's own database in place of production's.
 */
export function stagingRules(subnets: RuleSubnets, databasePort: number): Rule[] {
  return [
    inbound("allow-network", 100, "Tcp", [String(CLONE_PORT)], "VirtualNetwork"),
    deny("Inbound"),
    ...cloneWaysOut(subnets.stagingDatabase, subnets.endpoints, databasePort),
  ];
}

function cloneWaysOut(database: string, endpoints: string, databasePort: number): Rule[] {
  return [
    outbound("allow-web-out", 100, ["80", "443"], "Internet"),
    outbound("allow-database-out", 110, [String(databasePort)], database),
    outbound("allow-endpoints-out", 120, ["443"], endpoints),
    deny("Outbound"),
  ];
}

/**
 * What may reach and leave the database's subnet: in, production's clones on the database's port, and its machines each
 * other; out, each other, private endpoints, and the web for packages, storage and directory.
 */
export function databaseRules(subnets: RuleSubnets, databasePort: number): Rule[] {
  const { web, database, endpoints } = subnets;
  return [
    inbound("allow-clones", 100, "Tcp", [String(databasePort)], web),
    inbound("allow-each-other", 120, "*", ["0-65535"], database),
    deny("Inbound"),
    outbound("allow-web-out", 100, ["80", "443"], "Internet"),
    outbound("allow-endpoints-out", 110, ["443"], endpoints),
    { ...outbound("allow-each-other-out", 120, ["0-65535"], database), protocol: "*" },
    deny("Outbound"),
  ];
}

/**
 * What may reach and leave the subnet of staging's database: in, staging's clones on its port; out, the web as above,
 * and, where a machine stands in it, private endpoints. The machine is alone there. In the subnet that is delegated to
 * a server of Azure's, the port is open both ways within, as that server wants it, standby or none.
 * Source: Microsoft Learn, "Network with private access for Azure Database for PostgreSQL".
 *
 * @param machines whether it is a machine, which reads secrets and installers, and not a server of Azure's.
 */
export function stagingDatabaseRules(
  { staging, stagingDatabase, endpoints }: RuleSubnets,
  databasePort: number,
  machines: boolean,
): Rule[] {
  const port = [String(databasePort)];
  return [
    inbound("allow-staging", 100, "Tcp", port, staging),
    ...(machines ? [] : [inbound("allow-each-other", 120, "Tcp", port, stagingDatabase)]),
    deny("Inbound"),
    outbound("allow-web-out", 100, ["80", "443"], "Internet"),
    machines
      ? outbound("allow-endpoints-out", 110, ["443"], endpoints)
      : outbound("allow-each-other-out", 120, port, stagingDatabase),
    deny("Outbound"),
  ];
}

/**
 * What may reach the private endpoints: clones, staging's and the databases' machines, and the gateway, which reads its
 * certificates there, by HTTPS.
 *
 * @param machines whether staging's database is a machine.
 */
export function endpointRules(subnets: RuleSubnets, machines: boolean): Rule[] {
  const { edge, web, staging, database, stagingDatabase } = subnets;
  return [
    inbound("allow-clones", 100, "Tcp", ["443"], web),
    inbound("allow-staging", 110, "Tcp", ["443"], staging),
    inbound("allow-database", 120, "Tcp", ["443"], database),
    inbound("allow-gateway", 130, "Tcp", ["443"], edge),
    ...(machines ? [inbound("allow-staging-database", 140, "Tcp", ["443"], stagingDatabase)] : []),
    deny("Inbound"),
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

function outbound(name: string, priority: number, ports: string[], destination: string): Rule {
  return {
    ...ANY,
    name,
    priority,
    direction: "Outbound",
    access: "Allow",
    protocol: "Tcp",
    destinationPortRanges: ports,
    destinationAddressPrefix: destination,
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
