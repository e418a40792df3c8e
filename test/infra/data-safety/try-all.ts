import type { KnownProperties } from "../../../policies/steps/known-properties.ts";
import { propertyValues } from "../../../policies/steps/property-values.ts";
import { plainType } from "../../../policies/support/resource.ts";
import type { Registered } from "../../support/mocked-stack.ts";
import { STACKS } from "./stacks.ts";
import { type Tried, tryChanges } from "./try-changes.ts";

/** What came of each change of one setting, by stack, and each property that anything was registered with. */
export interface TriedAll {
  readonly tried: readonly (readonly [stack: string, tries: readonly Tried[]])[];
  readonly properties: KnownProperties;
}

/** Tries every change of one setting in every stack: about a minute. */
export async function tryAll(): Promise<TriedAll> {
  const paths = new Map<string, Set<string>>();
  const seen = (resources: readonly Registered[]): void => {
    for (const { type, custom, inputs } of resources) {
      if (!custom) continue;
      const ofType = paths.getOrInsertComputed(plainType(type).type, () => new Set());
      for (const path of propertyValues(inputs).keys()) ofType.add(path);
    }
  };
  const tried: [string, readonly Tried[]][] = [];
  for (const stack of STACKS) tried.push([stack, await tryChanges(stack, seen)]);
  const sorted = [...paths].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    tried,
    properties: Object.fromEntries(sorted.map(([type, ofType]) => [type, [...ofType].sort()])),
  };
}

/** The list of properties as it is kept. */
export function renderProperties(properties: KnownProperties): string {
  return `${JSON.stringify(properties, undefined, 2)}\n`;
}
