import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { at, numberAt, objectAt, textAt } from "../support/json.ts";
import { CERTIFICATE, CERTIFICATE_VERSION, vaultUri } from "./vault-lookup.ts";

export const DELETED_VAULT = "Microsoft.KeyVault/locations/deletedVaults";
/** The vault as it was, beside the record of its deletion; not a type that ARM shows. */
const KEPT_VAULT = "local/keptVaults";

/** Under which id ARM shows a deleted vault. */
export function deletedVaultId(subscription: string, location: string, name: string): string {
  return `/subscriptions/${subscription}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`;
}

/** The deleted vaults whose retention has not run out at `now`. */
export function listDeletedVaults(store: Store, now: string): ArmDocument[] {
  return store.list({ type: DELETED_VAULT }).filter((vault) => !isOver(vault, now));
}

/** The deleted vault of that name that can still be recovered at `now`. */
export function findDeletedVault(store: Store, name: string, now: string): ArmDocument | undefined {
  return listDeletedVaults(store, now).find((vault) => same(vault.name, name));
}

/** A deleted vault as it was. */
export function keptVault(store: Store, deleted: ArmDocument): JsonObject | undefined {
  return objectAt(store.get(`${deleted.id}/kept`), "vault");
}

/** Keeps a vault that was deleted at `now` until its retention is over. */
export function softDelete(
  store: Store,
  vault: ArmDocument,
  subscription: string,
  now: string,
): void {
  const location = vault.location ?? "";
  const id = deletedVaultId(subscription, location, vault.name);
  const days = numberAt(vault, "properties.softDeleteRetentionInDays") ?? 90;
  const purgeAt = Temporal.Instant.from(now).add({ hours: 24 * days });
  const isProtected = at(vault, "properties.enablePurgeProtection") === true;
  store.put({
    id,
    name: vault.name,
    type: DELETED_VAULT,
    properties: {
      vaultId: vault.id,
      location,
      deletionDate: now,
      scheduledPurgeDate: purgeAt.toString(),
      ...(vault.tags === undefined ? {} : { tags: vault.tags }),
      ...(isProtected ? { purgeProtectionEnabled: true } : {}),
    },
  });
  store.put({ id: `${id}/kept`, name: vault.name, type: KEPT_VAULT, vault });
}

/** Drops the record of a deletion: the vault lives again. */
export function endDeletion(store: Store, deleted: ArmDocument): void {
  store.delete(deleted.id);
  store.delete(`${deleted.id}/kept`);
}

/** Removes a deleted vault for good, with what its data plane holds. */
export function purge(store: Store, deleted: ArmDocument): void {
  endDeletion(store, deleted);
  for (const type of [CERTIFICATE, CERTIFICATE_VERSION]) {
    for (const { id } of store.list({ type, under: vaultUri(deleted.name) })) store.delete(id);
  }
}

/** Purges the deleted vaults of that name whose time is over. */
export function purgeExpired(store: Store, name: string, now: string): void {
  for (const vault of store.list({ type: DELETED_VAULT })) {
    if (same(vault.name, name) && isOver(vault, now)) purge(store, vault);
  }
}

function isOver(vault: ArmDocument, now: string): boolean {
  const until = Temporal.Instant.from(textAt(vault, "properties.scheduledPurgeDate") ?? now);
  return Temporal.Instant.compare(until, Temporal.Instant.from(now)) <= 0;
}
