/** What a type sends where a diagnostic setting tells it to. */
export interface DiagnosticCategories {
  readonly logs: readonly string[];
  readonly metrics: readonly string[];
}

const METRICS = ["AllMetrics"];

/**
 * The types that have diagnostic settings, in lower case, with all their categories.
 *
 * Source: Microsoft Learn, "Supported Resource log categories for Azure Monitor" and "Supported metrics with Azure
 * Monitor" (MicrosoftDocs/azure-reference-other, azure-monitor-ref); the storage account's own two and the vaults'
 * Health are the names that a GET of diagnosticSettingsCategories answers with.
 */
const CATEGORIES: Readonly<Record<string, DiagnosticCategories>> = {
  "microsoft.network/applicationgateways": {
    logs: [
      "ApplicationGatewayAccessLog",
      "ApplicationGatewayPerformanceLog",
      "ApplicationGatewayFirewallLog",
    ],
    metrics: METRICS,
  },
  "microsoft.network/publicipaddresses": {
    logs: ["DDoSProtectionNotifications", "DDoSMitigationFlowLogs", "DDoSMitigationReports"],
    metrics: METRICS,
  },
  "microsoft.network/networksecuritygroups": {
    logs: ["NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"],
    metrics: [],
  },
  "microsoft.network/virtualnetworks": { logs: ["VMProtectionAlerts"], metrics: METRICS },
  "microsoft.network/natgateways": { logs: [], metrics: METRICS },
  "microsoft.keyvault/vaults": {
    logs: ["AuditEvent", "AzurePolicyEvaluationDetails"],
    metrics: METRICS,
  },
  "microsoft.insights/autoscalesettings": {
    logs: ["AutoscaleEvaluations", "AutoscaleScaleActions"],
    metrics: METRICS,
  },
  "microsoft.compute/virtualmachinescalesets": { logs: [], metrics: METRICS },
  "microsoft.compute/virtualmachines": { logs: [], metrics: METRICS },
  "microsoft.operationalinsights/workspaces": {
    logs: ["Audit", "SummaryLogs"],
    metrics: METRICS,
  },
  "microsoft.dbforpostgresql/flexibleservers": {
    logs: [
      "PostgreSQLLogs",
      "PostgreSQLFlexSessions",
      "PostgreSQLFlexQueryStoreRuntime",
      "PostgreSQLFlexQueryStoreWaitStats",
      "PostgreSQLFlexTableStats",
      "PostgreSQLFlexDatabaseXacts",
      "PostgreSQLFlexPGBouncer",
    ],
    metrics: METRICS,
  },
  "microsoft.recoveryservices/vaults": {
    logs: [
      "AzureBackupReport",
      "CoreAzureBackup",
      "AddonAzureBackupJobs",
      "AddonAzureBackupAlerts",
      "AddonAzureBackupPolicy",
      "AddonAzureBackupStorage",
      "AddonAzureBackupProtectedInstance",
      "AzureSiteRecoveryJobs",
      "AzureSiteRecoveryEvents",
      "AzureSiteRecoveryReplicatedItems",
      "AzureSiteRecoveryReplicationStats",
      "AzureSiteRecoveryRecoveryPoints",
      "AzureSiteRecoveryReplicationDataUploadRate",
      "AzureSiteRecoveryProtectedDiskDataChurn",
      "ASRReplicatedItems",
    ],
    metrics: ["Health"],
  },
  "microsoft.dataprotection/backupvaults": {
    logs: [
      "CoreAzureBackup",
      "AddonAzureBackupJobs",
      "AddonAzureBackupPolicy",
      "AddonAzureBackupProtectedInstance",
    ],
    metrics: ["Health"],
  },
  "microsoft.storage/storageaccounts": { logs: [], metrics: ["Transaction", "Capacity"] },
  "microsoft.storage/storageaccounts/blobservices": {
    logs: ["StorageRead", "StorageWrite", "StorageDelete"],
    metrics: ["Transaction", "Capacity"],
  },
};

/** What a type can send; undefined for one that has no diagnostic settings, or that is not known here. */
export function diagnosticCategories(type: string): DiagnosticCategories | undefined {
  return CATEGORIES[type.toLowerCase()];
}
