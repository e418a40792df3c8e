import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const FIRST = "criteria.allOf[0]";
const CONDITIONS = "condition.allOf";
const JOBS = 'AddonAzureBackupJobs\n| where JobOperation == "Backup"\n| where JobStatus';
const NOTE = "notifications.spent-100";

const STAGING_AUTOSCALE =
  "urn:pulumi:prod-se::gradetide::gradetide:season:SeasonalScaling$azure-native:monitor:AutoscaleSetting::prod-se-staging-season-autoscale";

/** Of what alerts look at, what logs are kept, and who is told. */
const CRITERION = "criteria.allOf[0]";
const OTHER_METRIC = { metricName: "Throughput", operator: "LessThan" };
const FORECAST = {
  ...{ enabled: true, operator: "GreaterThan", threshold: 100, thresholdType: "Forecasted" },
  contactGroups: ["/mock/prod-se-watch-on-duty"],
};
const ROLES = "network secrets storage database backup edge reserve web staging watch other";
const GROUPS = ROLES.split(" ").map((role) => `RG-prod-se-${role}`);
const COVERED = "Resources | where todatetime(tags.coveredUntil) >= now() + 14d";

export const WATCH_CASES: readonly PolicyCases[] = [
  {
    of: T.metricAlert,
    name: "-too-few-clones",
    policy: "watch-alerts",
    breaks: [
      ["clones that are added up", `${FIRST}.timeAggregation`, "Total"],
      ["the best of five minutes", `${FIRST}.timeAggregation`, "Maximum"],
      ["more than there are in summer", `${FIRST}.threshold`, 99],
      ["one pool alone", `${FIRST}.dimensions`, [{ name: "Pool", values: ["old"] }]],
      ["a minute of each quarter of an hour", "evaluationFrequency", "PT15M"],
    ],
    allows: [
      ["the worst of five minutes", `${FIRST}.timeAggregation`, "Minimum"],
      ["each pool for itself", `${FIRST}.dimensions`, [{ name: "Pool", values: ["*"] }]],
    ],
    absent: [
      [`${FIRST}.timeAggregation`, "violation"],
      [`${FIRST}.dimensions`, "safe"],
      ["windowSize", "violation"],
    ],
    unknown: [[`${FIRST}.timeAggregation`, "unknown"]],
  },
  {
    of: T.metricAlert,
    name: "-gateway-latency",
    policy: "watch-alerts",
    breaks: [
      ["2 ms, where 2 s are meant", `${FIRST}.threshold`, 2],
      ["the fastest answer", `${FIRST}.timeAggregation`, "Minimum"],
    ],
    allows: [["the slowest answer", `${FIRST}.timeAggregation`, "Maximum"]],
    absent: [[`${FIRST}.threshold`, "violation"]],
    unknown: [[`${FIRST}.threshold`, "fine"]],
  },
  {
    of: T.logAlert,
    name: "-backup-failed",
    policy: "watch-alerts",
    breaks: [
      ["five minutes of each hour", "windowSize", "PT5M"],
      ["a state that no backup has", `${FIRST}.query`, `${JOBS} == "Failure"`],
      ["one of two that no backup has", `${FIRST}.query`, `${JOBS} in ("Failed", "Broken")`],
      ["rows that are put together", `${FIRST}.timeAggregation`, "Average"],
      ["a measure that tells nobody", "kind", "LogToMetric"],
    ],
    allows: [
      ["a state that a backup has", `${FIRST}.query`, `${JOBS} in~ ("Failed", "Cancelled")`],
      ["two hours of each hour", "windowSize", "PT2H"],
    ],
    absent: [
      ["kind", "safe"],
      ["windowSize", "violation"],
    ],
    unknown: [
      ["kind", "unknown"],
      [`${FIRST}.query`, "fine"],
    ],
  },
  {
    of: T.logAlert,
    name: "-season-cover",
    policy: "watch-alerts",
    breaks: [
      ["fourteen hours ahead", `${FIRST}.query`, cover("14h")],
      ["three days ahead", `${FIRST}.query`, cover("3d")],
      ["nobody who asks", "identity.type", "None"],
    ],
    allows: [
      ["three weeks ahead", `${FIRST}.query`, cover("21d")],
      ["an identity that Azure makes", "identity.type", "SystemAssigned"],
    ],
    absent: [["identity", "violation"]],
    unknown: [["identity", "unknown"]],
  },
  {
    of: T.activityAlert,
    name: "-autoscale-failed",
    policy: "watch-alerts",
    breaks: [
      ["what went well", `${CONDITIONS}[1].equals`, "Succeeded"],
      ["any state", `${CONDITIONS}[1]`, ABSENT],
      ["no category", `${CONDITIONS}[0]`, ABSENT],
      ["a category that nobody knows", `${CONDITIONS}[0].equals`, "Policy"],
      ["one caller's alone", `${CONDITIONS}[+]`, { field: "caller", equals: "anna" }],
      ["staging's setting", "$.madeFrom.scopes", [STAGING_AUTOSCALE]],
    ],
    allows: [["a state in small letters", `${CONDITIONS}[1].equals`, "failed"]],
    absent: [["condition", "violation"]],
    unknown: [
      ["condition", "unknown"],
      [CONDITIONS, "unknown"],
    ],
  },
  {
    of: T.activityAlert,
    name: "-reservation-refused",
    policy: "watch-alerts",
    breaks: [
      [
        "an operation that Azure does not have",
        `${CONDITIONS}[1].equals`,
        "Microsoft.Compute/capacityReservations/write",
      ],
    ],
    absent: [[CONDITIONS, "violation"]],
    unknown: [["scopes", "fine"]],
  },
  {
    of: T.activityAlert,
    name: "-database-standby",
    policy: "watch-alerts",
    breaks: [
      ["a standby that is well", `${CONDITIONS}[1].containsAny`, ["Available"]],
      ["one that is gone alone", `${CONDITIONS}[1].containsAny`, ["Unavailable"]],
    ],
    allows: [
      [
        "one of which nobody knows, too",
        `${CONDITIONS}[1].containsAny`,
        ["Degraded", "Unavailable", "Unknown"],
      ],
    ],
    absent: [[`${CONDITIONS}[1].containsAny`, "violation"]],
    unknown: [["condition", "unknown"]],
  },
  {
    of: T.diagnostics,
    name: "-logs-edge-gateway",
    policy: "watch-diagnostics",
    breaks: [
      ["one table for all", "logAnalyticsDestinationType", "AzureDiagnostics"],
      ["a stranger's event hub too", "eventHubAuthorizationRuleId", "/authorizationRules/send"],
      ["a stranger's account too", "storageAccountId", "/storageAccounts/other"],
      ["somebody's product too", "marketplacePartnerId", "/monitors/other"],
    ],
    absent: [
      ["logAnalyticsDestinationType", "violation"],
      ["eventHubAuthorizationRuleId", "safe"],
    ],
    unknown: [["logAnalyticsDestinationType", "unknown"]],
  },
  {
    of: T.diagnostics,
    name: "-logs-storage-blobs",
    policy: "watch-diagnostics",
    breaks: [["the account, which logs nothing", "resourceUri", "/storageAccounts/stprodse"]],
    allows: [["capitals", "resourceUri", "/storageAccounts/stprodse/blobservices/default"]],
    absent: [["resourceUri", "violation"]],
    unknown: [["resourceUri", "fine"]],
  },
  {
    of: T.diagnostics,
    name: "-logs-database-standby",
    policy: "watch-diagnostics",
    breaks: [["the other machine a second time", "$.madeFrom.resourceUri", []]],
    absent: [["metrics", "violation"]],
    unknown: [["resourceUri", "fine"]],
  },
  {
    of: T.workspace,
    policy: "watch-retention",
    breaks: [
      ["a kind that keeps a week", "sku.name", "Free"],
      ["people's addresses for two years", "retentionInDays", 730],
      ["all gone after a month", "features.immediatePurgeDataOn30Days", true],
    ],
    allows: [["a kind that is paid ahead", "sku.name", "CapacityReservation"]],
    absent: [
      ["sku", "safe"],
      ["features.immediatePurgeDataOn30Days", "safe"],
    ],
    unknown: [
      ["sku.name", "unknown"],
      ["features.immediatePurgeDataOn30Days", "unknown"],
    ],
  },
  {
    of: T.actionGroup,
    policy: "watch-on-duty",
    breaks: [
      ["an address that is mistyped", "emailReceivers[0].emailAddress", "duty@platform.exampel"],
      [
        "somebody besides, whom the settings do not name",
        "emailReceivers[+]",
        { emailAddress: "anna@school.example" },
      ],
      [
        "a telephone that the settings do not name",
        "smsReceivers",
        [{ countryCode: "46", phoneNumber: "701234567" }],
      ],
    ],
    allows: [["an address in capitals", "emailReceivers[0].emailAddress", "Duty@Platform.example"]],
    absent: [["emailReceivers", "violation"]],
    unknown: [["enabled", "unknown"]],
  },
  {
    of: T.budget,
    policy: "watch-budget",
    breaks: [["told when all is spent to the cent", `${NOTE}.operator`, "EqualTo"]],
    allows: [["told when all is spent, or more", `${NOTE}.operator`, "GreaterThanOrEqualTo"]],
    absent: [[`${NOTE}.operator`, "violation"]],
    unknown: [["amount", "unknown"]],
  },
  {
    of: T.workspace,
    policy: "watch-retention",
    breaks: [
      ["a week", "retentionInDays", 7],
      ["a month", "retentionInDays", 30],
      ["a day's end to logs", "workspaceCapping.dailyQuotaGb", 1],
      ["shared keys", "features.disableLocalAuth", false],
    ],
    allows: [["no end, as Azure writes it", "workspaceCapping.dailyQuotaGb", -1]],
    absent: [
      ["retentionInDays", "violation"],
      ["features", "violation"],
      ["workspaceCapping", "safe"],
    ],
    unknown: [
      ["retentionInDays", "unknown"],
      ["workspaceCapping", "unknown"],
    ],
    config: [
      [{ days: 365 }, ["a quarter, where a year is wanted", "retentionInDays", 90], true],
      [{ days: 30 }, ["a month, where the settings want more", "retentionInDays", 30], true],
    ],
  },
  {
    of: T.actionGroup,
    policy: "watch-on-duty",
    breaks: [
      ["switched off", "enabled", false],
      ["nobody", "emailReceivers", []],
      ["no address", "emailReceivers", [{ name: "duty", emailAddress: "duty" }]],
    ],
    absent: [
      ["enabled", "violation"],
      ["emailReceivers", "violation"],
    ],
    unknown: [["enabled", "unknown"]],
  },
  {
    of: T.logAlert,
    name: "-season-cover",
    policy: "watch-alerts",
    breaks: [
      ["switched off", "enabled", false],
      ["only information", "severity", 3],
      ["nobody is told", "$.madeFrom.actions", []],
      ["it watches something else", "$.madeFrom.criteria", []],
      ["told once and then muted", "muteActionsDuration", "PT12H"],
      ["a workspace of elsewhere", "$.madeFrom.scopes", []],
      ["a row that is never too few", `${CRITERION}.threshold`, 0],
      ["the other way round", `${CRITERION}.operator`, "GreaterThan"],
      ["a query that finds nothing", `${CRITERION}.query`, "Resources | where false"],
      ["a query that takes nothing", `${CRITERION}.query`, "Resources\n| limit 0"],
      ["a look a week", "evaluationFrequency", "P7D"],
      [
        "a week of looks before it tells",
        `${CRITERION}.failingPeriods.minFailingPeriodsToAlert`,
        7,
      ],
      ["a second criterion beside", "criteria.allOf[+]", { query: "Heartbeat" }],
    ],
    allows: [
      ["a query with a limit", `${CRITERION}.query`, `${COVERED} | limit 01`],
      [
        "a condition on a number",
        `${CRITERION}.query`,
        `${COVERED} | where 1 == 1 | where Code == 0`,
      ],
    ],
    absent: [
      ["enabled", "safe"],
      ["severity", "violation"],
      ["evaluationFrequency", "violation"],
      [`${CRITERION}.failingPeriods`, "safe"],
      ["criteria", "violation"],
    ],
    unknown: [
      ["enabled", "unknown"],
      ["criteria", "unknown"],
      [`${CRITERION}.query`, "fine"],
    ],
    config: [[{ tables: ["Heartbeat"] }, ["a table that nobody asks", "tags", {}], true]],
  },
  {
    of: T.metricAlert,
    name: "-too-few-clones",
    policy: "watch-alerts",
    breaks: [
      ["fewer than none", `${CRITERION}.threshold`, 0],
      ["fewer than a zone's loss leaves", `${CRITERION}.threshold`, 1],
      ["many clones taken for few", `${CRITERION}.operator`, "GreaterThan"],
      ["another gateway", "$.madeFrom.scopes", []],
      ["a look an hour", "evaluationFrequency", "PT1H"],
      ["a day's average", "windowSize", "P1D"],
      ["a metric that is never below nothing", CRITERION, { ...OTHER_METRIC, threshold: 0 }],
      [
        "a share that is never above all",
        CRITERION,
        { metricName: "cpu_percent", operator: "GreaterThan", threshold: 100 },
      ],
    ],
    allows: [
      ["more than has to be", `${CRITERION}.threshold`, 3],
      ["a metric that nobody knows", CRITERION, { ...OTHER_METRIC, threshold: 5 }],
    ],
    absent: [[`${CRITERION}.threshold`, "violation"]],
    unknown: [[`${CRITERION}.threshold`, "fine"]],
  },
  {
    of: T.metricAlert,
    name: "-database-connections",
    policy: "watch-alerts",
    breaks: [["all connections in use", `${CRITERION}.threshold`, 400]],
    absent: [["scopes", "safe"]],
    unknown: [["scopes", "fine"]],
  },
  {
    of: T.budget,
    name: "-budget-2026-11",
    policy: "watch-budget",
    breaks: [
      ["ten times the amount", "amount", 90_000],
      ["a year's months in one", "timeGrain", "Annually"],
      ["an end after a day", "timePeriod.endDate", "2026-11-02T00:00:00Z"],
      ["a start that nobody can read", "timePeriod.startDate", "soon"],
      ["one group alone", "filter.dimensions.values", ["rg-prod-se-web"]],
      ["another dimension", "filter.dimensions.name", "ResourceId"],
      ["a tag besides", "filter.tags", { name: "tier", values: ["web"] }],
      ["a note that is off", "notifications.spent-100.enabled", false],
      ["a note at twice the amount", "notifications.spent-80.threshold", 200],
      ["a note for nobody", "notifications.spent-80.contactGroups", []],
      ["a forecast alone", "notifications", { one: FORECAST }],
      ["nobody is told", "notifications", {}],
      ["told to nobody of ours", "$.madeFrom.notifications", []],
      ["no amount", "amount", 0],
    ],
    allows: [
      ["no filter, which counts more", "filter", ABSENT],
      ["groups in capitals, and one more", "filter.dimensions.values", GROUPS],
      ["an end after the month's", "timePeriod.endDate", "2027-01-31T00:00:00Z"],
    ],
    absent: [
      ["amount", "violation"],
      ["notifications", "violation"],
      ["timeGrain", "violation"],
      ["timePeriod.endDate", "safe"],
      ["filter", "safe"],
    ],
    unknown: [
      ["tags", "fine"],
      ["amount", "unknown"],
      ["filter.dimensions.values", "unknown"],
      ["notifications.spent-80.contactGroups", "fine"],
    ],
    config: [
      [{ percent: 50 }, ["notes at 80 %, where half is the most", "category", "Cost"], true],
    ],
  },
  {
    of: T.diagnostics,
    name: "-logs-edge-gateway",
    policy: "watch-diagnostics",
    breaks: [
      ["a workspace of elsewhere", "$.madeFrom.workspaceId", []],
      ["about something else", "$.madeFrom.resourceUri", []],
      ["a category that is off", "logs[0].enabled", false],
      ["the firewall left out", "logs[1]", ABSENT],
      ["no logs", "logs", []],
    ],
    allows: [["all there are", "logs", [{ categoryGroup: "allLogs", enabled: true }]]],
    absent: [
      ["logs[0].enabled", "violation"],
      ["logs", "violation"],
    ],
    unknown: [
      ["workspaceId", "fine"],
      ["logs", "fine"],
    ],
    config: [
      [
        { categories: ["azure-native:network:ApplicationGateway Other"] },
        ["a category that is wanted", "tags", {}],
        true,
      ],
      [{ types: [T.identity] }, ["a type that has no logs here", "tags", {}], true],
    ],
  },
];

function cover(ahead: string): string {
  return `arg("").Resources\n| where todatetime(tostring(tags.coveredUntil)) >= now() + ${ahead}`;
}
