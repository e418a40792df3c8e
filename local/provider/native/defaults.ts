import type { ResourceEntry } from "../../schema/table.ts";
import { unknown, type Value, type ValueObject } from "../../schema/values.ts";
import { randomName, randomUuid } from "../autoname.ts";
import type { Resource } from "../plugin/provider.ts";

/** Marks inputs whose name was made up: such a resource can be replaced before the old one goes. */
export const madeUpName = "__createBeforeDelete";

/** Where defaults come from, besides the inputs. */
export interface DefaultSources {
  readonly oldInputs: ValueObject;
  /** The provider's own setting `location`. */
  readonly location: string | undefined;
  readonly seed: Uint8Array;
  /** The location of a resource group; undefined if there is none of that name. */
  readonly groupLocation: (resourceGroup: string) => Promise<string | undefined>;
}

/**
 * The inputs with a name, a location and the API version, where the program gives none, as azure-native does it.
 * Source: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go (applyDefaults, getDefaultLocation).
 *
 * @param takesLocation whether the type has a location at all.
 */
export async function applyDefaults(
  resource: Resource,
  entry: ResourceEntry,
  takesLocation: boolean,
  inputs: ValueObject,
  sources: DefaultSources,
): Promise<ValueObject> {
  const result = { ...inputs };
  if (result[entry.name] === undefined && entry.autoname !== undefined) {
    const old = sources.oldInputs[entry.name];
    if (old !== undefined) {
      result[entry.name] = old;
      if (sources.oldInputs[madeUpName] === true) result[madeUpName] = true;
    } else {
      result[entry.name] =
        entry.autoname === "uuid"
          ? randomUuid(sources.seed)
          : randomName(resource.name, sources.seed);
      result[madeUpName] = true;
    }
  }
  if (takesLocation && result.location === undefined) {
    const location = await defaultLocation(inputs, sources);
    if (location !== undefined) result.location = location;
  }
  if (entry.apiVersion !== undefined) result.azureApiVersion = entry.apiVersion;
  return result;
}

async function defaultLocation(
  inputs: ValueObject,
  sources: DefaultSources,
): Promise<Value | undefined> {
  if (sources.oldInputs.location !== undefined) return sources.oldInputs.location;
  if (sources.location !== undefined) return sources.location;
  const group = inputs.resourceGroupName;
  if (group === unknown) return unknown;
  return typeof group === "string" ? sources.groupLocation(group) : undefined;
}
