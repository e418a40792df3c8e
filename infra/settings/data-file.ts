import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import { type Finding, formatPath, type Path, valueAt } from "./finding.ts";
import { byPosition } from "./parse-settings.ts";
import { quickValue } from "./quick-value.ts";
import { describeReceived, shorten } from "./received.ts";
import { type Salvaged, salvage } from "./salvage.ts";
import { schemaFindings } from "./schema-findings.ts";
import type { SettingsErrorCode, SettingsIssue } from "./settings-error.ts";
import { readSource, type Source } from "./source.ts";

/** What was found in one of the YAML files below data/. */
export interface DataFile<Value> {
  /** The file's value with its defaults, when nothing is wrong with it. */
  readonly value: Value | undefined;
  /** Everything that is wrong, in the file's order. */
  readonly issues: readonly SettingsIssue[];
  /** Why the file is refused, when it is. */
  readonly code: SettingsErrorCode | undefined;
}

/**
 * Reads one of the YAML files below data/ and says all that is wrong with it. Only when something is, the
 * file is read once more for the places.
 *
 * @param file Its path from the project's folder, with `/`: it stands in the messages.
 * @param documentation Where the reader finds what belongs into it.
 * @param rules What is wrong between its fields.
 */
export function inspectDataFile<Schema extends z.ZodType>(options: {
  readonly root: string;
  readonly file: string;
  readonly schema: Schema;
  readonly documentation: string;
  readonly rules: (salvaged: Salvaged<z.output<Schema>>) => readonly Finding[];
}): DataFile<z.output<Schema>> {
  const { root, file, schema, documentation, rules } = options;
  const refused = (code: SettingsErrorCode, issues: readonly SettingsIssue[]) =>
    ({ value: undefined, issues, code }) as const;
  const text = readText(root, file, documentation);
  if (typeof text !== "string") return refused(text.code, [text.issue]);
  const right = schema.safeParse(quickValue(text));
  if (right.success && rules(right.data as Salvaged<z.output<Schema>>).length === 0) {
    return { value: right.data, issues: [], code: undefined };
  }
  const source = readSource(text);
  if (source.problems.length > 0) return refused("settings-yaml", yamlIssues(file, text, source));
  const value = source.value() ?? {};
  const writtenAt = (path: Path, item: unknown): string | undefined => source.written(path, item);
  const whole = schema.safeParse(value);
  const salvaged = whole.success
    ? (whole.data as Salvaged<z.output<Schema>>)
    : salvage(schema, value);
  const findings = [
    ...(whole.success
      ? []
      : schemaFindings(schema, value, writtenAt, `${documentation} says how it is written`)),
    ...(salvaged === undefined ? [] : rules(salvaged)),
  ];
  if (whole.success && findings.length === 0) {
    return { value: whole.data, issues: [], code: undefined };
  }
  const issues = findings.map((finding) => toIssue(file, source, value, finding));
  return refused("settings-invalid", issues.sort(byPosition));
}

function readText(
  root: string,
  file: string,
  documentation: string,
): string | { readonly code: SettingsErrorCode; readonly issue: SettingsIssue } {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch (error) {
    const { code } = Object(error) as { readonly code?: unknown };
    const absent = code === "ENOENT";
    return {
      code: absent ? "settings-not-found" : "settings-unreadable",
      issue: {
        file,
        path: "",
        received: absent ? "no such file" : `a file that can't be read: ${code ?? error}`,
        allowed: "a file that you may read, in the project's folder",
        edit: absent ? `write it; ${documentation} says how` : `look at \`ls -l ${file}\``,
      },
    };
  }
}

function yamlIssues(file: string, text: string, source: Source): readonly SettingsIssue[] {
  const lines = text.split(/\r?\n/);
  return source.problems.map(({ line, column, message }) => ({
    file,
    line,
    column,
    path: "",
    received: `the line \`${shorten(lines[line - 1] ?? "")}\``,
    allowed: `YAML; the parser says: ${shorten(message)}`,
    edit: "mend this line or the one before it",
  }));
}

function toIssue(file: string, source: Source, root: unknown, finding: Finding): SettingsIssue {
  const { path, allowed, edit } = finding;
  const value = valueAt(root, path);
  return {
    file,
    ...place(source, path),
    path: formatPath(path),
    received: finding.received ?? describeReceived(value, source.written(path, value)),
    allowed,
    edit,
  };
}

/** A missing value's place is that of the section from which it is missing. */
function place(source: Source, path: Path): { line?: number; column?: number } {
  for (let length = path.length; length > 0; length -= 1) {
    const position = source.locate(path.slice(0, length));
    if (position !== undefined) return { line: position.line, column: position.column };
  }
  return {};
}

/** What a schema accepts of a file, whatever else is wrong; undefined when it can't be read. */
export function salvageDataFile<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
): Salvaged<z.output<Schema>> | undefined {
  const text = readText(root, file, "");
  if (typeof text !== "string") return undefined;
  return salvage(schema, quickValue(text) ?? readSource(text).value());
}
