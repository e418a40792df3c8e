import type { Json, JsonObject } from "../../../../local/json.ts";

/** A copy of a body with values set at dotted paths ("properties.subnets.0.name"); undefined removes. */
export function edited(
  body: JsonObject,
  changes: Readonly<Record<string, Json | undefined>>,
): JsonObject {
  const copy = structuredClone(body);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    const holder = steps.reduce<unknown>((inner, step) => Reflect.get(inner as object, step), copy);
    if (value === undefined) Reflect.deleteProperty(holder as object, last);
    else Reflect.set(holder as object, last, value);
  }
  return copy;
}
