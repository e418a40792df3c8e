import type { Json, JsonObject } from "../../json.ts";

/** The value at a dotted path of property names, or undefined where the path ends early. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>((inner, key) => asObject(inner)?.[key] ?? undefined, value);
}

export function textAt(value: Json | undefined, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: Json | undefined, path: string): number | undefined {
  const found = at(value, path);
  return typeof found === "number" ? found : undefined;
}

export function objectAt(value: Json | undefined, path: string): JsonObject | undefined {
  return asObject(at(value, path));
}

/** The objects of a list; empty when there is no list. */
export function objectsAt(value: Json | undefined, path: string): JsonObject[] {
  const found = at(value, path);
  if (!Array.isArray(found)) return [];
  return found.map(asObject).filter((item) => item !== undefined);
}

/** The texts of a list; empty when there is no list. */
export function textsAt(value: Json | undefined, path: string): string[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Whether two values hold the same, whatever the order of their properties. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The same properties without those that are undefined. */
export function compact(properties: Readonly<Record<string, Json | undefined>>): JsonObject {
  const entries = Object.entries(properties).flatMap(([key, value]): [string, Json][] =>
    value === undefined ? [] : [[key, value]],
  );
  return Object.fromEntries(entries);
}

function sorted(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  const object = asObject(value);
  if (object === undefined) return value;
  const entries = Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item) ?? null]));
}
