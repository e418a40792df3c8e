import { type Horizon, QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { localDays, weekdayOf } from "../demand/local-days.ts";
import { DATABASE_SIZES } from "./database-sizes.ts";
import type { Freeze } from "./freezes.ts";
import { highest } from "./highest.ts";
import { quartersOf } from "./web.ts";

/** What decides how large the database is, and when its size may change. */
export interface DatabaseCapacity {
  /** Requests a second (to the web tier) that one vCore carries when it is fully busy. */
  readonly rpsPerVcore: number;
  /** How busy it may be at the planned quantile, above 0 to 1. */
  readonly utilisation: number;
  /** Places in `DATABASE_SIZES` between which it may be, both included. */
  readonly smallest: number;
  readonly largest: number;
  /** Most connections that are allowed at any size. */
  readonly connections: number;
  /** Connections that a clone's pool may open. */
  readonly connectionsPerClone: number;
  /** Connections kept for people, jobs and backups. */
  readonly otherConnections: number;
  /** Minutes by which it is larger before the first of the clones that need it is ordered. */
  readonly leadMinutes: number;
  /** A resize is a failover, seconds to minutes without a database: only then, once a week, local time. */
  readonly resizeAt: {
    /** 0 is Monday, 6 is Sunday. */
    readonly weekday: number;
    readonly hour: number;
  };
  /** Days before a grade period in which it is not resized any more. */
  readonly freezeLeadDays: number;
  /** A smaller size that would stay for fewer days than this is not worth two failovers. */
  readonly shortestStayDays: number;
}

/** A change of the database's size, as places in `DATABASE_SIZES`. */
export interface Resize {
  /** The quarter in which it is made. */
  readonly quarter: number;
  readonly from: number;
  readonly to: number;
}

/** The database's size over a horizon. */
export interface DatabasePlan {
  /** Place in `DATABASE_SIZES`, for each quarter. */
  readonly sizes: Uint8Array;
  readonly resizes: readonly Resize[];
}

/** What a size carries at the most. */
export interface SizeLimits {
  /** Requests a second. */
  readonly rps: number;
  /** Clones whose pools it takes, all of them full. */
  readonly clones: number;
}

/** What each of `DATABASE_SIZES` carries. */
export function sizeLimits(database: DatabaseCapacity): readonly SizeLimits[] {
  return DATABASE_SIZES.map(({ vcores, connections }) => ({
    rps: vcores * database.rpsPerVcore * database.utilisation,
    clones: Math.max(
      0,
      Math.floor(
        (Math.min(connections, database.connections) - database.otherConnections) /
          database.connectionsPerClone,
      ),
    ),
  }));
}

/** The place of the smallest size that carries a load and those clones; the largest one's if none does. */
export function databaseSizeFor(
  rps: number,
  clones: number,
  limits: readonly SizeLimits[],
): number {
  const last = limits.length - 1;
  for (let place = 0; place < last; place++) {
    const limit = limits[place] as SizeLimits;
    if (rps <= limit.rps && clones <= limit.clones) return place;
  }
  return last;
}

/**
 * The database's size, made for the clones that are ordered: it changes only in a week's quiet hour
 * outside the freezes, so each stretch between two such hours has the size for its highest load and its
 * most clones, those of the lead after it included. What it has at the horizon's start must stand already.
 */
export function databasePlan(
  rps: Float64Array,
  clones: Int32Array,
  database: DatabaseCapacity,
  when: { readonly horizon: Horizon; readonly zone: string; readonly freezes: readonly Freeze[] },
): DatabasePlan {
  const { smallest, largest } = database;
  const limits = sizeLimits(database);
  const mostClones = limits.at(-1)?.clones ?? 0;
  const ahead = quartersOf(database.leadMinutes);
  const hours = resizeQuarters(database, when.horizon, when.zone).filter(
    (quarter) => !when.freezes.some(({ first, end }) => first <= quarter && quarter < end),
  );
  const starts = [0, ...hours.filter((quarter) => quarter > 0)];
  const stretches = starts.map((start, i) => {
    const end = starts[i + 1] ?? rps.length;
    const until = Math.min(end + ahead, rps.length);
    // Where no size takes so many clones, a larger one is no help.
    const served = Math.min(highest(clones, start, until), mostClones);
    const place = databaseSizeFor(highest(rps, start, until), served, limits);
    return { start, end, size: Math.min(largest, Math.max(smallest, place)) };
  });
  fillShortValleys(stretches, database.shortestStayDays * QUARTERS_PER_DAY);
  const sizes = new Uint8Array(rps.length);
  for (const { start, end, size } of stretches) sizes.fill(size, start, end);
  return { sizes, resizes: resizesOf(stretches) };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  size: number;
}

/** The quarters with which the weekly hour starts. */
function resizeQuarters(database: DatabaseCapacity, horizon: Horizon, zone: string): number[] {
  const { weekday, hour } = database.resizeAt;
  const quarters: number[] = [];
  for (const { day, slot, first, length } of localDays(horizon, zone)) {
    const place = hour * 4 - slot;
    if (weekdayOf(day) === weekday && place >= 0 && place < length) quarters.push(first + place);
  }
  return quarters;
}

/**
 * Raises what lies lower than its neighbours for less than `shortest` quarters, from the largest size
 * down. What lies lower at the horizon's end counts as a valley: what follows is not known.
 */
function fillShortValleys(stretches: Stretch[], shortest: number): void {
  for (let level = DATABASE_SIZES.length - 1; level > 0; level--) {
    let valley: Stretch[] = [];
    let afterHigher = false;
    const close = (): void => {
      const [first] = valley;
      const last = valley.at(-1);
      if (first === undefined || last === undefined || !afterHigher) return;
      if (last.end - first.start < shortest) for (const stretch of valley) stretch.size = level;
    };
    for (const stretch of stretches) {
      if (stretch.size < level) valley.push(stretch);
      else {
        close();
        valley = [];
        afterHigher = true;
      }
    }
    close();
  }
}

function resizesOf(stretches: readonly Stretch[]): readonly Resize[] {
  return stretches.flatMap(({ start, size }, i) => {
    const before = stretches[i - 1];
    return before === undefined || before.size === size
      ? []
      : [{ quarter: start, from: before.size, to: size }];
  });
}
