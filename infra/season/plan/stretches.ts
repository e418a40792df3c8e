import { highest, lowest } from "../capacity/highest.ts";
import type { MarketCause } from "../demand/datacenter-demand.ts";
import { type Horizon, QUARTERS_PER_DAY, quarterStart } from "../demand/horizon.ts";
import { weekdayOf } from "../demand/local-days.ts";
import type { PlanDay } from "./days.ts";

/** The hours of a stretch's days in which more clones stand than in the others; local time, half-open. */
export interface BusyHours {
  /** Minutes after local midnight. */
  readonly from: number;
  readonly until: number;
}

/** A stretch of whole local days with one reason, for people to read: the plan's arrays have every quarter. */
export interface PlanStretch {
  readonly start: Temporal.Instant;
  /** Not included. */
  readonly end: Temporal.Instant;
  /** Quarters of the horizon, half-open. */
  readonly quarters: readonly [number, number];
  /** Fewest clones at any time, and the most that must stand at some time: what the busy hours want. */
  readonly floor: { readonly least: number; readonly most: number };
  /** Absent where the floor is the same all day, or high for most of it. */
  readonly busy?: BusyHours;
  /** Most clones that are allowed at some time. */
  readonly ceiling: number;
  /** Clones that the load needs at its busiest, be it more than is allowed. */
  readonly need: number;
  /** Gateway instances that stand whatever the load. */
  readonly gatewayMinimum: number;
  /** Name of the database's size, the largest where it changes. */
  readonly databaseSize: string;
  /** Clones' room that staging may use: at the busiest and at the quietest time. */
  readonly staging: { readonly least: number; readonly most: number };
  /** Machines that Azure promises, by zone: the most of the stretch. */
  readonly reserve: Readonly<Record<string, number>>;
  /** The market, season and event that decide it. */
  readonly cause: MarketCause;
  /** The same in words. */
  readonly reason: string;
  /** Dates that it rests on may still change, or are not known. */
  readonly provisional: boolean;
}

/** A plan's arrays, with an entry a quarter, as stretches are read from them. */
export interface PlanArrays {
  readonly horizon: Horizon;
  readonly need: Int32Array;
  readonly floors: Int32Array;
  readonly ceilings: Int32Array;
  readonly gateway: Int32Array;
  /** Places in the ladder of sizes. */
  readonly database: Uint8Array;
  readonly reserve: Int32Array;
  readonly lent: Int32Array;
}

/** A run of days that are told as one. */
interface Run {
  readonly days: readonly PlanDay[];
  /** Highest floor. */
  readonly most: number;
}

/** More rows than this a year nobody reads. */
const ROWS_PER_YEAR = 60;

/** Fewer days than this that want nothing more are told with those before them. */
const SHORTEST_DAYS = 3;

const SATURDAY = 5;

/**
 * Groups days into runs of one market, season and event, which are cut where a week's highest floor
 * differs from the one before: by the least difference with which a year has no more than 60.
 */
export function dayRuns(
  days: readonly PlanDay[],
  floors: Int32Array,
): readonly (readonly PlanDay[])[] {
  const reasons = byReason(days, floors);
  const rows = Math.ceil((ROWS_PER_YEAR * days.length) / 365);
  for (let difference = 0; ; difference++) {
    const runs = reasons.flatMap((run) => byLevel(run, floors, difference));
    if (runs.length <= Math.max(rows, reasons.length)) return runs.map((run) => run.days);
  }
}

function byReason(days: readonly PlanDay[], floors: Int32Array): readonly (readonly PlanDay[])[] {
  const runs: PlanDay[][] = [];
  for (const run of runsOfReason(days)) {
    const last = runs.at(-1);
    if (last === undefined) runs.push([...run]);
    else if (sameReason(last, run) || isTrifle(run, last, floors)) last.push(...run);
    else runs.push([...run]);
  }
  return runs;
}

function runsOfReason(days: readonly PlanDay[]): readonly (readonly PlanDay[])[] {
  const runs: PlanDay[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && sameReason(last, [day])) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** A few days of another reason that want no more clones than those before them: nobody need know. */
function isTrifle(run: readonly PlanDay[], last: readonly PlanDay[], floors: Int32Array): boolean {
  if (run.length >= SHORTEST_DAYS || isOpening(run) || isOpening(last)) return false;
  return highestOf(floors, run) <= highestOf(floors, last);
}

/** Whether two runs have the first day's reason in common. The bell is none: every school day has one. */
function sameReason(one: readonly PlanDay[], other: readonly PlanDay[]): boolean {
  return (
    one[0]?.cause.market === other[0]?.cause.market &&
    one[0]?.cause.season === other[0]?.cause.season &&
    isOpening(one) === isOpening(other)
  );
}

function isOpening([first]: readonly PlanDay[]): boolean {
  return first?.cause.event === "grade-opening";
}

function byLevel(days: readonly PlanDay[], floors: Int32Array, difference: number): readonly Run[] {
  const runs: { days: PlanDay[]; most: number }[] = [];
  for (const week of weeks(days)) {
    const most = highestOf(floors, week);
    const last = runs.at(-1);
    const short = week.length < SHORTEST_DAYS && most <= (last?.most ?? 0);
    if (last !== undefined && (short || Math.abs(last.most - most) <= difference)) {
      last.days.push(...week);
      last.most = Math.max(last.most, most);
    } else runs.push({ days: [...week], most });
  }
  return runs;
}

/** Cuts days at Mondays; a weekend alone stays with the days beside it. */
function weeks(days: readonly PlanDay[]): readonly (readonly PlanDay[])[] {
  const found: PlanDay[][] = [];
  for (const day of days) {
    const last = found.at(-1);
    const alone = last?.every((one) => weekdayOf(one.day) >= SATURDAY) ?? false;
    if (last === undefined || (weekdayOf(day.day) === 0 && !alone)) found.push([day]);
    else last.push(day);
  }
  return found;
}

function highestOf(floors: Int32Array, days: readonly PlanDay[]): number {
  return days.reduce((most, { start, end }) => Math.max(most, highest(floors, start, end)), 0);
}

/** The least and the most of a part of an array. */
function range(
  values: Int32Array | Uint8Array,
  start: number,
  end: number,
): { readonly least: number; readonly most: number } {
  return { least: lowest(values, start, end), most: highest(values, start, end) };
}

/** What a stretch is told from, besides the days that it is made of. */
export interface StretchInput extends PlanArrays {
  /** Names of the database's sizes, by place. */
  readonly databaseSizes: readonly string[];
  /** Availability zones over which the reserve is spread evenly. */
  readonly zones: readonly string[];
  readonly reasonOf: (day: PlanDay) => string;
  readonly isProvisional: (day: PlanDay) => boolean;
}

/** The stretches of a plan, one after the other, over the whole horizon. */
export function planStretches(
  days: readonly PlanDay[],
  input: StretchInput,
): readonly PlanStretch[] {
  return dayRuns(days, input.floors).map((run) => stretchOf(run, input));
}

function stretchOf(days: readonly PlanDay[], input: StretchInput): PlanStretch {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a stretch has a day");
  const { start } = first;
  const { end } = last;
  const most = (values: Int32Array | Uint8Array): number => highest(values, start, end);
  const decisive = days.reduce((one, other) =>
    (input.need[other.busiest] as number) > (input.need[one.busiest] as number) ? other : one,
  );
  const busy = busyHours(days, input.floors);
  const perZone = Math.ceil(most(input.reserve) / input.zones.length);
  return {
    start: quarterStart(input.horizon, start),
    end: quarterStart(input.horizon, end),
    quarters: [start, end],
    floor: range(input.floors, start, end),
    ...(busy === undefined ? {} : { busy }),
    ceiling: most(input.ceilings),
    need: most(input.need),
    gatewayMinimum: most(input.gateway),
    databaseSize: input.databaseSizes[most(input.database)] ?? "",
    staging: range(input.lent, start, end),
    reserve: Object.fromEntries(input.zones.map((zone) => [zone, perZone])),
    cause: decisive.cause,
    reason: input.reasonOf(decisive),
    provisional: days.some(input.isProvisional),
  };
}

/** A time of the day that lasts longer than this is not told as busy hours: it is the day. */
const LONGEST_BUSY_QUARTERS = QUARTERS_PER_DAY / 2;

/** The hours outside which less than half of the floor's rise stands; absent where it never rises. */
function busyHours(days: readonly PlanDay[], floors: Int32Array): BusyHours | undefined {
  const bySlot = new Int32Array(QUARTERS_PER_DAY);
  for (const { start, end } of days) {
    // A day on which the clock is changed has another length: its hours are not those of the others.
    if (end - start !== QUARTERS_PER_DAY) continue;
    for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
      const floor = floors[start + slot] as number;
      if (floor > (bySlot[slot] as number)) bySlot[slot] = floor;
    }
  }
  const { least, most } = range(bySlot, 0, QUARTERS_PER_DAY);
  if (least === most) return undefined;
  const high = (floor: number): boolean => floor > (least + most) / 2;
  const first = bySlot.findIndex(high);
  const until = bySlot.findLastIndex(high) + 1;
  if (until - first > LONGEST_BUSY_QUARTERS) return undefined;
  return { from: first * 15, until: until * 15 };
}
