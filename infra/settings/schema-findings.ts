import * as z from "zod";
import { type Finding, type Path, valueAt } from "./finding.ts";
import { isRecord } from "./salvage.ts";
import { docOf, type FieldDoc, type Problem, unwrap } from "./schema/field.ts";
import { closest } from "./suggest.ts";

/** Everything that is wrong with single fields, as their schemas see it: one finding a place. */
export function schemaFindings(schema: z.ZodType, written: unknown): readonly Finding[] {
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
    return [wrongValue(schema, written, issue)];
  });
  return [...unknown.map(({ finding }) => finding), ...wrong];
}

function wrongValue(schema: z.ZodType, written: unknown, issue: z.core.$ZodIssue): Finding {
  const path = issue.path as Path;
  const doc = docOf(schemaAt(schema, path) ?? schema);
  const value = valueAt(written, path);
  const problem: Problem = issue.code === "custom" ? (issue.params ?? {}) : {};
  return {
    path,
    allowed: problem.allowed ?? doc?.allowed ?? "something else",
    edit: problem.edit ?? editOf(path, value, problem.instead, doc),
    ...hidden(doc, value),
  };
}

function editOf(
  path: Path,
  value: unknown,
  instead: string | undefined,
  doc: FieldDoc | undefined,
): string {
  const key = path.at(-1);
  const written = (yaml: string): string =>
    typeof key === "string" ? `\`${key}: ${yaml}\`` : `\`- ${yaml}\``;
  const better = instead ?? doc?.meant?.(value);
  if (better !== undefined) return `set ${written(better)}`;
  const verb = value === undefined ? "add" : "set";
  return doc === undefined || doc.example === "{}"
    ? `write \`${key}\` as docs/settings.md shows`
    : `${verb} for example ${written(doc.example)}`;
}

/** A text that does not look like what belongs there may be a secret that was pasted by mistake. */
function hidden(doc: FieldDoc | undefined, value: unknown): Pick<Finding, "received"> {
  if (doc?.printable === undefined || typeof value !== "string") return {};
  return doc.printable.test(value) ? {} : { received: "(not shown)" };
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
        received: "a setting that does not exist",
        allowed: known.map((name) => `\`${name}\``).join(", "),
        edit: meant ? `did you mean \`${meant}\`? Rename it` : `remove \`${key}\``,
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
