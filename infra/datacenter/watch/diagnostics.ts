import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../names.ts";

/**
 * What each type of resource sends to the workspace.
 *
 * Sources: Microsoft Learn, "Supported Resource log categories for Azure Monitor", each type's table, and for
 * backups "Configure diagnostics settings for Recovery Services vaults" (the categories of the tables of their own,
 * without the old AzureBackupReport). Left out: what nobody here would read and everybody pays for (the query store of
 * PostgreSQL, reads of blobs), and metrics but those of the gateway, the clones and the database: Azure keeps all for
 * 93 days by itself.
 */
export const SENT = {
  "Microsoft.Network/applicationGateways": {
    logs: ["ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog"],
    metrics: ["AllMetrics"],
  },
  "Microsoft.Network/publicIPAddresses": {
    logs: ["DDoSProtectionNotifications", "DDoSMitigationFlowLogs", "DDoSMitigationReports"],
    metrics: [],
  },
  "Microsoft.Network/virtualNetworks": { logs: ["VMProtectionAlerts"], metrics: [] },
  "Microsoft.Compute/virtualMachineScaleSets": { logs: [], metrics: ["AllMetrics"] },
  "Microsoft.Compute/virtualMachines": { logs: [], metrics: ["AllMetrics"] },
  "Microsoft.Insights/autoscaleSettings": {
    logs: ["AutoscaleEvaluations", "AutoscaleScaleActions"],
    metrics: [],
  },
  "Microsoft.KeyVault/vaults": {
    logs: ["AuditEvent", "AzurePolicyEvaluationDetails"],
    metrics: [],
  },
  /** Who has read the logs. */
  "Microsoft.OperationalInsights/workspaces": { logs: ["Audit"], metrics: [] },
  "Microsoft.DBforPostgreSQL/flexibleServers": {
    logs: ["PostgreSQLLogs", "PostgreSQLFlexSessions", "PostgreSQLFlexDatabaseXacts"],
    metrics: ["AllMetrics"],
  },
  "Microsoft.RecoveryServices/vaults": {
    logs: [
      "CoreAzureBackup",
      "AddonAzureBackupJobs",
      "AddonAzureBackupPolicy",
      "AddonAzureBackupStorage",
      "AddonAzureBackupProtectedInstance",
    ],
    metrics: [],
  },
  "Microsoft.DataProtection/backupVaults": {
    logs: [
      "CoreAzureBackup",
      "AddonAzureBackupJobs",
      "AddonAzureBackupPolicy",
      "AddonAzureBackupProtectedInstance",
    ],
    metrics: [],
  },
  "Microsoft.Storage/storageAccounts/blobServices": {
    logs: ["StorageWrite", "StorageDelete"],
    metrics: [],
  },
} as const satisfies Record<string, { logs: readonly string[]; metrics: readonly string[] }>;

/** A resource whose logs go to the workspace. */
export interface Diagnosed {
  /** The tier and the part of it: names the setting, "edge-gateway". */
  readonly name: string;
  readonly type: keyof typeof SENT;
  /** ARM id of the resource. */
  readonly id: pulumi.Input<string>;
}

/**
 * Sends a resource's logs to the workspace, into tables of their own kind. The API version is a preview, as it has
 * been since 2017: azure-native has no other.
 */
export function diagnose(
  { name, type, id }: Diagnosed,
  context: {
    readonly name: string;
    readonly datacenter: string;
    readonly workspaceId: pulumi.Input<string>;
    readonly parent: pulumi.Resource;
  },
): DiagnosticSetting {
  const { logs, metrics } = SENT[type];
  return new DiagnosticSetting(
    `${context.name}-logs-${name}`,
    {
      name: azureName("diagnosticSetting", `diag-${context.datacenter}-${name}`),
      resourceUri: id,
      workspaceId: context.workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      logs: logs.map((category) => ({ category, enabled: true })),
      metrics: metrics.map((category) => ({ category, enabled: true })),
    },
    { parent: context.parent },
  );
}
