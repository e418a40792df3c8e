import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";

/** The backups as they are watched. */
export interface BackupWatched {
  /** ARM id of the vault of machines, which are backed up each day. @default no machine is backed up */
  readonly machineVaultId?: pulumi.Input<string>;
}

/**
 * The alerts on backup jobs. Both kinds of vault log into one table, and the workspace has those of this datacenter
 * only.
 */
export function backupAlerts({ machineVaultId }: BackupWatched): readonly AlertSpec[] {
  const failed: AlertSpec = {
    kind: "log",
    name: "backup-failed",
    query: jobsQuery("Failed"),
    comparison: "GreaterThan",
    threshold: 0,
    every: "PT1H",
  };
  if (machineVaultId === undefined) return [failed];
  return [
    failed,
    {
      kind: "log",
      name: "backup-missing",
      query: pulumi.output(machineVaultId).apply((id) => jobsQuery("Completed", id)),
      comparison: "LessThan",
      threshold: 1,
      every: "P1D",
    },
  ];
}

/**
 * Jobs that make backups and ended so, by the newest word on each.
 * Source: Microsoft Learn, "Monitor Azure Backup workloads", samples.
 *
 * @param vaultId the vault that is meant. @default all
 */
export function jobsQuery(status: "Completed" | "Failed", vaultId?: string): string {
  return [
    "AddonAzureBackupJobs",
    ...(vaultId === undefined ? [] : [`| where _ResourceId =~ "${vaultId}"`]),
    '| where JobOperation == "Backup"',
    "| summarize arg_max(TimeGenerated, *) by JobUniqueId",
    `| where JobStatus == "${status}"`,
    "| project TimeGenerated, JobUniqueId, JobFailureCode",
  ].join("\n");
}
