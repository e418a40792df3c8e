import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const WEB = { type: TYPE.nsg, name: "-network-web-nsg" };
const DATABASE = { type: TYPE.nsg, name: "-network-database-nsg" };
const ENDPOINTS = { type: TYPE.nsg, name: "-network-endpoints-nsg" };
const STAGING = { type: TYPE.nsg, name: "-network-staging-nsg" };
const EDGE = { type: TYPE.nsg, name: "-network-edge-nsg" };
const NETWORK = { type: TYPE.virtualNetwork, name: "-network-vnet" };
const SECRETS_ENDPOINT = { type: TYPE.privateEndpoint, name: "-secrets-endpoint" };
const STORAGE_ENDPOINT = { type: TYPE.privateEndpoint, name: "-storage-endpoint" };
const STORAGE_NAME = { type: TYPE.privateName, name: "-storage-endpoint-name" };
const SECRETS_NAME = { type: TYPE.privateName, name: "-secrets-endpoint-name" };
const STORAGE_ZONE = { type: TYPE.privateZone, name: "-storage-zone" };

const NSG = "Network security groups";
const TAGS = "Virtual network service tags";
const BASELINE = "Azure security baseline for Virtual Network";
const NSG_HOW = "How network security groups filter network traffic";
const GATEWAY = "Application Gateway infrastructure configuration";
const JIT = "Secure your management ports with just-in-time access";
const ENDPOINT_POLICIES = "Manage network policies for private endpoints";
const PEERING = "Virtual network peering";
const ENDPOINT = "What is a private endpoint?";
const ENDPOINT_DNS = "Azure private endpoint DNS integration";

/** A rule that lets in, before those of the program. */
function letIn(source: string, ports: string, more: Record<string, unknown> = {}): unknown {
  return {
    name: "allow-more",
    priority: 105,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: ports,
    ...more,
  };
}

export const NETWORK_ROWS = [
  ...changesOf(WEB, [
    [
      "lets the internet reach the clones' port",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "Internet",
      "nothing from the internet but the edge",
    ],
    [
      "lets the internet reach the clones, in lower case",
      TAGS,
      "securityRules[0].sourceAddressPrefix",
      "internet",
      "nothing from the internet but the edge",
    ],
    [
      "lets everybody reach the clones' port",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "*",
      "nothing from the internet but the edge",
    ],
    [
      "lets all addresses reach the clones' port",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "0.0.0.0/0",
      "nothing from the internet but the edge",
    ],
    [
      "lets half of all addresses reach the clones' port",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "128.0.0.0/1",
      "nothing from the internet but the edge",
    ],
    [
      "lets all addresses of IPv6 reach the clones",
      NSG,
      "securityRules[+]",
      letIn("::/0", "443"),
      "nothing from the internet but the edge",
    ],
    [
      "hides the internet in a list of addresses",
      NSG,
      "securityRules[+]",
      letIn("", "443", {
        sourceAddressPrefix: undefined,
        sourceAddressPrefixes: ["10.16.0.0/24", "0.0.0.0/0"],
      }),
      "nothing from the internet but the edge",
    ],
    [
      "lets everything in from everywhere",
      BASELINE,
      "securityRules[+]",
      letIn("*", "*", { protocol: "*" }),
      "no any-to-any",
    ],
    [
      "lets everything in by the names of two ranges of ports",
      BASELINE,
      "securityRules[+]",
      letIn("*", "", {
        protocol: "*",
        destinationPortRange: undefined,
        destinationPortRanges: ["0-32767", "32768-65535"],
      }),
      "no any-to-any",
    ],
    [
      "lets everything in from the two halves of all addresses",
      BASELINE,
      "securityRules[+]",
      letIn("", "0-65535", {
        protocol: "*",
        sourceAddressPrefix: undefined,
        sourceAddressPrefixes: ["0.0.0.0/1", "128.0.0.0/1"],
      }),
      "no any-to-any",
    ],
    [
      "turns the last rule that denies into one that lets in",
      BASELINE,
      "securityRules[1].access",
      "Allow",
      "no any-to-any",
    ],
    [
      "lets clones talk to everything outside",
      BASELINE,
      "securityRules[+]",
      {
        ...(letIn("*", "*", { protocol: "*" }) as object),
        name: "allow-all-out",
        direction: "Outbound",
      },
      "no any-to-any",
    ],
    [
      "lets all of the network reach every port of the clones",
      BASELINE,
      "securityRules[+]",
      letIn("VirtualNetwork", "*", { protocol: "*" }),
      "no any-to-any",
    ],
    [
      "lets the internet log in to the clones",
      JIT,
      "securityRules[+]",
      letIn("Internet", "22"),
      "management through Bastion or none",
    ],
    [
      "lets the internet reach a range of ports that has SSH in it",
      JIT,
      "securityRules[+]",
      letIn("Internet", "20-25"),
      "management through Bastion or none",
    ],
    [
      "lets the internet reach SSH in a list of ports",
      JIT,
      "securityRules[+]",
      letIn("*", "", { destinationPortRange: undefined, destinationPortRanges: ["443", "22"] }),
      "management through Bastion or none",
    ],
    [
      "lets an address at home log in to clones",
      JIT,
      "securityRules[+]",
      letIn("203.0.113.7/32", "22"),
      "management through Bastion or none",
    ],
    [
      "lets the internet reach remote desktops",
      JIT,
      "securityRules[+]",
      letIn("0.0.0.0/0", "3389", { protocol: "*" }),
      "management through Bastion or none",
    ],
    [
      "lets the internet reach Windows' remote management",
      JIT,
      "securityRules[+]",
      letIn("Internet", "5985-5986"),
      "management through Bastion or none",
    ],
    [
      "removes the rule that denies the rest",
      NSG_HOW,
      "securityRules[1]",
      ABSENT,
      "groups deny the rest",
    ],
    [
      "denies only what comes from the internet",
      NSG_HOW,
      "securityRules[1].sourceAddressPrefix",
      "Internet",
      "groups deny the rest",
    ],
    ["denies only TCP", NSG_HOW, "securityRules[1].protocol", "Tcp", "groups deny the rest"],
    [
      "denies only port 22",
      NSG_HOW,
      "securityRules[1].destinationPortRange",
      "22",
      "groups deny the rest",
    ],
    [
      "removes the rule that denies the rest on the way out",
      NSG_HOW,
      "securityRules[5]",
      ABSENT,
      "groups deny the rest",
    ],
  ]),
  ...changesOf(DATABASE, [
    [
      "lets the internet reach the database",
      BASELINE,
      "securityRules[0].sourceAddressPrefix",
      "Internet",
      "nothing from the internet but the edge",
    ],
    [
      "lets an office's address reach the database",
      BASELINE,
      "securityRules[0].sourceAddressPrefix",
      "203.0.113.0/24",
      "nothing from the internet but the edge",
    ],
    [
      "lets all of Azure's customers reach the database",
      TAGS,
      "securityRules[0].sourceAddressPrefix",
      "AzureCloud",
      "nothing from the internet but the edge",
    ],
    [
      "lets every machine of the network log in to the database's machines",
      JIT,
      "securityRules[+]",
      letIn("10.0.0.0/8", "22"),
      "management through Bastion or none",
    ],
    [
      "lets clones reach every port of the database",
      BASELINE,
      "securityRules[+]",
      letIn("VirtualNetwork", "0-65535", { protocol: "*" }),
      "no any-to-any",
    ],
    [
      "removes what denies the rest before the database",
      NSG_HOW,
      "securityRules[2]",
      ABSENT,
      "groups deny the rest",
    ],
    [
      "removes what denies the database's way out",
      NSG_HOW,
      "securityRules[6]",
      ABSENT,
      "groups deny the rest",
    ],
  ]),
  ...changesOf(ENDPOINTS, [
    [
      "lets the internet reach the private endpoints",
      BASELINE,
      "securityRules[0].sourceAddressPrefix",
      "Internet",
      "nothing from the internet but the edge",
    ],
    [
      "removes what denies the rest before the endpoints",
      NSG_HOW,
      "securityRules[5]",
      ABSENT,
      "groups deny the rest",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "lets the internet reach staging",
      NSG,
      "securityRules[+]",
      letIn("Internet", "80"),
      "nothing from the internet but the edge",
    ],
    [
      "lets the internet log in to staging",
      JIT,
      "securityRules[+]",
      letIn("*", "22", { protocol: "tcp" }),
      "management through Bastion or none",
    ],
  ]),
  ...changesOf(EDGE, [
    [
      "lets the internet reach all ports of the gateway",
      GATEWAY,
      "securityRules[0].destinationPortRanges",
      ["0-65535"],
      "management through Bastion or none",
    ],
    [
      "lets the internet reach a database's port at the edge",
      GATEWAY,
      "securityRules[0].destinationPortRanges",
      ["80", "443", "1521"],
      "nothing from the internet but the edge",
    ],
    [
      "lets the internet reach the gateway's own management",
      GATEWAY,
      "securityRules[1].sourceAddressPrefix",
      "Internet",
      "nothing from the internet but the edge",
    ],
    [
      "removes what denies the rest at the edge",
      NSG_HOW,
      "securityRules[3]",
      ABSENT,
      "groups deny the rest",
    ],
  ]),
  ...changesOf(NETWORK, [
    [
      "takes the group from the edge's subnet",
      BASELINE,
      "subnets[0].networkSecurityGroup",
      ABSENT,
      "subnets with groups",
    ],
    [
      "takes the group from the clones' subnet",
      BASELINE,
      "subnets[1].networkSecurityGroup",
      ABSENT,
      "subnets with groups",
    ],
    [
      "takes the group from the database's subnet",
      BASELINE,
      "subnets[2].networkSecurityGroup",
      ABSENT,
      "subnets with groups",
    ],
    [
      "takes the group from the endpoints' subnet",
      BASELINE,
      "subnets[3].networkSecurityGroup",
      ABSENT,
      "subnets with groups",
    ],
    [
      "adds a subnet without a group",
      BASELINE,
      "subnets[+]",
      { name: "snet-admin", addressPrefix: "10.16.20.0/24", defaultOutboundAccess: false },
      "subnets with groups",
    ],
    [
      "lets groups not count for private endpoints",
      ENDPOINT_POLICIES,
      "subnets[3].privateEndpointNetworkPolicies",
      "Disabled",
      "subnets with groups",
    ],
    [
      "leaves groups for private endpoints to Azure, which means off",
      ENDPOINT_POLICIES,
      "subnets[3].privateEndpointNetworkPolicies",
      ABSENT,
      "subnets with groups",
    ],
    [
      "lets only routes count for private endpoints",
      ENDPOINT_POLICIES,
      "subnets[3].privateEndpointNetworkPolicies",
      "RouteTableEnabled",
      "subnets with groups",
    ],
    [
      "takes Iceland's addresses",
      PEERING,
      "addressSpace.addressPrefixes",
      ["10.16.0.0/16", "10.17.0.0/16"],
      "no overlap between datacenters",
    ],
    [
      "takes a range that has Iceland's in it",
      PEERING,
      "addressSpace.addressPrefixes",
      ["10.16.0.0/15"],
      "no overlap between datacenters",
    ],
    [
      "takes a part of the United Kingdom's addresses",
      PEERING,
      "addressSpace.addressPrefixes",
      ["10.16.0.0/16", "10.18.4.0/22"],
      "no overlap between datacenters",
    ],
    [
      "takes all private addresses",
      PEERING,
      "addressSpace.addressPrefixes",
      ["10.0.0.0/8"],
      "no overlap between datacenters",
    ],
  ]),
  ...changesOf(STORAGE_ENDPOINT, [
    [
      "connects the endpoint to files instead of blobs",
      ENDPOINT,
      "privateLinkServiceConnections[0].groupIds",
      ["file"],
      "private endpoints for data",
    ],
    [
      "connects the storage's endpoint to another account",
      ENDPOINT,
      "privateLinkServiceConnections[0].privateLinkServiceId",
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Storage/storageAccounts/stold",
      "private endpoints for data",
    ],
  ]),
  ...changesOf(SECRETS_ENDPOINT, [
    [
      "connects the vault's endpoint to nothing",
      ENDPOINT,
      "privateLinkServiceConnections",
      [],
      "private endpoints for data",
    ],
    [
      "takes the connection from the vault's endpoint",
      ENDPOINT,
      "privateLinkServiceConnections",
      ABSENT,
      "private endpoints for data",
    ],
  ]),
  ...changesOf(STORAGE_NAME, [
    [
      "gives the storage's endpoint no private name",
      ENDPOINT_DNS,
      "privateDnsZoneConfigs",
      [],
      "private endpoints for data",
    ],
  ]),
  ...changesOf(SECRETS_NAME, [
    [
      "writes the vault's private name into the storage's zone",
      ENDPOINT_DNS,
      "privateDnsZoneConfigs[0].privateDnsZoneId",
      "/mock/prod-se-storage-zone",
      "private endpoints for data",
    ],
  ]),
  ...changesOf(STORAGE_ZONE, [
    [
      "names the zone for files instead of that for blobs",
      ENDPOINT_DNS,
      "privateZoneName",
      "privatelink.file.core.windows.net",
      "private endpoints for data",
    ],
  ]),
];
