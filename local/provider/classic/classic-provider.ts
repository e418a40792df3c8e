import type { Account } from "../../behaviours/behaviour.ts";
import type { JsonObject } from "../../json.ts";
import { checkObject, type Side } from "../../schema/check.ts";
import { projectInputs, toWire } from "../../schema/convert.ts";
import { replacementsOf } from "../../schema/replacements.ts";
import type { TypeTable } from "../../schema/table.ts";
import { isObject, sameValue, type ValueObject } from "../../schema/values.ts";
import { sdkViews } from "../../schema/views.ts";
import type { Arm } from "../arm-client.ts";
import { randomName } from "../autoname.ts";
import { diffInputs } from "../diff.ts";
import { describeIssue } from "../failures.ts";
import type { Checked, Difference, Known, Live, Provider, Resource } from "../plugin/provider.ts";
import { previewOutputs } from "../preview.ts";
import { refreshInputs } from "../refresh.ts";
import { certificateOutputs, certificateShape, parseCertificateId } from "./certificate-outputs.ts";
import { findVault, VaultCertificates } from "./vault-certificates.ts";

export interface ClassicOptions {
  readonly version: string;
  readonly table: TypeTable;
  /** Opened at the first request. */
  readonly arm: Arm;
  readonly account: Account;
}

const certificateType = "azure:keyvault/certificate:Certificate";
const clientConfig = "azure:core/getClientConfig:getClientConfig";

/** Pulumi's classic azure provider on this machine, for the one type that azure-native does not have. */
export class ClassicProvider implements Provider {
  readonly name = "azure";
  readonly version: string;
  readonly supportsPreview = true;
  readonly #table: TypeTable;
  readonly #side: Side;
  readonly #arm: Arm;
  readonly #account: Account;

  constructor({ version, table, arm, account }: ClassicOptions) {
    this.version = version;
    this.#table = table;
    this.#side = { table, views: sdkViews(table), setsAre: "array" };
    this.#arm = arm;
    this.#account = account;
  }

  /** Nothing in the settings matters here: there is one account. */
  configure(): void {}

  async check(
    resource: Resource,
    oldInputs: ValueObject,
    newInputs: ValueObject,
    seed: Uint8Array,
  ): Promise<Checked> {
    refuseOthers(resource.type);
    const name = newInputs.name ?? oldInputs.name ?? randomName(resource.name, seed);
    const inputs: ValueObject = { ...newInputs, name };
    const view = this.#side.views(certificateShape);
    const failures = checkObject(this.#side, view, inputs).map(describeIssue);
    if (inputs.certificate === undefined && inputs.certificatePolicy === undefined) {
      failures.push({
        property: "certificatePolicy",
        reason: "one of 'certificate' and 'certificatePolicy' must be given",
      });
    }
    return { inputs, failures };
  }

  diff(resource: Resource, old: Known, newInputs: ValueObject): Difference {
    refuseOthers(resource.type);
    const stable = Object.keys(replacementsOf(resource.type));
    const changes = diffInputs(old.inputs, newInputs, new Set(stable));
    return { changes, stable, deleteBeforeReplace: true };
  }

  async create(resource: Resource, inputs: ValueObject): Promise<Omit<Live, "inputs">> {
    refuseOthers(resource.type);
    const keyVaultId = String(inputs.keyVaultId);
    const name = String(inputs.name);
    const vault = await this.#vault(keyVaultId);
    const before = await vault.get(name);
    if (before !== undefined) {
      throw new Error(`cannot create already existing resource '${before.id}'`);
    }
    await this.#newVersion(vault, name, inputs);
    return this.#live(vault, keyVaultId, name, inputs);
  }

  previewCreate(resource: Resource, inputs: ValueObject): ValueObject {
    refuseOthers(resource.type);
    return previewOutputs(this.#table, certificateShape, inputs);
  }

  async read(resource: Resource, id: string, old: Known | undefined): Promise<Live | undefined> {
    refuseOthers(resource.type);
    const { name, base } = parseCertificateId(id);
    const keyVaultId = String(old?.outputs.keyVaultId ?? (await this.#vaultIdOf(base)));
    const vault = await VaultCertificates.of(this.#arm, keyVaultId);
    if ((await vault?.get(name)) === undefined || vault === undefined) return undefined;
    const live = await this.#live(vault, keyVaultId, name, old?.outputs ?? {});
    const project = (outputs: ValueObject): ValueObject =>
      projectInputs(this.#table, certificateShape, outputs);
    const inputs =
      old === undefined
        ? project(live.outputs)
        : refreshInputs(old.inputs, project(old.outputs), project(live.outputs));
    return { ...live, inputs };
  }

  async update(
    resource: Resource,
    _id: string,
    old: Known,
    inputs: ValueObject,
  ): Promise<ValueObject> {
    refuseOthers(resource.type);
    const keyVaultId = String(inputs.keyVaultId);
    const name = String(inputs.name);
    const vault = await this.#vault(keyVaultId);
    const wire = toWire(this.#table, certificateShape, inputs);
    if (needsNewVersion(old.inputs, inputs)) {
      await this.#newVersion(vault, name, inputs);
    } else if (!sameValue(old.inputs.certificatePolicy, inputs.certificatePolicy)) {
      await vault.setPolicy(name, (wire.policy ?? {}) as JsonObject);
    }
    if (!sameValue(old.inputs.tags ?? {}, inputs.tags ?? {})) {
      await vault.setTags(name, (wire.tags ?? {}) as JsonObject);
    }
    return (await this.#live(vault, keyVaultId, name, inputs)).outputs;
  }

  previewUpdate(resource: Resource, old: Known, inputs: ValueObject): ValueObject {
    const outputs = this.previewCreate(resource, inputs);
    if (needsNewVersion(old.inputs, inputs)) {
      const { versionlessId, versionlessSecretId } = old.outputs;
      return {
        ...outputs,
        ...(versionlessId === undefined ? {} : { versionlessId }),
        ...(versionlessSecretId === undefined ? {} : { versionlessSecretId }),
      };
    }
    return { ...outputs, ...old.outputs, ...inputs };
  }

  async delete(resource: Resource, id: string, outputs: ValueObject): Promise<void> {
    refuseOthers(resource.type);
    const vault = await VaultCertificates.of(this.#arm, String(outputs.keyVaultId));
    await vault?.delete(parseCertificateId(id).name);
  }

  async invoke(token: string): Promise<ValueObject> {
    if (token !== clientConfig) {
      throw new Error(
        `The local Azure does not know the function ${token}. It knows ${clientConfig}.`,
      );
    }
    const { clientId, objectId, subscriptionId, tenantId } = this.#account;
    return { clientId, objectId, subscriptionId, tenantId };
  }

  async #vault(keyVaultId: string): Promise<VaultCertificates> {
    const vault = await VaultCertificates.of(this.#arm, keyVaultId);
    if (vault === undefined) throw new Error(`There is no vault ${keyVaultId}.`);
    return vault;
  }

  async #newVersion(vault: VaultCertificates, name: string, inputs: ValueObject): Promise<void> {
    const { policy, tags } = toWire(this.#table, certificateShape, inputs);
    const shared = {
      ...(policy === undefined ? {} : { policy }),
      ...(tags === undefined ? {} : { tags }),
    };
    if (!isObject(inputs.certificate)) return vault.create(name, shared);
    const { contents, password } = inputs.certificate;
    return vault.import(name, {
      ...shared,
      value: String(contents),
      ...(password === undefined ? {} : { pwd: String(password) }),
    });
  }

  /** What an imported certificate was made of is kept from what is known: a vault never gives it out again. */
  async #live(
    vault: VaultCertificates,
    keyVaultId: string,
    name: string,
    known: ValueObject,
  ): Promise<Omit<Live, "inputs">> {
    const bundle = await vault.get(name);
    if (bundle === undefined) throw new Error(`The vault ${keyVaultId} has no ${name}.`);
    const outputs = certificateOutputs(this.#table, keyVaultId, bundle);
    const { certificate } = known;
    return {
      id: String(bundle.id),
      outputs: certificate === undefined ? outputs : { ...outputs, certificate },
    };
  }

  /** An import gives the vault's address alone, so the vault is looked for among all. */
  async #vaultIdOf(base: string): Promise<string> {
    const id = await findVault(this.#arm, this.#account.subscriptionId, base);
    if (id === undefined) throw new Error(`There is no vault at ${base}.`);
    return id;
  }
}

/** Only the lifetime's actions and the tags change in place. Source: the SDK's text on certificatePolicy. */
function needsNewVersion(old: ValueObject, now: ValueObject): boolean {
  const essence = (inputs: ValueObject): ValueObject => {
    const policy = isObject(inputs.certificatePolicy) ? { ...inputs.certificatePolicy } : {};
    delete policy.lifetimeActions;
    return { policy, certificate: inputs.certificate ?? {} };
  };
  return !sameValue(essence(old), essence(now));
}

function refuseOthers(type: string): void {
  if (type === certificateType) return;
  throw new Error(
    `The local Azure does not know the resource type ${type}. It knows ${certificateType}.`,
  );
}
