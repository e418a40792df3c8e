import { dateOf, dayNumber } from "../../../infra/season/demand/local-days.ts";
import { calendarDays, hasLessons } from "../../../infra/season/fit/calendar-days.ts";
import { localSteps } from "../../../infra/season/fit/local-steps.ts";
import type { SiteCalendar } from "../../../infra/season/fit/site-calendar.ts";
import { wallClock } from "../../../infra/season/history/wall-clock.ts";

/** When bells ring and overlays put them, in minutes after local midnight. */
export const BELL_MINUTE = 8 * 60;

/** The days and minutes of a stretch of time by a site's clock and calendar. */
export interface Site {
  /** IANA name. */
  readonly zone: string;
  readonly calendar: SiteCalendar;
  /** Epoch milliseconds of the first minute. */
  readonly startMs: number;
  /** For each minute the local date, in days since 1970-01-01, and the minutes after midnight. */
  readonly day: Int32Array;
  readonly minute: Int16Array;
  /** Part of the pupils who have lessons on a local date; 0 outside of the stretch. */
  lessonsOn(day: number): number;
  /** The minute with which a local date starts: below 0 or beyond the last when outside. */
  minuteOf(date: Temporal.PlainDate): number;
}

/** Places a stretch of minutes. */
export function placeSite(calendar: SiteCalendar, startMs: number, minutes: number): Site {
  const { zone } = calendar;
  const steps = localSteps({ startMs, stepMinutes: 1, steps: minutes }, zone);
  const firstDay = steps.day[0] as number;
  const lastDay = steps.day[minutes - 1] as number;
  const { classes } = calendarDays(calendar, firstDay, lastDay - firstDay + 1);
  const lessons = Float64Array.from(classes, (shares, index) =>
    shares.reduce(
      (sum, { code, share }) => sum + (hasLessons(code, firstDay + index) ? share : 0),
      0,
    ),
  );
  return {
    zone,
    calendar,
    startMs,
    ...steps,
    lessonsOn: (day) => lessons[day - firstDay] ?? 0,
    minuteOf: (date) => {
      const wall = dayNumber(date) * 86_400_000;
      return Math.round((wallClock(zone, wall, wall).instantOf(wall) - startMs) / 60_000);
    },
  };
}

/** The minutes in which the bell rings: 08:00 of each day on which some have lessons. */
export function bellsOf({ day, minute, lessonsOn }: Site): Int32Array {
  const bells: number[] = [];
  for (let i = 0; i < minute.length; i++) {
    if (minute[i] === BELL_MINUTE && lessonsOn(day[i] as number) > 0) bells.push(i);
  }
  return Int32Array.from(bells);
}

/** The local date of a minute. */
export function dateAt({ day }: Pick<Site, "day">, minute: number): Temporal.PlainDate {
  return dateOf(day[Math.min(minute, day.length - 1)] as number);
}
