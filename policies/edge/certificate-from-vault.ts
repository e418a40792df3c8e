import { isOwn } from "../secrets/identities.ts";
import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
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
      const identities = madeFrom(stack, gateway, "identity").filter(
        ({ type }) => type === T.identity,
      );
      const reads = identities.length > 0 && identities.every((one) => isOwn(stack, gateway, one));
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
        ...(reads
          ? []
          : [
              violation(gateway, "identity", namesOf(identities), {
                required: "the identity beside this stack's vault, which may read it",
                remedy: "Set `identity` to the gateway's identity of the secrets tier.",
              }),
            ]),
      ];
    }),
};

function namesOf(identities: readonly Resource[]): string {
  return identities.map(({ name }) => name).join(", ") || "none of this stack's";
}
