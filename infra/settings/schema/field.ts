import * as z from "zod";
import { closest } from "../suggest.ts";

/** What people are told of a setting, in an error and in docs/settings.md. */
export interface FieldDoc {
  /** What it is, and its unit: a sentence or two. */
  readonly what: string;
  /** What may stand there, as it ends "allowed …". */
  readonly allowed: string;
  /** A value that may stand there, as YAML on one line. */
  readonly example: string;
  /** The default in words, when the schema does not carry it as a value. */
  readonly defaultInWords?: string;
  /**
   * The value as YAML that a wrong one most likely means. `written` is how the wrong one stands in
   * the file, where that is known.
   */
  readonly meant?: (received: unknown, written: string | undefined) => string | undefined;
  /** A received text is printed only when it matches: for fields into which secrets get pasted. */
  readonly printable?: RegExp;
}

/** What is wrong with one value, where more can be said than its field's documentation does. */
export interface Problem {
  readonly allowed?: string;
  /** The whole "edit" line. */
  readonly edit?: string;
  /** Instead of `edit`: the YAML value to set. */
  readonly instead?: string;
}

const docs = new WeakMap<z.core.$ZodType, FieldDoc>();

/** Attaches what people are told of a setting to its schema. */
export function document<Schema extends z.ZodType>(schema: Schema, doc: FieldDoc): Schema {
  docs.set(schema, doc);
  return schema;
}

/** What people are told of a setting: the schema's own documentation or that of what it wraps. */
export function docOf(schema: z.core.$ZodType): FieldDoc | undefined {
  const doc = docs.get(schema);
  if (doc !== undefined) return doc;
  const inner = unwrapOnce(schema);
  return inner === undefined ? undefined : docOf(inner);
}

/** A schema without its defaults and its permission to be absent. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrapOnce(schema);
  return inner === undefined ? schema : unwrap(inner);
}

function unwrapOnce(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return schema.def.innerType;
  }
  return undefined;
}

/** The default that a schema carries as a value, or undefined. */
export function defaultOf(schema: z.core.$ZodType): unknown {
  return schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
}

/** A section with fixed keys. Any other key is refused. */
export function section<Shape extends z.ZodRawShape>(
  what: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).map((key) => `\`${key}\``);
  return document(z.strictObject(shape), {
    what,
    allowed: `a section with ${keys.join(", ")}`,
    example: "{}",
  });
}

/** A whole number within bounds, both included. `of` names the unit: "clones", "seconds". */
export function wholeNumber(
  options: { readonly from: number; readonly to: number; readonly of: string } & Pick<
    FieldDoc,
    "what" | "example"
  >,
): z.ZodType<number, number> {
  const { from, to, of, what, example } = options;
  return document(z.int().min(from).max(to), {
    what,
    allowed: `a whole number of ${of} from ${from} to ${to}`,
    example,
    meant: (received) => {
      const number =
        typeof received === "string" ? Number(received.trim() || Number.NaN) : received;
      if (typeof number !== "number" || Number.isNaN(number)) return undefined;
      return String(Math.min(to, Math.max(from, Math.round(number))));
    },
  });
}

/** One of a few words. */
export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  doc: Pick<FieldDoc, "what" | "example"> & Partial<FieldDoc>,
): z.ZodType<Values[number], Values[number]> {
  return document(z.enum(values), {
    allowed: `one of ${values.join(", ")}`,
    meant: (received) => (typeof received === "string" ? closest(received, values) : undefined),
    ...doc,
  });
}

/** A text that a check finds nothing wrong with. */
export function text(
  doc: FieldDoc,
  check: (value: string) => Problem | undefined,
): z.ZodType<string, string> {
  return document(
    z.string().check((context) => {
      const problem = check(context.value);
      if (problem === undefined) return;
      context.issues.push({ code: "custom", input: context.value, params: { ...problem } });
    }),
    { ...quoted(check), ...doc },
  );
}

/** YAML reads 4711, 1e3 and true as something else than text: quotes around what was written mend that. */
function quoted(check: (value: string) => Problem | undefined): Required<Pick<FieldDoc, "meant">> {
  const meant: FieldDoc["meant"] = (received, written) => {
    const scalar = typeof received === "number" || typeof received === "boolean";
    if (!scalar || written === undefined || check(written) !== undefined) return undefined;
    return JSON.stringify(written);
  };
  return { meant };
}

/** A check by pattern alone. */
export function matching(pattern: RegExp): (value: string) => Problem | undefined {
  return (value) => (pattern.test(value) ? undefined : {});
}
