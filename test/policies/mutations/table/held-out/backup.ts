import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const VAULT = { type: TYPE.backupVault, name: "-backup-vault" };
const BLOBS_POLICY = { type: TYPE.backupPolicy, name: "-blobs-policy" };
const MACHINE_VAULT = { type: TYPE.machineVault, name: "-machine-vault" };
const MACHINE_POLICY = { type: TYPE.machinePolicy, name: "-machine-policy" };
const IS = { stack: "prod-is" } as const;

const VAULTS = "Create and manage Backup vaults";
const CROSS_REGION = "Perform Cross Region Restore using Azure portal";
const BLOB_BACKUP = "Overview of Azure Blob backup";
const POLICIES = "Microsoft.DataProtection backupVaults/backupPolicies template reference";
const SOFT_DELETE = "Secure by default with soft delete for Azure Backup";
const ALERTS = "Monitoring and alerting in Azure Backup using Azure Monitor";
const POLICY = "Back up Azure virtual machines with Enhanced policy";
const CONSISTENCY = "Snapshot consistency of Azure VM backups";
const POSTGRESQL_BACKUP = "About Azure Database for PostgreSQL flexible server backup";

const TRIGGER = "properties.policyRules[0].trigger";
const KEPT = "retention of backups";
const MACHINES = "backups of machines";
const OTHER_POLICY =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.RecoveryServices/vaults/rsv-old/backupPolicies/weekly";

export const HELD_OUT_BACKUP = [
  ...changesOf(VAULT, [
    [
      "lets nobody restore from the copy in the other region",
      CROSS_REGION,
      "properties.featureSettings.crossRegionRestoreSettings.state",
      "Disabled",
      "vault of backups",
    ],
    [
      "takes the identity from the vault of backups, without which it reads nothing",
      VAULTS,
      "identity",
      ABSENT,
      "vault of backups",
    ],
  ]),
  ...changesOf({ ...IS, type: TYPE.backupInstance, name: "-backup-blobs-instance" }, [
    [
      "backs blobs up by the database's rule",
      BLOB_BACKUP,
      "properties.policyInfo.policyId",
      "/mock/prod-is-backup-30d-12w-24m-3y-server-policy",
      "everything that holds data is backed up",
    ],
    [
      "leaves out which containers are backed up",
      BLOB_BACKUP,
      "properties.policyInfo.policyParameters",
      ABSENT,
      "everything that holds data is backed up",
    ],
  ]),
  ...changesOf(BLOBS_POLICY, [
    [
      "begins to back blobs up in ten years",
      POLICIES,
      `${TRIGGER}.schedule.repeatingTimeIntervals`,
      ["R/2036-01-01T01:00:00+00:00/P1D"],
      KEPT,
    ],
    [
      "backs blobs up five times and then no more",
      POLICIES,
      `${TRIGGER}.schedule.repeatingTimeIntervals`,
      ["R5/2026-01-01T01:00:00+00:00/P1D"],
      KEPT,
    ],
    ["backs blobs up by no time", POLICIES, `${TRIGGER}.schedule.repeatingTimeIntervals`, [], KEPT],
    [
      "lets the daily mark win over the yearly one",
      POLICIES,
      `${TRIGGER}.taggingCriteria[3].taggingPriority`,
      100,
      KEPT,
    ],
    [
      "misspells the mark of yearly backups",
      POLICIES,
      `${TRIGGER}.taggingCriteria[3].tagInfo.tagName`,
      "Yearley",
      KEPT,
    ],
    [
      "marks every month's first backup as a weekly one",
      POLICIES,
      `${TRIGGER}.taggingCriteria[2].tagInfo.tagName`,
      "Weekly",
      KEPT,
    ],
    [
      "keeps blobs' backups in the account that they are of",
      BLOB_BACKUP,
      "properties.policyRules[0].dataStore.dataStoreType",
      "OperationalStore",
      KEPT,
    ],
    [
      "keeps weekly backups of blobs for twelve days instead of weeks",
      BLOB_BACKUP,
      "properties.policyRules[2].lifecycles[0].deleteAfter.duration",
      "P12D",
      KEPT,
    ],
  ]),
  ...changesOf({ ...IS, type: TYPE.backupPolicy, name: "-server-policy" }, [
    [
      "begins to back the database up next autumn",
      POSTGRESQL_BACKUP,
      `${TRIGGER}.schedule.repeatingTimeIntervals`,
      ["R/2027-11-07T01:00:00+00:00/P1W"],
      KEPT,
    ],
  ]),
  ...changesOf(MACHINE_VAULT, [
    [
      "lets nobody restore machines from the copy in the other region",
      CROSS_REGION,
      "properties.redundancySettings.crossRegionRestore",
      "Disabled",
      MACHINES,
    ],
    [
      "no longer asks for a code before backups of machines are deleted",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.enhancedSecurityState",
      "Disabled",
      MACHINES,
    ],
    [
      "tells nobody of failed backups of machines",
      ALERTS,
      "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
      "Disabled",
      MACHINES,
    ],
  ]),
  ...changesOf(MACHINE_POLICY, [
    [
      "takes the machines' disks as a crash would leave them",
      CONSISTENCY,
      "properties.snapshotConsistencyType",
      "OnlyCrashConsistent",
      MACHINES,
    ],
    [
      "keeps a yearly backup of machines of no month",
      POLICY,
      "properties.retentionPolicy.yearlySchedule.monthsOfYear",
      [],
      MACHINES,
    ],
    [
      "keeps a weekly backup of machines on no day",
      POLICY,
      "properties.retentionPolicy.weeklySchedule.daysOfTheWeek",
      [],
      MACHINES,
    ],
    [
      "backs machines up at no time of day",
      POLICY,
      "properties.schedulePolicy.dailySchedule.scheduleRunTimes",
      [],
      MACHINES,
    ],
    [
      "moves yearly backups of machines after a month to where they take half a day to come",
      "Use Archive tier support in Azure Backup",
      "properties.tieringPolicy",
      { ArchivedRP: { tieringMode: "TierAfter", duration: 1, durationType: "Months" } },
      MACHINES,
    ],
  ]),
  ...changesOf({ type: TYPE.protectedItem, name: "-backup-primary-item" }, [
    [
      "backs the primary up by another vault's rule",
      POLICY,
      "properties.policyId",
      OTHER_POLICY,
      MACHINES,
    ],
  ]),
];
