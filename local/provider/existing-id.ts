import { account } from "../arm/account.ts";
import { typeTable } from "../schema/table.ts";
import type { ValueObject } from "../schema/values.ts";
import { type Arm, getDocument } from "./arm-client.ts";
import { VaultCertificates } from "./classic/vault-certificates.ts";
import { fillPath } from "./resource-path.ts";

/**
 * The id of the resource that `inputs` would create, where the local Azure has it already.
 *
 * @param type a Pulumi type of the table.
 * @returns undefined where there is none.
 */
export async function existingId(
  azure: Arm,
  type: string,
  inputs: ValueObject,
): Promise<string | undefined> {
  const entry = typeTable().resources[type];
  if (entry === undefined) return undefined;
  if (entry.path === undefined) {
    const vault = await VaultCertificates.of(azure, String(inputs.keyVaultId));
    return text((await vault?.get(String(inputs.name)))?.id);
  }
  const id = fillPath(entry.path, account.subscriptionId, inputs);
  return text((await getDocument(azure, `${id}?api-version=${entry.apiVersion}`))?.id);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
