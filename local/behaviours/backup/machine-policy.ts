import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, equal, numberAt, objectAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { isGuarded, RECOVERY_VAULT, vaultOf } from "./kinds.ts";
import { isImmutable, needsApproval } from "./vault-checks.ts";

export const MACHINE_POLICY = "Microsoft.RecoveryServices/vaults/backupPolicies";

const RETENTION = "properties.retentionPolicy";

/** Source: Microsoft Learn, "Support matrix for Azure VM backups" (limits of retention). */
const SCHEDULES = [
  { name: "dailySchedule", from: 7, to: 9999 },
  { name: "weeklySchedule", from: 1, to: 5163 },
  { name: "monthlySchedule", from: 1, to: 1188 },
  { name: "yearlySchedule", from: 1, to: 99 },
] as const;

/** Days of snapshots by the policy's type. Source: Microsoft Learn, "Back up an Azure VM using Enhanced policy". */
const SNAPSHOT_DAYS: Readonly<Record<string, number>> = { V1: 5, V2: 30 };

/** What the service answers to a policy that it does not take. Undocumented but for its first part: ours. */
const REFUSED = "BMSUserErrorInvalidPolicyInput";

/**
 * Microsoft.RecoveryServices/vaults/backupPolicies, for machines only.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.RecoveryServices backup 2024-10-01, bms.json; Microsoft Learn, "Back up
 * an Azure VM using Enhanced policy", "Immutable vault for Azure Backup" (restricted operations).
 */
export const machineBackupPolicy: Behaviour = {
  type: MACHINE_POLICY,
  regional: false,
  readOnly: ["properties.protectedItemsCount"],
  writeOnly: ["properties.resourceGuardOperationRequests"],
  prepare: (draft) =>
    fillProperties(
      draft,
      { policyType: "V1", timeZone: "UTC", instantRpRetentionRangeInDays: 2 },
      {},
    ),
  refuse: (draft, context) => [...refuseShape(draft), ...refuseShorter(draft, context)],
  view: (document, { store }) => ({
    ...document,
    properties: {
      ...document.properties,
      protectedItemsCount: new Set(store.referrers(document.id).map(({ source }) => source)).size,
    },
  }),
  inUse,
};

function refuseShape(draft: JsonObject): Refusal[] {
  const wrong = wrongSchedule(draft) ?? wrongRetention(draft) ?? wrongSnapshots(draft);
  return wrong === undefined ? [] : [new Refusal(REFUSED, wrong, { target: "properties" })];
}

function wrongSchedule(draft: JsonObject): string | undefined {
  if (textAt(draft, "properties.backupManagementType") !== "AzureIaasVM") {
    return "The local Azure knows policies for AzureIaasVM only.";
  }
  const type = textAt(draft, "properties.policyType");
  const kind = textAt(draft, "properties.schedulePolicy.schedulePolicyType");
  const wanted = type === "V2" ? "SimpleSchedulePolicyV2" : "SimpleSchedulePolicy";
  if (kind !== wanted)
    return `A policy of type ${type} has a schedule of type ${wanted}, not ${kind}.`;
  const times = runTimes(draft);
  if (times.length !== 1) return `A daily schedule has one time, not ${times.length}.`;
  const halfHours = times.every((time) => /T\d{2}:(00|30):00(\.0+)?Z$/.test(time));
  return halfHours ? undefined : "Backups begin at a full or half hour.";
}

function runTimes(draft: JsonObject): string[] {
  const schedule = objectAt(draft, "properties.schedulePolicy");
  return [
    ...textsAt(schedule, "dailySchedule.scheduleRunTimes"),
    ...textsAt(schedule, "scheduleRunTimes"),
  ];
}

function wrongRetention(draft: JsonObject): string | undefined {
  for (const { name, from, to } of SCHEDULES) {
    const schedule = objectAt(draft, `${RETENTION}.${name}`);
    if (schedule === undefined) {
      if (name === "dailySchedule") return "A daily schedule needs a daily retention.";
      continue;
    }
    const count = numberAt(schedule, "retentionDuration.count") ?? 0;
    if (!Number.isInteger(count) || count < from || count > to) {
      return `The retention of ${name} is ${from} to ${to}, not ${count}.`;
    }
    if (!equal(at(schedule, "retentionTimes"), runTimes(draft))) {
      return `The retentionTimes of ${name} are not the times of the schedule.`;
    }
  }
  return undefined;
}

function wrongSnapshots(draft: JsonObject): string | undefined {
  const days = numberAt(draft, "properties.instantRpRetentionRangeInDays") ?? 0;
  const most = SNAPSHOT_DAYS[textAt(draft, "properties.policyType") ?? ""] ?? 0;
  return days >= 1 && days <= most
    ? undefined
    : `Snapshots are kept for 1 to ${most} days, not ${days}.`;
}

/** How long each of a policy's backups is kept, by schedule; 0 for none. */
function reach(policy: JsonObject | undefined): number[] {
  return SCHEDULES.map(
    ({ name }) => numberAt(policy, `${RETENTION}.${name}.retentionDuration.count`) ?? 0,
  );
}

/** Whether one policy keeps anything for less long than another. */
export function keepsLess(after: JsonObject | undefined, before: JsonObject | undefined): boolean {
  const was = reach(before);
  return reach(after).some((count, index) => count < (was[index] ?? 0));
}

function refuseShorter(draft: JsonObject, context: Context): Refusal[] {
  const { previous, store } = context;
  if (previous === undefined || !keepsLess(draft, previous)) return [];
  const vault = vaultOf(context);
  if (isImmutable(vault, RECOVERY_VAULT)) return [immutable(context.id.name)];
  return isGuarded(store, vault?.id ?? "", RECOVERY_VAULT)
    ? needsApproval(draft, `shorten the retention of policy ${context.id.name}`)
    : [];
}

/** Source of the text: reports that quote it. The code is undocumented. */
export function immutable(what: string): Refusal {
  return new Refusal(
    "UserErrorImmutableVaultOperationNotAllowed",
    `Reduction in retention is not allowed since the vault is immutable: ${what}.`,
    { status: 409 },
  );
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  const [user] = users;
  if (user === undefined) return undefined;
  return new Refusal(
    "BMSUserErrorPolicyInUse",
    `Policy ${document.name} can't be deleted: ${user.part} is protected by it.`,
    { status: 409 },
  );
}
