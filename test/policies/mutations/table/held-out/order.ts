import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const WORKBOOK = { type: TYPE.workbook, name: "-watch-usage" };

const TAGS = "Use tags to organize your Azure resources and management hierarchy";
const NAMES = "Define your naming convention";
const REGIONS = "Data residency in Azure";
const PAIRS = "Azure region pairs and nonpaired regions";
const CUSTOM_ROLES = "Azure custom roles";
const POSTGRESQL_RULES = "Firewall rules in Azure Database for PostgreSQL flexible server";
const PROCESSING = "Alert processing rules";
const NSG = "Network security groups";
const PEERING = "Virtual network peering";
const ACCESS = "Azure role-based access control vs. access policies";
const SFTP = "SSH File Transfer Protocol support for Azure Blob Storage";
const GRID = "Azure Event Grid event subscriptions";

const JUDGED = "types that are judged";
const REGION = "region and residency";

export const HELD_OUT_ORDER = [
  ...changesOf({ type: TYPE.keyVault, name: "-secrets-vault" }, [
    ["calls production's vault staging's", TAGS, "tags.tier", "staging", "tags"],
  ]),
  ...changesOf({ type: TYPE.storageAccount, name: "-storage-account" }, [
    [
      "books Sweden's storage on Iceland's cost centre",
      TAGS,
      "tags.costCentre",
      "schools-is",
      "tags",
    ],
  ]),
  ...changesOf({ type: TYPE.gateway, name: "-edge-gateway" }, [
    ["writes a blank for the gateway's owner", TAGS, "tags.owner", " ", "tags"],
  ]),
  ...changesOf({ type: TYPE.reservation, name: "-reserve-zone-3" }, [
    ["does not say whose the reserved machines are", TAGS, "tags.datacenter", ABSENT, "tags"],
  ]),

  ...changesOf({ type: TYPE.scaleSet, name: "-staging-web-clones" }, [
    [
      "gives staging's clones the name of production's",
      NAMES,
      "vmScaleSetName",
      "vmss-prod-se-web",
      "names",
    ],
  ]),
  ...changesOf({ type: TYPE.resourceGroup, name: "-watch-rg" }, [
    [
      "gives the group of alerts the name of Iceland's",
      NAMES,
      "resourceGroupName",
      "rg-prod-is-watch",
      "names",
    ],
  ]),
  ...changesOf({ type: TYPE.publicAddress, name: "-edge-ip" }, [
    [
      "takes the Icelandic address's label",
      NAMES,
      "dnsSettings.domainNameLabel",
      "prod-is-gt26",
      "names",
    ],
  ]),
  ...changesOf({ stack: "prod-uk", type: TYPE.storageAccount, name: "-storage-account" }, [
    [
      "gives the British storage the Swedish one's name",
      NAMES,
      "accountName",
      "stprodsegt26",
      "names",
    ],
  ]),

  ...changesOf({ type: TYPE.scaleSet, name: "prod-se-web-clones" }, [
    [
      "puts the clones into the region's pair, which is closed to most",
      PAIRS,
      "location",
      "swedensouth",
      REGION,
    ],
  ]),
  ...changesOf({ stack: "prod-uk", type: TYPE.postgresql, name: "-database-postgresql-server" }, [
    ["puts the British server into the region without zones", PAIRS, "location", "ukwest", REGION],
  ]),
  ...changesOf({ type: TYPE.disk, name: "-oracle-standby-data" }, [
    [
      "keeps the standby's copy of the grades in Ireland",
      REGIONS,
      "location",
      "northeurope",
      REGION,
    ],
  ]),
  ...changesOf({ type: TYPE.machineVault, name: "-machine-vault" }, [
    ["keeps the machines' backups in Norway", REGIONS, "location", "norwayeast", REGION],
  ]),

  ...changesOf(WORKBOOK, [
    [
      "puts up a role of its own making",
      CUSTOM_ROLES,
      "$.type",
      "azure-native:authorization:RoleDefinition",
      JUDGED,
    ],
    [
      "puts up a rule that lets addresses reach a database",
      POSTGRESQL_RULES,
      "$.type",
      "azure-native:dbforpostgresql:FirewallRule",
      JUDGED,
    ],
    [
      "puts up a rule that silences alerts",
      PROCESSING,
      "$.type",
      "azure-native:alertsmanagement:AlertProcessingRuleByName",
      JUDGED,
    ],
    [
      "puts up a rule beside the group that it belongs to",
      NSG,
      "$.type",
      "azure-native:network:SecurityRule",
      JUDGED,
    ],
    [
      "joins the network to another one",
      PEERING,
      "$.type",
      "azure-native:network:VirtualNetworkPeering",
      JUDGED,
    ],
    [
      "puts up an entry of the vault's own list of access",
      ACCESS,
      "$.type",
      "azure-native:keyvault:AccessPolicy",
      JUDGED,
    ],
    [
      "puts up a user of the storage with a password",
      SFTP,
      "$.type",
      "azure-native:storage:LocalUser",
      JUDGED,
    ],
    [
      "sends word of every blob to a stranger's address",
      GRID,
      "$.type",
      "azure-native:eventgrid:EventSubscription",
      JUDGED,
    ],
  ]),
];
