import { type Horizon, QUARTER_MS, QUARTERS_PER_DAY } from "./horizon.ts";

/**
 * Quarters of a horizon that follow each other within one local day. A day on which the clock is
 * changed has two pieces: what is repeated comes twice, what is skipped never.
 */
export interface DayPiece {
  /** The local date, in days since 1970-01-01. */
  readonly day: number;
  /** Quarter of the local day, 0 to 95, with which the piece starts. */
  readonly slot: number;
  /** Index in the horizon with which the piece starts. */
  readonly first: number;
  readonly length: number;
}

/** A date in days since 1970-01-01. */
export function dayNumber(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
}

/** The date of a day number. */
export function dateOf(day: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(day * 86_400_000)
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
}

/** Weekday of a day number: 0 is Monday, 6 is Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The local days of a horizon, in order, without a gap. The zone is asked once for each change of its clock. */
export function* localDays(horizon: Horizon, zone: string): Generator<DayPiece> {
  const start = horizon.from.epochMilliseconds / QUARTER_MS;
  let first = 0;
  for (const { until, offset } of offsets(horizon, zone)) {
    while (first < until) {
      const local = start + first + offset;
      const day = Math.floor(local / QUARTERS_PER_DAY);
      const slot = local - day * QUARTERS_PER_DAY;
      const length = Math.min(QUARTERS_PER_DAY - slot, until - first);
      yield { day, slot, first, length };
      first += length;
    }
  }
}

/** The stretches of a horizon with one offset from UTC, both in quarters. */
function* offsets(
  horizon: Horizon,
  zone: string,
): Generator<{ readonly until: number; readonly offset: number }> {
  let local = horizon.from.toZonedDateTimeISO(zone);
  for (;;) {
    const next = local.getTimeZoneTransition("next");
    const until =
      next === null
        ? horizon.quarters
        : inQuarters(next.epochMilliseconds - horizon.from.epochMilliseconds, zone);
    yield {
      until: Math.min(until, horizon.quarters),
      offset: inQuarters(local.offsetNanoseconds / 1e6, zone),
    };
    if (next === null || until >= horizon.quarters) return;
    local = next;
  }
}

function inQuarters(milliseconds: number, zone: string): number {
  const quarters = milliseconds / QUARTER_MS;
  if (!Number.isInteger(quarters)) {
    throw new RangeError(`the clock of ${zone} is not on quarters of an hour`);
  }
  return quarters;
}
