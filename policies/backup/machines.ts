import { RETENTION_FLOORS, type Retention } from "../../infra/settings/retention-floors.ts";
import { holdsData } from "../machine/spread.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { numberAt, textAt, toNumber } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

const SECURITY = "properties.securitySettings";
const DAYS: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };

export const backupMachines: StackPolicy = {
  id: "backup-machines",
  title:
    "Each machine that holds data is backed up daily, as long as the settings and the markets want, into a vault that gives nothing away.",
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
    ...ofType(stack, T.machineBackupVault).flatMap((vault) => judgeVault(stack, vault)),
    ...ofType(stack, T.machineBackupPolicy).flatMap((policy) => judgePolicy(stack, policy)),
  ],
};

function judgeVault(stack: Stack, vault: Resource): readonly Finding[] {
  const { softDeleteDays, redundancy, immutability } = stack.settings.backup;
  const copies = redundancy === "geo" ? "GeoRedundant" : "ZoneRedundant";
  const states = immutability === "locked" ? ["Locked"] : ["Unlocked", "Locked"];
  return [
    ...expectValue(
      vault,
      `${SECURITY}.softDeleteSettings.softDeleteState`,
      is("AlwaysON", "Enabled"),
      {
        required: "AlwaysON or Enabled",
        remedy: "Set `softDeleteState` to AlwaysON.",
      },
    ),
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
