import type { input as inputs } from "@pulumi/azure/types/index.js";

/** The key usages and the extended key usage of a TLS server certificate (RFC 5280, 4.2.1). */
const TLS_SERVER = {
  keyUsages: ["digitalSignature", "keyEncipherment"],
  extendedKeyUsages: ["1.3.6.1.5.5.7.3.1"],
};

/**
 * How Key Vault makes and renews a hostname's certificate: RSA 2048, a new key each time, valid
 * for twelve months, renewed by itself 45 days before it ends: the vault tells of the end thirty days before it, so
 * that whoever hears of it knows that renewing has failed (docs/runbooks/certificate-expiry.md).
 *
 * @param issuer `Self`, or the name of an issuer that is registered in the vault.
 */
export function edgeCertificatePolicy(
  hostname: string,
  issuer: string,
): inputs.keyvault.CertificateCertificatePolicy {
  return {
    issuerParameters: { name: issuer },
    keyProperties: { exportable: true, keyType: "RSA", keySize: 2048, reuseKey: false },
    secretProperties: { contentType: "application/x-pkcs12" },
    lifetimeActions: [{ action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: 45 } }],
    x509CertificateProperties: {
      subject: `CN=${hostname}`,
      subjectAlternativeNames: { dnsNames: [hostname] },
      validityInMonths: 12,
      ...TLS_SERVER,
    },
  };
}
