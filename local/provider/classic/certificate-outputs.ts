import type { Json, JsonObject } from "../../json.ts";
import { fromWire } from "../../schema/convert.ts";
import type { TypeTable } from "../../schema/table.ts";
import type { ValueObject } from "../../schema/values.ts";

/** The shape of azure:keyvault/certificate:Certificate in the table. */
export const certificateShape = "azure.keyvault:Certificate";

/**
 * The outputs of a certificate, as azurerm makes them of the vault's answer (hashicorp/terraform-provider-azurerm,
 * internal/services/keyvault/key_vault_certificate_resource.go).
 *
 * @param bundle Key Vault's CertificateBundle.
 */
export function certificateOutputs(
  table: TypeTable,
  keyVaultId: string,
  bundle: JsonObject,
): ValueObject {
  const { name, version, base } = parseCertificateId(text(bundle.id));
  const data = Buffer.from(text(bundle.cer), "base64");
  const arm = `${keyVaultId}/certificates/${name}`;
  return {
    ...fromWire(table, certificateShape, { policy: bundle.policy ?? {}, tags: bundle.tags ?? {} }),
    name,
    keyVaultId,
    version,
    secretId: text(bundle.sid),
    versionlessId: `${base}certificates/${name}`,
    versionlessSecretId: `${base}secrets/${name}`,
    resourceManagerId: `${arm}/versions/${version}`,
    resourceManagerVersionlessId: arm,
    certificateData: data.toString("hex").toUpperCase(),
    certificateDataBase64: text(bundle.cer),
    thumbprint: Buffer.from(text(bundle.x5t), "base64url").toString("hex").toUpperCase(),
    certificateAttributes: [attributes((bundle.attributes ?? {}) as JsonObject)],
  };
}

/** The parts of `https://VAULT/certificates/NAME/VERSION`. @throws Error for anything else. */
export function parseCertificateId(id: string): {
  readonly name: string;
  readonly version: string;
  /** The vault's address with a slash at its end. */
  readonly base: string;
} {
  const [, base, name, version = ""] =
    /^(https:\/\/[^/]+\/)certificates\/([^/]+)(?:\/([^/]+))?\/?$/.exec(id) ?? [];
  if (base === undefined || name === undefined) {
    throw new Error(
      `${id} is not the id of a certificate: expected https://VAULT/certificates/NAME/VERSION`,
    );
  }
  return { base, name, version };
}

function attributes(found: JsonObject): ValueObject {
  const times = { created: "created", expires: "exp", notBefore: "nbf", updated: "updated" };
  return {
    enabled: found.enabled === true,
    recoveryLevel: text(found.recoveryLevel),
    ...Object.fromEntries(
      Object.entries(times).flatMap(([name, wire]) => {
        const seconds = found[wire];
        return typeof seconds === "number" ? [[name, timestamp(seconds)]] : [];
      }),
    ),
  };
}

/** Key Vault counts seconds; azurerm writes RFC 3339. */
function timestamp(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
