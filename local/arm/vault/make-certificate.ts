import { createHash, webcrypto } from "node:crypto";
import { invalidPolicy } from "./vault-error.ts";

/** What a self-signed certificate is made from. */
export interface CertificateWish {
  /** A distinguished name, "CN=se.school.example". */
  readonly subject: string;
  readonly dnsNames: readonly string[];
  /** RSA with its length in bits, or EC with its curve. */
  readonly key: { readonly bits: number } | { readonly curve: "P-256" | "P-384" | "P-521" };
  /** Names of RFC 5280, e.g. "digitalSignature". */
  readonly keyUsages: readonly string[];
  /** Object identifiers. */
  readonly extendedKeyUsages: readonly string[];
  /** Hexadecimal digits. */
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** A certificate that anyone may see. */
export interface PublicCertificate {
  /** DER. */
  readonly der: Buffer;
  /** SHA-1 over the DER. */
  readonly thumbprint: Buffer;
}

const FLAGS: Readonly<Record<string, number>> = {
  digitalSignature: 1,
  nonRepudiation: 2,
  keyEncipherment: 4,
  dataEncipherment: 8,
  keyAgreement: 16,
  keyCertSign: 32,
  cRLSign: 64,
  encipherOnly: 128,
  decipherOnly: 256,
};

/**
 * A real self-signed certificate, made in this process. Its private key is dropped right here:
 * nobody terminates TLS with it on this machine, and a key that is stored nowhere can't leak.
 *
 * @throws Refusal BadParameter when the subject is no distinguished name.
 */
export async function makeCertificate(wish: CertificateWish): Promise<PublicCertificate> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = algorithmOf(wish.key);
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const usages = wish.keyUsages.reduce((flags, usage) => flags | (FLAGS[usage] ?? 0), 0);
  const names = wish.dnsNames.map((value) => ({ type: "dns" as const, value }));
  try {
    const certificate = await x509.X509CertificateGenerator.createSelfSigned(
      {
        serialNumber: wish.serialNumber,
        name: wish.subject,
        notBefore: new Date(wish.notBefore),
        notAfter: new Date(wish.notAfter),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          ...(usages === 0 ? [] : [new x509.KeyUsagesExtension(usages, true)]),
          ...(wish.extendedKeyUsages.length === 0
            ? []
            : [new x509.ExtendedKeyUsageExtension([...wish.extendedKeyUsages])]),
          ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
        ],
      },
      webcrypto,
    );
    return publicCertificate(Buffer.from(certificate.rawData));
  } catch (error) {
    throw invalidPolicy(`no certificate can be made for the subject '${wish.subject}'`, error);
  }
}

/** A certificate as DER with its thumbprint. */
export function publicCertificate(der: Buffer): PublicCertificate {
  return { der, thumbprint: createHash("sha1").update(der).digest() };
}

type Algorithm = webcrypto.RsaHashedKeyGenParams | (webcrypto.EcKeyGenParams & { hash: string });

function algorithmOf(key: CertificateWish["key"]): Algorithm {
  if ("curve" in key) return { name: "ECDSA", namedCurve: key.curve, hash: "SHA-256" };
  return {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: key.bits,
  };
}
