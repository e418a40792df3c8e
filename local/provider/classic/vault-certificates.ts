import type { JsonObject } from "../../json.ts";
import { type Arm, ArmError, deleteDocument, getDocument, send } from "../arm-client.ts";

/** The API versions that azurerm 4 speaks: of the data plane, and of the vault's own document. */
const dataPlane = "api-version=7.4";
const vaultApi = "api-version=2024-11-01";

/** The vault's certificates, by requests to its data plane as azurerm sends them. */
export class VaultCertificates {
  readonly #arm: Arm;
  /** With a slash at its end. */
  readonly #uri: string;
  readonly #purges: boolean;

  private constructor(arm: Arm, uri: string, purges: boolean) {
    this.#arm = arm;
    this.#uri = uri.endsWith("/") ? uri : `${uri}/`;
    this.#purges = purges;
  }

  /** Finds the vault by its ARM id. @returns undefined if there is none. */
  static async of(arm: Arm, keyVaultId: string): Promise<VaultCertificates | undefined> {
    const vault = await getDocument(arm, `${keyVaultId}?${vaultApi}`);
    const properties = (vault?.properties ?? {}) as JsonObject;
    if (typeof properties.vaultUri !== "string") return undefined;
    return new VaultCertificates(
      arm,
      properties.vaultUri,
      properties.enablePurgeProtection !== true,
    );
  }

  /** The newest version. @returns undefined if there is no certificate of that name. */
  async get(name: string): Promise<JsonObject | undefined> {
    return getDocument(this.#arm, this.#url(`certificates/${name}/`));
  }

  /** Makes a new version by a policy; one that was deleted and can be recovered is recovered instead. */
  async create(name: string, body: JsonObject): Promise<void> {
    await this.#newVersion(name, "create", body);
  }

  /** Makes a new version of a given certificate and key. */
  async import(name: string, body: JsonObject): Promise<void> {
    await this.#newVersion(name, "import", body);
  }

  /** Changes the newest version's tags. */
  async setTags(name: string, tags: JsonObject): Promise<void> {
    await send(this.#arm, "PATCH", this.#url(`certificates/${name}/`), { tags });
  }

  /** Changes what needs no new version: the lifetime's actions. */
  async setPolicy(name: string, policy: JsonObject): Promise<void> {
    await send(this.#arm, "PATCH", this.#url(`certificates/${name}/policy`), policy);
  }

  /** Deletes it, and purges it where the vault allows that. */
  async delete(name: string): Promise<void> {
    await deleteDocument(this.#arm, this.#url(`certificates/${name}`));
    if (this.#purges) await deleteDocument(this.#arm, this.#url(`deletedcertificates/${name}`));
  }

  async #newVersion(name: string, verb: "create" | "import", body: JsonObject): Promise<void> {
    try {
      await send(this.#arm, "POST", this.#url(`certificates/${name}/${verb}`), body);
    } catch (error) {
      if (!(error instanceof ArmError) || error.status !== 409) throw error;
      await send(this.#arm, "POST", this.#url(`deletedcertificates/${name}/recover`));
    }
  }

  #url(path: string): string {
    return `${this.#uri}${path}?${dataPlane}`;
  }
}

/** The ARM id of the vault with that address. @returns undefined if there is none. */
export async function findVault(
  arm: Arm,
  subscriptionId: string,
  uri: string,
): Promise<string | undefined> {
  const url = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults?${vaultApi}`;
  const { value } = await send(arm, "GET", url);
  const vaults = (Array.isArray(value) ? value : []) as JsonObject[];
  const found = vaults.find(({ properties }) => (properties as JsonObject).vaultUri === uri);
  return typeof found?.id === "string" ? found.id : undefined;
}
