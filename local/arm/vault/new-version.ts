import { refuseName } from "../../behaviours/facts/name-rules.ts";
import { CERTIFICATE, certificateId } from "../../behaviours/security/vault-lookup.ts";
import { asObject, at, objectAt, textAt } from "../../behaviours/support/json.ts";
import { hexOf } from "../../behaviours/support/made-up.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { ArmResponse } from "../arm-message.ts";
import { bundleOf, type NewVersion, putVersion, seconds } from "./certificate-documents.ts";
import { fillPolicy, wishOf } from "./certificate-policy.ts";
import { forgetExpired } from "./deleted-certificates.ts";
import { findCertificate } from "./find-certificate.ts";
import { readImport } from "./import-certificate.ts";
import { makeCertificate } from "./make-certificate.ts";
import type { VaultEnvironment } from "./vault-environment.ts";
import { certificateDeleted, vaultNotFound } from "./vault-error.ts";

/**
 * Makes a new version of a certificate by a policy, or by the one that it has.
 *
 * @throws Refusal BadParameter, or Conflict while a deleted one has the name.
 */
export async function createVersion(
  environment: VaultEnvironment,
  name: string,
  body: JsonObject,
): Promise<ArmResponse> {
  const { store, vault, now } = environment;
  const id = certificateId(vault.name, name);
  refuseNewVersion(environment, name);
  const policy = fillPolicy(body.policy ?? objectAt(store.get(id), "policy"));
  const wish = wishOf(policy, now, hexOf(`serial number ${id} ${now}`, 32));
  // Made before the transaction, which must not wait.
  const certificate = await makeCertificate(wish);
  const { notBefore, notAfter } = wish;
  store.transaction(() =>
    keep(environment, name, body, { certificate, policy, notBefore, notAfter }),
  );
  return { status: 202, body: operationOf(findCertificate(environment, name)) };
}

/**
 * Takes a certificate that was made elsewhere as a new version.
 *
 * @throws Refusal as `createVersion` does.
 */
export function importVersion(
  environment: VaultEnvironment,
  name: string,
  body: JsonObject,
): ArmResponse {
  const { store, vault } = environment;
  const { subject, dnsNames, ...imported } = readImport(textAt(body, "value") ?? "");
  const policy = {
    ...fillPolicy({ ...asObject(body.policy), issuer: { name: "Self" } }),
    x509_props: { subject, sans: { dns_names: [...dnsNames] } },
    issuer: { name: "Unknown" },
  };
  const version = store.transaction(() => keep(environment, name, body, { ...imported, policy }));
  const certificate = findCertificate(environment, name);
  return { status: 200, body: bundleOf(store, vault.name, certificate, version) ?? {} };
}

/** What Key Vault says of a certificate's making: here it is done at once. */
export function operationOf(certificate: ArmDocument): JsonObject {
  return {
    id: `${certificate.id}/pending`,
    issuer: { name: textAt(certificate, "policy.issuer.name") ?? "Self" },
    cancellation_requested: false,
    status: "completed",
    target: certificate.id,
    request_id: hexOf(`request ${certificate.id} ${textAt(certificate, "current")}`, 32),
  };
}

function keep(
  environment: VaultEnvironment,
  name: string,
  { tags }: JsonObject,
  made: Pick<NewVersion, "certificate" | "policy" | "notBefore" | "notAfter">,
): string {
  const { store, vault, now } = environment;
  // Another process may have deleted the vault, or the certificate, meanwhile.
  if (store.get(vault.id) === undefined) throw vaultNotFound(vault.name);
  forgetExpired(store, vault, name, now);
  refuseNewVersion(environment, name);
  const id = certificateId(vault.name, name);
  const version = hexOf(`version ${id} ${store.next(`versions of ${id}`)}`, 32);
  putVersion(store, { vault, name, version, tags, now, ...made });
  return version;
}

function refuseNewVersion({ store, vault, now }: VaultEnvironment, name: string): void {
  const wrong = refuseName(CERTIFICATE, name);
  if (wrong !== undefined) throw wrong;
  const known = store.get(certificateId(vault.name, name));
  const until = at(known, "deleted.scheduledPurgeDate");
  if (typeof until === "number" && until > seconds(now)) throw certificateDeleted(name);
}
