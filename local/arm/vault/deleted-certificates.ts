import { Refusal } from "../../behaviours/refusal.ts";
import {
  CERTIFICATE,
  CERTIFICATE_VERSION,
  certificateId,
  vaultUri,
} from "../../behaviours/security/vault-lookup.ts";
import { at, numberAt, objectAt, textAt } from "../../behaviours/support/json.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { bundleOf, seconds } from "./certificate-documents.ts";
import { certificateNotFound } from "./vault-error.ts";

/** Marks a certificate as deleted at `now`; it can be recovered until its vault's retention is over. */
export function deleteCertificate(
  store: Store,
  vault: ArmDocument,
  certificate: ArmDocument,
  now: string,
): JsonObject {
  const days = numberAt(vault, "properties.softDeleteRetentionInDays") ?? 90;
  const purge = Temporal.Instant.from(now)
    .add({ hours: 24 * days })
    .toString();
  const deleted = { deletedDate: seconds(now), scheduledPurgeDate: seconds(purge) };
  store.put({ ...certificate, deleted });
  return deletedBundle(store, vault, { ...certificate, deleted });
}

/** A deleted certificate as the data plane shows it. */
export function deletedBundle(
  store: Store,
  vault: ArmDocument,
  certificate: ArmDocument,
): JsonObject {
  return {
    recoveryId: `${vaultUri(vault.name)}deletedcertificates/${certificate.name}`,
    ...objectAt(certificate, "deleted"),
    ...bundleOf(store, vault.name, certificate, textAt(certificate, "current") ?? ""),
  };
}

/** The vault's deleted certificate of that name. @throws Refusal CertificateNotFound */
export function deletedCertificate(store: Store, vault: ArmDocument, name: string): ArmDocument {
  const certificate = store.get(certificateId(vault.name, name));
  if (certificate?.deleted === undefined) throw certificateNotFound(name);
  return certificate;
}

export function deletedCertificates(store: Store, vault: ArmDocument): ArmDocument[] {
  return store
    .list({ type: CERTIFICATE, under: vaultUri(vault.name) })
    .filter((certificate) => certificate.deleted !== undefined);
}

export function recoverCertificate(store: Store, vault: ArmDocument, name: string): JsonObject {
  const { deleted, ...certificate } = deletedCertificate(store, vault, name);
  store.put(certificate as ArmDocument);
  return (
    bundleOf(
      store,
      vault.name,
      certificate as ArmDocument,
      textAt(certificate as JsonObject, "current") ?? "",
    ) ?? {}
  );
}

/** @throws Refusal Forbidden under purge protection. */
export function purgeCertificate(store: Store, vault: ArmDocument, name: string): void {
  const certificate = deletedCertificate(store, vault, name);
  if (at(vault, "properties.enablePurgeProtection") === true) {
    throw new Refusal(
      "Forbidden",
      `Operation "purge" is not allowed on this vault: purge protection is enabled. ${certificate.name} goes by itself when its retention is over.`,
      { status: 403 },
    );
  }
  forgetCertificate(store, certificate);
}

/** Removes a deleted certificate whose retention is over, so that its name is free. */
export function forgetExpired(store: Store, vault: ArmDocument, name: string, now: string): void {
  const certificate = store.get(certificateId(vault.name, name));
  const until = numberAt(certificate, "deleted.scheduledPurgeDate");
  if (certificate !== undefined && until !== undefined && until <= seconds(now)) {
    forgetCertificate(store, certificate);
  }
}

function forgetCertificate(store: Store, certificate: ArmDocument): void {
  store.delete(certificate.id);
  for (const { id } of store.list({ type: CERTIFICATE_VERSION, under: certificate.id })) {
    store.delete(id);
  }
}
