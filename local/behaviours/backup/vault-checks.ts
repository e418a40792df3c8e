import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Context } from "../behaviour.ts";
import { pairOf } from "../facts/region-pairs.ts";
import { REGIONS } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { at, equal, numberAt, objectAt, textAt, textsAt } from "../support/json.ts";
import { holdings, isGuarded, type VaultKind } from "./kinds.ts";

/** Days for which what is deleted comes back. Source: Microsoft Learn, "Soft delete for Azure Backup". */
const SOFT_DELETE_DAYS = { from: 14, to: 180 };

/**
 * What the two services answer where they refuse what weakens a vault. Undocumented: ours, named as they name others.
 */
const CODES = {
  locked: "UserErrorImmutabilityIsLocked",
  alwaysOn: "UserErrorSoftDeleteIsAlwaysOn",
  days: "UserErrorInvalidSoftDeleteRetention",
  redundancy: "UserErrorRedundancyIsFixed",
  place: "UserErrorRedundancyNotAvailable",
  guard: "UserErrorResourceGuardApprovalNeeded",
  crossRegion: "UserErrorCrossRegionRestoreIsFixed",
} as const;

const STEPS = ["Disabled", "Unlocked", "Locked"];

/**
 * Why a vault can't become what is asked: what Azure never undoes, what is fixed once something is protected in it, what
 * its region has not, and what needs the owner of its guard.
 *
 * Sources: Microsoft Learn, "Immutable vault for Azure Backup", "Soft delete for Azure Backup", "Multi-user
 * authorization using Resource Guard", "Create and configure a Recovery Services vault" (redundancy, cross-region restore).
 */
export function refuseVault(draft: JsonObject, context: Context, kind: VaultKind): Refusal[] {
  return [
    ...refuseUndoing(draft, context, kind),
    ...refuseDays(draft, kind),
    ...refuseRedundancy(draft, context, kind),
    ...refuseUnguarded(draft, context, kind),
  ];
}

function refuseUndoing(draft: JsonObject, { previous }: Context, kind: VaultKind): Refusal[] {
  const refusals: Refusal[] = [];
  const kept = [
    [kind.immutability, "Locked", CODES.locked, "The vault's immutability is locked"],
    [kind.softDelete, kind.alwaysOn, CODES.alwaysOn, "The vault's soft delete is always on"],
  ] as const;
  for (const [path, final, code, what] of kept) {
    if (textAt(previous, path) === final && textAt(draft, path) !== final) {
      refusals.push(conflict(code, `${what}, which can't be undone, by nobody.`, path));
    }
  }
  if (
    textAt(previous, kind.crossRegionRestore) === "Enabled" &&
    textAt(draft, kind.crossRegionRestore) !== "Enabled"
  ) {
    refusals.push(
      conflict(
        CODES.crossRegion,
        "Cross-region restore can't be switched off again.",
        kind.crossRegionRestore,
      ),
    );
  }
  return refusals;
}

function refuseDays(draft: JsonObject, kind: VaultKind): Refusal[] {
  const days = numberAt(draft, kind.softDeleteDays);
  const { from, to } = SOFT_DELETE_DAYS;
  if (days === undefined || (Number.isInteger(days) && days >= from && days <= to)) return [];
  return [
    new Refusal(CODES.days, `Deleted backups are kept for ${from} to ${to} days, not ${days}.`, {
      target: kind.softDeleteDays,
    }),
  ];
}

/** The redundancy of a vault's standard tier, in the word that both kinds have for it. */
function redundancyOf(vault: JsonObject | undefined, kind: VaultKind): string | undefined {
  const value = at(vault, kind.redundancy);
  if (!Array.isArray(value)) return typeof value === "string" ? value : undefined;
  return textAt(
    value.find((one) => textAt(one, "datastoreType") !== "ArchiveStore"),
    "type",
  );
}

function refuseRedundancy(draft: JsonObject, context: Context, kind: VaultKind): Refusal[] {
  const { id, now, previous, store } = context;
  const asked = redundancyOf(draft, kind);
  const before = redundancyOf(previous, kind);
  const region = textAt(draft, "location") ?? "";
  const refusals: Refusal[] = [];
  if (before !== undefined && !equal(before, asked)) {
    const { items, deleted } = holdings(store, id.id, kind, now);
    if (items.length + deleted.length > 0) {
      refusals.push(
        conflict(
          CODES.redundancy,
          `The storage redundancy of vault ${id.name} can't be changed from ${before} to ${asked}: something is protected in it.`,
          kind.redundancy,
        ),
      );
    }
  }
  const lacks =
    (asked === "ZoneRedundant" && REGIONS.get(region)?.zones.length === 0) ||
    (asked === "GeoRedundant" && pairOf(region) === undefined);
  if (lacks) {
    refusals.push(
      new Refusal(CODES.place, `Region ${region} offers no storage that is ${asked}.`, {
        target: kind.redundancy,
      }),
    );
  }
  if (textAt(draft, kind.crossRegionRestore) === "Enabled" && asked !== "GeoRedundant") {
    refusals.push(
      new Refusal(CODES.place, "Cross-region restore needs storage that is GeoRedundant.", {
        target: kind.crossRegionRestore,
      }),
    );
  }
  return refusals;
}

function refuseUnguarded(
  draft: JsonObject,
  { id, previous, store }: Context,
  kind: VaultKind,
): Refusal[] {
  const rank = (vault: JsonObject | undefined): number =>
    STEPS.indexOf(textAt(vault, kind.immutability) ?? "Disabled");
  const days = (vault: JsonObject | undefined): number => numberAt(vault, kind.softDeleteDays) ?? 0;
  const off = ["Disabled", "Off"];
  const isWeaker =
    rank(draft) < rank(previous) ||
    days(draft) < days(previous) ||
    (off.includes(textAt(draft, kind.softDelete) ?? "") &&
      !off.includes(textAt(previous, kind.softDelete) ?? "Off"));
  if (previous === undefined || !isWeaker || !isGuarded(store, id.id, kind)) return [];
  return needsApproval(draft, `weaken the security of vault ${id.name}`);
}

/** Refused unless the body names the guard's approval, which its owner gives. */
export function needsApproval(draft: JsonObject | undefined, what: string): Refusal[] {
  if (textsAt(draft, "properties.resourceGuardOperationRequests").length > 0) return [];
  return [
    new Refusal(
      CODES.guard,
      `To ${what} needs an approval of its resource guard's owner in resourceGuardOperationRequests.`,
      { status: 403 },
    ),
  ];
}

/** Whether nothing that is protected in a vault may be deleted, nor kept for less long. */
export function isImmutable(vault: ArmDocument | undefined, kind: VaultKind): boolean {
  return ["Unlocked", "Locked"].includes(textAt(vault, kind.immutability) ?? "");
}

/** Days for which a vault keeps what is deleted; 0 where soft delete is off. */
export function softDeleteDays(vault: ArmDocument | undefined, kind: VaultKind): number {
  if (["Disabled", "Off"].includes(textAt(vault, kind.softDelete) ?? "")) return 0;
  return numberAt(vault, kind.softDeleteDays) ?? SOFT_DELETE_DAYS.from;
}

/**
 * Why a vault can't be deleted, nor the group around it.
 * Source: the services' own refusal of a Recovery Services vault, as reports quote it; of a backup vault it is undocumented.
 */
export function refuseVaultDeletion(
  vault: ArmDocument,
  { now, store }: Context,
  kind: VaultKind,
): Refusal | undefined {
  const { items, deleted } = holdings(store, vault.id, kind, now);
  if (items.length + deleted.length === 0) return undefined;
  const names = [...items, ...deleted].map(({ name }) => name).join(", ");
  const why =
    items.length > 0
      ? "stop their protection and delete the backups first"
      : "they are soft-deleted, and it can be deleted when their time is over";
  return conflict(
    "ServiceResourceNotEmptyWithContainerDetails",
    `Vault ${vault.name} cannot be deleted as there are existing resources within the vault: ${names}; ${why}.`,
  );
}

function conflict(code: string, message: string, target?: string): Refusal {
  return new Refusal(code, message, { status: 409, ...(target === undefined ? {} : { target }) });
}

/** A vault's own identity, with the principal that stays with it. */
export function identityOf(draft: JsonObject, principalId: string, tenantId: string): JsonObject {
  const identity = objectAt(draft, "identity");
  const type = textAt(identity, "type") ?? "None";
  if (!type.startsWith("SystemAssigned")) return {};
  return { identity: { ...identity, principalId, tenantId } };
}
