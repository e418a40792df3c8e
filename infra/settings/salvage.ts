import * as z from "zod";
import { unwrap } from "./schema/field.ts";

/** A value of which any part may be missing, because it was wrong. */
export type Salvaged<Value> = Value extends readonly (infer Item)[]
  ? readonly (Salvaged<Item> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Salvaged<Value[Key]> | undefined }
    : Value;

/**
 * What a schema accepts of a value, part by part: what is wrong is left out, the rest is there with
 * its defaults. So rules that join two fields still find their faults when a third field is wrong.
 */
export function salvage<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Salvaged<z.output<Schema>> | undefined {
  return salvageAny(schema, value) as Salvaged<z.output<Schema>> | undefined;
}

function salvageAny(schema: z.core.$ZodType, value: unknown): unknown {
  const whole = z.safeParse(schema, value);
  if (whole.success) return whole.data;
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject && isRecord(value)) {
    const { shape } = bare;
    return Object.fromEntries(
      Object.entries(shape).map(([key, field]) => [key, salvageAny(field, own(value, key))]),
    );
  }
  if (bare instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => salvageAny(bare.element, item));
  }
  if (bare instanceof z.ZodRecord && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, salvageAny(bare.valueType, item)]),
    );
  }
  return undefined;
}

/** Whether a value is a mapping: neither a list nor nothing. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A mapping's own entry, never one that every object inherits. */
export function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
