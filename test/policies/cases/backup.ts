import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const EXCLUSION = "properties.extendedProperties";
const TIMES = "properties.policyRules[0].trigger.schedule.repeatingTimeIntervals";
const MARKS = "properties.policyRules[0].trigger.taggingCriteria";

const disks = (diskLunList: readonly number[], isInclusionList: boolean) => ({
  diskExclusionProperties: { diskLunList, isInclusionList },
});

/** Of what is backed up, and whether it can be lost before its time. */
const STORE = "properties.policyRules[1].lifecycles[0].sourceDataStore";
const MONTHLY = `${MARKS}[2].criteria`;

export const BACKUP_CASES: readonly PolicyCases[] = [
  {
    of: T.machineBackup,
    name: "-standby-item",
    policy: "backup-machines",
    breaks: [
      ["a backup that is stopped", "properties.protectionState", "ProtectionStopped"],
      ["a backup that is paused", "properties.protectionState", "ProtectionPaused"],
      ["backups on their way out", "properties.isScheduledForDeferredDelete", true],
      ["a disk left out", EXCLUSION, disks([3], false)],
      ["all disks of today, by a list", EXCLUSION, disks([0, 1, 2, 3], true)],
      ["no disk at all, by a list", EXCLUSION, disks([], true)],
    ],
    allows: [
      ["a backup that runs", "properties.protectionState", "Protected"],
      ["no disk left out, by a list", EXCLUSION, disks([], false)],
    ],
    absent: [
      ["properties.protectionState", "safe"],
      [EXCLUSION, "safe"],
    ],
    unknown: [
      ["properties.protectionState", "unknown"],
      [EXCLUSION, "unknown"],
    ],
  },
  {
    of: T.machineBackupVault,
    policy: "backup-machines",
    breaks: [
      [
        "soft delete that can be switched off",
        "properties.securitySettings.softDeleteSettings.softDeleteState",
        "Enabled",
      ],
    ],
    absent: [["properties.securitySettings.softDeleteSettings.softDeleteState", "violation"]],
    unknown: [["properties.securitySettings.softDeleteSettings.softDeleteState", "unknown"]],
  },
  {
    of: T.backupVault,
    policy: "backup-vault",
    breaks: [
      [
        "soft delete that can be switched off",
        "properties.securitySettings.softDeleteSettings.state",
        "On",
      ],
    ],
    absent: [["properties.securitySettings.softDeleteSettings.state", "violation"]],
    unknown: [["properties.securitySettings.softDeleteSettings.state", "unknown"]],
  },
  {
    of: T.backupPolicy,
    name: "-blobs-policy",
    policy: "backup-retention",
    breaks: [
      ["a start in ten years", TIMES, ["R/2036-01-01T01:00:00+00:00/P1D"]],
      ["a start next month", TIMES, ["R/2026-12-25T01:00:00+00:00/P1D"]],
      ["an end after five times", TIMES, ["R5/2026-01-01T01:00:00+00:00/P1D"]],
      ["one time", TIMES, ["R0/2026-01-01T01:00:00+00:00/P1D"]],
      ["a start that can't be read", TIMES, ["R/tomorrow/P1D"]],
      ["no time", TIMES, []],
      ["no marks", MARKS, []],
      ["no mark for years", `${MARKS}[3]`, ABSENT],
      ["a mark that no backup gets", `${MARKS}[3].criteria`, []],
      ["a year's backup that counts as a day's", `${MARKS}[3].taggingPriority`, 100],
      ["months that count before years", `${MARKS}[2].taggingPriority`, 5],
      [
        "copies beside the data",
        "properties.policyRules[0].dataStore.dataStoreType",
        "OperationalStore",
      ],
      ["copies kept beside the data", `${STORE}.dataStoreType`, "OperationalStore"],
      ["a month that comes once a year", MONTHLY, [{ absoluteCriteria: ["FirstOfYear"] }]],
      [
        "one of the school year's end",
        MONTHLY,
        [{ daysOfTheWeek: ["Sunday"], monthsOfYear: ["June"] }],
      ],
      [
        "a month's first of one month alone",
        MONTHLY,
        [{ absoluteCriteria: ["FirstOfMonth"], monthsOfYear: ["June"] }],
      ],
      ["a mark of nobody knows when", MONTHLY, [{ objectType: "ScheduleBasedBackupCriteria" }]],
      [
        "a week that comes once a month",
        `${MARKS}[1].criteria`,
        [{ daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] }],
      ],
    ],
    allows: [
      ["a start in some days", TIMES, ["R/2026-11-29T01:00:00+00:00/P1D"]],
      ["a start by the zone beside it", TIMES, ["R/2026-01-01T01:00:00/P1D"]],
      ["a mark for each week's", MONTHLY, [{ absoluteCriteria: ["FirstOfWeek"] }]],
      [
        "a month's first Sunday",
        MONTHLY,
        [{ daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] }],
      ],
      ["a month's first day", MONTHLY, [{ daysOfMonth: [{ date: 1 }] }]],
      ["every Sunday", `${MARKS}[1].criteria`, [{ daysOfTheWeek: ["Sunday"] }]],
      ["every backup at a time", MONTHLY, [{ scheduleTimes: ["2026-01-01T01:00:00Z"] }]],
    ],
    absent: [
      [TIMES, "violation"],
      [MARKS, "violation"],
      [STORE, "violation"],
    ],
    unknown: [
      ["properties.policyRules", "unknown"],
      [STORE, "unknown"],
    ],
  },
  {
    of: T.backupInstance,
    name: "-blobs-instance",
    policy: "backup-covers",
    breaks: [
      [
        "the policy of another kind of data",
        "properties.dataSourceInfo.datasourceType",
        "Microsoft.DBforPostgreSQL/flexibleServers",
      ],
    ],
    absent: [["properties.dataSourceInfo.datasourceType", "violation"]],
    unknown: [
      ["properties.policyInfo.policyId", "fine"],
      ["properties.dataSourceInfo.datasourceType", "unknown"],
    ],
  },
];
