import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const VAULT = { type: TYPE.backupVault, name: "-backup-vault" };
const BLOBS = { type: TYPE.backupInstance, name: "-backup-blobs-instance" };
const BLOBS_POLICY = { type: TYPE.backupPolicy, name: "-blobs-policy" };
const SERVER = {
  stack: "prod-is",
  type: TYPE.backupInstance,
  name: "-backup-server-instance",
} as const;
const SERVER_POLICY = {
  stack: "prod-is",
  type: TYPE.backupPolicy,
  name: "-server-policy",
} as const;

const BLOB_BACKUP = "Overview of Azure Blob backup";
const POSTGRESQL_BACKUP = "About Azure Database for PostgreSQL flexible server backup";
const SOFT_DELETE = "Enhanced soft delete for Azure Backup";
const IMMUTABLE = "Immutable vault for Azure Backup";
const VAULTS = "Create and manage Backup vaults";
const ALERTS = "Monitoring and alerting in Azure Backup using Azure Monitor";
const RANSOM = "Security features to help protect hybrid backups that use Azure Backup";

const OTHER_ACCOUNT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Storage/storageAccounts/stold";
const OTHER_SERVER =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-old";

export const BACKUP = [
  ...changesOf(VAULT, [
    [
      "switches soft delete of backups off",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.state",
      "Off",
      "vault of backups",
    ],
    [
      "lets soft delete of backups be switched off",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.state",
      "On",
      "vault of backups",
    ],
    [
      "keeps deleted backups shorter than set",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.retentionDurationInDays",
      14,
      "vault of backups",
    ],
    [
      "lets backups be changed and deleted before their time",
      IMMUTABLE,
      "properties.securitySettings.immutabilitySettings.state",
      "Disabled",
      "vault of backups",
    ],
    [
      "says nothing of the backups' immutability",
      IMMUTABLE,
      "properties.securitySettings.immutabilitySettings",
      ABSENT,
      "vault of backups",
    ],
    [
      "says nothing of the vault's security",
      RANSOM,
      "properties.securitySettings",
      ABSENT,
      "vault of backups",
    ],
    [
      "keeps the backups in one building",
      VAULTS,
      "properties.storageSettings[0].type",
      "LocallyRedundant",
      "vault of backups",
    ],
    [
      "keeps no backup outside the region, against the settings",
      VAULTS,
      "properties.storageSettings[0].type",
      "ZoneRedundant",
      "vault of backups",
    ],
    [
      "tells nobody of failed backups",
      ALERTS,
      "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
      "Disabled",
      "vault of backups",
    ],
    [
      "takes the lock from the vault of backups",
      IMMUTABLE,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(BLOBS, [
    [
      "backs up another account's blobs",
      BLOB_BACKUP,
      "properties.dataSourceInfo.resourceID",
      OTHER_ACCOUNT,
      "everything that holds data is backed up",
    ],
    [
      "backs up another container than the platform's",
      BLOB_BACKUP,
      "properties.policyInfo.policyParameters.backupDatasourceParametersList[0].containersList",
      ["installers"],
      "everything that holds data is backed up",
    ],
    [
      "backs up no container",
      BLOB_BACKUP,
      "properties.policyInfo.policyParameters.backupDatasourceParametersList[0].containersList",
      [],
      "everything that holds data is backed up",
    ],
    [
      "takes the lock from the blobs' backup",
      BLOB_BACKUP,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(BLOBS_POLICY, [
    [
      "keeps daily backups of blobs for a week",
      BLOB_BACKUP,
      "properties.policyRules[1].lifecycles[0].deleteAfter.duration",
      "P7D",
      "retention of backups",
    ],
    [
      "keeps daily backups of blobs for four weeks of the month",
      BLOB_BACKUP,
      "properties.policyRules[1].lifecycles[0].deleteAfter.duration",
      "P4W",
      "retention of backups",
    ],
    [
      "keeps yearly backups of blobs for a year",
      BLOB_BACKUP,
      "properties.policyRules[4].lifecycles[0].deleteAfter.duration",
      "P1Y",
      "retention of backups",
    ],
    [
      "keeps no yearly backups of blobs",
      BLOB_BACKUP,
      "properties.policyRules[4]",
      ABSENT,
      "retention of backups",
    ],
    [
      "keeps monthly backups of blobs for 24 days",
      BLOB_BACKUP,
      "properties.policyRules[3].lifecycles[0].deleteAfter.duration",
      "P24D",
      "retention of backups",
    ],
    [
      "never backs blobs up",
      BLOB_BACKUP,
      "properties.policyRules[0]",
      ABSENT,
      "retention of backups",
    ],
    [
      "backs blobs up once a month",
      BLOB_BACKUP,
      "properties.policyRules[0].trigger.schedule.repeatingTimeIntervals",
      ["R/2026-01-01T01:00:00+00:00/P1M"],
      "retention of backups",
    ],
    [
      "marks no backup of blobs as a yearly one",
      BLOB_BACKUP,
      "properties.policyRules[0].trigger.taggingCriteria[3]",
      ABSENT,
      "retention of backups",
    ],
  ]),
  ...changesOf(SERVER, [
    [
      "backs up another server than the database's",
      POSTGRESQL_BACKUP,
      "properties.dataSourceInfo.resourceID",
      OTHER_SERVER,
      "everything that holds data is backed up",
    ],
    [
      "takes the lock from the database's backup",
      POSTGRESQL_BACKUP,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(SERVER_POLICY, [
    [
      "keeps weekly backups of the database for a fortnight",
      POSTGRESQL_BACKUP,
      "properties.policyRules[1].lifecycles[0].deleteAfter.duration",
      "P14D",
      "retention of backups",
    ],
    [
      "keeps monthly backups of the database for half a year",
      POSTGRESQL_BACKUP,
      "properties.policyRules[2].lifecycles[0].deleteAfter.duration",
      "P6M",
      "retention of backups",
    ],
    [
      "keeps no yearly backups of the database",
      POSTGRESQL_BACKUP,
      "properties.policyRules[3]",
      ABSENT,
      "retention of backups",
    ],
    [
      "backs the database up every fourth week",
      POSTGRESQL_BACKUP,
      "properties.policyRules[0].trigger.schedule.repeatingTimeIntervals",
      ["R/2026-01-04T01:00:00+00:00/P4W"],
      "retention of backups",
    ],
  ]),
  ...changesOf({ ...VAULT, stack: "prod-uk" }, [
    [
      "lets the British backups be changed",
      IMMUTABLE,
      "properties.securitySettings.immutabilitySettings.state",
      "Disabled",
      "vault of backups",
    ],
  ]),
];
