import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../user-error.ts";

/** A load over time, in even steps of local wall-clock time. */
export interface Trace {
  /** Name of its file. */
  readonly name: string;
  /** Wall-clock time of its first step, as milliseconds since 1970-01-01T00:00 on the same wall. */
  readonly startWallMs: number;
  /** 1 to 1440. */
  readonly stepMinutes: number;
  /** Requests of each step. */
  readonly requests: Float64Array;
}

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;
/** A message names so many problems; a file with more has one cause. */
const PROBLEMS_SHOWN = 20;

/** Reads a trace from a file. */
export function readTrace(path: string): Trace {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "is not there" : "cannot be read";
    throw new UserError(
      "trace-unreadable",
      `The trace ${path} ${reason}. Give the path of a CSV file.`,
      { cause: error },
    );
  }
  return parseTrace(text, basename(path));
}

/**
 * A trace is CSV: a header of two columns, then a row a step with its local time (2013-10-05, or
 * 1995-06-01T00:00) and its number of requests. The first two rows set the step, from 1 minute to
 * 1 day. A byte order mark, CRLF and empty lines at the end are let pass.
 *
 * @throws UserError with all problems at once, each with its line and what mends it.
 */
export function parseTrace(text: string, name: string): Trace {
  // A byte order mark is white space, which trim takes from the header's first cell.
  const lines = text.trimEnd().split(/\r?\n/);
  const reader = new RowReader();
  if (lines.length === 1 && lines[0] === "") {
    throw problem(name, [
      "the file is empty. Write a header such as hour,requests and a row a step.",
    ]);
  }
  checkHeader(lines[0] as string, reader);
  const requests = new Float64Array(lines.length - 1);
  for (let i = 1; i < lines.length; i++) {
    requests[i - 1] = reader.row(i + 1, lines[i] as string);
  }
  reader.end(lines.length - 1);
  if (reader.problems.length > 0) {
    throw problem(name, reader.problems);
  }
  return {
    name,
    startWallMs: reader.first as number,
    stepMinutes: reader.stepMinutes as number,
    requests,
  };
}

function problem(name: string, problems: readonly string[]): UserError {
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  const rest = problems.length - shown.length;
  const lines = rest > 0 ? [...shown, `and ${rest} more.`] : shown;
  return new UserError(
    "trace-invalid",
    `The trace ${name} cannot be played:\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}

function checkHeader(line: string, reader: RowReader): void {
  const columns = line.split(",");
  if (columns.length !== 2) {
    reader.report(1, `"${line}" is not a header of two columns. Write one such as hour,requests.`);
  } else if (wallMs((columns[0] as string).trim()) !== undefined) {
    reader.report(1, `"${line}" is a row. Write a header such as hour,requests above it.`);
  }
}

/** Goes through the rows in order and collects what is wrong with them. */
class RowReader {
  readonly problems: string[] = [];
  first: number | undefined;
  stepMinutes: number | undefined;
  #last = 0;
  #lastLine = 0;
  #stepLines = "";

  report(line: number, text: string): void {
    this.problems.push(`line ${line}: ${text}`);
  }

  /** The row's requests. */
  row(line: number, text: string): number {
    const columns = text.split(",");
    if (columns.length !== 2) {
      this.report(
        line,
        text.trim() === ""
          ? "it is empty. Take it out, or write the step that is missing."
          : `"${text}" has ${columns.length} ${columns.length === 1 ? "column" : "columns"}. Write a time and a number, with a comma between them.`,
      );
      return 0;
    }
    this.#time(line, (columns[0] as string).trim());
    return this.#number(line, (columns[1] as string).trim());
  }

  /** Says what only the whole file shows. */
  end(rows: number): void {
    if (this.problems.length === 0 && rows < 2) {
      this.problems.push(
        `the file has ${rows === 0 ? "no row" : "one row"}. Two at least are needed, as the first two set the step.`,
      );
    }
  }

  #number(line: number, text: string): number {
    const value = text === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) {
      this.report(
        line,
        `"${text}" is not a number. Write the step's requests, 0 where there were none.`,
      );
    } else if (value < 0) {
      this.report(line, `${text} is below 0. Write the step's requests, 0 where there were none.`);
    }
    return value;
  }

  #time(line: number, text: string): void {
    const time = wallMs(text);
    if (time === undefined) {
      this.report(
        line,
        `"${text}" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.`,
      );
      return;
    }
    if (this.first === undefined) {
      this.first = time;
    } else if (time === this.#last) {
      this.report(
        line,
        `${text} is there twice, the first time in line ${this.#lastLine}. Take one out.`,
      );
      return;
    } else if (time < this.#last) {
      this.report(line, `${text} is earlier than line ${this.#lastLine}. Sort the rows by time.`);
      return;
    } else {
      this.#distance(line, text, (time - this.#last) / MINUTE_MS);
    }
    this.#last = time;
    this.#lastLine = line;
  }

  #distance(line: number, text: string, minutes: number): void {
    if (this.stepMinutes === undefined) {
      this.stepMinutes = minutes;
      this.#stepLines = `lines ${this.#lastLine} and ${line}`;
      if (!Number.isInteger(minutes) || minutes > MINUTES_A_DAY) {
        this.report(
          line,
          `${text} is ${minutesInWords(minutes)} after line ${this.#lastLine}. A step is a whole number of minutes from 1 to 1440 (a day).`,
        );
      }
      return;
    }
    const steps = minutes / this.stepMinutes;
    if (!Number.isInteger(steps)) {
      this.report(
        line,
        `${text} is ${minutesInWords(minutes)} after line ${this.#lastLine}, while the step is ${minutesInWords(this.stepMinutes)} (${this.#stepLines}). Bring all rows to one step.`,
      );
    } else if (steps > 1) {
      const missing = steps - 1;
      this.report(
        line,
        `${missing} ${missing === 1 ? "step is" : "steps are"} missing between line ${this.#lastLine} and ${text}. Add ${missing === 1 ? "it" : "them"}, with 0 where there were no requests.`,
      );
    }
  }
}

function minutesInWords(minutes: number): string {
  return `${Number(minutes.toFixed(3))} ${minutes === 1 ? "minute" : "minutes"}`;
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** The wall-clock time that a text names, as if the wall stood in UTC. */
function wallMs(text: string): number | undefined {
  const found = TIME.exec(text);
  if (found === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = found
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(ms);
  // A part out of its range has moved one above it.
  return back.getUTCFullYear() === year &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute
    ? ms
    : undefined;
}
