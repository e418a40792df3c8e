import { CERTIFICATE_VERSION, certificateId } from "../../behaviours/security/vault-lookup.ts";
import { at, compact, objectAt, textAt } from "../../behaviours/support/json.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import { bundleOf, itemOf, seconds } from "./certificate-documents.ts";
import { fillPolicy } from "./certificate-policy.ts";
import { operationOf } from "./new-version.ts";
import type { VaultEnvironment } from "./vault-environment.ts";
import { certificateNotFound } from "./vault-error.ts";

/**
 * What a GET of a certificate answers with: the current version, the one that `part` names, or its
 * `versions`, its `policy`, its `pending` operation.
 *
 * @throws Refusal CertificateNotFound
 */
export function readCertificate(
  environment: VaultEnvironment,
  certificate: ArmDocument,
  part: string | undefined,
): JsonObject {
  const { store, vault } = environment;
  switch (part) {
    case "versions":
      return {
        value: store.list({ type: CERTIFICATE_VERSION, under: certificate.id }).map(itemOf),
      };
    case "policy":
      return policyOf(certificate);
    case "pending":
      return operationOf(certificate);
    default: {
      const version = versionOf(environment, certificate, part);
      return bundleOf(store, vault.name, certificate, version.name) ?? {};
    }
  }
}

/**
 * A PATCH of a certificate: the tags and attributes of a version, or the policy.
 *
 * @throws Refusal CertificateNotFound
 */
export function patchCertificate(
  environment: VaultEnvironment,
  certificate: ArmDocument,
  part: string | undefined,
  body: JsonObject,
): JsonObject {
  const { store, vault, now } = environment;
  if (part === "policy") {
    const policy = fillPolicy({ ...objectAt(certificate, "policy"), ...body });
    const changed = { ...certificate, policy };
    store.put(changed);
    return policyOf(changed);
  }
  const version = versionOf(environment, certificate, part);
  const attributes = { ...objectAt(version, "attributes"), ...objectAt(body, "attributes") };
  store.put({
    ...version,
    attributes: { ...attributes, updated: seconds(now) },
    ...compact({ tags: at(body, "tags") ?? at(version, "tags") }),
  });
  return bundleOf(store, vault.name, certificate, version.name) ?? {};
}

function policyOf(certificate: ArmDocument): JsonObject {
  return { id: `${certificate.id}/policy`, ...objectAt(certificate, "policy") };
}

function versionOf(
  { store, vault }: VaultEnvironment,
  certificate: ArmDocument,
  asked: string | undefined,
): ArmDocument {
  const version = asked ?? textAt(certificate, "current") ?? "";
  const document = store.get(certificateId(vault.name, certificate.name, version));
  if (document === undefined) throw certificateNotFound(`${certificate.name}/${version}`);
  return document;
}
