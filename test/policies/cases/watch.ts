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
];

function cover(ahead: string): string {
  return `arg("").Resources\n| where todatetime(tostring(tags.coveredUntil)) >= now() + ${ahead}`;
}
