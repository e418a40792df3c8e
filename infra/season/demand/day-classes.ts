import type { Region } from "../calendar.ts";
import { DAY_SEASONS, UNKNOWN_DAY } from "./day-load.ts";
import { dayNumber, weekdayOf } from "./local-days.ts";

/**
 * The class of each day of a region's school year, for `days` days from day number `firstDay` on:
 * twice its season's code, 1 more for a public holiday on a weekday, `UNKNOWN_DAY` where the calendar
 * doesn't know. A weekend keeps its season's class: the weekday tells.
 */
export function dayClasses(region: Region, firstDay: number, days: number): Uint8Array {
  const classes = new Uint8Array(days).fill(UNKNOWN_DAY);
  for (const { kind, start, end } of region.seasons) {
    classes.fill(
      2 * DAY_SEASONS.indexOf(kind),
      clamp(dayNumber(start) - firstDay, days),
      clamp(dayNumber(end) - firstDay, days),
    );
  }
  for (const holiday of region.publicHolidays) {
    const day = dayNumber(holiday);
    const code = classes[day - firstDay];
    if (code === undefined || code >= UNKNOWN_DAY || weekdayOf(day) >= 5) continue;
    classes[day - firstDay] = code | 1;
  }
  return classes;
}

function clamp(index: number, days: number): number {
  return Math.min(Math.max(index, 0), days);
}
