import { CERTIFICATE, certificateId, vaultUri } from "../../behaviours/security/vault-lookup.ts";
import { textAt } from "../../behaviours/support/json.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import { itemOf } from "./certificate-documents.ts";
import type { VaultEnvironment } from "./vault-environment.ts";
import { certificateNotFound } from "./vault-error.ts";

/** The vault's certificate of that name. @throws Refusal CertificateNotFound, for a deleted one too. */
export function findCertificate({ store, vault }: VaultEnvironment, name: string): ArmDocument {
  const certificate = store.get(certificateId(vault.name, name));
  if (certificate === undefined || certificate.deleted !== undefined) {
    throw certificateNotFound(name);
  }
  return certificate;
}

/** The vault's certificates as lists show them: their current versions, under ids without one. */
export function listCertificates({ store, vault }: VaultEnvironment): JsonObject[] {
  return store
    .list({ type: CERTIFICATE, under: vaultUri(vault.name) })
    .filter((certificate) => certificate.deleted === undefined)
    .map((certificate) => {
      const current = textAt(certificate, "current") ?? "";
      const version = store.get(certificateId(vault.name, certificate.name, current));
      return { ...(version === undefined ? {} : itemOf(version)), id: certificate.id };
    });
}
