import { dayClasses } from "../demand/day-classes.ts";
import { DAY_CLASSES, DAY_SEASONS, UNKNOWN_DAY } from "../demand/day-load.ts";
import { weekdayOf } from "../demand/local-days.ts";
import type { SiteCalendar } from "./site-calendar.ts";

/** A class of day that some of a site's pupils have on a day. */
export interface ClassShare {
  /** As `dayClasses` gives it. */
  readonly code: number;
  /** Part of the pupils, above 0 to 1. */
  readonly share: number;
}

/** The classes of a calendar's days, from `firstDay` on, the regions together. */
export interface CalendarDays {
  readonly firstDay: number;
  readonly days: number;
  /** Of each day, by its index. Days that are alike share one list. */
  readonly classes: readonly (readonly ClassShare[])[];
}

/** Works out what the days of a stretch are, in days since 1970-01-01. */
export function calendarDays(calendar: SiteCalendar, firstDay: number, days: number): CalendarDays {
  const regions = calendar.regions.map((region) => ({
    share: region.share,
    codes: dayClasses(region, firstDay, days),
  }));
  const known = new Map<string, readonly ClassShare[]>();
  const shares = new Float64Array(DAY_CLASSES);
  const classes = Array.from({ length: days }, (_, day) => {
    shares.fill(0);
    let key = "";
    for (const { share, codes } of regions) {
      const code = codes[day] as number;
      key += String.fromCharCode(code);
      shares[code] = (shares[code] as number) + share;
    }
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = withoutFew(
      Array.from(shares, (share, code) => ({ code, share })).filter(({ share }) => share > 0),
    );
    known.set(key, made);
    return made;
  });
  return { firstDay, days, classes };
}

/** A day of which so few pupils' part is unknown is taken for one like the others'. */
const FEW = 0.05;

function withoutFew(shares: readonly ClassShare[]): readonly ClassShare[] {
  const unknown = unknownShare(shares);
  if (unknown === 0 || unknown > FEW) return shares;
  return shares
    .filter(({ code }) => code !== UNKNOWN_DAY)
    .map(({ code, share }) => ({ code, share: share / (1 - unknown) }));
}

/** Part of a day's pupils of whose day nothing is known. */
export function unknownShare(classes: readonly ClassShare[]): number {
  return classes.find(({ code }) => code === UNKNOWN_DAY)?.share ?? 0;
}

/** The season of a class; of an unknown day there is none. */
export function seasonOf(code: number): (typeof DAY_SEASONS)[number] {
  return DAY_SEASONS[code >> 1] ?? "unknown";
}

/** The weekday by which a day of a class behaves: a public holiday is like a Sunday. */
export function weekdayLike(code: number, day: number): number {
  return code % 2 === 1 ? 6 : weekdayOf(day);
}

/** Whether schools have lessons on a day of that class. */
export function hasLessons(code: number, day: number): boolean {
  return weekdayOf(day) < 5 && code % 2 === 0 && seasonOf(code) !== "holiday";
}
