import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { DATASOURCES } from "./datasources.ts";

export const VAULTED_POLICY = "Microsoft.DataProtection/backupVaults/backupPolicies";

const RULES = "properties.policyRules";

/** What the service answers to a policy that it does not take. The code is undocumented. */
const REFUSED = "BMSUserErrorInvalidInput";

/** Longest retention. Source: Microsoft Learn, "About Azure Database for PostgreSQL flexible server backup". */
const MOST_YEARS = 10;

/** A time with its offset, repeated for ever. */
const INTERVAL = /^R\/(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})\/(P1D|P1W)$/;

/**
 * Microsoft.DataProtection/backupVaults/backupPolicies. One that stands is never changed.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.DataProtection 2025-01-01, dataprotection.json; Microsoft Learn, "Create
 * Azure Data Protection backup policies … using REST API" (of PostgreSQL flexible servers, and of blobs).
 */
export const vaultedBackupPolicy: Behaviour = {
  type: VAULTED_POLICY,
  regional: false,
  readOnly: ["systemData"],
  fixed: [
    {
      path: "properties",
      refusal: (_before, after) =>
        new Refusal(
          "UserErrorPolicyUpdateNotSupported",
          `Policy ${textAt(after, "name")} can't be changed: make another one, and let the instances go by that.`,
          { status: 409, target: "properties" },
        ),
    },
  ],
  prepare: (draft) => fillProperties(draft, { objectType: "BackupPolicy" }, {}),
  refuse: (draft) => {
    const wrong =
      wrongSource(draft) ?? wrongSchedule(draft) ?? wrongTags(draft) ?? wrongRetention(draft);
    return wrong === undefined ? [] : [new Refusal(REFUSED, wrong, { target: "properties" })];
  },
  inUse,
};

function rulesOf(draft: JsonObject, objectType: string): JsonObject[] {
  return objectsAt(draft, RULES).filter((rule) => rule.objectType === objectType);
}

function wrongSource(draft: JsonObject): string | undefined {
  const types = textsAt(draft, "properties.datasourceTypes");
  const known = DATASOURCES.map(({ datasource }) => datasource);
  return types.length === 1 && known.includes(types[0] ?? "")
    ? undefined
    : `The local Azure knows policies for one of ${known.join(", ")}, not for ${types.join(", ") || "none"}.`;
}

function wrongSchedule(draft: JsonObject): string | undefined {
  const source = DATASOURCES.find(
    ({ datasource }) => datasource === textsAt(draft, "properties.datasourceTypes")[0],
  );
  const backups = rulesOf(draft, "AzureBackupRule");
  const [backup] = backups;
  if (backup === undefined || backups.length > 1) return "A policy has one backup rule.";
  if (textAt(backup, "dataStore.dataStoreType") !== "VaultStore")
    return "Backups go to the VaultStore.";
  if (textAt(backup, "backupParameters.backupType") !== source?.backupType) {
    return `The backup type of ${source?.datasource} is ${source?.backupType}.`;
  }
  const intervals = textsAt(backup, "trigger.schedule.repeatingTimeIntervals");
  const rhythms = intervals.map((interval) => INTERVAL.exec(interval)?.[4]);
  const fits =
    rhythms.length > 0 && rhythms.every((rhythm) => rhythm && source?.rhythms.includes(rhythm));
  return fits
    ? undefined
    : `The intervals '${intervals.join(", ")}' are not valid: ${source?.datasource} takes R/TIME/${source?.rhythms.join(" or ")}.`;
}

/** Each tag of the schedule has a rule of retention, and each rule a tag; one of them is for all that has no other. */
function wrongTags(draft: JsonObject): string | undefined {
  const [backup] = rulesOf(draft, "AzureBackupRule");
  const criteria = objectsAt(backup, "trigger.taggingCriteria");
  const tags = criteria.map((one) => textAt(one, "tagInfo.tagName") ?? "").sort();
  const rules = rulesOf(draft, "AzureRetentionRule");
  const names = rules.map((rule) => textAt(rule, "name") ?? "").sort();
  if (tags.join() !== names.join()) {
    return `The tags (${tags.join(", ")}) are not the names of the retention rules (${names.join(", ")}).`;
  }
  const defaults = [...criteria, ...rules].filter((one) => one.isDefault === true);
  if (defaults.length !== 2) return "One tag and its retention rule are the default.";
  const priorities = criteria.map((one) => at(one, "taggingPriority"));
  return new Set(priorities).size < priorities.length
    ? "Two tags have the same priority."
    : undefined;
}

function wrongRetention(draft: JsonObject): string | undefined {
  for (const rule of rulesOf(draft, "AzureRetentionRule")) {
    const [lifecycle] = objectsAt(rule, "lifecycles");
    const duration = textAt(lifecycle, "deleteAfter.duration") ?? "";
    if (!isWithinLimit(duration)) {
      return `The retention '${duration}' of rule ${textAt(rule, "name")} is not valid: at least a day, at most ${MOST_YEARS} years.`;
    }
  }
  return undefined;
}

function isWithinLimit(duration: string): boolean {
  if (!/^P\d+[DWMY]$/.test(duration)) return false;
  const relativeTo = Temporal.PlainDate.from("2026-01-01");
  const days = Temporal.Duration.from(duration).total({ unit: "days", relativeTo });
  const most = Temporal.Duration.from({ years: MOST_YEARS }).total({ unit: "days", relativeTo });
  return days >= 1 && days <= most;
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  const [user] = users;
  if (user === undefined) return undefined;
  return new Refusal(
    "UserErrorPolicyInUse",
    `Policy ${document.name} can't be deleted: ${user.part} is protected by it.`,
    { status: 409 },
  );
}
