import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const WEB = { type: TYPE.nsg, name: "-network-web-nsg" };
const DATABASE = { type: TYPE.nsg, name: "prod-se-network-database-nsg" };
const ENDPOINTS = { type: TYPE.nsg, name: "-network-endpoints-nsg" };
const EDGE = { type: TYPE.nsg, name: "-network-edge-nsg" };
const STAGING_DATABASE = { type: TYPE.nsg, name: "-network-staging-database-nsg" };
const NETWORK = { type: TYPE.virtualNetwork, name: "-network-vnet" };
const LINK = "azure-native:privatedns:VirtualNetworkLink";

const NSG = "Network security groups";
const NSG_HOW = "How network security groups filter network traffic";
const TAGS = "Virtual network service tags";
const BASELINE = "Azure security baseline for Virtual Network";
const JIT = "Secure your management ports with just-in-time access";
const GATEWAY = "Application Gateway infrastructure configuration";
const NAMES = "Name resolution for resources in Azure virtual networks";
const ENDPOINT = "What is a private endpoint?";
const ENDPOINT_DNS = "Azure private endpoint DNS integration";
const LINKS = "What is a virtual network link?";
const FALLBACK = "Fallback to internet for Azure Private DNS zones";

const OPEN = "nothing from the internet but the edge";
const TIERS = "tiers reached by those that need them";
const DENIED = "groups deny the rest";
const MANAGED = "management through Bastion or none";
const ENDPOINTS_RULE = "private endpoints for data";
const OTHER_NETWORK =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Network/virtualNetworks/vnet-old";

export const HELD_OUT_NETWORK = [
  ...changesOf(WEB, [
    [
      "loses a digit of the prefix's length, and lets a quarter of all addresses in",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "10.16.0.0/2",
      OPEN,
    ],
    [
      "lets all that Azure's customers run in the region reach the clones",
      TAGS,
      "securityRules[0].sourceAddressPrefix",
      "AzureCloud.swedencentral",
      OPEN,
    ],
    [
      "lets the internet reach the clones by UDP",
      NSG,
      "securityRules[+]",
      {
        name: "allow-quic",
        priority: 105,
        direction: "Inbound",
        access: "Allow",
        protocol: "Udp",
        sourceAddressPrefix: "Internet",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "443",
      },
      OPEN,
    ],
    [
      "turns the rule that denies the rest around, so that it denies what goes out",
      NSG_HOW,
      "securityRules[1].direction",
      "Outbound",
      DENIED,
    ],
    [
      "denies the rest only to whoever comes from one port",
      NSG_HOW,
      "securityRules[1].sourcePortRange",
      "443",
      DENIED,
    ],
    [
      "denies the rest on a quarter of the clones' addresses",
      NSG_HOW,
      "securityRules[1].destinationAddressPrefix",
      "10.16.4.0/24",
      DENIED,
    ],
    [
      "lets clones send to every port of the internet",
      BASELINE,
      "securityRules[2].destinationPortRanges",
      ["0-65535"],
      "no any-to-any",
    ],
    [
      "lets staging's clones log in to production's",
      JIT,
      "securityRules[+]",
      {
        name: "allow-debug",
        priority: 130,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefix: "10.16.8.0/24",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "22",
      },
      MANAGED,
    ],
  ]),
  ...changesOf(DATABASE, [
    [
      "lets every subnet reach the database, staging's too",
      BASELINE,
      "securityRules[0].sourceAddressPrefix",
      "10.16.0.0/16",
      TIERS,
    ],

    [
      "loses a digit before the database, and lets a quarter of all addresses in",
      NSG,
      "securityRules[0].sourceAddressPrefix",
      "10.16.4.0/2",
      OPEN,
    ],
    [
      "lets clones log in to the database's machines by a second port in the list",
      JIT,
      "securityRules[0].destinationPortRanges",
      ["1521", "22"],
      MANAGED,
    ],
    [
      "writes a range for a port, with remote desktops in it",
      JIT,
      "securityRules[0].destinationPortRanges",
      ["1521-3389"],
      MANAGED,
    ],
  ]),
  ...changesOf(ENDPOINTS, [
    [
      "lets other customers' apps in the region reach the private endpoints",
      TAGS,
      "securityRules[0].sourceAddressPrefix",
      "AppService.SwedenCentral",
      OPEN,
    ],
    [
      "denies the endpoints only the way to the internet",
      NSG_HOW,
      "securityRules[6].destinationAddressPrefix",
      "Internet",
      DENIED,
    ],
  ]),
  ...changesOf(EDGE, [
    [
      "writes a range for two ports of the gateway",
      GATEWAY,
      "securityRules[0].destinationPortRanges",
      ["80-443"],
      OPEN,
    ],
  ]),
  ...changesOf(STAGING_DATABASE, [
    [
      "denies the rest before staging's database only by UDP",
      NSG_HOW,
      "securityRules[1].protocol",
      "Udp",
      DENIED,
    ],
  ]),
  ...changesOf(NETWORK, [
    [
      "gives the database's subnet staging's group",
      BASELINE,
      "subnets[2].networkSecurityGroup.id",
      "/mock/prod-se-network-staging-nsg",
      TIERS,
    ],
    [
      "gives the clones' subnet the edge's group, which lets the internet in",
      BASELINE,
      "subnets[1].networkSecurityGroup.id",
      "/mock/prod-se-network-edge-nsg",
      TIERS,
    ],
    [
      "asks a stranger's server for all names",
      NAMES,
      "dhcpOptions",
      { dnsServers: ["203.0.113.53"] },
      ENDPOINTS_RULE,
    ],
  ]),
  ...changesOf({ type: TYPE.privateEndpoint, name: "-secrets-endpoint" }, [
    [
      "puts the vault's endpoint among the clones",
      ENDPOINT,
      "subnet.id",
      "/mock/prod-se-network-vnet/subnets/snet-web",
      "subnets with groups",
    ],
  ]),
  ...changesOf({ type: TYPE.privateZone, name: "-secrets-zone" }, [
    [
      "names the vault's zone as the vault is named",
      ENDPOINT_DNS,
      "privateZoneName",
      "privatelink.vault.azure.net",
      ENDPOINTS_RULE,
    ],
  ]),
  ...changesOf({ type: LINK, name: "-storage-zone-link" }, [
    [
      "links the storage's private name to another network",
      LINKS,
      "virtualNetwork.id",
      OTHER_NETWORK,
      ENDPOINTS_RULE,
    ],
    [
      "asks the internet where a private name is not found",
      FALLBACK,
      "resolutionPolicy",
      "NxDomainRedirect",
      ENDPOINTS_RULE,
    ],
  ]),
  ...changesOf({ type: LINK, name: "-secrets-zone-link" }, [
    [
      "lets machines write their own names among the private ones",
      LINKS,
      "registrationEnabled",
      true,
      ENDPOINTS_RULE,
    ],
  ]),
  ...changesOf({ stack: "prod-is", type: LINK, name: "-database-postgresql-zone-link" }, [
    [
      "links the database's private name to another network",
      LINKS,
      "virtualNetwork.id",
      OTHER_NETWORK,
      "database is private",
    ],
  ]),
];
