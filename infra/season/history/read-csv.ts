import type { HistoryFinding } from "./history.ts";
import { RowCollector, type Rows, shorten } from "./rows.ts";
import { readTime } from "./written-times.ts";

/** Names of a column of times; a word more may stand behind: "Timestamp (UTC)", "TimeGenerated [UTC]". */
const TIME_NAME = /^(time|timestamp|timegenerated|date|datetime|day|hour|minute|starttime)\b/i;

/** Names of a column of counts, the likeliest first. */
const COUNT_NAMES = ["requests", "clicks", "total", "sum", "count", "hits"];

/** Lines above the header in which an export may say what it is of. */
const PREAMBLE = 20;

/**
 * Reads CSV with a header: a column of times and one of counts, apart by commas, semicolons or tabs. Lines
 * above the header, further columns, a byte order mark, CRLF, and empty lines are let pass.
 *
 * @param column The name of the column of counts, where there are several.
 */
export function readCsv(text: string, column: string | undefined): Rows {
  // A byte order mark is white space to trim.
  const lines = text.trim().split(/\r?\n/);
  const head = headerIndex(lines);
  const header = lines[head] ?? "";
  const separator = separatorOf(header);
  const names = cells(header, separator);
  if (names.some((name) => readTime(name) !== undefined)) {
    return refuse({
      code: "header",
      line: head + 1,
      message: `"${shorten(header)}" is a row`,
      mend: "Write a header such as hour,requests above it",
    });
  }
  const time = Math.max(
    0,
    names.findIndex((name) => TIME_NAME.test(name)),
  );
  const count = countColumn(names, time, column);
  if (typeof count !== "number") return refuse({ ...count, line: head + 1 });
  const collector = new RowCollector(/\butc\b/i.test(names[time] ?? ""));
  for (let i = head + 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() === "") continue;
    const row = cells(line, separator);
    collector.add(i + 1, row[time] ?? "", row[count] ?? "");
  }
  return {
    rows: collector.rows,
    findings: collector.findings,
    perSecond: /per second|\/s$|\brps\b/i.test(names[count] ?? ""),
  };
}

/** The first line that names a column of times, or else the first line. */
function headerIndex(lines: readonly string[]): number {
  const found = lines.slice(0, PREAMBLE).findIndex((line) => {
    const names = cells(line, separatorOf(line));
    return names.length > 1 && names.some((name) => TIME_NAME.test(name));
  });
  return Math.max(0, found);
}

function countColumn(
  names: readonly string[],
  time: number,
  wanted: string | undefined,
): number | Pick<HistoryFinding, "code" | "message" | "mend"> {
  const others = names.map((_, index) => index).filter((index) => index !== time);
  const lower = names.map((name) => name.toLowerCase());
  const listed = others.map((index) => `"${names[index]}"`).join(", ");
  if (wanted !== undefined) {
    const index = lower.indexOf(wanted.toLowerCase());
    if (index >= 0 && index !== time) return index;
    return {
      code: "column",
      message: `there is no column "${wanted}" of counts`,
      mend: others.length === 0 ? HEADER_MEND : `Name one of ${listed}`,
    };
  }
  const [only] = others;
  if (only === undefined) {
    return { code: "header", message: "the header has one column", mend: HEADER_MEND };
  }
  if (others.length === 1 && !AVERAGE.test(lower[only] as string)) return only;
  for (const name of COUNT_NAMES) {
    const index = lower.findIndex((other) => new RegExp(`\\b${name}\\b`).test(other));
    if (index >= 0 && index !== time) return index;
  }
  return {
    code: "column",
    message: `it is not clear which column holds the counts: ${listed}`,
    mend: "Name it with --column. Of Azure's aggregations Total is the one that counts requests",
  };
}

/** An average of requests is no number of requests: Azure's `Average` is over samples. */
const AVERAGE = /\b(average|avg|mean|minimum|maximum)\b/;

const HEADER_MEND = "Write a header such as hour,requests, with a comma between the columns";

function separatorOf(line: string): string {
  const counts = [",", ";", "\t"].map((mark) => ({ mark, many: line.split(mark).length }));
  return counts.reduce((one, other) => (other.many > one.many ? other : one)).mark;
}

/** The cells of a line; a cell in quotes may hold separators. */
function cells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const found: string[] = [];
  let cell = "";
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      found.push(cell.trim());
      cell = "";
    } else cell += char;
  }
  return [...found, cell.trim()];
}

function refuse(finding: Omit<HistoryFinding, "level">): Rows {
  return { rows: [], findings: [{ ...finding, level: "refused" }], perSecond: false };
}
