import { isOwn } from "../secrets/identities.ts";
import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { items, type Part, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** A secret's address with a version: a renewal is never seen behind it. */
const VERSIONED = /\/secrets\/[^/]+\/[^/]+$/;

const NAMES = "certificatePolicy.x509CertificateProperties.subjectAlternativeNames.dnsNames";

export const edgeCertificateFromVault: StackPolicy = {
  id: "edge-certificate-from-vault",
  title:
    "The gateway reads its certificates from the stack's vault, without a version, by the identity beside it, and shows each site its own.",
  why: "A certificate that is uploaded ends on a day that nobody knows, and its key lies in the state; of one with another site's name every browser warns.",
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
      const certificates = madeFrom(stack, gateway, "sslCertificates").filter(
        ({ type }) => type === T.certificate,
      );
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
        ...(certificates.length > 0
          ? []
          : [violation(gateway, "sslCertificates", "none of this stack's certificates", must)]),
        ...items(gateway.inputs, "sslCertificates")
          .filter((one) => certificates.length > 0 && isOfElsewhere(one.value, certificates))
          .map(({ path }) => violation(gateway, path, "not one of this stack's vault", must)),
        ...items(gateway.inputs, "httpListeners").flatMap((listener) =>
          judgeShown(gateway, listener, certificates),
        ),
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

/** Whether an address is known, without a version, and that of none of some certificates. */
function isOfElsewhere(entry: unknown, certificates: readonly Resource[]): boolean {
  const address = textAt(entry, "keyVaultSecretId");
  if (address === undefined || VERSIONED.test(address)) return false;
  return certificateOf(entry, certificates) === undefined;
}

/** The certificate that an entry of the gateway's reads: its address ends with the name in the vault. */
function certificateOf(entry: unknown, certificates: readonly Resource[]): Resource | undefined {
  const name = lastPart(textAt(entry, "keyVaultSecretId"));
  return certificates.find((one) => [textAt(one.inputs, "name"), one.name].includes(name));
}

/** Whether the certificate that a listener shows has its site's name. What nobody knows yet is judged when it stands. */
function judgeShown(
  gateway: Resource,
  { path, value: listener }: Part,
  certificates: readonly Resource[],
): readonly Finding[] {
  const name = lastPart(textAt(listener, "sslCertificate.id"));
  const entry = items(gateway.inputs, "sslCertificates").find(
    ({ value }) => textAt(value, "name") === name,
  );
  const certificate = certificateOf(entry?.value, certificates);
  const names = items(certificate?.inputs, NAMES).map((one) => String(one.value).toLowerCase());
  const hosts = [
    textAt(listener, "hostName"),
    ...items(listener, "hostNames").map((one) => String(one.value)),
  ].flatMap((host) => host?.toLowerCase() ?? []);
  const isUnknown = certificate === undefined || read(certificate.inputs, NAMES).kind === "unknown";
  const missing = isUnknown ? [] : hosts.filter((host) => !names.some((one) => covers(one, host)));
  return missing.map((host) =>
    violation(gateway, `${path}.sslCertificate`, `${certificate?.name} for ${host}`, {
      required: `a certificate with the name ${host}`,
      remedy: "Give the listener its own market's certificate, and that the market's host name.",
    }),
  );
}

/** Whether a name of a certificate is a host's; a star stands for one label. Source: RFC 6125. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && host.replace(/^[^.]+/, "*") === name);
}

function lastPart(id: string | undefined): string | undefined {
  return id?.replace(/\/$/, "").split("/").at(-1);
}

function namesOf(identities: readonly Resource[]): string {
  return identities.map(({ name }) => name).join(", ") || "none of this stack's";
}
