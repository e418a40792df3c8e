import type * as inputs from "@pulumi/azure-native/types/input.js";
import type { Retention } from "../../settings/index.ts";
import { STARTS } from "./schedule.ts";

/** What a backup vault keeps copies of, and in which words it is told. */
export const DATASOURCES = {
  /** Full copies, weekly at most. Source: Microsoft Learn, "About Azure Database for PostgreSQL flexible server backup". */
  server: { type: "Microsoft.DBforPostgreSQL/flexibleServers", backupType: "Full", every: "week" },
  /** Source: Microsoft Learn, "Overview of Azure Blob backup" (vaulted backup). */
  blobs: {
    type: "Microsoft.Storage/storageAccounts/blobServices",
    backupType: "Discrete",
    every: "day",
  },
} as const;

export type Datasource = keyof typeof DATASOURCES;

interface Rule {
  readonly name: string;
  /** Of several rules that a backup falls under, the one with the lowest number decides. */
  readonly priority: number;
  /** ISO 8601. */
  readonly duration: string;
  readonly criterion?: string;
}

const VAULT = { dataStoreType: "VaultStore", objectType: "DataStoreInfoBase" } as const;

/**
 * How a backup vault keeps what, and for how long.
 *
 * A policy can't be changed once it stands (Microsoft Learn, "Create Azure Data Protection backup policies … using REST
 * API"): another retention is another policy, so its name says the retention.
 */
export function vaultedPolicy(
  datasource: Datasource,
  retention: Retention,
): inputs.dataprotection.BackupPolicyArgs {
  const { type, backupType, every } = DATASOURCES[datasource];
  const rules = rulesOf(every, retention);
  const interval =
    every === "week" ? `R/${offset(STARTS.weekly)}/P1W` : `R/${offset(STARTS.daily)}/P1D`;
  return {
    objectType: "BackupPolicy",
    datasourceTypes: [type],
    policyRules: [
      {
        name: every === "week" ? "BackupWeekly" : "BackupDaily",
        objectType: "AzureBackupRule",
        backupParameters: { objectType: "AzureBackupParams", backupType },
        dataStore: VAULT,
        trigger: {
          objectType: "ScheduleBasedTriggerContext",
          schedule: { repeatingTimeIntervals: [interval], timeZone: "UTC" },
          taggingCriteria: rules.map(taggingCriterion),
        },
      },
      ...rules.map(retentionRule),
    ],
  };
}

function rulesOf(every: "day" | "week", { days, weeks, months, years }: Retention) {
  const weekly: Rule = { name: "Weekly", priority: 20, duration: `P${7 * weeks}D` };
  const longer: readonly Rule[] = [
    { name: "Monthly", priority: 15, duration: `P${months}M`, criterion: "FirstOfMonth" },
    { name: "Yearly", priority: 10, duration: `P${years}Y`, criterion: "FirstOfYear" },
  ];
  const standard = { name: "Default", priority: 99 } as const;
  return every === "week"
    ? [{ ...standard, duration: weekly.duration }, ...longer]
    : [{ ...standard, duration: `P${days}D` }, { ...weekly, criterion: "FirstOfWeek" }, ...longer];
}

/** The API writes the offset in digits. */
function offset(instant: string): string {
  return instant.replace("Z", "+00:00");
}

function taggingCriterion({ name, priority, criterion }: Rule) {
  return {
    isDefault: criterion === undefined,
    tagInfo: { tagName: name },
    taggingPriority: priority,
    ...(criterion === undefined
      ? {}
      : {
          criteria: [
            { objectType: "ScheduleBasedBackupCriteria" as const, absoluteCriteria: [criterion] },
          ],
        }),
  };
}

function retentionRule({ name, duration, criterion }: Rule) {
  return {
    name,
    objectType: "AzureRetentionRule" as const,
    isDefault: criterion === undefined,
    lifecycles: [
      {
        deleteAfter: { objectType: "AbsoluteDeleteOption" as const, duration },
        sourceDataStore: VAULT,
        targetDataStoreCopySettings: [],
      },
    ],
  };
}
