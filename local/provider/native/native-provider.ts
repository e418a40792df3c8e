import type { Account } from "../../behaviours/behaviour.ts";
import type { JsonObject } from "../../json.ts";
import { checkObject, type Side } from "../../schema/check.ts";
import { fromWire, projectInputs, toWire } from "../../schema/convert.ts";
import { replacementsOf } from "../../schema/replacements.ts";
import { type ResourceEntry, shapeOf, type TypeTable } from "../../schema/table.ts";
import { unknown, type ValueObject } from "../../schema/values.ts";
import { sdkViews } from "../../schema/views.ts";
import { type Arm, deleteDocument, getDocument, send } from "../arm-client.ts";
import { diffInputs } from "../diff.ts";
import { describeIssue } from "../failures.ts";
import type { Checked, Difference, Known, Live, Provider, Resource } from "../plugin/provider.ts";
import { previewOutputs } from "../preview.ts";
import { refreshInputs } from "../refresh.ts";
import { fillPath, parsePath, pathInputs } from "../resource-path.ts";
import { isAlwaysThere } from "./always-there.ts";
import { applyDefaults, madeUpName } from "./defaults.ts";
import { hideSubResources, keepSubResources, leavesOutSubResources } from "./sub-resources.ts";

export interface NativeOptions {
  readonly version: string;
  readonly table: TypeTable;
  /** Opened at the first request. */
  readonly arm: Arm;
  readonly account: Account;
}

const clientConfig = "azure-native:authorization:getClientConfig";

/** azure-native on this machine: the same inputs, outputs, differences and texts, and another Azure behind it. */
export class NativeProvider implements Provider {
  readonly name = "azure-native";
  readonly version: string;
  readonly supportsPreview = true;
  readonly #table: TypeTable;
  readonly #side: Side;
  readonly #arm: Arm;
  readonly #account: Account;
  #config: Readonly<Record<string, string>> = {};

  constructor({ version, table, arm, account }: NativeOptions) {
    this.version = version;
    this.#table = table;
    this.#side = { table, views: sdkViews(table), setsAre: "array" };
    this.#arm = arm;
    this.#account = account;
  }

  configure(config: Readonly<Record<string, string>>): void {
    this.#config = config;
  }

  async check(
    resource: Resource,
    oldInputs: ValueObject,
    newInputs: ValueObject,
    seed: Uint8Array,
  ): Promise<Checked> {
    const entry = this.#entry(resource.type);
    const shape = shapeOf(this.#table, entry.shape);
    const { azureApiVersion: _, [madeUpName]: __, ...given } = newInputs;
    const inputs = await applyDefaults(resource, entry, "location" in shape, given, {
      oldInputs,
      location: this.#config.location,
      seed,
      groupLocation: (group) => this.#groupLocation(group),
    });
    const failures = checkObject(this.#side, this.#side.views(entry.shape), given).map(
      describeIssue,
    );
    if (resource.type === "azure-native:resources:ResourceGroup" && inputs.location === undefined) {
      failures.push({
        property: "location",
        reason:
          "missing required property 'location'. Either set it explicitly or configure it with " +
          "'pulumi config set azure-native:location <value>'.",
      });
    }
    return { inputs, failures };
  }

  diff(resource: Resource, old: Known, newInputs: ValueObject): Difference {
    const entry = this.#entry(resource.type);
    const stable = [...pathInputs(entry.path ?? ""), ...Object.keys(replacementsOf(resource.type))];
    const changes = diffInputs(old.inputs, newInputs, new Set(stable));
    return { changes, stable, deleteBeforeReplace: old.inputs[madeUpName] !== true };
  }

  async create(resource: Resource, inputs: ValueObject): Promise<Omit<Live, "inputs">> {
    const entry = this.#entry(resource.type);
    const id = fillPath(entry.path ?? "", this.#subscriptionId, inputs);
    const url = requestUrl(id, entry);
    if (!isAlwaysThere(resource.type) && (await getDocument(this.#arm, url)) !== undefined) {
      throw new Error(`cannot create already existing resource '${id}'`);
    }
    const body = toWire(this.#table, entry.shape, inputs);
    const written = await send(
      this.#arm,
      "PUT",
      url,
      keepSubResources(resource.type, body, undefined),
    );
    const live = (await getDocument(this.#arm, url)) ?? written;
    return { id: idOf(live, id), outputs: this.#outputs(entry, live) };
  }

  previewCreate(resource: Resource, inputs: ValueObject): ValueObject {
    const entry = this.#entry(resource.type);
    const outputs = previewOutputs(this.#table, entry.shape, inputs);
    return { ...outputs, azureApiVersion: entry.apiVersion ?? unknown };
  }

  async read(resource: Resource, id: string, old: Known | undefined): Promise<Live | undefined> {
    const entry = this.#entry(resource.type);
    const inPath = parsePath(entry.path ?? "", id);
    if (inPath === undefined) {
      throw new Error(`${id} is not the id of a ${resource.type}: expected ${entry.path}`);
    }
    const live = await getDocument(this.#arm, requestUrl(id, entry));
    if (live === undefined) return undefined;
    const outputs = this.#outputs(entry, live);
    const inputs =
      old === undefined
        ? { ...projectInputs(this.#table, entry.shape, outputs), ...inPath }
        : this.#refreshed(resource.type, entry, old, live);
    return { id: idOf(live, id), outputs, inputs };
  }

  async update(
    resource: Resource,
    id: string,
    _old: Known,
    inputs: ValueObject,
  ): Promise<ValueObject> {
    const entry = this.#entry(resource.type);
    const url = requestUrl(id, entry);
    const body = toWire(this.#table, entry.shape, inputs);
    const before = leavesOutSubResources(resource.type, body)
      ? await getDocument(this.#arm, url)
      : undefined;
    const written = await send(
      this.#arm,
      "PUT",
      url,
      keepSubResources(resource.type, body, before),
    );
    return this.#outputs(entry, (await getDocument(this.#arm, url)) ?? written);
  }

  previewUpdate(resource: Resource, old: Known, inputs: ValueObject): ValueObject {
    const outputs = this.previewCreate(resource, inputs);
    const lasting = ["name", "location", "type"].flatMap((name) => {
      const value = old.outputs[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return { ...outputs, ...Object.fromEntries(lasting) };
  }

  async delete(resource: Resource, id: string): Promise<void> {
    const url = requestUrl(id, this.#entry(resource.type));
    if (!isAlwaysThere(resource.type)) return deleteDocument(this.#arm, url);
    if ((await getDocument(this.#arm, url)) !== undefined) await send(this.#arm, "PUT", url, {});
  }

  async invoke(token: string): Promise<ValueObject> {
    if (token !== clientConfig) {
      throw new Error(
        `The local Azure does not know the function ${token}. It knows ${clientConfig}.`,
      );
    }
    const { clientId, objectId, tenantId } = this.#account;
    return { clientId, objectId, tenantId, subscriptionId: this.#subscriptionId };
  }

  get #subscriptionId(): string {
    return this.#config.subscriptionId ?? this.#account.subscriptionId;
  }

  #entry(type: string): ResourceEntry {
    const entry = this.#table.resources[type];
    if (entry !== undefined && entry.path !== undefined) {
      return entry;
    }
    const known = Object.keys(this.#table.resources).filter((one) =>
      one.startsWith(`${this.name}:`),
    );
    throw new Error(
      `The local Azure does not know the resource type ${type}. It knows ${known.join(", ")}.`,
    );
  }

  #outputs(entry: ResourceEntry, live: JsonObject): ValueObject {
    const outputs = fromWire(this.#table, entry.shape, live);
    return {
      ...outputs,
      ...(typeof live.id === "string" ? { id: live.id } : {}),
      azureApiVersion: entry.apiVersion ?? "",
    };
  }

  #refreshed(type: string, entry: ResourceEntry, old: Known, live: JsonObject): ValueObject {
    const body = toWire(this.#table, entry.shape, old.inputs);
    const seen = hideSubResources(type, live, body);
    return refreshInputs(
      old.inputs,
      projectInputs(this.#table, entry.shape, old.outputs),
      projectInputs(this.#table, entry.shape, fromWire(this.#table, entry.shape, seen)),
    );
  }

  async #groupLocation(group: string): Promise<string | undefined> {
    const entry = this.#entry("azure-native:resources:ResourceGroup");
    const inputs = { resourceGroupName: group };
    const id = fillPath(entry.path ?? "", this.#subscriptionId, inputs);
    const found = await getDocument(this.#arm, requestUrl(id, entry));
    return typeof found?.location === "string" ? found.location : undefined;
  }
}

function requestUrl(id: string, entry: ResourceEntry): string {
  return `${id}?api-version=${entry.apiVersion}`;
}

function idOf(document: JsonObject, otherwise: string): string {
  return typeof document.id === "string" ? document.id : otherwise;
}
