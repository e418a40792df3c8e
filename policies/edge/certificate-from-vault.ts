import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

/** A secret's address with a version: a renewal is never seen behind it. */
const VERSIONED = /\/secrets\/[^/]+\/[^/]+$/;

export const edgeCertificateFromVault: StackPolicy = {
  id: "edge-certificate-from-vault",
  title:
    "The gateway reads its certificates from the stack's vault, without a version, by an identity.",
  why: "A certificate that is uploaded ends on a day that nobody knows, and its key lies in the state.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "sslCertificates: [{ data, password }]",
    remedy: "keyVaultSecretId: certificate.versionlessSecretId",
  },
  checkStack: (stack) =>
    ofType(stack, T.gateway).flatMap((gateway) => {
      const must = {
        required: "certificates of this stack's vault, read without a version",
        remedy: "Set `keyVaultSecretId` to the certificate's `versionlessSecretId`.",
      };
      const made = madeFrom(stack, gateway, "sslCertificates");
      const identity = madeFrom(stack, gateway, "identity").some(({ type }) => type === T.identity);
      return [
        ...expectList(gateway, "sslCertificates", must, (path, certificate) => {
          const wrong = [
            ...(read(certificate, "keyVaultSecretId").kind === "absent"
              ? ["without the vault"]
              : []),
            ...(VERSIONED.test(textAt(certificate, "keyVaultSecretId") ?? "")
              ? ["one version"]
              : []),
            ...["data", "password"].filter((name) => read(certificate, name).kind !== "absent"),
          ];
          return wrong.length === 0 ? [] : [violation(gateway, path, wrong.join(", "), must)];
        }),
        ...(made.some(({ type }) => type === T.certificate)
          ? []
          : [violation(gateway, "sslCertificates", "none of this stack's certificates", must)]),
        ...(identity
          ? []
          : [
              violation(gateway, "identity", "not one of this stack's", {
                required: "an identity that may read the vault's secrets",
                remedy: "Set `identity` to the gateway's identity of the secrets tier.",
              }),
            ]),
      ];
    }),
};
