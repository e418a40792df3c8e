import type { PropertyEntry, ShapeEntry } from "../table.ts";
import type { Declarations, SdkProperties, SdkProperty, SdkType } from "./declarations.ts";
import type { Models, WireProperty } from "./models.ts";
import { enumOverrides, overrides, unionChoices } from "./overrides.ts";

/** A shape that was met: the SDK's input and output types of one wire model. */
interface Met {
  input?: string;
  output?: string;
  readonly model: string | undefined;
}

/** Where nested values come from: one SDK, and the client whose models know the wire. */
export interface Sources {
  readonly declarations: Declarations;
  /** Undefined where SDK and wire have the same names (Pulumi's classic provider). */
  readonly models: Models | undefined;
  /** Put before the names of shapes, to keep two SDKs apart. */
  readonly prefix: string;
}

const none: SdkProperties = new Map();

/**
 * Follows a resource's properties into every nested type, and merges the SDK's input type (`SubnetArgs`),
 * its output type (`SubnetResponse`) and the client's model (`Subnet`) into one shape (`network.Subnet`).
 */
export class Collector {
  readonly shapes = new Map<string, ShapeEntry>();
  readonly enums = new Map<string, readonly string[]>();
  readonly usedOverrides = new Set<string>();
  readonly #sources: Sources;
  readonly #met = new Map<string, Met>();
  readonly #pending = new Set<string>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Adds a resource's own shape and all below it. @param path the inputs that are part of the id. */
  resource(
    shape: string,
    args: SdkProperties,
    outputs: SdkProperties,
    model: string | undefined,
    path: readonly string[],
  ): void {
    this.shapes.set(shape, this.#shape(shape, args, outputs, model, path));
    for (const name of this.#pending) {
      this.#pending.delete(name);
      const met = this.#met.get(name);
      if (met === undefined) continue;
      const { declarations } = this.#sources;
      const input = met.input === undefined ? none : declarations.input(met.input);
      const output = met.output === undefined ? none : declarations.output(met.output);
      this.shapes.set(name, this.#shape(name, input, output, met.model, []));
    }
  }

  #shape(
    shape: string,
    inputs: SdkProperties,
    outputs: SdkProperties,
    model: string | undefined,
    path: readonly string[],
  ): ShapeEntry {
    const entries: Record<string, PropertyEntry> = {};
    for (const name of [...new Set([...inputs.keys(), ...outputs.keys()])].sort()) {
      const input = inputs.get(name);
      const output = outputs.get(name);
      if (name === "azureApiVersion") continue;
      if (path.includes(name) && input !== undefined) {
        const type = this.#type(shape, name, input.type, undefined, undefined);
        entries[name] = entry(type, undefined, input, "path");
        if (output === undefined) continue;
      }
      const wire = this.#wire(shape, model, name);
      if (wire === undefined) continue;
      if (entries[name] !== undefined) {
        entries[name] = { ...entries[name], wire: wire.wire };
        continue;
      }
      const type = this.#type(shape, name, input?.type, output?.type, wire.model);
      const at = wire.wire === name ? undefined : wire.wire;
      entries[name] = entry(type, at, input, side(input, output, wire));
    }
    return entries;
  }

  #wire(shape: string, model: string | undefined, name: string): WireProperty | undefined {
    const set = overrides[shape]?.properties;
    const key = set !== undefined && name in set ? name : "*";
    if (set !== undefined && key in set) {
      this.usedOverrides.add(`${shape}.${key}`);
      const wire = set[key]?.replace("NAME", name);
      return wire === undefined ? undefined : { wire, model: undefined, readOnly: false };
    }
    const { models } = this.#sources;
    if (models === undefined) return { wire: name, model: undefined, readOnly: false };
    if (model === undefined) throw new Error(`${shape}.${name}: no model and no override.`);
    const found = models.find(model, name);
    if (found === undefined) throw new Error(`${shape}.${name}: ${model} has no such property.`);
    return found;
  }

  #type(
    shape: string,
    name: string,
    input: SdkType | undefined,
    output: SdkType | undefined,
    model: string | undefined,
  ): string {
    const where = `${shape}.${name}`;
    const choice = unionChoices[where];
    if (choice !== undefined && input?.kind === "any") {
      return `object ${this.#meet(where, `${choice}Args`, `${choice}Response`, model)}`;
    }
    const known = input ?? output;
    if (known === undefined) throw new Error(`${where}: neither input nor output.`);
    if (input?.kind === "array" && output?.kind === "map") {
      return `set of ${this.#type(shape, name, undefined, output.of, model)}`;
    }
    if (known.kind === "array" || known.kind === "map") {
      const inner = (one: SdkType | undefined): SdkType | undefined =>
        one !== undefined && "of" in one ? one.of : undefined;
      if (input !== undefined && output !== undefined && input.kind !== output.kind) {
        throw new Error(`${where}: ${input.kind} as input, ${output.kind} as output.`);
      }
      return `${known.kind} of ${this.#type(shape, name, inner(input), inner(output), model)}`;
    }
    if (known.kind === "enum") {
      const full = this.#sources.prefix + known.name;
      const values = this.#sources.declarations.enumValues(known.name);
      this.enums.set(full, enumOverrides[full]?.values ?? values);
      return `enum ${full}`;
    }
    if (known.kind !== "object") return known.kind;
    return `object ${this.#meet(where, objectName(input), objectName(output), model)}`;
  }

  /** Notes a nested type, to be read later, and gives its shape's name. */
  #meet(
    where: string,
    input: string | undefined,
    output: string | undefined,
    model: string | undefined,
  ): string {
    const base = input?.replace(/Args$/, "") ?? output?.replace(/Response$/, "") ?? "";
    const name = this.#sources.prefix + base;
    const met = this.#met.get(name) ?? { model };
    if (met.model !== model) {
      throw new Error(`${where}: ${name} is the model ${met.model} and also ${model}.`);
    }
    if (input !== undefined && met.input === undefined) {
      met.input = input;
      this.#pending.add(name);
    }
    if (output !== undefined) {
      if (met.output !== undefined && met.output !== output) {
        throw new Error(`${where}: ${name} is read as ${met.output} and as ${output}.`);
      }
      if (met.output === undefined) this.#pending.add(name);
      met.output = output;
    }
    this.#met.set(name, met);
    return name;
  }
}

function objectName(type: SdkType | undefined): string | undefined {
  return type?.kind === "object" ? type.name : undefined;
}

function side(
  input: SdkProperty | undefined,
  output: SdkProperty | undefined,
  wire: WireProperty,
): PropertyEntry["only"] | undefined {
  if (input === undefined) return "output";
  if (wire.readOnly) return "echo";
  return output === undefined ? "input" : undefined;
}

function entry(
  type: string,
  wire: string | undefined,
  input: SdkProperty | undefined,
  only: PropertyEntry["only"] | undefined,
): PropertyEntry {
  return {
    type,
    ...(wire === undefined ? {} : { wire }),
    ...(input !== undefined && !input.optional ? { required: true } : {}),
    ...(only === undefined ? {} : { only }),
  };
}
