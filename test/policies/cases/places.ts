import { T } from "../../../policies/support/types.ts";
import type { PolicyCases } from "./policy-cases.ts";

const NIC = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[0]";
const CLONES = `${NIC}.ipConfigurations[0].subnet.id`;
const MACHINES = "ipConfigurations[0].subnet.id";
const SERVERS = "network.delegatedSubnetResourceId";
const MADE = "networkProfile.networkInterfaceConfigurations";
const own = { policy: "network-own-subnet" } as const;

function subnet(name: string, stack = "prod-se"): string {
  return `/mock/${stack}-network-vnet/subnets/snet-${name}`;
}

/** Where resources stand in the network, and what finds them there. */
export const PLACE_CASES: readonly PolicyCases[] = [
  {
    ...own,
    of: T.scaleSet,
    name: "prod-se-web-clones",
    breaks: [
      ["clones in the database's subnet", CLONES, subnet("database")],
      ["clones in staging's", CLONES, subnet("staging")],
      ["a subnet that the network has not", CLONES, subnet("lost")],
      ["a second interface in the database's subnet", `${NIC}.ipConfigurations[+]`, at("database")],
      ["another network", "$.madeFrom.virtualMachineProfile", []],
    ],
    allows: [["the subnet in capitals", CLONES, subnet("web").replace("snet-web", "SNET-WEB")]],
    absent: [[CLONES, "violation"]],
    unknown: [[CLONES, "fine"]],
  },
  {
    ...own,
    of: T.scaleSet,
    name: "-staging-web-clones",
    breaks: [["staging's clones among production's", CLONES, subnet("web")]],
    absent: [[CLONES, "violation"]],
    unknown: [[CLONES, "fine"]],
  },
  {
    ...own,
    of: T.nic,
    name: "-primary-nic",
    breaks: [
      ["the edge's subnet", MACHINES, subnet("edge")],
      ["staging's database's", MACHINES, subnet("staging-database")],
    ],
    absent: [[MACHINES, "violation"]],
    unknown: [[MACHINES, "fine"]],
  },
  {
    ...own,
    of: T.nic,
    name: "-staging-oracle-nic",
    breaks: [["the subnet of the grades", MACHINES, subnet("database")]],
    absent: [[MACHINES, "violation"]],
    unknown: [[MACHINES, "fine"]],
  },
  {
    ...own,
    of: T.machine,
    name: "-primary-machine",
    breaks: [["an interface made with it, in the edge's subnet", MADE, [made("edge")]]],
    absent: [[MADE, "safe"]],
    unknown: [[MADE, "fine"]],
  },
  {
    ...own,
    of: T.postgres,
    name: "-database-postgresql-server",
    breaks: [
      ["staging's subnet", SERVERS, subnet("staging-database", "prod-uk")],
      ["another network's", SERVERS, "/elsewhere/subnets/snet-other"],
    ],
    absent: [[SERVERS, "safe"]],
    unknown: [[SERVERS, "fine"]],
  },
  {
    ...own,
    of: T.postgres,
    name: "-staging-postgresql-server",
    breaks: [["the subnet of the grades", SERVERS, subnet("database", "prod-uk")]],
    absent: [[SERVERS, "safe"]],
    unknown: [[SERVERS, "fine"]],
  },
  {
    ...own,
    of: T.gateway,
    breaks: [
      ["the gateway among the clones", "gatewayIPConfigurations[0].subnet.id", subnet("web")],
    ],
    absent: [["gatewayIPConfigurations[0].subnet", "violation"]],
    unknown: [["gatewayIPConfigurations[0].subnet.id", "fine"]],
  },
  {
    of: T.postgres,
    name: "-database-postgresql-server",
    policy: "database-name-known",
    breaks: [
      [
        "staging's zone of names",
        "$.madeFrom.network",
        [
          "urn:pulumi:prod-uk::gradetide::gradetide:datacenter:PostgresqlDatabase$azure-native:privatedns:PrivateZone::prod-uk-staging-postgresql-zone",
        ],
      ],
    ],
    absent: [["tags", "safe"]],
    unknown: [["tags", "fine"]],
  },
  {
    of: T.machine,
    name: "-primary-machine",
    policy: "machine-private",
    breaks: [
      [
        "an interface made with it, with a public address",
        MADE,
        [
          {
            name: "admin",
            ipConfigurations: [{ name: "a", publicIPAddressConfiguration: { name: "pip" } }],
          },
        ],
      ],
      ["an interface made with it, with no addresses", MADE, [{ name: "admin" }]],
    ],
    allows: [["one with an address in the network alone", MADE, [made("database")]]],
    absent: [[MADE, "safe"]],
    unknown: [[MADE, "unknown"]],
  },
  {
    of: T.zoneLink,
    name: "-secrets-zone-link",
    policy: "network-zone-links",
    breaks: [
      ["machines that write their own names", "registrationEnabled", true],
      ["names that are asked of the internet", "resolutionPolicy", "NxDomainRedirect"],
    ],
    allows: [["Azure's own way", "resolutionPolicy", "Default"]],
    absent: [
      ["registrationEnabled", "safe"],
      ["resolutionPolicy", "safe"],
    ],
    unknown: [
      ["registrationEnabled", "unknown"],
      ["resolutionPolicy", "unknown"],
    ],
  },
  {
    of: T.network,
    policy: "network-subnet-room",
    breaks: [
      ["eleven addresses for the gateway", "subnets[0].addressPrefix", "10.16.0.0/28"],
      ["eleven addresses for the clones", "subnets[1].addressPrefix", "10.16.4.0/28"],
      ["no room for those that an upgrade adds", "subnets[1].addressPrefix", "10.16.4.0/27"],
      ["three addresses for staging's clones", "subnets[4].addressPrefix", "10.16.8.0/29"],
    ],
    allows: [["room enough, in a list", "subnets[1]", listed("10.16.4.0/24")]],
    absent: [["subnets", "safe"]],
    unknown: [
      ["subnets", "fine"],
      ["subnets[1].addressPrefix", "fine"],
    ],
  },
];

function at(name: string): unknown {
  return { name, subnet: { id: subnet(name) } };
}

function made(name: string): unknown {
  return { name: "made", ipConfigurations: [at(name)] };
}

function listed(range: string): unknown {
  return { name: "snet-web", addressPrefixes: [range] };
}
