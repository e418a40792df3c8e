import type { Json, JsonObject } from "../../json.ts";
import { asObject } from "./json.ts";

/**
 * A pattern names places in a document: property names with dots between them, `[]` for every item
 * of a list, `{}` for every key of a map, as in `properties.subnets[].properties.natGateway.id` or
 * `identity.userAssignedIdentities{}`.
 */
export type Pattern = string;

/** One place that a pattern matched. */
export interface Match {
  /** The value there; for a pattern that ends with `{}`, the key. */
  readonly value: Json;
  /** Where, e.g. `properties.subnets[0].properties.natGateway.id`. */
  readonly path: string;
  /** What was passed on the way, from the outside in. */
  readonly holders: readonly JsonObject[];
}

/** Every place of `document` that `pattern` names and that holds something. */
export function matches(document: Json, pattern: Pattern): Match[] {
  return descend({ value: document, path: "", holders: [] }, steps(pattern));
}

/** The document without the places that the patterns name. The original stays as it is. */
export function without(document: JsonObject, patterns: readonly Pattern[]): JsonObject {
  const copy = structuredClone(document);
  for (const pattern of patterns) {
    const last = steps(pattern).at(-1);
    for (const { holders } of matches(copy, pattern)) {
      if (last !== undefined) delete holders.at(-1)?.[last];
    }
  }
  return copy;
}

function steps(pattern: Pattern): string[] {
  return pattern
    .replaceAll("[]", ".[]")
    .replaceAll("{}", ".{}")
    .split(".")
    .filter((step) => step !== "");
}

function descend(from: Match, [step, ...rest]: readonly string[]): Match[] {
  if (step === undefined) return [from];
  return inside(from, step).flatMap((next) => descend(next, rest));
}

function inside({ value, path, holders }: Match, step: string): Match[] {
  if (step === "[]") {
    const items = Array.isArray(value) ? value : [];
    return items.map((item, index) => ({ value: item, path: `${path}[${index}]`, holders }));
  }
  const object = asObject(value);
  if (object === undefined) return [];
  const inner = [...holders, object];
  if (step === "{}") {
    return Object.keys(object).map((key) => ({
      value: key,
      path: `${path}['${key}']`,
      holders: inner,
    }));
  }
  const found = object[step];
  if (found === undefined || found === null) return [];
  return [{ value: found, path: path === "" ? step : `${path}.${step}`, holders: inner }];
}
