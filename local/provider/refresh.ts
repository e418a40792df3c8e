import { isObject, sameValue, type Value, type ValueObject } from "../schema/values.ts";

/**
 * The inputs after a refresh, as azure-native works them out: the old inputs, with only what differs between
 * two projections of the outputs, the stored and the live one. What Azure filled in by itself is in both, and so
 * does not become an input.
 * Source: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go (Read) and diff.go (applyDiff).
 */
export function refreshInputs(
  inputs: ValueObject,
  stored: ValueObject,
  live: ValueObject,
): ValueObject {
  const result: ValueObject = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (!(name in stored) || name in live) result[name] = value;
  }
  for (const [name, value] of Object.entries(live)) {
    if (sameValue(stored[name], value)) continue;
    result[name] = refreshValue(inputs[name], stored[name], value);
  }
  return result;
}

function refreshValue(input: Value | undefined, stored: Value | undefined, live: Value): Value {
  if (isObject(input) && isObject(stored) && isObject(live)) {
    return refreshInputs(input, stored, live);
  }
  if (Array.isArray(input) && Array.isArray(stored) && Array.isArray(live)) {
    return live.map((item, index) => {
      const known = input[index];
      if (known !== undefined && sameValue(stored[index], item)) return known;
      return refreshValue(known, stored[index], item);
    });
  }
  return live;
}
