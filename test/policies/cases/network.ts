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
      ["the internet in capitals", "securityRules[0].sourceAddressPrefix", "INTERNET"],
      [
        "the internet's web ports, where the group plays the gateway's",
        "securityRules",
        [
          rule({ sourceAddressPrefix: "GatewayManager", destinationPortRange: "65200-65535" }),
          rule({ priority: 210, sourceAddressPrefix: "Internet", destinationPortRange: "80" }),
        ],
      ],
      ["every address of IPv6", "securityRules[0].sourceAddressPrefix", "::/0"],
      ["an office's address", "securityRules[0].sourceAddressPrefix", "203.0.113.7"],
      ["a provider's range of IPv6", "securityRules[0].sourceAddressPrefix", "2001:db8::/32"],
      ["a private range and its neighbour", "securityRules[0].sourceAddressPrefix", "10.0.0.0/7"],
      ["all of Azure's customers", "securityRules[0].sourceAddressPrefix", "AzureCloud"],
      ["those of one region", "securityRules[0].sourceAddressPrefix", "AzureCloud.swedencentral"],
      ["whoever has an account", "securityRules[0].sourceAddressPrefix", "Storage.SwedenCentral"],
      [
        "an office between subnets",
        "securityRules[+]",
        rule({
          sourceAddressPrefix: undefined,
          sourceAddressPrefixes: ["10.16.0.0/24", "203.0.113.0/24"],
        }),
      ],
      [
        "the internet, by words in lower case",
        "securityRules[+]",
        rule({ direction: "inbound", access: "allow", sourceAddressPrefix: "any" }),
      ],
    ],
    allows: [
      [
        "Azure's own probes, in lower case",
        "securityRules[+]",
        rule({ sourceAddressPrefix: "azureloadbalancer" }),
      ],
      ["a joined network", "securityRules[+]", rule({ sourceAddressPrefix: "192.168.4.0/24" })],
      ["a local range of IPv6", "securityRules[+]", rule({ sourceAddressPrefix: "fd00:1::/48" })],
      [
        "a group of the network's own interfaces",
        "securityRules[+]",
        rule({ sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [{ id: "/asg" }] }),
      ],
      ["a source in the network", "securityRules[+]", rule({})],
      [
        "a rule that denies everyone",
        "securityRules[+]",
        rule({ access: "Deny", sourceAddressPrefix: "*" }),
      ],
    ],
    absent: [["securityRules", "safe"]],
    unknown: [
      ["securityRules[0].sourceAddressPrefix", "unknown"],
      ["securityRules[0].access", "unknown"],
    ],
    config: [
      [
        { senders: ["AzureMonitor"] },
        ["a sender that is listed", "securityRules[0].sourceAddressPrefix", "AzureMonitor"],
        false,
      ],
    ],
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
    unknown: [
      ["securityRules[0].destinationPortRanges", "unknown"],
      ["securityRules[0].destinationPortRanges[0]", "unknown"],
    ],
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
      [
        "everything out of one subnet",
        "securityRules[+]",
        rule({
          direction: "outbound",
          destinationAddressPrefix: "internet",
          destinationPortRange: "*",
        }),
      ],
      [
        "the whole network in by two ranges of ports",
        "securityRules[+]",
        rule({
          sourceAddressPrefix: "virtualnetwork",
          destinationPortRange: undefined,
          destinationPortRanges: ["0-1520", "1522-65535"],
        }),
      ],
      [
        "the internet's halves out",
        "securityRules[+]",
        rule({
          direction: "Outbound",
          destinationAddressPrefix: undefined,
          destinationAddressPrefixes: Array.from({ length: 100 }, (_, at) => `${at + 20}.0.0.0/8`),
          destinationPortRange: "1-65535",
        }),
      ],
      [
        "all private addresses in",
        "securityRules[+]",
        rule({ sourceAddressPrefix: "10.0.0.0/8", destinationPortRange: "*" }),
      ],
    ],
    allows: [
      ["one port", "securityRules[+]", rule({})],
      [
        "every port for one subnet",
        "securityRules[+]",
        rule({ sourceAddressPrefix: "10.16.1.0/24", destinationPortRange: "*" }),
      ],
      [
        "one port out to the internet",
        "securityRules[+]",
        rule({ direction: "Outbound", destinationAddressPrefix: "Internet" }),
      ],
    ],
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
    policy: "network-between-tiers",
    breaks: [
      ["a group that says it is another tier's", "tags.tier", "staging"],
      [
        "the whole network past the firewall",
        "securityRules[0].sourceAddressPrefix",
        "VirtualNetwork",
      ],
      ["staging's clones", "securityRules[0].sourceAddressPrefix", "10.16.8.0/24"],
      ["a joined network", "securityRules[+]", rule({ sourceAddressPrefix: "192.168.4.7" })],
      [
        "another tier between those that may",
        "securityRules[+]",
        rule({
          sourceAddressPrefix: undefined,
          sourceAddressPrefixes: ["10.16.0.0/24", "10.16.1.0/24"],
        }),
      ],
    ],
    allows: [
      ["a part of the edge's subnet", "securityRules[0].sourceAddressPrefix", "10.16.0.128/25"],
      [
        "Azure's own probes",
        "securityRules[+]",
        rule({ sourceAddressPrefix: "AzureLoadBalancer" }),
      ],
      ["a rule that denies", "securityRules[0].access", "Deny"],
      ["a way out", "securityRules[0].direction", "Outbound"],
    ],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
  },
  {
    ...vnet,
    policy: "network-between-tiers",
    breaks: [
      [
        "the edge's group on the database's subnet",
        "subnets[2].networkSecurityGroup.id",
        "/mock/prod-se-network-edge-nsg",
      ],
      [
        "a group by its name in Azure",
        "subnets[2].networkSecurityGroup.id",
        "/x/networkSecurityGroups/nsg-prod-se-web",
      ],
      ["two subnets that changed places", "subnets[1].addressPrefix", "10.16.1.0/24"],
    ],
    absent: [
      ["subnets", "safe"],
      ["subnets[2].networkSecurityGroup", "safe"],
    ],
    unknown: [["subnets[2].networkSecurityGroup.id", "fine"]],
  },
  {
    of: T.securityGroup,
    name: "-network-database-nsg",
    policy: "network-between-tiers",
    breaks: [
      ["every private address", "securityRules[0].sourceAddressPrefix", "10.0.0.0/8"],
      ["staging's clones", "securityRules[0].sourceAddressPrefix", "10.16.8.0/24"],
      ["the gateway's subnet", "securityRules[0].sourceAddressPrefix", "10.16.0.0/24"],
    ],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
  },
  {
    of: T.securityGroup,
    name: "-network-staging-database-nsg",
    policy: "network-between-tiers",
    breaks: [["production's clones", "securityRules[0].sourceAddressPrefix", "10.16.4.0/22"]],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
  },
  {
    of: T.securityGroup,
    name: "-network-endpoints-nsg",
    policy: "network-between-tiers",
    breaks: [["whoever is joined", "securityRules[0].sourceAddressPrefix", "virtualnetwork"]],
    absent: [["securityRules", "safe"]],
    unknown: [["securityRules", "fine"]],
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
      ["one that denies the internet alone", "securityRules[1].sourceAddressPrefix", "Internet"],
      ["one that denies the network alone", "securityRules[1].sourceAddressPrefix", "10.16.0.0/16"],
      ["one that denies what comes from one port", "securityRules[1].sourcePortRange", "22"],
      [
        "one that denies the way to one clone",
        "securityRules[1].destinationAddressPrefix",
        "10.16.4.4",
      ],
      ["one that denies all but one port", "securityRules[1].destinationPortRange", "1-65534"],
      ["one that comes before the others", "securityRules[1].priority", 90],
      ["no last rule on the way out", "securityRules[5]", ABSENT],
      ["one that lets out", "securityRules[5].access", "Allow"],
      ["one that keeps TCP in alone", "securityRules[5].protocol", "Tcp"],
      [
        "one that denies the internet's way alone",
        "securityRules[5].destinationAddressPrefix",
        "Internet",
      ],
    ],
    allows: [
      ["words in lower case", "securityRules[1].access", "deny"],
      ["all addresses by their range", "securityRules[1].sourceAddressPrefix", "0.0.0.0/0"],
      [
        "all ports in two pieces",
        "securityRules[1]",
        rule({
          access: "Deny",
          priority: 4096,
          protocol: "*",
          sourceAddressPrefix: "*",
          destinationPortRange: undefined,
          destinationPortRanges: ["32768-65535", "0-32767"],
        }),
      ],
    ],
    absent: [["securityRules", "violation"]],
    unknown: [
      ["securityRules", "unknown"],
      ["securityRules[1].sourceAddressPrefix", "unknown"],
      ["securityRules[5].access", "unknown"],
    ],
  },
  {
    ...edge,
    policy: "network-deny-the-rest",
    breaks: [["no last rule", "securityRules[3]", ABSENT]],
    allows: [["a gateway that is managed by anybody", "securityRules[1].sourceAddressPrefix", "*"]],
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
    ...vnet,
    policy: "network-endpoints-guarded",
    breaks: [
      ["no group for endpoints", "subnets[3].privateEndpointNetworkPolicies", "Disabled"],
      ["routes alone", "subnets[3].privateEndpointNetworkPolicies", "RouteTableEnabled"],
      [
        "a new subnet for the endpoints' range",
        "subnets[+]",
        { name: "new", addressPrefixes: ["10.16.2.0/24"] },
      ],
      [
        "endpoints in a subnet that is not the settings'",
        "subnets[3]",
        { name: "snet-endpoints", addressPrefix: "10.16.30.0/24" },
      ],
    ],
    allows: [
      ["groups and routes", "subnets[3].privateEndpointNetworkPolicies", "Enabled"],
      [
        "no word of it where no endpoint is",
        "subnets[0].privateEndpointNetworkPolicies",
        "Disabled",
      ],
    ],
    absent: [
      ["subnets[3].privateEndpointNetworkPolicies", "violation"],
      ["subnets", "safe"],
    ],
    unknown: [["subnets[3].privateEndpointNetworkPolicies", "unknown"]],
  },
  {
    ...vnet,
    policy: "network-private-endpoints",
    breaks: [["names asked of a stranger", "dhcpOptions.dnsServers", ["168.63.129.16", "8.8.8.8"]]],
    allows: [["names asked of Azure", "dhcpOptions.dnsServers", ["168.63.129.16"]]],
    absent: [["dhcpOptions", "safe"]],
    unknown: [["dhcpOptions.dnsServers", "fine"]],
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
