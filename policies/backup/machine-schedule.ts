import { expectValue, is, unknown, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";

const RETENTION = "properties.retentionPolicy";
const SCHEDULE = "properties.schedulePolicy";

const MUST = {
  required: "at least one",
  remedy: "Take the schedule that infra/datacenter/backup makes of `backup.retention`.",
};

/**
 * Whether a policy for machines takes backups at all, consistent and to be had at once, and each kind that it keeps for
 * longer is of some day. Source: Learn, "Protection Policies - Create Or Update" (AzureIaaSVMProtectionPolicy).
 */
export function judgeMachineSchedule(policy: Resource): readonly Finding[] {
  return [
    ...timesOf(policy).flatMap((path) => judgeList(policy, path)),
    ...daysOf(policy).flatMap((path) => judgeList(policy, path)),
    ...expectValue(
      policy,
      "properties.snapshotConsistencyType",
      (kind) => kind !== "OnlyCrashConsistent",
      {
        required: "consistent with the application",
        remedy:
          "Leave `snapshotConsistencyType` out: Azure then asks the database to hold still for a moment.",
        safeWhenAbsent: true,
      },
    ),
    ...expectValue(
      policy,
      "properties.tieringPolicy.ArchivedRP.tieringMode",
      is("DoNotTier", "Invalid"),
      {
        required: "DoNotTier",
        remedy:
          "Leave `tieringPolicy` out: what lies in the archive takes up to fifteen hours to come back.",
        safeWhenAbsent: true,
      },
    ),
  ];
}

/** Where a policy says at which times it runs: V1's stand elsewhere, and an hourly one counts from a start. */
function timesOf({ inputs }: Resource): readonly string[] {
  if (textAt(inputs, `${SCHEDULE}.scheduleRunFrequency`) !== "Daily") return [];
  return textAt(inputs, "properties.policyType") === "V2"
    ? [`${SCHEDULE}.dailySchedule.scheduleRunTimes`]
    : [`${SCHEDULE}.scheduleRunTimes`];
}

/** Where a policy says of which days it keeps the weekly, monthly and yearly ones. What is absent as a whole is told elsewhere. */
function daysOf({ inputs }: Resource): readonly string[] {
  const kept = ["weekly", "monthly", "yearly"]
    .map((name) => `${RETENTION}.${name}Schedule`)
    .filter((path) => read(inputs, path).kind === "value");
  return kept.flatMap((path) => {
    if (path.endsWith(".weeklySchedule")) return [`${path}.daysOfTheWeek`];
    const months = path.endsWith(".yearlySchedule") ? [`${path}.monthsOfYear`] : [];
    const isDaily = textAt(inputs, `${path}.retentionScheduleFormatType`) === "Daily";
    const days = isDaily
      ? [`${path}.retentionScheduleDaily.daysOfTheMonth`]
      : ["daysOfTheWeek", "weeksOfTheMonth"].map(
          (part) => `${path}.retentionScheduleWeekly.${part}`,
        );
    return [...months, ...days];
  });
}

function judgeList(policy: Resource, path: string): readonly Finding[] {
  if (read(policy.inputs, path).kind === "unknown") return [unknown(policy, path, MUST)];
  return items(policy.inputs, path).length > 0 ? [] : [violation(policy, path, "none", MUST)];
}
