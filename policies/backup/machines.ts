import { RETENTION_FLOORS, type Retention } from "../../infra/settings/retention-floors.ts";
import { holdsData } from "../machine/spread.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, numberAt, textAt, toNumber, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { judgeMachineSchedule } from "./machine-schedule.ts";

const SECURITY = "properties.securitySettings";
const EXCLUSION = "properties.extendedProperties.diskExclusionProperties";

/** Source: Learn, "Protected Items - Create Or Update" (ProtectionState). */
const RUNNING = ["IRPending", "Protected"] as const;

const DAYS: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };

export const backupMachines: StackPolicy = {
  id: "backup-machines",
  title:
    "Each machine that holds data is backed up daily, with all its disks, as long as the settings and the markets want, into a vault that gives nothing away.",
  why: "Disks in two zones both carry out the same wrong DELETE; who breaks in deletes the backups first.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "a database machine that no ProtectedItem names, or softDeleteState: Disabled",
    remedy: "a ProtectedItem with the machine and a policy; softDeleteState: AlwaysON",
  },
  checkStack: (stack) => [
    ...ofType(stack, T.machine)
      .filter(holdsData)
      .filter((machine) => !isStagingCopy(stack, machine))
      .filter(
        (machine) =>
          !ofType(stack, T.machineBackup).some((item) => {
            const made = madeFrom(stack, item, "properties");
            return (
              made.includes(machine) && made.some(({ type }) => type === T.machineBackupPolicy)
            );
          }),
      )
      .map((machine) =>
        violation(machine, "", "backed up by nothing", {
          required: "a ProtectedItem with a policy of this stack",
          remedy: "Name the machine in the backup's tier.",
        }),
      ),
    ...ofType(stack, T.machineBackup).flatMap(judgeItem),
    ...ofType(stack, T.machineBackupVault).flatMap((vault) => judgeVault(stack, vault)),
    ...ofType(stack, T.machineBackupPolicy).flatMap((policy) => judgePolicy(stack, policy)),
  ],
};

/** Whether a machine's backup runs, and takes all its disks. */
function judgeItem(item: Resource): readonly Finding[] {
  const must = {
    required: "all disks of the machine",
    remedy: "Take `diskExclusionProperties` away: a database without one of its disks is none.",
  };
  return [
    ...expectValue(item, "properties.protectionState", is(...RUNNING), {
      required: "a backup that runs",
      remedy:
        "Leave `protectionState` out: what is stopped keeps old backups and makes no new one.",
      safeWhenAbsent: true,
    }),
    ...expectValue(item, "properties.isScheduledForDeferredDelete", is(false), {
      required: "false",
      remedy: "Leave `isScheduledForDeferredDelete` out: it deletes the backups there are.",
      safeWhenAbsent: true,
    }),
    ...expectValue(item, EXCLUSION, leavesNoneOut, { ...must, safeWhenAbsent: true }),
  ];
}

/** A list of what is in leaves out the next disk; a list of what is out is right while it is empty. */
function leavesNoneOut(exclusion: unknown): boolean {
  return (
    valueAt(exclusion, "isInclusionList") !== true && items(exclusion, "diskLunList").length === 0
  );
}

function judgeVault(stack: Stack, vault: Resource): readonly Finding[] {
  const { softDeleteDays, redundancy, immutability } = stack.settings.backup;
  const copies = redundancy === "geo" ? "GeoRedundant" : "ZoneRedundant";
  const states = immutability === "locked" ? ["Locked"] : ["Unlocked", "Locked"];
  return [
    ...expectValue(vault, `${SECURITY}.softDeleteSettings.softDeleteState`, is("AlwaysON"), {
      required: "AlwaysON, which nobody can switch off",
      remedy: "Set `softDeleteState` to AlwaysON.",
    }),
    ...expectValue(
      vault,
      `${SECURITY}.softDeleteSettings.softDeleteRetentionPeriodInDays`,
      (days) => (toNumber(days) ?? 0) >= softDeleteDays,
      {
        required: `${softDeleteDays} days or more`,
        remedy: "Take the days from `backup.softDeleteDays`.",
      },
    ),
    ...expectValue(vault, `${SECURITY}.immutabilitySettings.state`, is(...states), {
      required: states.join(" or "),
      remedy: "Set `backup.immutability` to unlocked or locked.",
    }),
    ...expectValue(
      vault,
      "properties.redundancySettings.standardTierStorageRedundancy",
      is(copies),
      {
        required: copies,
        remedy: "Take it from `backup.redundancy`; it is fixed once something is in it.",
      },
    ),
    // Azure's default is that the copy in the pair is for Microsoft alone to open, once it gives the region up.
    ...(redundancy === "geo"
      ? expectValue(vault, "properties.redundancySettings.crossRegionRestore", is("Enabled"), {
          required: "Enabled, as `backup.redundancy` is geo",
          remedy: "Set `crossRegionRestore` to Enabled.",
        })
      : []),
    ...expectValue(
      vault,
      `${SECURITY}.softDeleteSettings.enhancedSecurityState`,
      is("AlwaysON", "Enabled"),
      {
        required: "AlwaysON or Enabled",
        remedy:
          "Set `enhancedSecurityState` to AlwaysON: it asks for a code before backups are deleted.",
      },
    ),
    ...expectValue(
      vault,
      "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
      is("Enabled"),
      { required: "Enabled", remedy: "Set `alertsForAllJobFailures` to Enabled." },
    ),
  ];
}

function judgePolicy({ settings }: Stack, policy: Resource): readonly Finding[] {
  const all = [
    settings.backup.retention,
    ...settings.markets.map(({ code }) => RETENTION_FLOORS[code]),
  ];
  const most = (of: (one: Retention) => number): number => Math.max(...all.map(of));
  const wanted: readonly (readonly [string, number])[] = [
    ["dailySchedule", most(({ days }) => days)],
    ["weeklySchedule", most(({ weeks }) => weeks * 7)],
    ["monthlySchedule", most(({ months }) => months * 30)],
    ["yearlySchedule", most(({ years }) => years * 365)],
  ];
  return [
    ...judgeMachineSchedule(policy),
    ...expectValue(
      policy,
      "properties.schedulePolicy.scheduleRunFrequency",
      is("Daily", "Hourly"),
      {
        required: "Daily or Hourly",
        remedy: "Set `scheduleRunFrequency` to Daily.",
      },
    ),
    ...wanted.flatMap(([name, days]) => {
      const path = `properties.retentionPolicy.${name}.retentionDuration`;
      const unit = textAt(policy.inputs, `${path}.durationType`) ?? "";
      const kept = (numberAt(policy.inputs, `${path}.count`) ?? 0) * (DAYS[unit] ?? 0);
      return kept >= days
        ? []
        : [
            violation(policy, path, kept === 0 ? "absent" : `${kept} days`, {
              required: `${days} days or more`,
              remedy: "Set `backup.retention`; the program makes the schedules.",
            }),
          ];
    }),
  ];
}
