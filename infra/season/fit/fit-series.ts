import type { History } from "../history/history.ts";
import { type CalendarDays, calendarDays, hasLessons, unknownShare } from "./calendar-days.ts";
import { type LocalSteps, localSteps } from "./local-steps.ts";
import type { SiteCalendar } from "./site-calendar.ts";

/** A history placed on the clock and the calendar by whose days it is learned from. */
export interface FitSeries extends LocalSteps {
  readonly stepMinutes: number;
  readonly resolvedMinutes: number;
  readonly startMs: number;
  readonly values: Float64Array;
  readonly calendar: SiteCalendar;
  readonly days: CalendarDays;
  /** For each day by its index, its first step and the one after its last. */
  readonly dayStart: Int32Array;
  /** 1 for the days that the calendar knows. */
  readonly known: Uint8Array;
  /** Part of each day's pupils who have lessons. */
  readonly lessons: Float64Array;
}

/** Places a history. */
export function fitSeries(history: History, calendar: SiteCalendar): FitSeries {
  const { values, startMs, stepMinutes, resolvedMinutes } = history;
  const local = localSteps({ startMs, stepMinutes, steps: values.length }, calendar.zone);
  const firstDay = local.day[0] as number;
  const count = (local.day[values.length - 1] as number) - firstDay + 1;
  const days = calendarDays(calendar, firstDay, count);
  const dayStart = new Int32Array(count + 1).fill(values.length);
  for (let i = values.length - 1; i >= 0; i--) {
    dayStart[(local.day[i] as number) - firstDay] = i;
  }
  for (let day = count - 1; day >= 0; day--) {
    dayStart[day] = Math.min(dayStart[day] as number, dayStart[day + 1] as number);
  }
  return {
    ...local,
    ...{ stepMinutes, resolvedMinutes, startMs, values, calendar, days, dayStart },
    known: Uint8Array.from(days.classes, (classes) => (unknownShare(classes) === 0 ? 1 : 0)),
    lessons: Float64Array.from(days.classes, (classes, day) =>
      classes.reduce(
        (sum, { code, share }) => sum + (hasLessons(code, firstDay + day) ? share : 0),
        0,
      ),
    ),
  };
}

/** The mean of so many steps each, where they divide the hour: of unknown ones there is none. */
export function coarser(history: History, stepMinutes: number): History {
  const many = stepMinutes / history.stepMinutes;
  if (many <= 1 || !Number.isInteger(many)) return history;
  // Steps start on the clock's own quarters, which all zones keep.
  const lead = (stepMinutes - ((history.startMs / 60_000) % stepMinutes)) % stepMinutes;
  const skip = lead / history.stepMinutes;
  if (!Number.isInteger(skip)) return history;
  const length = Math.floor((history.values.length - skip) / many);
  const values = new Float64Array(Math.max(0, length));
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    for (let j = 0; j < many; j++) sum += history.values[skip + i * many + j] as number;
    values[i] = sum / many;
  }
  return { ...history, stepMinutes, startMs: history.startMs + lead * 60_000, values };
}
