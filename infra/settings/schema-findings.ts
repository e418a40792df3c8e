import * as z from "zod";
import { type Finding, type Path, valueAt } from "./finding.ts";
import { NOT_SHOWN, shorten } from "./received.ts";
import { isRecord } from "./salvage.ts";
import { docOf, type FieldDoc, type Problem, unwrap } from "./schema/field.ts";
import { closest } from "./suggest.ts";

/** How a value stands in the file, where that is known. */
export type WrittenAt = (path: Path, value: unknown) => string | undefined;

/**
 * Everything that is wrong with single fields, as their schemas see it: one finding a place.
 * `elsewhere` is the edit for a section, of which no example fits on a line.
 */
export function schemaFindings(
  schema: z.ZodType,
  written: unknown,
  writtenAt: WrittenAt,
  elsewhere = "write it as another stack's file does; docs/settings.md lists what belongs there",
): readonly Finding[] {
  const result = z.safeParse(schema, written);
  if (result.success) return [];
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownKeys(schema, issue) : [],
  );
  const meant = new Set(unknown.map(({ meantPath }) => JSON.stringify(meantPath)));
  const seen = new Set<string>();
  const wrong = result.error.issues.flatMap((issue): Finding[] => {
    const place = JSON.stringify(issue.path);
    if (issue.code === "unrecognized_keys" || seen.has(place) || meant.has(place)) return [];
    seen.add(place);
    return [wrongValue(schema, written, issue, writtenAt, elsewhere)];
  });
  return [...unknown.map(({ finding }) => finding), ...wrong];
}

function wrongValue(
  schema: z.ZodType,
  written: unknown,
  issue: z.core.$ZodIssue,
  writtenAt: WrittenAt,
  elsewhere: string,
): Finding {
  const path = issue.path as Path;
  const field = schemaAt(schema, path) ?? schema;
  const doc = docOf(field);
  const value = valueAt(written, path);
  const problem: Problem = issue.code === "custom" ? (issue.params ?? {}) : {};
  const better = problem.instead ?? doc?.meant?.(value, writtenAt(path, value));
  return {
    path,
    allowed: problem.allowed ?? doc?.allowed ?? "something else",
    edit: problem.edit ?? editOf(path, value, better, field, elsewhere),
    ...(better === undefined ? {} : { repeats: true }),
    ...hidden(doc, value),
  };
}

function editOf(
  path: Path,
  value: unknown,
  better: string | undefined,
  field: z.core.$ZodType,
  elsewhere: string,
): string {
  const key = path.at(-1);
  const doc = docOf(field);
  const written = (yaml: string): string =>
    typeof key === "string" ? `\`${key}: ${yaml}\`` : `\`- ${yaml}\``;
  if (better !== undefined) return `set ${written(better)}`;
  if (value === null && z.safeParse(field, undefined).success) return `remove \`${key}:\``;
  if (doc === undefined || doc.example === "{}" || key === undefined) {
    return elsewhere;
  }
  return `${value === undefined ? "add" : "set"} for example ${written(doc.example)}`;
}

/** A text that does not look like what belongs there may be a secret that was pasted by mistake. */
function hidden(doc: FieldDoc | undefined, value: unknown): Pick<Finding, "received"> {
  if (doc?.printable === undefined || typeof value !== "string") return {};
  return doc.printable.test(value) ? {} : { received: NOT_SHOWN };
}

interface UnknownKey {
  readonly finding: Finding;
  /** Where the setting stands that the key most likely means. */
  readonly meantPath: Path | undefined;
}

function unknownKeys(
  schema: z.ZodType,
  issue: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
): readonly UnknownKey[] {
  const path = issue.path as Path;
  const section = unwrap(schemaAt(schema, path) ?? schema);
  const known = section instanceof z.ZodObject ? Object.keys(section.shape) : [];
  return issue.keys.map((key) => {
    const meant = closest(key, known);
    return {
      finding: {
        path: [...path, key],
        received: `\`${shorten(key)}\`, which is no setting`,
        allowed: known.map((name) => `\`${name}\``).join(", "),
        edit: meant ? `did you mean \`${meant}\`? Rename it` : `remove \`${shorten(key)}\``,
      },
      meantPath: meant === undefined ? undefined : [...path, meant],
    };
  });
}

/** The schema of what stands at a path. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const bare: z.core.$ZodType | undefined = current && unwrap(current);
    if (bare instanceof z.ZodObject && isRecord(bare.shape)) {
      current = bare.shape[step] as z.core.$ZodType | undefined;
    } else if (bare instanceof z.ZodArray) current = bare.element;
    else if (bare instanceof z.ZodRecord) current = bare.valueType;
    else return undefined;
  }
  return current;
}
