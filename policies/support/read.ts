import { UNKNOWN } from "./resource.ts";

/** What stands at a place in a resource: nothing, what nobody knows yet, or a value. */
export type Read =
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" }
  | { readonly kind: "value"; readonly value: unknown };

/** A part of a resource, with the path at which it stands. */
export interface Part {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Reads a value by its path: `sku.name`, `subnets[0].addressPrefix`. What lies below something unknown is
 * unknown, and null is absent.
 */
export function read(from: unknown, path: string): Read {
  let value = from;
  for (const step of steps(path)) {
    if (value === UNKNOWN) return { kind: "unknown" };
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) {
      return { kind: "absent" };
    }
    value = (value as Record<string, unknown>)[step];
  }
  if (value === UNKNOWN) return { kind: "unknown" };
  return value === undefined || value === null ? { kind: "absent" } : { kind: "value", value };
}

/** The value at a path where it is there and known. */
export function valueAt(from: unknown, path: string): unknown {
  const found = read(from, path);
  return found.kind === "value" ? found.value : undefined;
}

/** The known items of a list with their paths; none where it is absent, unknown or no list. */
export function items(from: unknown, path: string, at = path): readonly Part[] {
  const list = path === "" ? from : valueAt(from, path);
  if (!Array.isArray(list)) return [];
  return list.map((value, index) => ({ path: `${at}[${index}]`, value }));
}

/** The text at a path, or undefined. */
export function textAt(from: unknown, path: string): string | undefined {
  const value = valueAt(from, path);
  return typeof value === "string" ? value : undefined;
}

/** A number at a path, also where it is written as a text, as Azure's counts are. */
export function numberAt(from: unknown, path: string): number | undefined {
  return toNumber(valueAt(from, path));
}

export function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** Every leaf of a value, with its path. */
export function* leaves(value: unknown, path = ""): Generator<Part> {
  if (typeof value !== "object" || value === null) {
    yield { path, value };
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    const below = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    yield* leaves(part, below);
  }
}

function steps(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== "");
}
