import type { HistoryFinding } from "./history.ts";
import { readTime } from "./written-times.ts";

/** One step as it is written. */
export interface Row {
  /** From 1. */
  readonly line: number;
  /** The time's text. */
  readonly time: string;
  readonly ms: number;
  readonly kind: "instant" | "wall";
  /** Requests in the step; NaN where the file has none. */
  readonly count: number;
}

/** Rows and what is wrong with them one by one. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly findings: readonly HistoryFinding[];
  /** The values are a second's, not a step's. */
  readonly perSecond: boolean;
}

/** Collects rows; each is checked by itself. */
export class RowCollector {
  readonly rows: Row[] = [];
  readonly findings: HistoryFinding[] = [];
  /** Times without an offset are UTC. */
  readonly #utc: boolean;

  constructor(utc: boolean) {
    this.#utc = utc;
  }

  /** An empty value is a step of which nothing is known. */
  add(line: number, time: string, value: string): void {
    const written = readTime(time);
    if (written === undefined) {
      this.findings.push({
        code: "time",
        level: "refused",
        line,
        message: `"${shorten(time)}" is not a time`,
        mend: "Write local time as 2026-08-17 or 2026-08-17T08:00, or an instant as 2026-08-17T06:00Z",
      });
    }
    const count = this.#count(line, value);
    if (written === undefined || count === undefined) return;
    const kind = this.#utc ? "instant" : written.kind;
    this.rows.push({ line, time, ms: written.ms, kind, count });
  }

  #count(line: number, text: string): number | undefined {
    if (EMPTY.has(text.toLowerCase())) return Number.NaN;
    const count = Number(text);
    if (!Number.isFinite(count)) {
      this.findings.push({
        code: "value",
        level: "refused",
        line,
        message: `"${shorten(text)}" is not a number`,
        mend: "Write the step's requests as 4711 or 4711.5, 0 where there were none, and nothing where nobody knows",
      });
      return undefined;
    }
    if (count < 0) {
      this.findings.push({
        code: "negative",
        level: "refused",
        line,
        message: `${text} is below 0`,
        mend: "Write the step's requests, 0 where there were none, and nothing where nobody knows",
      });
      return undefined;
    }
    return count;
  }
}

/** What stands where there is no number: nothing, or what Azure's exports and spreadsheets put there. */
const EMPTY = new Set(["", "-", "--", "null", "n/a"]);

/** A text that fits into a message. */
export function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
