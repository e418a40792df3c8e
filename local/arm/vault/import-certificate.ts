import { X509Certificate } from "node:crypto";
import { Refusal } from "../../behaviours/refusal.ts";
import { type PublicCertificate, publicCertificate } from "./make-certificate.ts";

/** A certificate that was made elsewhere. */
export interface ImportedCertificate {
  readonly certificate: PublicCertificate;
  readonly subject: string;
  readonly dnsNames: readonly string[];
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/**
 * Reads the certificate out of an import's value: PEM, as it is or in base64. The key in it is left
 * alone and stored nowhere.
 *
 * @throws Refusal BadParameter for anything else, PKCS #12 among it, which is not taken apart here.
 */
export function readImport(value: string): ImportedCertificate {
  const text = value.includes("-----BEGIN")
    ? value
    : Buffer.from(value, "base64").toString("latin1");
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw new Refusal(
      "BadParameter",
      "The local Azure imports certificates in PEM form only (content type application/x-pem-file).",
    );
  }
  try {
    const parsed = new X509Certificate(text.slice(text.indexOf("-----BEGIN CERTIFICATE-----")));
    return {
      certificate: publicCertificate(parsed.raw),
      subject: parsed.subject.replaceAll("\n", ", "),
      dnsNames: [...(parsed.subjectAltName ?? "").matchAll(/DNS:([^,\s]+)/g)].flatMap(
        ([, name]) => name ?? [],
      ),
      notBefore: parsed.validFromDate.toISOString(),
      notAfter: parsed.validToDate.toISOString(),
    };
  } catch (error) {
    const refusal = new Refusal(
      "BadParameter",
      "The specified PEM X.509 certificate content can not be read.",
    );
    refusal.cause = error;
    throw refusal;
  }
}
