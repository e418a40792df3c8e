import {
  asObject,
  at,
  numberAt,
  objectAt,
  textAt,
  textsAt,
} from "../../behaviours/support/json.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { CertificateWish } from "./make-certificate.ts";
import { invalidPolicy } from "./vault-error.ts";

/** Source: Microsoft Learn, "Certificate creation methods" and the REST reference, CertificatePolicy. */
const RSA_BITS = [2048, 3072, 4096];
const CURVES = ["P-256", "P-384", "P-521"] as const;
const TLS_SERVER_AND_CLIENT = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

/**
 * A policy with Key Vault's own values where it says nothing.
 *
 * @throws Refusal BadParameter for what Key Vault refuses, and for an issuer other than `Self`: the
 *   local Azure has no certificate authority.
 */
export function fillPolicy(policy: Json | undefined): JsonObject {
  const given = asObject(policy);
  const issuer = textAt(given, "issuer.name") ?? "Self";
  if (issuer !== "Self") {
    throw invalidPolicy(
      `issuer '${issuer}' is not registered in this vault. The local Azure makes self-signed certificates only (issuer 'Self')`,
    );
  }
  const x509 = objectAt(given, "x509_props") ?? {};
  const key = objectAt(given, "key_props") ?? {};
  const kty = textAt(key, "kty") ?? "RSA";
  const rsa = kty.startsWith("RSA");
  return {
    ...given,
    key_props: {
      exportable: true,
      reuse_key: false,
      kty,
      ...(rsa ? { key_size: 2048 } : { crv: "P-256" }),
      ...key,
    },
    secret_props: { contentType: "application/x-pkcs12", ...objectAt(given, "secret_props") },
    x509_props: {
      ekus: TLS_SERVER_AND_CLIENT,
      key_usage: rsa ? ["digitalSignature", "keyEncipherment"] : ["digitalSignature"],
      validity_months: 12,
      ...x509,
    },
    issuer: { ...objectAt(given, "issuer"), name: "Self" },
    lifetime_actions: at(given, "lifetime_actions") ?? [
      { trigger: { lifetime_percentage: 80 }, action: { action_type: "AutoRenew" } },
    ],
  };
}

/**
 * What a certificate of a filled policy is made from, valid from `now` for the policy's months.
 *
 * @throws Refusal BadParameter
 */
export function wishOf(policy: JsonObject, now: string, serialNumber: string): CertificateWish {
  const x509 = objectAt(policy, "x509_props");
  const months = numberAt(x509, "validity_months") ?? 12;
  const subject = textAt(x509, "subject") ?? "";
  const dnsNames = textsAt(x509, "sans.dns_names");
  if (subject === "" && dnsNames.length === 0) {
    throw invalidPolicy("it has neither a subject nor subject alternative names");
  }
  if (subject !== "" && !/^\s*[a-z0-9.]+\s*=\s*\S/i.test(subject)) {
    throw invalidPolicy(
      `subject '${subject}' is no distinguished name such as 'CN=school.example'`,
    );
  }
  if (!Number.isInteger(months) || months < 1 || months > 1200) {
    throw invalidPolicy(`validity_months ${months} must be a whole number of months, at least 1`);
  }
  const start = Temporal.Instant.from(now).toZonedDateTimeISO("UTC");
  return {
    subject,
    dnsNames,
    key: keyOf(objectAt(policy, "key_props") ?? {}),
    keyUsages: textsAt(x509, "key_usage"),
    extendedKeyUsages: textsAt(x509, "ekus"),
    serialNumber,
    // Ten minutes back, as Key Vault dates its certificates, against clocks that are slow.
    notBefore: start.subtract({ minutes: 10 }).toInstant().toString(),
    notAfter: start.add({ months }).toInstant().toString(),
  };
}

function keyOf(key: JsonObject): CertificateWish["key"] {
  const kty = textAt(key, "kty") ?? "RSA";
  if (kty === "RSA" || kty === "RSA-HSM") {
    const bits = numberAt(key, "key_size") ?? 2048;
    if (RSA_BITS.includes(bits)) return { bits };
    throw invalidPolicy(`key_size ${bits} must be one of ${RSA_BITS.join(", ")}`);
  }
  const curve = CURVES.find((name) => name === (textAt(key, "crv") ?? "P-256"));
  if ((kty === "EC" || kty === "EC-HSM") && curve !== undefined) return { curve };
  throw invalidPolicy(
    `key type ${kty} with curve ${textAt(key, "crv")} is none that Key Vault makes`,
  );
}
