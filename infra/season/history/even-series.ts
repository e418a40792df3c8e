import type { History, HistoryFinding } from "./history.ts";
import type { Row, Rows } from "./rows.ts";
import { type ClockChange, type WallClock, wallClock } from "./wall-clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** More than this part of the steps missing is a broken export and no history. */
const MOST_MISSING = 0.25;

/** A history and what had to be said about it. */
export interface EvenSeries {
  /** Undefined when something is refused. */
  readonly history: History | undefined;
  readonly findings: readonly HistoryFinding[];
}

/** A row with the instants between which it counts. */
interface Placed {
  readonly row: Row;
  readonly from: number;
  readonly until: number;
}

/** Puts rows into even steps of time and says all that is wrong between them. */
export function evenSeries({ rows, perSecond }: Rows, zone: string): EvenSeries {
  const findings: HistoryFinding[] = [];
  const mixed = mixedZones(rows);
  if (mixed !== undefined) return { history: undefined, findings: [mixed] };
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined || rows.length < 2) {
    return { history: undefined, findings: [TOO_FEW] };
  }
  const stepMs = commonStep(rows);
  const stepFinding = checkStep(rows, stepMs);
  if (stepFinding !== undefined) return { history: undefined, findings: [stepFinding] };
  const local = first.kind === "wall";
  const times = rows.map(({ ms }) => ms);
  const clock = wallClock(zone, least(times), most(times));
  const placed = local
    ? placeLocal(rows, stepMs, clock, zone, findings)
    : placeInstants(rows, stepMs, findings);
  const subMs = partOf(stepMs, local ? clock : undefined);
  const history = fill(placed, { zone, stepMs, subMs, perSecond }, findings);
  const refused = findings.some(({ level }) => level === "refused");
  return { history: refused ? undefined : history, findings };
}

const TOO_FEW: HistoryFinding = {
  code: "empty",
  level: "refused",
  message: "the file has fewer than two rows",
  mend: "Write a header such as hour,requests and a row a step, of a week at least",
};

function mixedZones(rows: readonly Row[]): HistoryFinding | undefined {
  const odd = rows.find(({ kind }) => kind !== rows[0]?.kind);
  if (odd === undefined) return undefined;
  return {
    code: "mixed-zones",
    level: "refused",
    line: odd.line,
    message: `${odd.time} ${odd.kind === "instant" ? "has an offset from UTC" : "has no offset from UTC"}, other than line ${rows[0]?.line}`,
    mend: "Write all times as local ones, or all with Z or their offset",
  };
}

/** The commonest distance between a row and the next. */
function commonStep(rows: readonly Row[]): number {
  const many = new Map<number, number>();
  for (let i = 1; i < rows.length; i++) {
    const distance = (rows[i] as Row).ms - (rows[i - 1] as Row).ms;
    if (distance > 0) many.set(distance, (many.get(distance) ?? 0) + 1);
  }
  let common = 0;
  for (const [distance, times] of many) {
    if (times > (many.get(common) ?? 0)) common = distance;
  }
  return common;
}

function checkStep(rows: readonly Row[], stepMs: number): HistoryFinding | undefined {
  const minutes = stepMs / MINUTE_MS;
  if (stepMs === 0) {
    return {
      code: "disorder",
      level: "refused",
      line: rows[1]?.line ?? 1,
      message: "no row is later than the one before it",
      mend: "Sort the rows by time, each time once",
    };
  }
  if (Number.isInteger(minutes) && minutes <= 1440 && 1440 % minutes === 0) return undefined;
  return {
    code: "step",
    level: "refused",
    line: rows[1]?.line ?? 1,
    message: `the step is ${inWords(stepMs)}`,
    mend: "Add the rows up to a step that divides a day into whole minutes: 1 minute, 5, 15, an hour, a day",
  };
}

/** Rows of instants, in order, each once. */
function placeInstants(
  rows: readonly Row[],
  stepMs: number,
  findings: HistoryFinding[],
): readonly Placed[] {
  const placed: Placed[] = [];
  let before: Row | undefined;
  for (const row of rows) {
    if (before !== undefined && !follows(before, row, row.ms - before.ms, stepMs, findings))
      continue;
    placed.push({ row, from: row.ms, until: row.ms + stepMs });
    before = row;
  }
  return placed;
}

/** Rows of local times. What a change of the clock skips has no row; what it repeats has two, or is not known. */
function placeLocal(
  rows: readonly Row[],
  stepMs: number,
  clock: WallClock,
  zone: string,
  findings: HistoryFinding[],
): readonly Placed[] {
  const placed: Placed[] = [];
  const times = occurrences(rows);
  const came = new Map<number, number>();
  const skipped = new Map<ClockChange, Row[]>();
  const once = new Map<ClockChange, Row[]>();
  let before: Row | undefined;
  for (const row of rows) {
    const change = changeOver(clock, row.ms, stepMs);
    if (change !== undefined && change.after > change.before) {
      group(skipped, change, row);
      continue;
    }
    const occurrence = came.get(row.ms) ?? 0;
    came.set(row.ms, occurrence + 1);
    const second = change !== undefined && occurrence === 1;
    if (!second && before !== undefined) {
      if (!follows(before, row, row.ms - before.ms, stepMs, findings)) continue;
    }
    before = row;
    const place = (of: Row, later: boolean): void => {
      const from = clock.instantOf(row.ms, later);
      // Within an hour that comes twice, a step ends in the pass in which it began.
      const until = change === undefined ? clock.instantOf(row.ms + stepMs) : from + stepMs;
      placed.push({ row: of, from, until });
    };
    if (change === undefined || times.get(row.ms) !== 1) {
      place(row, second);
      continue;
    }
    group(once, change, row);
    place({ ...row, count: Number.NaN }, false);
    place({ ...row, count: Number.NaN }, true);
  }
  for (const group of skipped.values()) findings.push(skippedRows(group, zone));
  for (const group of once.values()) findings.push(repeatedOnce(group, zone));
  return placed.sort((one, other) => one.from - other.from);
}

/** The change of the clock that skips or repeats a whole step. */
function changeOver(clock: WallClock, wallMs: number, stepMs: number): ClockChange | undefined {
  return clock.changes.find(
    ({ at, before, after }) =>
      wallMs >= at + Math.min(before, after) && wallMs + stepMs <= at + Math.max(before, after),
  );
}

/** How often each local time stands there. */
function occurrences(rows: readonly Row[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { ms } of rows) times.set(ms, (times.get(ms) ?? 0) + 1);
  return times;
}

function group(groups: Map<ClockChange, Row[]>, change: ClockChange, row: Row): void {
  const rows = groups.get(change) ?? [];
  rows.push(row);
  groups.set(change, rows);
}

function skippedRows(rows: readonly Row[], zone: string): HistoryFinding {
  const [first] = rows as [Row, ...Row[]];
  const code = "skipped-hour";
  const { line } = first;
  const message = `${first.time} does not exist in ${zone}: the clock is put forward over it`;
  const requests = rows.reduce((sum, { count }) => sum + (Number.isNaN(count) ? 0 : count), 0);
  if (requests > 0) {
    return {
      ...{ code, level: "refused", line },
      message: `${message}, and ${rows.length === 1 ? "the row has" : `the ${rows.length} rows there have`} ${requests} requests`,
      mend: "If the times are UTC, write them with Z; if they are of another zone, name it with --zone; else take the rows out",
    };
  }
  const mend = "What is written there has no requests and was left out";
  return { code, level: "mended", line, message, mend };
}

function repeatedOnce(rows: readonly Row[], zone: string): HistoryFinding {
  const [first] = rows as [Row, ...Row[]];
  return {
    code: "repeated-hour",
    level: "mended",
    line: first.line,
    message: `${first.time} comes twice in ${zone}, as the clock is put back, and stands here once`,
    mend: "Nobody knows whether it counts one hour or both: nothing is learned from either. Write both, one after the other, to have them counted",
  };
}

/** Whether a row may follow another; says why not, and what is missing between them. */
function follows(
  before: Row,
  row: Row,
  distance: number,
  stepMs: number,
  findings: HistoryFinding[],
): boolean {
  const { line } = row;
  if (distance === 0) {
    const same = Object.is(before.count, row.count);
    const message = `${row.time} is there twice, first in line ${before.line}`;
    findings.push(
      same
        ? {
            code: "duplicate",
            level: "mended",
            line,
            message,
            mend: "Both say the same: one was left out",
          }
        : {
            ...{ code: "duplicate", level: "refused", line },
            message: `${message}, with ${before.count} and ${row.count} requests`,
            mend: "Take the wrong one out, or write both in one row",
          },
    );
    return false;
  }
  if (distance < 0) {
    findings.push({
      code: "disorder",
      level: "refused",
      line,
      message: `${row.time} is earlier than ${before.time} in line ${before.line}`,
      mend: "Sort the rows by time",
    });
    return false;
  }
  if (distance % stepMs !== 0) {
    findings.push({
      code: "mixed-steps",
      level: "refused",
      line,
      message: `${row.time} is ${inWords(distance)} after line ${before.line}, while the step is ${inWords(stepMs)}`,
      mend: "Bring all rows to one step",
    });
  }
  return true;
}

/** Minutes into which a step is cut: a step of more than an hour may hold a change of the clock. */
function partOf(stepMs: number, clock: WallClock | undefined): number {
  if (stepMs <= HOUR_MS) return stepMs;
  const shifts = clock?.changes.map(({ before, after }) => Math.abs(after - before)) ?? [];
  return [HOUR_MS, ...shifts].reduce(greatestCommonDivisor, stepMs);
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/** Writes the rows' counts into even steps, as requests a second. */
function fill(
  placed: readonly Placed[],
  of: {
    readonly zone: string;
    readonly stepMs: number;
    readonly subMs: number;
    readonly perSecond: boolean;
  },
  findings: HistoryFinding[],
): History | undefined {
  const { stepMs, subMs } = of;
  const [first] = placed;
  const last = placed.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const values = new Float64Array(Math.max(0, Math.round((last.until - first.from) / subMs))).fill(
    Number.NaN,
  );
  let end = first.from;
  let missing = 0;
  for (const { row, from, until } of placed) {
    if (from > end) {
      const steps = Math.round((from - end) / stepMs);
      missing += steps;
      if (steps > 0) findings.push(gap(row, steps));
    }
    end = until;
    const rate = of.perSecond ? row.count : (row.count / (until - from)) * 1000;
    values.fill(
      rate,
      Math.round((from - first.from) / subMs),
      Math.round((until - first.from) / subMs),
    );
  }
  if (missing * stepMs > MOST_MISSING * (last.until - first.from))
    findings.push(tooMuchMissing(missing));
  if (last.until - first.from < 7 * DAY_MS) {
    findings.push({
      code: "too-short",
      level: "refused",
      message: `${first.row.time} to ${last.row.time} is less than a week`,
      mend: "Give a week at least: a weekday that was never seen can't be learned. A season can be learned from its own days only, so a year is better",
    });
  }
  return {
    zone: of.zone,
    stepMinutes: subMs / MINUTE_MS,
    resolvedMinutes: stepMs / MINUTE_MS,
    startMs: first.from,
    values,
  };
}

function gap(row: Row, steps: number): HistoryFinding {
  return {
    code: "gap",
    level: "mended",
    line: row.line,
    message: `${steps} ${steps === 1 ? "step is" : "steps are"} missing before ${row.time}`,
    mend: "Nothing is learned from what is missing. Add it if it is known, 0 where there were no requests",
  };
}

function tooMuchMissing(missing: number): HistoryFinding {
  return {
    code: "gap",
    level: "refused",
    message: `${missing} steps are missing, more than a quarter of the whole`,
    mend: "Export it anew, or cut it to the part that is whole",
  };
}

function inWords(ms: number): string {
  const minutes = ms / MINUTE_MS;
  if (minutes === 1440) return "a day";
  return `${Number(minutes.toFixed(3))} ${minutes === 1 ? "minute" : "minutes"}`;
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}
