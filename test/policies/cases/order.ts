import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const clones = { of: T.scaleSet, name: "prod-se-web-clones" } as const;
const staging = { of: T.scaleSet, name: "-staging-web-clones" } as const;
const LABEL = "dnsSettings.domainNameLabel";

/** Of whose a resource is, by its tags and its name. */
export const ORDER_CASES: readonly PolicyCases[] = [
  {
    ...clones,
    policy: "order-tags-by-settings",
    breaks: [
      ["another country's cost centre", "tags.costCentre", "schools-is"],
      ["another owner", "tags.owner", "nobody"],
      ["another country's market", "tags.market", "is"],
      ["one of its markets left out", "tags.market", "se ch"],
      ["production called staging's", "tags.tier", "staging"],
    ],
    allows: [
      ["its markets in another order", "tags.market", "de ch se"],
      ["a tag besides", "tags.note", "moved"],
    ],
    absent: [
      ["tags", "safe"],
      ["tags.costCentre", "safe"],
    ],
    unknown: [
      ["tags", "fine"],
      ["tags.costCentre", "unknown"],
      ["tags.market", "unknown"],
      ["tags.tier", "fine"],
    ],
  },
  {
    ...staging,
    policy: "order-tags-by-settings",
    breaks: [["staging called production's", "tags.tier", "web"]],
    allows: [["staging's plan", "tags.tier", "season"]],
    absent: [["tags.tier", "safe"]],
    unknown: [["tags.tier", "fine"]],
  },
  {
    of: T.resourceGroup,
    name: "-database-rg",
    policy: "order-tags-by-settings",
    breaks: [["the database's group called staging's", "tags.tier", "staging"]],
    absent: [["tags", "safe"]],
    unknown: [["tags.owner", "unknown"]],
  },
  {
    of: T.securityGroup,
    name: "-network-staging-nsg",
    policy: "order-tags-by-settings",
    breaks: [["a name of production's", "networkSecurityGroupName", "nsg-prod-se-web"]],
    absent: [["tags", "safe"]],
    unknown: [["tags.costCentre", "unknown"]],
  },
  {
    ...staging,
    policy: "order-names",
    breaks: [["the name of production's", "vmScaleSetName", "vmss-prod-se-web"]],
    allows: [["a name with staging in it", "vmScaleSetName", "vmss-prod-se-staging-2"]],
    absent: [["vmScaleSetName", "violation"]],
    unknown: [["vmScaleSetName", "fine"]],
  },
  {
    of: T.address,
    name: "-edge-ip",
    policy: "order-names",
    breaks: [
      ["another datacenter's label", LABEL, "prod-is-gt26"],
      ["a label that says nothing", LABEL, "schools"],
    ],
    allows: [["a label of its own", LABEL, "prod-se-k7m2"]],
    absent: [[LABEL, "safe"]],
    unknown: [[LABEL, "fine"]],
  },
  {
    of: T.scaleSet,
    policy: "order-tags",
    breaks: [
      ["no owner", "tags.owner", ABSENT],
      ["an empty owner", "tags.owner", " "],
      ["nobody who pays", "tags.costCentre", ABSENT],
      ["no market", "tags.market", ABSENT],
      ["no data class", "tags.dataClass", ABSENT],
      ["a data class that nobody knows", "tags.dataClass", "harmless"],
      ["another datacenter", "tags.datacenter", "prod-uk"],
      ["somebody's address", "tags.note", "ask anna.svensson@school.example"],
      ["somebody's telephone", "tags.note", "+46 70 123 45 67"],
    ],
    allows: [["a note of nobody", "tags.note", "moved at 14:00 @ request of operations"]],
    absent: [["tags", "violation"]],
    unknown: [["tags", "unknown"]],
    config: [
      [{ tags: ["team"] }, ["a tag that is wanted", "tags.dataClass", "personal"], true],
      [{ tags: ["tier"] }, ["a tag that is not wanted", "tags.market", ABSENT], false],
      [{ dataClasses: ["open"] }, ["a class of one's own", "tags.dataClass", "open"], false],
    ],
  },
  {
    of: T.scaleSet,
    name: "-web-clones",
    policy: "order-names",
    breaks: [
      ["a name without the datacenter", "vmScaleSetName", "web"],
      ["another datacenter's name", "vmScaleSetName", "vmss-prod-is-web"],
      ["a longer one's", "vmScaleSetName", "vmss-prod-sea-web"],
    ],
    absent: [["vmScaleSetName", "violation"]],
    unknown: [["vmScaleSetName", "fine"]],
  },
  {
    of: T.account,
    policy: "order-names",
    breaks: [
      ["a name that says nothing", "accountName", "storage1"],
      ["another datacenter's name", "accountName", "stprodisgt26"],
    ],
    allows: [["another suffix", "accountName", "stprodsek7m2"]],
    absent: [["accountName", "violation"]],
    unknown: [["accountName", "fine"]],
  },
  {
    of: T.endpoint,
    name: "-storage-endpoint",
    policy: "order-names",
    breaks: [["a name that says nothing", "privateEndpointName", "pe1"]],
    absent: [["privateEndpointName", "violation"]],
    unknown: [["privateEndpointName", "fine"]],
  },
  {
    of: T.machine,
    name: "-primary-machine",
    policy: "order-names",
    breaks: [["a name that says nothing", "vmName", "oracle"]],
    absent: [["vmName", "violation"]],
    unknown: [["vmName", "fine"]],
  },
  {
    of: T.workspace,
    policy: "order-regions",
    breaks: [
      ["another continent", "location", "eastus"],
      ["another datacenter's region", "location", "uksouth"],
    ],
    allows: [["the same region, as people write it", "location", "Sweden Central"]],
    absent: [["location", "safe"]],
    unknown: [["location", "fine"]],
    config: [
      [
        { elsewhere: ["global", "eastus"] },
        ["a place that is listed", "location", "eastus"],
        false,
      ],
      [
        { residency: ["se: northeurope"] },
        ["a region that may not hold the data", "tags", {}],
        true,
      ],
    ],
  },
  {
    of: T.scaleSet,
    name: "-web-clones",
    policy: "order-sizes",
    breaks: [
      [
        "half of the processors",
        "virtualMachineProfile.hardwareProfile.vmSizeProperties",
        { vCPUsAvailable: 2 },
      ],
      ["a giant", "sku.name", "Standard_D96s_v5"],
      ["a size of another kind", "sku.name", "Standard_B1s"],
    ],
    absent: [["sku.name", "violation"]],
    unknown: [["sku.name", "unknown"]],
    config: [[{ allowed: ["Standard_D2s_v5"] }, ["a size that is not allowed", "tags", {}], true]],
  },
  {
    of: T.network,
    policy: "order-api-versions",
    breaks: [
      ["a preview of the API", "$.apiVersion", "2023-11-01-preview"],
      [
        "a preview in the type",
        "$.registeredType",
        "azure-native:network/v20231101preview:VirtualNetwork",
      ],
      [
        "a preview in a package of its own",
        "$.registeredType",
        "azure-native_network_v20231101preview:network:VirtualNetwork",
      ],
    ],
    allows: [["a version for all", "$.apiVersion", "2024-05-01"]],
    absent: [["tags", "safe"]],
    unknown: [["tags", "fine"]],
    config: [
      [
        { previews: ["azure-native:network:VirtualNetwork 2023-11-01-preview"] },
        ["a preview that is listed", "$.apiVersion", "2023-11-01-preview"],
        false,
      ],
    ],
  },
  {
    of: T.network,
    policy: "order-known-types",
    breaks: [
      ["a type that nobody judges", "$.type", "azure-native:containerservice:ManagedCluster"],
    ],
    absent: [["tags", "safe"]],
    unknown: [["tags", "fine"]],
    config: [
      [
        { types: ["azure-native:containerservice:ManagedCluster"] },
        ["a type that is listed", "$.type", "azure-native:containerservice:ManagedCluster"],
        false,
      ],
    ],
  },
];
