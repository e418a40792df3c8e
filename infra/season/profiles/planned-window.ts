import { type Horizon, QUARTERS_PER_DAY, quarterAt, quarterStart } from "../demand/horizon.ts";
import { type DayPiece, localDays } from "../demand/local-days.ts";

/** Days from now on that a setting covers in its best shape, at least. */
export const DAYS_COVERED = 42;

/**
 * The start of the week in which an instant lies, by a zone's clock: Monday, 00:00. What is planned is
 * planned from there, so that it stays the same from one day of a week to the next.
 */
export function planAnchor(now: Temporal.Instant, zone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return today
    .subtract({ days: today.dayOfWeek - 1 })
    .toZonedDateTime(zone)
    .toInstant();
}

/** The quarters of a horizon that are planned, and how a zone's clock goes through them. */
export interface PlannedWindow {
  readonly horizon: Horizon;
  /** IANA name. */
  readonly zone: string;
  /** How many, from the horizon's start on. */
  readonly quarters: number;
  /** The local days, in order. */
  readonly days: readonly DayPiece[];
  /** For each quarter of the window whether its start is a local time that comes twice or is moved. */
  readonly unclear: Uint8Array;
  /** The same for each quarter of a local day: on some day of the window it comes twice or never. */
  readonly unclearSlots: Uint8Array;
}

/** The window from the week of `now` over `DAYS_COVERED` days after it, to the end of a week. */
export function plannedWindow(
  horizon: Horizon,
  now: Temporal.Instant,
  zone: string,
): PlannedWindow {
  const anchor = planAnchor(now, zone);
  if (!horizon.from.equals(anchor)) {
    throw new RangeError(`a horizon for profiles starts with the week, ${anchor}: ${horizon.from}`);
  }
  const until = anchor.toZonedDateTimeISO(zone).add({ days: DAYS_COVERED + 7 });
  const quarters = Math.min(quarterAt(horizon, until.toInstant()), horizon.quarters);
  const days = [...localDays({ from: anchor, quarters }, zone)];
  return { horizon, zone, quarters, days, ...unclearTimes(days, quarters) };
}

/**
 * Quarters whose local time does not name them alone, and slots that a day of the window repeats or
 * skips. No profile starts or ends there: Azure's documents do not say when that would be.
 */
function unclearTimes(
  days: readonly DayPiece[],
  quarters: number,
): Pick<PlannedWindow, "unclear" | "unclearSlots"> {
  const unclear = new Uint8Array(quarters);
  const unclearSlots = new Uint8Array(QUARTERS_PER_DAY);
  for (let i = 1; i < days.length; i++) {
    const before = days[i - 1] as DayPiece;
    const after = days[i] as DayPiece;
    const left = before.day * QUARTERS_PER_DAY + before.slot + before.length;
    const next = after.day * QUARTERS_PER_DAY + after.slot;
    const repeated = Math.max(0, left - next);
    for (let k = 0; k < repeated; k++) {
      unclear[after.first + k] = 1;
      if (after.first - 1 - k >= 0) unclear[after.first - 1 - k] = 1;
    }
    for (let time = Math.min(left, next); time < Math.max(left, next); time++) {
      unclearSlots[((time % QUARTERS_PER_DAY) + QUARTERS_PER_DAY) % QUARTERS_PER_DAY] = 1;
    }
  }
  return { unclear, unclearSlots };
}

/** A quarter of the window as local date and time, to the minute: `2026-12-22T07:30`. */
export function localTime(
  { horizon, zone }: Pick<PlannedWindow, "horizon" | "zone">,
  quarter: number,
): string {
  return quarterStart(horizon, quarter)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}
