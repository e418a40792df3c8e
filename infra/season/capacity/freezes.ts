import type { Calendar, Region } from "../calendar.ts";
import { type Horizon, quarterAt } from "../demand/horizon.ts";
import { dateOf, dayNumber } from "../demand/local-days.ts";

/** Quarters of a horizon in which nothing that interrupts people may be changed; half-open. */
export interface Freeze {
  readonly first: number;
  readonly end: number;
}

/**
 * The grade periods of all regions, each from `leadDays` before it, merged and sorted; what a calendar
 * doesn't know may be a grade period and is frozen too. Bounds may lie outside the horizon.
 */
export function freezesOf(
  calendars: readonly Calendar[],
  horizon: Horizon,
  leadDays: number,
): readonly Freeze[] {
  const frozen = calendars.flatMap(({ zone, regions }) => {
    const at = (day: number): number =>
      Number.isFinite(day)
        ? quarterAt(horizon, dateOf(day).toZonedDateTime(zone).toInstant())
        : day;
    // Regions have most dates in common: days are merged before a zone's clock is asked.
    return merged(regions.flatMap((region) => frozenDays(region, leadDays))).map(
      ({ first, end }) => ({ first: at(first), end: at(end) }),
    );
  });
  return merged(frozen.filter(({ first, end }) => end > 0 && first < horizon.quarters));
}

/** A region's frozen days, as day numbers. */
function frozenDays(region: Region, leadDays: number): readonly Freeze[] {
  return [
    { first: Number.NEGATIVE_INFINITY, end: dayNumber(region.knownFrom) },
    ...region.seasons
      .filter(({ kind }) => kind === "grade-period")
      .map(({ start, end }) => ({ first: dayNumber(start) - leadDays, end: dayNumber(end) })),
    { first: dayNumber(region.knownUntil) - leadDays, end: Number.POSITIVE_INFINITY },
  ];
}

/** Sorted, and those that overlap or meet as one. */
function merged(freezes: readonly Freeze[]): readonly Freeze[] {
  const found: Freeze[] = [];
  for (const freeze of freezes.toSorted((one, other) => one.first - other.first)) {
    const last = found.at(-1);
    if (last === undefined || freeze.first > last.end) found.push(freeze);
    else if (freeze.end > last.end) found[found.length - 1] = { ...last, end: freeze.end };
  }
  return found;
}
