import { beforeAll, describe, expect, test } from "@jest/globals";
import { SUBNET_ROLES, type SubnetRole } from "../../../infra/datacenter/network.ts";
import type { MockedStack } from "../../support/mocked-stack.ts";
import { declare } from "./declare.ts";
import { ORACLE_SETTINGS, SETTINGS } from "./fixture.ts";
import { type Place, reaches, type SecurityRule } from "./reach.ts";

let stack: MockedStack;
let oracle: MockedStack;
beforeAll(async () => {
  stack = await declare(SETTINGS);
  oracle = await declare(ORACLE_SETTINGS);
});

function inputsOf(name: string): Record<string, unknown> {
  return stack.named(name).inputs;
}

function groupOf(role: SubnetRole): string {
  return `prod-se-network-${role === "stagingDatabase" ? "staging-database" : role}-nsg`;
}

describe("Network", () => {
  test("lays out one subnet a tier, each behind its own group and without Azure's default way out", () => {
    expect(inputsOf("prod-se-network-vnet")).toMatchObject({
      location: "swedencentral",
      addressSpace: { addressPrefixes: ["10.10.0.0/16"] },
      enableDdosProtection: false,
      subnets: [
        {
          name: "snet-edge",
          addressPrefix: "10.10.0.0/24",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-edge-nsg" },
        },
        {
          name: "snet-web",
          addressPrefix: "10.10.4.0/22",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-web-nsg" },
          natGateway: { id: "/mock/prod-se-network-nat" },
        },
        {
          name: "snet-database",
          addressPrefix: "10.10.1.0/24",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-database-nsg" },
          natGateway: { id: "/mock/prod-se-network-nat" },
        },
        {
          name: "snet-endpoints",
          addressPrefix: "10.10.2.0/24",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-endpoints-nsg" },
          privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled",
        },
        {
          name: "snet-staging",
          addressPrefix: "10.10.8.0/24",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-staging-nsg" },
          natGateway: { id: "/mock/prod-se-network-nat" },
        },
        {
          name: "snet-staging-database",
          addressPrefix: "10.10.9.0/24",
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: "/mock/prod-se-network-staging-database-nsg" },
          natGateway: { id: "/mock/prod-se-network-nat" },
        },
      ],
    });
    expect(inputsOf("prod-se-network-vnet")).not.toHaveProperty("ddosProtectionPlan");
    expect(inputsOf("prod-se-network-vnet")).not.toHaveProperty("subnets.0.natGateway");
  });

  test("keeps the places of the subnets, as what Azure writes into them is ignored by place", () => {
    expect(SUBNET_ROLES).toEqual([
      "edge",
      "web",
      "database",
      "endpoints",
      "staging",
      "stagingDatabase",
    ]);
  });

  test("ignores what Azure writes back about who uses an address and a subnet", () => {
    expect(stack.named("prod-se-network-nat-ip").options.ignoreChanges).toEqual(["natGateway"]);
    expect(stack.named("prod-se-network-vnet").options.ignoreChanges).toEqual([
      "subnets[*].applicationGatewayIPConfigurations",
    ]);
  });

  test.each(SUBNET_ROLES)("denies what the %s group does not name, last of all", (role) => {
    const rules = inputsOf(groupOf(role)).securityRules as {
      direction: string;
      access: string;
      priority: number;
      sourceAddressPrefix: string;
      protocol: string;
      destinationPortRange?: string;
    }[];
    const inbound = rules.filter(({ direction }) => direction === "Inbound");
    const last = inbound.toSorted((a, b) => a.priority - b.priority).at(-1);
    expect(last).toMatchObject({
      access: "Deny",
      priority: 4096,
      sourceAddressPrefix: "*",
      protocol: "*",
      destinationPortRange: "*",
    });
    const open = inbound.filter(
      (rule) => rule.access === "Allow" && rule.sourceAddressPrefix === "*",
    );
    expect(open).toEqual([]);
  });

  test("delegates the subnets of both databases to the engine that is a service, and only to it", () => {
    const delegatedIn = (one: MockedStack): readonly unknown[] =>
      (one.named("prod-se-network-vnet").inputs.subnets as Record<string, unknown>[])
        .filter(({ delegations }) => delegations !== undefined)
        .map(({ name, delegations }) => [name, delegations]);
    const postgresql = [
      { name: "database", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" },
    ];
    expect(delegatedIn(stack)).toEqual([
      ["snet-database", postgresql],
      ["snet-staging-database", postgresql],
    ]);
    expect(delegatedIn(oracle)).toEqual([]);
  });
});

describe("what reaches what in the network", () => {
  /** Shell, web, web by TLS, PostgreSQL, Oracle, and a port that nothing has. */
  const PORTS = [22, 80, 443, 5432, 1521, 40_000];
  const ALL = PORTS.join(", ");

  const common: readonly string[] = [
    "internet → edge: 80, 443",
    `edge → internet: ${ALL}`,
    "edge → web: 80",
    "edge → endpoints: 443",
    // Those who try an image come from within the network.
    "edge → staging: 80",
    "web → internet: 80, 443",
    "web → endpoints: 443",
    "database → internet: 80, 443",
    `database → database: ${ALL}`,
    "database → endpoints: 443",
    "staging → internet: 80, 443",
    "staging → endpoints: 443",
    "stagingDatabase → internet: 80, 443",
  ];

  test.each([
    [
      "PostgreSQL",
      () => stack,
      [
        ...common,
        "web → database: 5432",
        "staging → stagingDatabase: 5432",
        // What Azure's server asks of the subnet that is delegated to it; production's is open within to more.
        "stagingDatabase → stagingDatabase: 5432",
      ],
    ],
    [
      "Oracle",
      () => oracle,
      [
        ...common,
        "web → database: 1521",
        "staging → stagingDatabase: 1521",
        "stagingDatabase → endpoints: 443",
      ],
    ],
  ] as const)(
    "is this table with %s: each stage's clones reach its own database, and no database the other",
    (_, declared, expected) => {
      const { inputs } = declared().named("prod-se-network-vnet");
      const ranges = (inputs.subnets as { addressPrefix: string }[]).map(
        (one) => one.addressPrefix,
      );
      const places = new Map<string, Place>([
        ["internet", "internet"],
        ...SUBNET_ROLES.map((role, index): [string, Place] => {
          const rules = declared().named(groupOf(role)).inputs.securityRules;
          return [role, { range: ranges[index] ?? "", rules: rules as SecurityRule[] }];
        }),
      ]);
      const ways = [...places].flatMap(([from, source]) =>
        [...places].flatMap(([to, target]) => {
          const open = PORTS.filter((port) => reaches(source, target, port));
          return open.length === 0 || (from === "internet" && to === "internet")
            ? []
            : [`${from} → ${to}: ${open.join(", ")}`];
        }),
      );
      expect(ways.toSorted()).toEqual([...expected].toSorted());
    },
  );
});
