import type { Resource } from "../../../policies/support/resource.ts";

/** Stands for a property that is taken away. */
export const ABSENT: unique symbol = Symbol("absent");

/** A copy of a value with another one at a path: `sku.name`, `subnets[0].addressPrefix`, `rules[+]` to append. */
export function changed<T>(from: T, path: string, to: unknown): T {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  return changeAt(from, steps, to) as T;
}

function changeAt(from: unknown, [step, ...rest]: readonly string[], to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(from)) {
    const index = step === "+" ? from.length : Number(step);
    if (rest.length === 0 && to === ABSENT) return from.filter((_, place) => place !== index);
    const copy = [...from];
    copy[index] = changeAt(from[index], rest, to);
    return copy;
  }
  const object = typeof from === "object" && from !== null ? from : {};
  if (rest.length === 0 && to === ABSENT) {
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== step));
  }
  return { ...object, [step]: changeAt((object as Record<string, unknown>)[step], rest, to) };
}

/** A resource with another value at a path of its inputs, or of itself where the path starts with `$.`. */
export function withInput(resource: Resource, path: string, to: unknown): Resource {
  return path.startsWith("$.")
    ? changed(resource, path.slice(2), to)
    : { ...resource, inputs: changed(resource.inputs, path, to) };
}
