import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";

/** The vault of backups as it is watched. */
export interface BackupWatched {
  /** ARM id of the Recovery Services vault or of the Data Protection vault. */
  readonly vaultId: pulumi.Input<string>;
  /** Whether a backup is made each day: of machines it is. */
  readonly daily: boolean;
}

/** The alerts on backup jobs, which both kinds of vault log into one table. */
export function backupAlerts({ daily, vaultId }: BackupWatched): readonly AlertSpec[] {
  const failed: AlertSpec = {
    kind: "log",
    name: "backup-failed",
    query: pulumi.output(vaultId).apply((id) => jobsQuery(id, "Failed")),
    comparison: "GreaterThan",
    threshold: 0,
    every: "PT1H",
  };
  const missing: AlertSpec = {
    kind: "log",
    name: "backup-missing",
    query: pulumi.output(vaultId).apply((id) => jobsQuery(id, "Completed")),
    comparison: "LessThan",
    threshold: 1,
    every: "P1D",
  };
  return daily ? [failed, missing] : [failed];
}

/**
 * Jobs that make backups and ended so, by the newest word on each.
 * Source: Microsoft Learn, "Monitor Azure Backup workloads", samples.
 */
export function jobsQuery(vaultId: string, status: "Completed" | "Failed"): string {
  return [
    "AddonAzureBackupJobs",
    `| where _ResourceId =~ "${vaultId}"`,
    '| where JobOperation == "Backup"',
    "| summarize arg_max(TimeGenerated, *) by JobUniqueId",
    `| where JobStatus == "${status}"`,
    "| project TimeGenerated, JobUniqueId, JobFailureCode",
  ].join("\n");
}
