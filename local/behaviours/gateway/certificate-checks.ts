import type { JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { Refusal, type RefusalDetail } from "../refusal.ts";
import { canReadSecrets } from "../security/secret-readers.ts";
import { certificateId, findVault } from "../security/vault-lookup.ts";
import { asObject, objectAt, objectsAt, textAt } from "../support/json.ts";

const SECRET =
  /^https:\/\/([a-z0-9-]+)\.vault\.azure\.net\/(?:secrets|certificates)\/([a-z0-9-]+)(?:\/([0-9a-f]{32}))?\/?$/i;

/**
 * Why a gateway can't have its certificates from vaults: a vault, a certificate or a version that
 * does not exist, a gateway without an identity, an identity that may not read secrets, a vault
 * that lets no Azure service in.
 *
 * Source: Microsoft Learn, "TLS termination with Key Vault certificates" and "Common Key Vault
 * errors in Azure Application Gateway"; the detail's code ApplicationGatewayKeyVaultSecretAccessDenied
 * was seen in public error reports, the others are ours, in kind.
 */
export function refuseCertificates(gateway: JsonObject, store: Store): Refusal[] {
  const details = objectsAt(gateway, "properties.sslCertificates").flatMap((certificate) => {
    const secret = textAt(certificate, "properties.keyVaultSecretId");
    return secret === undefined ? [] : (refuseSecret(gateway, secret, store) ?? []);
  });
  if (details.length === 0) return [];
  return [
    new Refusal(
      "ApplicationGatewayKeyVaultSecretException",
      `Problem occurred while accessing and validating KeyVault Secrets associated with Application Gateway '${gateway.id}'. See details below:`,
      { target: "properties.sslCertificates", details },
    ),
  ];
}

function refuseSecret(
  gateway: JsonObject,
  secret: string,
  store: Store,
): RefusalDetail | undefined {
  const [, vaultName, name, version] = SECRET.exec(secret) ?? [];
  if (vaultName === undefined || name === undefined) {
    return detail("InvalidSecretId", `'${secret}' is not the id of a secret in a vault.`);
  }
  const vault = findVault(store, vaultName);
  if (vault === undefined) {
    return detail("NotFound", `Key Vault '${vaultName}' of secret '${secret}' was not found.`);
  }
  const certificate = store.get(certificateId(vaultName, name, version));
  if (certificate === undefined || certificate.deleted !== undefined) {
    return detail(
      "NotFound",
      `Unable to retrieve certificate '${name}' from Key Vault '${vaultName}': ${secret} was not found.`,
    );
  }
  const identities = Object.keys(objectAt(gateway, "identity.userAssignedIdentities") ?? {});
  if (identities.length === 0) {
    return detail(
      "IdentityMissing",
      `Application Gateway '${gateway.id}' has no user-assigned identity with which to read KeyVault Secret '${secret}'.`,
    );
  }
  const principals = identities.map((id) => textAt(store.get(id), "properties.principalId") ?? "");
  if (!principals.some((principal) => canReadSecrets(store, vault, principal, name))) {
    return detail(
      "AccessDenied",
      `Access denied for KeyVault Secret '${secret}' for Application Gateway '${gateway.id}'. Make sure that Identity assigned to Application Gateway has access to the KeyVault associated with secret.`,
    );
  }
  return refuseNetwork(vault, secret);
}

function refuseNetwork(vault: JsonObject, secret: string): RefusalDetail | undefined {
  const rules = asObject(objectAt(vault, "properties.networkAcls"));
  const closed = rules?.defaultAction === "Deny" && rules.bypass === "None";
  if (!closed) return undefined;
  return detail(
    "VaultHasRestrictedAccess",
    `KeyVault Secret '${secret}' can't be reached: the vault's networkAcls deny, and bypass is None. Let AzureServices pass.`,
  );
}

function detail(kind: string, message: string): RefusalDetail {
  return { code: `ApplicationGatewayKeyVaultSecret${kind}`, message };
}
