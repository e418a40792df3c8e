import { leaves } from "../support/read.ts";

/** Properties whose keys are anybody's own. */
const MAPS: readonly string[] = ["tags"];

/**
 * The values that inputs hold, by path: `sku.name`, `subnets[].addressPrefix`. Items of a list share their path, in
 * order, and so do the keys of a map.
 */
export function propertyValues(
  inputs: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, readonly unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const { path, value } of leaves(inputs)) {
    if (value === undefined || value === null) continue;
    const [first = ""] = path.split(/[.[]/);
    const of = MAPS.includes(first) ? first : path.replaceAll(/\[\d+\]/g, "[]");
    values.getOrInsertComputed(of, () => []).push(value);
  }
  return values;
}
