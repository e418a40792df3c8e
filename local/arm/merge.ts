import { asObject } from "../behaviours/support/json.ts";
import type { Json, JsonObject } from "../json.ts";

/**
 * A document with a patch applied: a JSON merge patch (RFC 7396), except that `tags` are replaced
 * as a whole, as Azure's providers do it.
 */
export function mergePatch(document: JsonObject, patch: JsonObject): JsonObject {
  const { tags, ...rest } = patch;
  const merged = asObject(merge(document, rest)) ?? {};
  return tags === undefined ? merged : { ...merged, tags };
}

function merge(before: Json | undefined, patch: Json): Json {
  const changes = asObject(patch);
  if (changes === undefined) return patch;
  const result: JsonObject = { ...asObject(before) };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}
