import { Refusal } from "../behaviours/refusal.ts";
import {
  findDeletedVault,
  listDeletedVaults,
  purge,
} from "../behaviours/security/deleted-vaults.ts";
import { at, textAt } from "../behaviours/support/json.ts";
import { same } from "../store/resource-id.ts";
import type { ArmDocument } from "../store/store.ts";
import type { ArmRequest, ArmResponse } from "./arm-message.ts";
import type { Environment } from "./environment.ts";
import { checkApiVersion } from "./known-type.ts";
import type { RequestUrl } from "./request-url.ts";

const PATH =
  /^\/subscriptions\/[^/]+\/providers\/microsoft\.keyvault\/(?:deletedvaults|locations\/([^/]+)\/deletedvaults\/([^/]+)(\/purge)?)$/i;

/**
 * The routes of deleted vaults, which have ids of their own: list, get, purge. Undefined for any
 * other request.
 *
 * @throws Refusal
 */
export function answerDeletedVaults(
  environment: Environment,
  { method }: ArmRequest,
  url: RequestUrl,
): ArmResponse | undefined {
  const match = PATH.exec(url.path);
  if (match === null) return undefined;
  const { schema, store, now } = environment;
  checkApiVersion(
    "Microsoft.KeyVault/deletedVaults",
    schema.describe("Microsoft.KeyVault/vaults")?.apiVersions ?? [],
    url,
  );
  const [, location, name, action] = match;
  if (name === undefined) {
    return method === "GET"
      ? { status: 200, body: { value: listDeletedVaults(store, now) } }
      : undefined;
  }
  const vault = findDeletedVault(store, name, now);
  if (vault === undefined || !same(textAt(vault, "properties.location") ?? "", location ?? "")) {
    throw new Refusal(
      "DeletedVaultNotFound",
      `The specified deleted vault '${name}' does not exist.`,
      { status: 404 },
    );
  }
  if (method === "GET" && action === undefined) return { status: 200, body: vault };
  if (method !== "POST" || action === undefined) return undefined;
  refusePurge(vault);
  purge(store, vault);
  return { status: 200 };
}

function refusePurge(vault: ArmDocument): void {
  if (at(vault, "properties.purgeProtectionEnabled") !== true) return;
  throw new Refusal(
    "MethodNotAllowed",
    `Operation "DeletedVaultPurge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed: ${textAt(vault, "properties.scheduledPurgeDate")}.`,
    { status: 405 },
  );
}
