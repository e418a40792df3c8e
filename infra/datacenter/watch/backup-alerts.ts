import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";

/** The backups as they are watched. */
export interface BackupWatched {
  /** ARM id of the vault of blobs, which are backed up each day, and of the server. */
  readonly vaultId: pulumi.Input<string>;
  /** Whether it keeps copies of a server, which it makes each week. */
  readonly server: boolean;
  /** ARM id of the vault of machines, which are backed up each day. @default no machine is backed up */
  readonly machineVaultId?: pulumi.Input<string>;
}

/** Days after which a copy that is made each week is late. */
const LATE_DAYS = 8;

/**
 * The alerts on backup jobs. Both kinds of vault log into one table, and the workspace has those of this datacenter
 * only. What is made once a week is older than a log alert looks back, two days at most: Azure Resource Graph knows it.
 */
export function backupAlerts({
  machineVaultId,
  server,
  vaultId,
}: BackupWatched): readonly AlertSpec[] {
  const daily = [vaultId, ...(machineVaultId === undefined ? [] : [machineVaultId])];
  return [
    {
      kind: "log",
      name: "backup-failed",
      query: jobsQuery("Failed"),
      comparison: "GreaterThan",
      threshold: 0,
      every: "PT1H",
    },
    {
      kind: "log",
      name: "backup-missing",
      query: pulumi.all(daily).apply(madeQuery),
      comparison: "LessThan",
      threshold: daily.length,
      every: "P1D",
    },
    ...(server ? [serverAlert(vaultId)] : []),
  ];
}

function serverAlert(vaultId: pulumi.Input<string>): AlertSpec {
  return {
    kind: "log",
    name: "server-backup-missing",
    query: pulumi.output(vaultId).apply(serverQuery),
    comparison: "LessThan",
    threshold: 1,
    every: "P1D",
    asIdentity: "backup",
  };
}

/**
 * Jobs that make backups and ended so, by the newest word on each.
 * Source: Microsoft Learn, "Monitor Azure Backup workloads", samples.
 */
export function jobsQuery(status: "Completed" | "Failed"): string {
  return [
    "AddonAzureBackupJobs",
    '| where JobOperation == "Backup"',
    "| summarize arg_max(TimeGenerated, *) by JobUniqueId",
    `| where JobStatus == "${status}"`,
    "| project TimeGenerated, JobUniqueId, JobFailureCode, _ResourceId",
  ].join("\n");
}

/** Of these vaults those that have completed a backup: a row each. */
export function madeQuery(vaultIds: readonly string[]): string {
  const vaults = vaultIds.map((id) => `"${id}"`).join(", ");
  return [
    jobsQuery("Completed"),
    `| where _ResourceId in~ (${vaults})`,
    "| summarize by Vault = tolower(_ResourceId)",
  ].join("\n");
}

/**
 * Copies of a server in a vault that are not late: a row each. As `coverQuery` it keeps to what log alerts take.
 * Source: Microsoft Learn, "Query your backups using Azure Resource Graph" (table, type and columns of jobs).
 */
export function serverQuery(vaultId: string): string {
  return [
    'arg("").RecoveryServicesResources',
    '| where type =~ "microsoft.dataprotection/backupvaults/backupjobs"',
    `| where id startswith "${vaultId}/"`,
    '| where tostring(properties.dataSourceType) =~ "Microsoft.DBforPostgreSQL/flexibleServers"',
    '| where tostring(properties.operationCategory) =~ "Backup"',
    '| where tostring(properties.status) startswith "Completed"',
    `| where todatetime(tostring(properties.startTime)) >= now() - ${LATE_DAYS}d`,
    "| project id",
  ].join("\n");
}
