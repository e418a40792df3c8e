import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

const POLICY = "certificatePolicy";

/** Object identifier of a server's certificates. Source: RFC 5280, id-kp-serverAuth. */
const SERVER = "1.3.6.1.5.5.7.3.1";

export const edgeCertificateForm: StackPolicy = {
  id: "edge-certificate-form",
  title: "The gateway's certificates can be read by it, and serve.",
  why: "A key that the vault keeps to itself, a form that the gateway does not read, or a use that is not a server's: from the next renewal on a country's schools see an error.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "keyProperties: { exportable: false }, or contentType: application/x-pem-file",
    remedy: "exportable: true, contentType: application/x-pkcs12",
  },
  // Source: Learn, "TLS termination with Key Vault certificates".
  checkStack: (stack) =>
    ofType(stack, T.certificate)
      .filter((certificate) =>
        ofType(stack, T.gateway).some((gateway) =>
          madeFrom(stack, gateway, "sslCertificates").includes(certificate),
        ),
      )
      .flatMap((certificate) => [
        ...expectValue(certificate, `${POLICY}.keyProperties.exportable`, is(true), {
          required: "true",
          remedy: "Set `exportable` to true: the gateway reads the certificate with its key.",
        }),
        ...expectValue(
          certificate,
          `${POLICY}.secretProperties.contentType`,
          is("application/x-pkcs12"),
          {
            required: "application/x-pkcs12",
            remedy: "Set `contentType` to application/x-pkcs12: the gateway reads no PEM.",
          },
        ),
        ...expectValue(
          certificate,
          `${POLICY}.x509CertificateProperties.extendedKeyUsages`,
          (usages) => Array.isArray(usages) && usages.includes(SERVER),
          {
            required: `${SERVER}, a server's`,
            remedy: `Add ${SERVER} to \`extendedKeyUsages\`, or leave them out: the vault's default has it.`,
            safeWhenAbsent: true,
          },
        ),
      ]),
};
