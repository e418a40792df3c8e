import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const web = { of: T.securityGroup, name: "-web-nsg" } as const;
const edge = { of: T.securityGroup, name: "-edge-nsg" } as const;
const vnet = { of: T.network, name: "-network-vnet" } as const;
const rule = (over: object) => ({
  name: "new",
  priority: 200,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sourcePortRange: "*",
  sourceAddressPrefix: "10.16.0.0/24",
  destinationAddressPrefix: "*",
  destinationPortRange: "8080",
  ...over,
});

export const NETWORK_CASES: readonly PolicyCases[] = [
  {
    ...web,
    policy: "network-internet-only-to-edge",
    breaks: [
      ["the clones' port for the internet", "securityRules[0].sourceAddressPrefix", "Internet"],
      ["for anyone", "securityRules[0].sourceAddressPrefix", "*"],
      ["for every address", "securityRules[0].sourceAddressPrefix", "0.0.0.0/0"],
      ["for half the internet", "securityRules[0].sourceAddressPrefix", "128.0.0.0/1"],
      [
        "for anyone in a list",
        "securityRules[+]",
        rule({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ["10.0.0.0/8", "Internet"] }),
      ],
      ["a rule without a source", "securityRules[+]", rule({ sourceAddressPrefix: undefined })],
    ],
    allows: [
      ["a source in the network", "securityRules[+]", rule({})],
      [
        "a rule that denies everyone",
        "securityRules[+]",
        rule({ access: "Deny", sourceAddressPrefix: "*" }),
      ],
    ],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules[0].sourceAddressPrefix", "unknown"]],
  },
  {
    ...edge,
    policy: "network-internet-only-to-edge",
    breaks: [
      [
        "another port of the gateway's subnet",
        "securityRules[0].destinationPortRanges",
        ["80", "443", "8443"],
      ],
      ["all ports", "securityRules[0].destinationPortRanges", ["0-65535"]],
      ["every protocol", "securityRules[0].protocol", "*"],
    ],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules[0].destinationPortRanges", "unknown"]],
  },
  {
    ...web,
    policy: "network-no-any-to-any",
    breaks: [
      [
        "everyone in",
        "securityRules[+]",
        rule({ protocol: "*", sourceAddressPrefix: "*", destinationPortRange: "*" }),
      ],
      [
        "the whole network in",
        "securityRules[+]",
        rule({ sourceAddressPrefix: "VirtualNetwork", destinationPortRange: "0-65535" }),
      ],
      [
        "everything out",
        "securityRules[+]",
        rule({ direction: "Outbound", sourceAddressPrefix: "*", destinationPortRange: "*" }),
      ],
    ],
    allows: [["one port", "securityRules[+]", rule({})]],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
  },
  {
    ...web,
    policy: "network-management-ports",
    breaks: [
      ["SSH from the network", "securityRules[+]", rule({ destinationPortRange: "22" })],
      [
        "RDP from an office",
        "securityRules[+]",
        rule({ destinationPortRange: "3389", sourceAddressPrefix: "192.0.2.1" }),
      ],
      ["a range with SSH in it", "securityRules[+]", rule({ destinationPortRange: "20-25" })],
      ["Windows' remote management", "securityRules[+]", rule({ destinationPortRange: "5986" })],
    ],
    allows: [["another port", "securityRules[+]", rule({})]],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
    config: [
      [
        { bastionPrefixes: ["10.16.0.0/24"] },
        ["SSH from the Bastion's subnet", "securityRules[+]", rule({ destinationPortRange: "22" })],
        false,
      ],
    ],
  },
  {
    ...web,
    policy: "network-deny-the-rest",
    breaks: [
      ["no rule at all", "securityRules", []],
      ["no last rule", "securityRules[1]", ABSENT],
      ["a last rule that allows", "securityRules[1].access", "Allow"],
      ["one that denies TCP alone", "securityRules[1].protocol", "Tcp"],
      ["one that denies some", "securityRules[1].sourceAddressPrefix", "Internet2"],
    ],
    absent: [["securityRules", "violation"]],
    unknown: [["securityRules", "unknown"]],
  },
  {
    ...vnet,
    policy: "network-subnets-guarded",
    breaks: [
      ["a subnet without a group", "subnets[0].networkSecurityGroup", ABSENT],
      ["Azure's own way out", "subnets[1].defaultOutboundAccess", true],
      [
        "a new subnet without anything",
        "subnets[+]",
        { name: "new", addressPrefix: "10.16.9.0/24" },
      ],
    ],
    allows: [
      [
        "a VPN gateway's subnet",
        "subnets[+]",
        { name: "GatewaySubnet", defaultOutboundAccess: false },
      ],
    ],
    absent: [
      ["subnets", "safe"],
      ["subnets[0].defaultOutboundAccess", "violation"],
    ],
    unknown: [
      ["subnets[0].networkSecurityGroup", "fine"],
      ["subnets[0].defaultOutboundAccess", "unknown"],
    ],
    config: [
      [
        { without: ["snet-edge"] },
        ["a subnet that is listed", "subnets[0].networkSecurityGroup", ABSENT],
        false,
      ],
    ],
  },
  {
    of: T.address,
    name: "-network-nat-ip",
    policy: "network-public-addresses",
    breaks: [["an address that nothing uses", "$.urn", "urn:pulumi:x::gradetide::t::lonely"]],
    absent: [["sku", "safe"]],
    unknown: [["sku", "fine"]],
    config: [[{ owners: [] }, ["an owner that is not listed", "tags", {}], true]],
  },
  {
    ...vnet,
    policy: "network-no-overlap",
    breaks: [
      ["another datacenter's range", "addressSpace.addressPrefixes", ["10.17.0.0/16"]],
      ["a range over all of them", "addressSpace.addressPrefixes", ["10.0.0.0/8"]],
      ["a range that no settings say", "addressSpace.addressPrefixes", ["10.99.0.0/16"]],
      ["a subnet outside", "subnets[0].addressPrefix", "192.168.0.0/24"],
    ],
    absent: [["addressSpace", "violation"]],
    unknown: [["addressSpace", "unknown"]],
  },
  {
    of: T.vault,
    policy: "data-protected",
    breaks: [["a vault that may be deleted", "$.protect", false]],
    absent: [["properties", "safe"]],
    unknown: [["properties", "fine"]],
    config: [
      [
        { types: ["random:index:RandomId"] },
        ["a type that is not listed", "$.protect", false],
        false,
      ],
    ],
  },
  {
    of: T.resourceGroup,
    name: "-secrets-rg",
    policy: "data-protected",
    breaks: [["a group with a vault in it", "$.protect", false]],
    absent: [["tags", "safe"]],
    unknown: [["tags", "fine"]],
  },
];
