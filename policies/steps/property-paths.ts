import { leaves } from "../support/read.ts";

/** Properties whose keys are anybody's own. */
const MAPS: readonly string[] = ["tags"];

/**
 * The paths at which inputs hold a value, sorted, each once: `sku.name`, `subnets[].addressPrefix`. Items of a list are
 * one, and so are the keys of a map.
 */
export function propertyPaths(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  const paths = new Set<string>();
  for (const { path, value } of leaves(inputs)) {
    if (value === undefined || value === null) continue;
    const [first = ""] = path.split(/[.[]/);
    paths.add(MAPS.includes(first) ? first : path.replaceAll(/\[\d+\]/g, "[]"));
  }
  return [...paths].sort();
}
