import { basename } from "node:path";
import { KINDS, type Kind, type Shown } from "./read-supported.ts";

const BEGIN = "<!-- supported: begin, written by `npm run generate` -->";
const END = "<!-- supported: end -->";

/** What keeps the tests from showing what is claimed; nothing where they show it all. */
export function gaps(subjects: readonly string[], shown: readonly Shown[]): string[] {
  const unknown = shown
    .filter(({ subject }) => !subjects.includes(subject))
    .map(({ subject, title, file }) => `${file}, "${title}": "${subject}" is no subject.`);
  const missing = subjects.flatMap((subject) =>
    KINDS.filter((kind) => of(shown, subject, kind).length === 0).map(
      (kind) => `"${subject}" has no test of what it ${kind}.`,
    ),
  );
  return [...unknown, ...missing];
}

/**
 * The page with its table written anew between the two markers.
 *
 * @throws Error when the page doesn't have them.
 */
export function withTable(
  page: string,
  subjects: readonly string[],
  shown: readonly Shown[],
): string {
  const [before, rest] = page.split(`${BEGIN}\n`);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`It lacks ${BEGIN} or ${END}.`);
  return `${before}${BEGIN}\n${table(subjects, shown)}${END}${after}`;
}

/** A row a subject: how many tests there are of each kind, and in which files. */
function table(subjects: readonly string[], shown: readonly Shown[]): string {
  const rows = subjects.map((subject) => {
    const counts = KINDS.map((kind) => of(shown, subject, kind).length);
    const files = new Set(
      KINDS.flatMap((kind) => of(shown, subject, kind)).map(({ file }) =>
        basename(file, ".test.ts"),
      ),
    );
    return row([name(subject), ...counts.map(String), [...files].toSorted().join(", ")]);
  });
  return [row(["what", ...KINDS, "tests"]), row(Array(5).fill("---")), ...rows, ""].join("\n");
}

/** All titles, subject by subject. */
export function list(subjects: readonly string[], shown: readonly Shown[]): string {
  const sections = subjects.map((subject) => {
    const lines = KINDS.flatMap((kind) =>
      of(shown, subject, kind).map(
        ({ title, file }) => `- ${kind}: ${plain(title)} ([${basename(file)}](../../${file}))`,
      ),
    );
    return [`## ${name(subject)}`, ...lines, ""].join("\n");
  });
  return [
    "# What the local Azure supports, and the tests that show it",
    "",
    "Written by `npm run generate` from the tests' own titles; … stands for a row of a test's table. Supported means:",
    "shown to accept, to refuse and to change something.",
    "",
    ...sections,
  ].join("\n");
}

function of(shown: readonly Shown[], subject: string, kind: Kind): Shown[] {
  return shown.filter((one) => one.subject === subject && one.kind === kind);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A type without its namespace. */
function name(subject: string): string {
  return subject.replace(/^Microsoft\.\w+\//, "");
}

/** A title with … for what Jest puts in from a test's table. */
function plain(title: string): string {
  return title.replaceAll(/%[a-z#]|\$\w+/g, "…");
}
