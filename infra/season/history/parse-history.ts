import { evenSeries } from "./even-series.ts";
import type { History, HistoryFinding } from "./history.ts";
import { withoutOutages } from "./outages.ts";
import { readAzureJson } from "./read-azure-json.ts";
import { readCsv } from "./read-csv.ts";

/** How a history is to be read. */
export interface ParseHistoryOptions {
  /** IANA name of the zone of local times, and by whose clock its days are read. */
  readonly zone: string;
  /** The column of counts, or Azure's metric, where there are several. */
  readonly column?: string;
}

/** What was read: the history when nothing is refused, and everything that there is to say. */
export interface ParsedHistory {
  readonly history: History | undefined;
  readonly findings: readonly HistoryFinding[];
}

/**
 * Reads a history: CSV with a column of times and one of counts in even steps from a minute to a day, or
 * Azure Monitor's JSON. Pure; says all that is wrong at once.
 */
export function parseHistory(text: string, options: ParseHistoryOptions): ParsedHistory {
  const rows = /^\s*[[{]/.test(text)
    ? readAzureJson(text, options.column)
    : readCsv(text, options.column);
  if (rows.rows.length === 0 && rows.findings.length > 0) {
    return { history: undefined, findings: rows.findings };
  }
  const even = evenSeries(rows, options.zone);
  const findings = [...rows.findings, ...even.findings];
  if (even.history === undefined || rows.findings.some(({ level }) => level === "refused")) {
    return { history: undefined, findings: byLine(findings) };
  }
  const { history, findings: outages } = withoutOutages(even.history);
  return { history, findings: byLine([...findings, ...outages]) };
}

/** What concerns the file as a whole comes last. */
function byLine(findings: readonly HistoryFinding[]): readonly HistoryFinding[] {
  return findings.toSorted(
    (one, other) =>
      (one.line ?? Number.POSITIVE_INFINITY) - (other.line ?? Number.POSITIVE_INFINITY) || 0,
  );
}
