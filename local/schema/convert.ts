import type { Json, JsonObject } from "../json.ts";
import { parseType, shapeOf, type TypeTable, type ValueType, wirePath } from "./table.ts";
import { isObject, unknown, type Value, type ValueObject } from "./values.ts";

/**
 * The body that ARM wants for these inputs. Inputs that are part of the id are left out, as is what Azure
 * alone sets.
 *
 * @param inputs of the shape and without unknowns.
 */
export function toWire(table: TypeTable, shape: string, inputs: ValueObject): JsonObject {
  const body: JsonObject = {};
  for (const [name, entry] of Object.entries(shapeOf(table, shape))) {
    const value = inputs[name];
    if (value === undefined || entry.only === "output") continue;
    if (entry.only === "path" || entry.only === "echo") continue;
    put(body, wirePath(entry.wire ?? name), wireValue(table, parseType(entry.type), value));
  }
  return body;
}

/** The outputs, as the SDK names them, of a document in ARM's wire shape. What has no output is dropped. */
export function fromWire(table: TypeTable, shape: string, document: JsonObject): ValueObject {
  const outputs: ValueObject = {};
  for (const [name, entry] of Object.entries(shapeOf(table, shape))) {
    if (entry.only === "input" || (entry.only === "path" && entry.wire === undefined)) continue;
    const found = at(document, wirePath(entry.wire ?? name));
    const value = found === undefined ? undefined : sdkValue(table, parseType(entry.type), found);
    if (value !== undefined) outputs[name] = value;
  }
  return outputs;
}

/**
 * The part of a resource's outputs that could have been its inputs. Inputs that are part of the id are not in it.
 *
 * @param outputs as {@link fromWire} gives them.
 */
export function projectInputs(table: TypeTable, shape: string, outputs: ValueObject): ValueObject {
  const inputs: ValueObject = {};
  for (const [name, entry] of Object.entries(shapeOf(table, shape))) {
    const value = outputs[name];
    if (value === undefined || entry.only !== undefined) continue;
    inputs[name] = projectValue(table, parseType(entry.type), value);
  }
  return inputs;
}

function wireValue(table: TypeTable, type: ValueType, value: Value): Json {
  if (value === unknown) throw new Error("An unknown value can't be sent.");
  if (type.kind === "object" && isObject(value)) return toWire(table, type.name, value);
  if (type.kind === "set" && Array.isArray(value)) {
    return Object.fromEntries(value.map((key) => [String(key), {}]));
  }
  const inner = type.kind === "array" || type.kind === "map" ? type.of : ({ kind: "any" } as const);
  if (Array.isArray(value)) return value.map((item) => wireValue(table, inner, item));
  if (isObject(value)) return mapValues(value, (item) => wireValue(table, inner, item));
  return value;
}

function sdkValue(table: TypeTable, type: ValueType, value: Json): Value | undefined {
  if (value === null) return undefined;
  const inner =
    type.kind === "array" || type.kind === "map" || type.kind === "set"
      ? type.of
      : ({ kind: "any" } as const);
  if (Array.isArray(value)) {
    return value.map((item) => sdkValue(table, inner, item)).filter((item) => item !== undefined);
  }
  if (typeof value !== "object") return value;
  if (type.kind === "object") return fromWire(table, type.name, value);
  const entries = Object.entries(value).map(([key, item]) => [key, sdkValue(table, inner, item)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined)) as ValueObject;
}

function projectValue(table: TypeTable, type: ValueType, value: Value): Value {
  if (type.kind === "object" && isObject(value)) return projectInputs(table, type.name, value);
  if (type.kind === "set" && isObject(value)) return Object.keys(value).sort();
  if (type.kind === "array" && Array.isArray(value)) {
    return value.map((item) => projectValue(table, type.of, item));
  }
  if (type.kind === "map" && isObject(value)) {
    return mapValues(value, (item) => projectValue(table, type.of, item));
  }
  return value;
}

function mapValues<T>(object: ValueObject, change: (value: Value) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function put(body: JsonObject, path: readonly string[], value: Json): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const inner = body[name];
  const group: JsonObject = isJsonObject(inner) ? inner : {};
  body[name] = group;
  put(group, rest, value);
}

function at(document: JsonObject, path: readonly string[]): Json | undefined {
  let found: Json | undefined = document;
  for (const name of path) {
    if (!isJsonObject(found)) return undefined;
    found = found[name];
  }
  return found;
}

function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
