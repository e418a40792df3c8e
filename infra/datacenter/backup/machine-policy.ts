import type * as inputs from "@pulumi/azure-native/types/input.js";
import type { Retention } from "../../settings/index.ts";
import { STARTS, WEEKDAY } from "./schedule.ts";

/** Days for which a backup can also be restored from the snapshot beside the machine, within minutes. */
const SNAPSHOT_DAYS = 7;

/**
 * How machines are backed up: an enhanced policy (V2), which machines of trusted launch and of a zone need.
 *
 * Consistent with the application, which is what an absent `snapshotConsistencyType` means: the machine's own scripts
 * are run around the snapshot; where they fail it is consistent as after a crash.
 * Source: Microsoft Learn, "Back up an Azure VM using Enhanced policy", "Application-consistent backup of Azure Linux VMs".
 */
export function machinePolicy({
  days,
  weeks,
  months,
  years,
}: Retention): inputs.recoveryservices.AzureIaaSVMProtectionPolicyArgs {
  const retentionTimes: string[] = [STARTS.daily];
  const first: inputs.recoveryservices.MonthlyRetentionScheduleArgs = {
    retentionTimes,
    retentionScheduleFormatType: "Weekly",
    retentionScheduleWeekly: { daysOfTheWeek: [WEEKDAY], weeksOfTheMonth: ["First"] },
  };
  return {
    backupManagementType: "AzureIaasVM",
    policyType: "V2",
    timeZone: "UTC",
    instantRpRetentionRangeInDays: SNAPSHOT_DAYS,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Daily",
      dailySchedule: { scheduleRunTimes: [STARTS.daily] },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: { retentionTimes, retentionDuration: lasting(days, "Days") },
      weeklySchedule: {
        daysOfTheWeek: [WEEKDAY],
        retentionTimes,
        retentionDuration: lasting(weeks, "Weeks"),
      },
      monthlySchedule: { ...first, retentionDuration: lasting(months, "Months") },
      yearlySchedule: {
        ...first,
        monthsOfYear: ["January"],
        retentionDuration: lasting(years, "Years"),
      },
    },
  };
}

function lasting(count: number, durationType: "Days" | "Weeks" | "Months" | "Years") {
  return { count, durationType };
}
