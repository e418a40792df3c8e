import type { Calendar } from "../calendar.ts";
import { type Horizon, quarterAt } from "../demand/horizon.ts";

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
  const at = (date: Temporal.PlainDate, zone: string): number =>
    quarterAt(horizon, date.toZonedDateTime(zone).toInstant());
  const frozen = calendars.flatMap(({ zone, regions }) =>
    regions.flatMap(({ seasons, knownFrom, knownUntil }): Freeze[] => [
      { first: Number.NEGATIVE_INFINITY, end: at(knownFrom, zone) },
      ...seasons
        .filter(({ kind }) => kind === "grade-period")
        .map(({ start, end }) => ({
          first: at(start.subtract({ days: leadDays }), zone),
          end: at(end, zone),
        })),
      {
        first: at(knownUntil.subtract({ days: leadDays }), zone),
        end: Number.POSITIVE_INFINITY,
      },
    ]),
  );
  const merged: Freeze[] = [];
  for (const freeze of frozen.sort((one, other) => one.first - other.first)) {
    const last = merged.at(-1);
    if (freeze.end <= 0 || freeze.first >= horizon.quarters) continue;
    if (last === undefined || freeze.first > last.end) merged.push(freeze);
    else if (freeze.end > last.end) merged[merged.length - 1] = { ...last, end: freeze.end };
  }
  return merged;
}
