import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const WORKSPACE = { type: TYPE.workspace, name: "-watch-workspace" };
const ON_DUTY = { type: TYPE.actionGroup, name: "-watch-on-duty" };
const BUDGET = { type: TYPE.budget, name: "-budget-2027-01" };
const IS = { stack: "prod-is" } as const;

const RETENTION = "Manage data retention in a Log Analytics workspace";
const WORKSPACES = "Microsoft.OperationalInsights workspaces template reference";
const DIAGNOSTICS = "Diagnostic settings in Azure Monitor";
const TABLES = "Resource logs: Azure diagnostics and resource-specific collection modes";
const STORAGE_LOGS = "Monitor Azure Blob Storage";
const ACTION_GROUPS = "Action groups";
const METRIC = "Create or edit a metric alert rule";
const METRIC_HOW = "Types of Azure Monitor alerts";
const GATEWAY_METRICS = "Monitoring data reference for Azure Application Gateway";
const LOG_ALERTS = "Create or edit a log search alert rule";
const GRAPH_ALERTS =
  "Query data in Azure Data Explorer and Azure Resource Graph from Azure Monitor";
const ACTIVITY = "Create or edit an activity log, service health, or resource health alert rule";
const COST = "Tutorial: Create and manage budgets";

const FIRST = "criteria.allOf[0]";

function metric(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.metricAlert, name: `-watch-${name}` };
}

function query(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.queryAlert, name: `-watch-${name}` };
}

export const HELD_OUT_WATCH = [
  ...changesOf(WORKSPACE, [
    [
      "purges all logs after a month, whatever else is set",
      RETENTION,
      "features.immediatePurgeDataOn30Days",
      true,
      "logs kept",
    ],
    [
      "keeps people's addresses for two years where 90 days are set",
      RETENTION,
      "retentionInDays",
      730,
      "logs kept",
    ],
    [
      "takes the free kind of workspace, which keeps a week",
      WORKSPACES,
      "sku.name",
      "Free",
      "logs kept",
    ],
    [
      "lets whoever has the workspace's key write logs",
      WORKSPACES,
      "features.disableLocalAuth",
      false,
      "logs kept",
    ],
  ]),
  ...changesOf({ type: TYPE.diagnosticSetting, name: "-watch-logs-edge-gateway" }, [
    [
      "writes the gateway's logs into a table that no alert reads",
      TABLES,
      "logAnalyticsDestinationType",
      "AzureDiagnostics",
      "logs kept",
    ],
    [
      "sends the gateway's logs to a stranger's event hub too",
      DIAGNOSTICS,
      "eventHubAuthorizationRuleId",
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-other/providers/Microsoft.EventHub/namespaces/other/authorizationRules/send",
      "logs kept",
    ],
  ]),
  ...changesOf({ type: TYPE.diagnosticSetting, name: "-watch-logs-storage-blobs" }, [
    [
      "asks the account for logs that only its blobs write",
      STORAGE_LOGS,
      "resourceUri",
      "/mock/prod-se-storage-account",
      "logs kept",
    ],
  ]),
  ...changesOf({ type: TYPE.diagnosticSetting, name: "-watch-logs-database-standby" }, [
    [
      "watches the primary twice and the standby never",
      DIAGNOSTICS,
      "resourceUri",
      "/mock/prod-se-database-oracle-primary-machine",
      "logs kept",
    ],
  ]),

  ...changesOf(ON_DUTY, [
    [
      "misspells the address of whoever is on duty",
      ACTION_GROUPS,
      "emailReceivers[0].emailAddress",
      "duty@platform.exampel",
      "somebody on duty",
    ],
    [
      "writes a name where the address of whoever is on duty was",
      ACTION_GROUPS,
      "emailReceivers[0].emailAddress",
      "duty",
      "somebody on duty",
    ],
  ]),

  ...changesOf(metric("too-few-clones"), [
    [
      "tells when there are enough clones, and not when too few",
      METRIC,
      `${FIRST}.operator`,
      "GreaterThan",
      "alerts",
    ],
    [
      "adds up five minutes of clones, so that there are never too few",
      METRIC,
      `${FIRST}.timeAggregation`,
      "Total",
      "alerts",
    ],
    [
      "counts the unwell clones where the well ones were meant",
      GATEWAY_METRICS,
      `${FIRST}.metricName`,
      "UnhealthyHostCount",
      "alerts",
    ],
    [
      "counts the clones of settings that there are no more",
      GATEWAY_METRICS,
      `${FIRST}.dimensions`,
      [{ name: "BackendSettingsPool", operator: "Include", values: ["old~clones"] }],
      "alerts",
    ],
    [
      "looks for missing clones once an hour, at five minutes of it",
      METRIC,
      "evaluationFrequency",
      "PT1H",
      "alerts",
    ],
    [
      "takes missing clones for a thing to read about some day",
      METRIC_HOW,
      "severity",
      4,
      "alerts",
    ],
  ]),
  ...changesOf(metric("gateway-latency"), [
    [
      "calls somebody for every answer slower than 2 ms, where 2 s were meant",
      GATEWAY_METRICS,
      `${FIRST}.threshold`,
      2,
      "alerts",
    ],
  ]),
  ...changesOf({ ...IS, ...metric("database-down") }, [
    [
      "watches staging's database instead of the grades'",
      METRIC,
      "scopes",
      ["/mock/prod-is-staging-postgresql-server"],
      "alerts",
    ],
    [
      "tells that the database is down when it was down all day",
      METRIC,
      "windowSize",
      "P1D",
      "alerts",
    ],
  ]),
  ...changesOf({ ...IS, ...metric("database-space") }, [
    ["tells that the disk is full at 800 per cent", METRIC, `${FIRST}.threshold`, 800, "alerts"],
  ]),
  ...changesOf({ ...IS, ...metric("database-connections") }, [
    [
      "tells of too many connections at more than there can be",
      METRIC,
      `${FIRST}.threshold`,
      3400,
      "alerts",
    ],
  ]),
  ...changesOf(query("certificate-expiry"), [
    [
      "waits for a second day of what is written once",
      LOG_ALERTS,
      `${FIRST}.failingPeriods`,
      { minFailingPeriodsToAlert: 2, numberOfEvaluationPeriods: 2 },
      "alerts",
    ],
  ]),
  ...changesOf(query("backup-failed"), [
    [
      "looks at five minutes of each hour for failed backups",
      LOG_ALERTS,
      "windowSize",
      "PT5M",
      "alerts",
    ],
    [
      "asks for a state that no backup has",
      LOG_ALERTS,
      `${FIRST}.query`,
      'AddonAzureBackupJobs\n| where JobOperation == "Backup"\n| summarize arg_max(TimeGenerated, *) by JobUniqueId\n| where JobStatus == "Failure"\n| project TimeGenerated, JobUniqueId, JobFailureCode',
      "alerts",
    ],
  ]),
  ...changesOf(query("backup-missing"), [
    [
      "tells when backups were made, and not when none was",
      LOG_ALERTS,
      `${FIRST}.operator`,
      "GreaterThan",
      "alerts",
    ],
  ]),
  ...changesOf(query("gateway-errors"), [
    [
      "turns the alert on failed requests into a measure that nobody looks at",
      LOG_ALERTS,
      "kind",
      "LogToMetric",
      "alerts",
    ],
  ]),
  ...changesOf(query("season-cover"), [
    [
      "tells that the season runs out fourteen hours before instead of days",
      GRAPH_ALERTS,
      `${FIRST}.query`,
      'arg("").Resources\n| where type =~ "microsoft.insights/autoscalesettings"\n| where id =~ "/mock/prod-se-season-autoscale"\n| where tobool(properties.enabled)\n| where todatetime(tostring(tags.coveredUntil)) >= now() + 14h\n| project id',
      "alerts",
    ],
    [
      "takes the identity from the alert that reads the season's cover",
      GRAPH_ALERTS,
      "identity",
      ABSENT,
      "alerts",
    ],
  ]),
  ...changesOf({ type: TYPE.activityLogAlert, name: "-watch-reservation-refused" }, [
    [
      "waits for an operation that Azure does not have",
      ACTIVITY,
      "condition.allOf[1].equals",
      "Microsoft.Compute/capacityReservations/write",
      "alerts",
    ],
  ]),
  ...changesOf({ type: TYPE.activityLogAlert, name: "-watch-autoscale-failed" }, [
    [
      "watches staging's autoscale instead of production's",
      ACTIVITY,
      "scopes",
      ["/mock/prod-se-staging-season-autoscale"],
      "alerts",
    ],
    [
      "tells when autoscale works, and not when it fails",
      ACTIVITY,
      "condition.allOf[1].equals",
      "Succeeded",
      "alerts",
    ],
  ]),

  ...changesOf(BUDGET, [
    [
      "tells of the budget only when exactly all of it is spent",
      COST,
      "notifications.spent-100.operator",
      "EqualTo",
      "budget",
    ],
    [
      "leaves the reserve's group, the dearest, out of the budget",
      COST,
      "filter.dimensions.values[6]",
      ABSENT,
      "budget",
    ],
  ]),
];
