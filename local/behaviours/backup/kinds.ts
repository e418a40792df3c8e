import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Context } from "../behaviour.ts";
import { softDeleted } from "./soft-deleted.ts";

/** What Azure's two kinds of vault for backups call what they have in common. */
export interface VaultKind {
  readonly type: string;
  /** The type of what is protected in it. */
  readonly items: string;
  /** The type that joins it to a resource guard, and the one name that it may have. */
  readonly proxies: string;
  readonly proxyName: string;
  /** Paths of its settings. */
  readonly immutability: string;
  readonly softDelete: string;
  readonly softDeleteDays: string;
  readonly redundancy: string;
  readonly crossRegionRestore: string;
  /** Its word for soft delete that nobody switches off. */
  readonly alwaysOn: string;
}

const SECURITY = "properties.securitySettings";

export const RECOVERY_VAULT: VaultKind = {
  type: "Microsoft.RecoveryServices/vaults",
  items: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  proxies: "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies",
  proxyName: "VaultProxy",
  immutability: `${SECURITY}.immutabilitySettings.state`,
  softDelete: `${SECURITY}.softDeleteSettings.softDeleteState`,
  softDeleteDays: `${SECURITY}.softDeleteSettings.softDeleteRetentionPeriodInDays`,
  redundancy: "properties.redundancySettings.standardTierStorageRedundancy",
  crossRegionRestore: "properties.redundancySettings.crossRegionRestore",
  alwaysOn: "AlwaysON",
};

export const BACKUP_VAULT: VaultKind = {
  type: "Microsoft.DataProtection/backupVaults",
  items: "Microsoft.DataProtection/backupVaults/backupInstances",
  proxies: "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies",
  proxyName: "DppResourceGuardProxy",
  immutability: `${SECURITY}.immutabilitySettings.state`,
  softDelete: `${SECURITY}.softDeleteSettings.state`,
  softDeleteDays: `${SECURITY}.softDeleteSettings.retentionDurationInDays`,
  redundancy: "properties.storageSettings",
  crossRegionRestore: "properties.featureSettings.crossRegionRestoreSettings.state",
  alwaysOn: "AlwaysOn",
};

/** The vault in which something of its own lies. */
export function vaultOf({ id, store }: Context): ArmDocument | undefined {
  const [collection = ""] = id.type.split("/").slice(1);
  return store.get(`${id.scope}/providers/${id.namespace}/${collection}/${id.names[0]}`);
}

/** What is protected in a vault, and what was and can still come back. */
export function holdings(
  store: Store,
  vault: string,
  kind: VaultKind,
  now: string,
): { readonly items: readonly ArmDocument[]; readonly deleted: readonly ArmDocument[] } {
  return {
    items: store.list({ type: kind.items, under: vault }),
    deleted: softDeleted(store, vault, now),
  };
}

/** Whether what weakens a vault needs the owner of a resource guard. */
export function isGuarded(store: Store, vault: string, kind: VaultKind): boolean {
  return store
    .list({ type: kind.proxies, under: vault })
    .some(({ name }) => same(name, kind.proxyName));
}
