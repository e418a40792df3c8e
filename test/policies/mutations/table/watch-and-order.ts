import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const WORKSPACE = { type: TYPE.workspace, name: "-watch-workspace" };
const ON_DUTY = { type: TYPE.actionGroup, name: "-watch-on-duty" };
const BUDGET = { type: TYPE.budget, name: "-budget-2026-12" };
const ACCOUNT = { type: TYPE.storageAccount, name: "-storage-account" };
const NETWORK = { type: TYPE.virtualNetwork, name: "-network-vnet" };

const RETENTION = "Manage data retention in a Log Analytics workspace";
const CAP = "Set daily cap on Log Analytics workspace";
const DIAGNOSTICS = "Diagnostic settings in Azure Monitor";
const GATEWAY_LOGS = "Diagnostic logs for Application Gateway";
const VAULT_LOGS = "Azure Key Vault logging";
const STORAGE_LOGS = "Monitor Azure Blob Storage";
const ACTION_GROUPS = "Action groups";
const ALERTS = "Best practices for Azure Monitor alerts";
const METRIC = "Create or edit a metric alert rule";
const LOG_ALERTS = "Create or edit a log search alert rule";
const ACTIVITY = "Create or edit an activity log, service health, or resource health alert rule";
const COST = "Tutorial: Create and manage budgets";
const TAGS = "Use tags to organize your Azure resources and management hierarchy";
const NAMES = "Define your naming convention";
const REGIONS = "Data residency in Azure";
const PREVIEWS = "Azure Resource Manager API versions and previews";
const SERVICES = "Microsoft cloud security benchmark: asset management";

function logsOf(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.diagnosticSetting, name: `-watch-logs-${name}` };
}

function metric(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.metricAlert, name: `-watch-${name}` };
}

function query(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.queryAlert, name: `-watch-${name}` };
}

const WATCH = [
  ...changesOf(WORKSPACE, [
    ["keeps logs for a week", RETENTION, "retentionInDays", 7, "logs kept"],
    ["keeps logs for a month", RETENTION, "retentionInDays", 30, "logs kept"],
    [
      "leaves the logs' retention to Azure, a month",
      RETENTION,
      "retentionInDays",
      ABSENT,
      "logs kept",
    ],
    [
      "stops writing logs after a tenth of a gigabyte a day",
      CAP,
      "workspaceCapping",
      { dailyQuotaGb: 0.1 },
      "logs kept",
    ],
  ]),
  ...changesOf(logsOf("edge-gateway"), [
    ["writes no log of the firewall", GATEWAY_LOGS, "logs[1]", ABSENT, "logs kept"],
    ["switches the log of requests off", GATEWAY_LOGS, "logs[0].enabled", false, "logs kept"],
    ["writes the gateway's logs to nowhere", DIAGNOSTICS, "workspaceId", ABSENT, "logs kept"],
    [
      "writes the gateway's logs into somebody else's workspace",
      DIAGNOSTICS,
      "workspaceId",
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-other/providers/Microsoft.OperationalInsights/workspaces/log-other",
      "logs kept",
    ],
  ]),
  ...changesOf(logsOf("secrets-vault"), [
    ["writes no log of who read a secret", VAULT_LOGS, "logs[0].enabled", false, "logs kept"],
    ["names no logs of the vault", VAULT_LOGS, "logs", [], "logs kept"],
    [
      "watches another resource instead of the vault",
      VAULT_LOGS,
      "resourceUri",
      "/mock/prod-se-network-vnet",
      "logs kept",
    ],
  ]),
  ...changesOf(logsOf("storage-blobs"), [
    ["writes no log of deleted blobs", STORAGE_LOGS, "logs[1].enabled", false, "logs kept"],
  ]),
  ...changesOf(logsOf("backup-vault"), [
    ["writes no log of backup jobs", DIAGNOSTICS, "logs[1].enabled", false, "logs kept"],
  ]),
  ...changesOf({ ...logsOf("database-server"), stack: "prod-is" }, [
    ["writes no log of the database", DIAGNOSTICS, "logs", [], "logs kept"],
  ]),

  ...changesOf(ON_DUTY, [
    ["silences whoever is on duty", ACTION_GROUPS, "enabled", false, "somebody on duty"],
    ["tells nobody", ACTION_GROUPS, "emailReceivers", [], "somebody on duty"],
    [
      "takes the addresses of those on duty away",
      ACTION_GROUPS,
      "emailReceivers",
      ABSENT,
      "somebody on duty",
    ],
    [
      "leaves the address of whoever is on duty empty",
      ACTION_GROUPS,
      "emailReceivers[0].emailAddress",
      "",
      "somebody on duty",
    ],
    [
      "posts alerts to a link with a key in it",
      ACTION_GROUPS,
      "webhookReceivers",
      [
        {
          name: "chat",
          serviceUri:
            "https://chat.example/hook?code=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDE%3D&sig=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDE%3D",
          useCommonAlertSchema: true,
        },
      ],
      "no secret in plain",
    ],
  ]),

  ...changesOf(metric("too-few-clones"), [
    ["switches off the alert when clones are missing", ALERTS, "enabled", false, "alerts"],
    ["tells nobody when clones are missing", METRIC, "actions", [], "alerts"],
    ["never finds that clones are missing", METRIC, "criteria.allOf[0].threshold", 0, "alerts"],
    [
      "looks at another gateway's clones",
      METRIC,
      "scopes",
      [
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Network/applicationGateways/agw-old",
      ],
      "alerts",
    ],
  ]),
  ...changesOf(metric("unhealthy-clones"), [
    [
      "sends the alert of unhealthy clones to a group that is not there",
      METRIC,
      "actions[0].actionGroupId",
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Insights/actionGroups/ag-old",
      "alerts",
    ],
  ]),
  ...changesOf({ ...metric("database-down"), stack: "prod-is" }, [
    ["switches off the alert when the database is down", ALERTS, "enabled", false, "alerts"],
  ]),
  ...changesOf({ ...metric("database-space"), stack: "prod-is" }, [
    ["tells nobody when the database's disk is full", METRIC, "actions", ABSENT, "alerts"],
  ]),
  ...changesOf(query("gateway-errors"), [
    ["switches off the alert on failed requests", LOG_ALERTS, "enabled", false, "alerts"],
    [
      "tells of failed requests only when all of them fail",
      LOG_ALERTS,
      "criteria.allOf[0].threshold",
      100,
      "alerts",
    ],
    [
      "is silent for a day after each alert on failed requests",
      LOG_ALERTS,
      "muteActionsDuration",
      "P1D",
      "alerts",
    ],
  ]),
  ...changesOf(query("backup-failed"), [
    ["switches off the alert on failed backups", ALERTS, "enabled", false, "alerts"],
    ["tells nobody of failed backups by the alert", LOG_ALERTS, "actions", ABSENT, "alerts"],
  ]),
  ...changesOf(query("certificate-expiry"), [
    [
      "asks for certificates by a query that finds none",
      LOG_ALERTS,
      "criteria.allOf[0].query",
      "AZKVAuditLogs | where false",
      "alerts",
    ],
  ]),
  ...changesOf({ type: TYPE.activityLogAlert, name: "-watch-autoscale-failed" }, [
    ["switches off the alert when autoscale fails", ACTIVITY, "enabled", false, "alerts"],
    ["tells nobody when autoscale fails", ACTIVITY, "actions.actionGroups", [], "alerts"],
  ]),
  ...changesOf({ type: TYPE.activityLogAlert, name: "-watch-reservation-refused" }, [
    [
      "looks for refused reservations elsewhere",
      ACTIVITY,
      "scopes",
      ["/subscriptions/11111111-1111-1111-1111-111111111111"],
      "alerts",
    ],
  ]),

  ...changesOf(BUDGET, [
    ["sets a budget that nothing reaches", COST, "amount", 1_000_000, "budget"],
    ["tells nobody that the budget is spent", COST, "notifications", {}, "budget"],
    ["takes the budget's notes away", COST, "notifications", ABSENT, "budget"],
    [
      "switches the note off at the whole of the budget",
      COST,
      "notifications.spent-100.enabled",
      false,
      "budget",
    ],
    [
      "tells when ten times the budget is spent",
      COST,
      "notifications.spent-100.threshold",
      1000,
      "budget",
    ],
    [
      "sends the note on the budget to nobody",
      COST,
      "notifications.spent-80.contactGroups",
      [],
      "budget",
    ],
    ["watches another group's costs", COST, "filter.dimensions.values", ["rg-old"], "budget"],
    [
      "ends the budget on its second day",
      COST,
      "timePeriod.endDate",
      "2026-12-02T00:00:00Z",
      "budget",
    ],
    ["counts a month's budget over a year", COST, "timeGrain", "Annually", "budget"],
  ]),
];

const ORDER = [
  ...changesOf(ACCOUNT, [
    ["takes all tags from the storage", TAGS, "tags", ABSENT, "tags"],
    ["names no owner of the storage", TAGS, "tags.owner", ABSENT, "tags"],
    ["leaves the owner's name empty", TAGS, "tags.owner", "", "tags"],
    ["books the storage on no cost centre", TAGS, "tags.costCentre", ABSENT, "tags"],
    ["books the storage on another datacenter", TAGS, "tags.datacenter", "prod-uk", "tags"],
    [
      "keeps the storage in the United States",
      REGIONS,
      "location",
      "eastus",
      "region and residency",
    ],
    [
      "keeps the storage in the United States, as the portal writes it",
      REGIONS,
      "location",
      "East US",
      "region and residency",
    ],
    [
      "asks for the storage by a preview of the API",
      PREVIEWS,
      "$.registeredType",
      "azure-native:storage/v20210101preview:StorageAccount",
      "API versions",
    ],
    ["gives the storage a name that says nothing", NAMES, "accountName", "storage1", "names"],
  ]),
  ...changesOf(NETWORK, [
    [
      "writes a person's address into a tag",
      TAGS,
      "tags.owner",
      "anna.svensson@school.example",
      "tags",
    ],
    [
      "asks for the network by a preview of the API in a package of its own",
      PREVIEWS,
      "$.registeredType",
      "azure-native_network_v20250301preview:network:VirtualNetwork",
      "API versions",
    ],
    ["gives the network a name of its own", NAMES, "virtualNetworkName", "vnet1", "names"],
    [
      "gives the network the British one's name",
      NAMES,
      "virtualNetworkName",
      "vnet-prod-uk",
      "names",
    ],
  ]),
  ...changesOf({ type: TYPE.keyVault, name: "-secrets-vault" }, [
    [
      "keeps the secrets in Singapore",
      REGIONS,
      "location",
      "southeastasia",
      "region and residency",
    ],
    ["takes the tier's tag from the vault", TAGS, "tags.tier", ABSENT, "tags"],
    [
      "asks for the vault by a preview of the API",
      PREVIEWS,
      "$.registeredType",
      "azure-native:keyvault/v20240401preview:Vault",
      "API versions",
    ],
  ]),
  ...changesOf(WORKSPACE, [
    [
      "keeps the logs, with people's addresses, in the United States",
      REGIONS,
      "location",
      "westus2",
      "region and residency",
    ],
  ]),
  ...changesOf({ type: TYPE.backupVault, name: "-backup-vault" }, [
    [
      "keeps the backups outside the country",
      REGIONS,
      "location",
      "westeurope",
      "region and residency",
    ],
  ]),
  ...changesOf({ type: TYPE.gateway, name: "-edge-gateway" }, [
    [
      "ends people's connections in Norway",
      REGIONS,
      "location",
      "norwayeast",
      "region and residency",
    ],
    ["takes the cost centre from the gateway", TAGS, "tags.costCentre", ABSENT, "tags"],
  ]),
  ...changesOf({ stack: "prod-is", type: TYPE.postgresql, name: "-database-postgresql-server" }, [
    [
      "keeps Iceland's grades in the United States",
      REGIONS,
      "location",
      "eastus2",
      "region and residency",
    ],
    ["books Iceland's database on no cost centre", TAGS, "tags.costCentre", ABSENT, "tags"],
  ]),
  ...changesOf({ ...ACCOUNT, stack: "prod-uk" }, [
    [
      "keeps British pupils' data outside the United Kingdom",
      REGIONS,
      "location",
      "northeurope",
      "region and residency",
    ],
  ]),
  ...changesOf({ type: TYPE.resourceGroup, name: "-staging-web-rg" }, [
    ["puts staging into the United States", REGIONS, "location", "eastus", "region and residency"],
  ]),
  ...changesOf({ type: TYPE.workbook, name: "-watch-usage" }, [
    [
      "puts up a web app that nobody judges",
      SERVICES,
      "$.type",
      "azure-native:web:WebApp",
      "types that are judged",
    ],
    [
      "puts up a database of a kind that nobody judges",
      SERVICES,
      "$.type",
      "azure-native:documentdb:DatabaseAccount",
      "types that are judged",
    ],
  ]),
];

export const WATCH_AND_ORDER = [...WATCH, ...ORDER];
