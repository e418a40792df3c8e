import { readFileSync } from "node:fs";

/** What `types.json` holds: every resource type that this machine answers for, and the shapes of their values. */
export interface TypeTable {
  /** The versions of the packages that it was generated from. */
  readonly sources: Readonly<Record<string, string>>;
  /** By Pulumi type, e.g. `azure-native:network:NatGateway`. */
  readonly resources: Readonly<Record<string, ResourceEntry>>;
  /** By name, e.g. `network.Subnet`. */
  readonly shapes: Readonly<Record<string, ShapeEntry>>;
  /** By name, e.g. `network.SecurityRuleAccess`. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

/** A resource type. */
export interface ResourceEntry {
  /** e.g. `Microsoft.Network/natGateways`; for a certificate the kind of thing in the vault. */
  readonly armType: string;
  /** Absent where the SDK names none (Pulumi's classic provider). */
  readonly apiVersion?: string;
  /** The id with its parameters in braces: subscriptionId, and inputs by name. */
  readonly path?: string;
  /** The input that names the resource: the path's last parameter. */
  readonly name: string;
  /** How a name is made where none is given; absent where one must be given. */
  readonly autoname?: "random" | "uuid";
  /** The shape of its inputs and outputs. */
  readonly shape: string;
}

/** The properties of an object as the SDK names them, in alphabetical order. */
export type ShapeEntry = Readonly<Record<string, PropertyEntry>>;

/** A property of an object. */
export interface PropertyEntry {
  /** See {@link parseType}. */
  readonly type: string;
  /** Its place within the object on the wire, e.g. `properties.subnets`; absent where that is its name. */
  readonly wire?: string;
  /** Whether an input must be given. */
  readonly required?: true;
  /**
   * `output`: Azure alone sets it. `input`: never read back. `path`: an input that is part of the id.
   * `echo`: the SDK lets a program set it, but Azure alone does: it is neither sent nor read as an input.
   */
  readonly only?: "output" | "input" | "path" | "echo";
}

/** A property's type, read from its short form in the table. */
export type ValueType =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  /** A list of strings in the SDK's inputs, an object with those keys on the wire and in its outputs. */
  | { readonly kind: "set"; readonly of: ValueType }
  | { readonly kind: "enum" | "object"; readonly name: string }
  | { readonly kind: "array" | "map"; readonly of: ValueType };

const primitives = ["string", "number", "boolean", "any"] as const;
const containers = ["array of ", "map of ", "set of "] as const;
const parsed = new Map<string, ValueType>();

/**
 * Reads a type's short form: `string`, `number`, `boolean`, `any`, `enum NAME`, `object NAME`,
 * `array of TYPE`, `map of TYPE`, `set of TYPE`.
 */
export function parseType(text: string): ValueType {
  let type = parsed.get(text);
  if (type === undefined) {
    type = readType(text);
    parsed.set(text, type);
  }
  return type;
}

function readType(text: string): ValueType {
  const primitive = primitives.find((one) => one === text);
  if (primitive !== undefined) return { kind: primitive };
  const container = containers.find((one) => text.startsWith(one));
  if (container !== undefined) {
    const kind = container.slice(0, -" of ".length) as "array" | "map" | "set";
    return { kind, of: parseType(text.slice(container.length)) };
  }
  const [kind, name] = text.split(" ");
  if ((kind === "enum" || kind === "object") && name !== undefined) return { kind, name };
  throw new Error(`types.json holds a type that can't be read: ${text}`);
}

const paths = new Map<string, readonly string[]>();

/** The keys on the way to a property's place on the wire. A dot within a key is written `\\.` in the table. */
export function wirePath(wire: string): readonly string[] {
  let path = paths.get(wire);
  if (path === undefined) {
    path = wire.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
    paths.set(wire, path);
  }
  return path;
}

let loaded: TypeTable | undefined;

/** The committed table, read once. */
export function typeTable(): TypeTable {
  loaded ??= JSON.parse(
    readFileSync(new URL("./types.json", import.meta.url), "utf8"),
  ) as TypeTable;
  return loaded;
}

/** The properties of an object type. */
export function shapeOf(table: TypeTable, name: string): ShapeEntry {
  const shape = table.shapes[name];
  if (shape === undefined) throw new Error(`types.json holds no shape ${name}.`);
  return shape;
}
