import {
  CERTIFICATE,
  CERTIFICATE_VERSION,
  certificateId,
} from "../../behaviours/security/vault-lookup.ts";
import { at, compact, numberAt, objectAt, textAt } from "../../behaviours/support/json.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { PublicCertificate } from "./make-certificate.ts";

/** One new version of a certificate. */
export interface NewVersion {
  readonly vault: ArmDocument;
  readonly name: string;
  /** 32 hexadecimal digits. */
  readonly version: string;
  readonly certificate: PublicCertificate;
  readonly policy: JsonObject;
  readonly tags: Json | undefined;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly now: string;
}

/** Stores a version and makes it the current one. */
export function putVersion(store: Store, made: NewVersion): void {
  const { vault, name, version, certificate, now } = made;
  const id = certificateId(vault.name, name, version);
  store.put({
    id,
    name: version,
    type: CERTIFICATE_VERSION,
    cer: certificate.der.toString("base64"),
    x5t: certificate.thumbprint.toString("base64url"),
    attributes: {
      enabled: true,
      nbf: seconds(made.notBefore),
      exp: seconds(made.notAfter),
      created: seconds(now),
      updated: seconds(now),
      ...recoveryOf(vault),
    },
    ...compact({ tags: made.tags }),
  });
  store.put({
    id: certificateId(vault.name, name),
    name,
    type: CERTIFICATE,
    current: version,
    policy: made.policy,
  });
}

/** A certificate in one version as the data plane shows it; undefined when there is none. */
export function bundleOf(
  store: Store,
  vault: string,
  certificate: ArmDocument,
  version: string,
): JsonObject | undefined {
  const document = store.get(certificateId(vault, certificate.name, version));
  if (document === undefined) return undefined;
  const sibling = (kind: string): string => document.id.replace("/certificates/", `/${kind}/`);
  const policy = objectAt(certificate, "policy");
  return {
    ...itemOf(document),
    kid: sibling("keys"),
    sid: sibling("secrets"),
    ...compact({ cer: at(document, "cer") }),
    policy: { id: `${certificate.id}/policy`, ...policy },
    contentType: textAt(policy, "secret_props.contentType") ?? "application/x-pkcs12",
  };
}

/** A version as lists show it. */
export function itemOf(document: ArmDocument): JsonObject {
  return {
    id: document.id,
    ...compact({
      x5t: at(document, "x5t"),
      attributes: at(document, "attributes"),
      tags: at(document, "tags"),
    }),
  };
}

/** Seconds since 1970, as the data plane counts time. */
export function seconds(instant: string): number {
  return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
}

/** How a deleted object of the vault comes back. Source: the REST reference, DeletionRecoveryLevel. */
export function recoveryOf(vault: ArmDocument): JsonObject {
  const days = numberAt(vault, "properties.softDeleteRetentionInDays") ?? 90;
  const kept = at(vault, "properties.enablePurgeProtection") === true;
  const level = days < 90 ? "CustomizedRecoverable" : "Recoverable";
  return { recoveryLevel: kept ? level : `${level}+Purgeable`, recoverableDays: days };
}
