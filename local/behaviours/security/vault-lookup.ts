import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";

export const VAULT = "Microsoft.KeyVault/vaults";
export const CERTIFICATE = "Microsoft.KeyVault/vaults/certificates";
export const CERTIFICATE_VERSION = "Microsoft.KeyVault/vaults/certificates/versions";

/** The vault of that name: names are unique across Azure, so there is at most one. */
export function findVault(store: Store, name: string): ArmDocument | undefined {
  return store.list({ type: VAULT }).find((vault) => same(vault.name, name));
}

/** A vault's data plane. */
export function vaultUri(name: string): string {
  return `https://${name.toLowerCase()}.vault.azure.net/`;
}

/**
 * Under which id the store keeps a certificate or one of its versions: Key Vault's own. It does not
 * lie below the vault's ARM id, so it outlives the vault's deletion, as it does in Azure.
 */
export function certificateId(vault: string, name: string, version?: string): string {
  const id = `${vaultUri(vault)}certificates/${name}`;
  return version === undefined ? id : `${id}/${version}`;
}
