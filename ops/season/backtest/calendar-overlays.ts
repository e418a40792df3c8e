import type { GradeOpening, Region, Season } from "../../../infra/season/calendar.ts";
import { ASSUMED_MODEL } from "../../../infra/season/demand/assumed-model.ts";
import { dateOf, dayNumber, weekdayOf } from "../../../infra/season/demand/local-days.ts";
import type { SiteCalendar } from "../../../infra/season/fit/site-calendar.ts";
import type { Site } from "./site.ts";

/** A week, by which a holiday is moved. */
const WEEK = 7;

/** Longer holidays than this are no week's matter. */
const LONGEST = 28;

/** A holiday of the calendar, in days since 1970-01-01. */
export interface Holiday {
  readonly start: number;
  readonly end: number;
}

/**
 * The first holiday of up to four weeks that lies between two days and can be moved by a week within them; undefined
 * where there is none, or where regions have holidays of their own.
 */
export function movableHoliday(
  { regions }: SiteCalendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Holiday | undefined {
  const [region] = regions;
  if (region === undefined || regions.length > 1) return undefined;
  const found = region.seasons.find(({ kind, start, end }, i) => {
    const next = region.seasons[i + 1];
    const after = dayNumber(end) + WEEK;
    return (
      kind === "holiday" &&
      dayNumber(start) > dayNumber(from) &&
      dayNumber(end) - dayNumber(start) <= LONGEST &&
      after <= dayNumber(until) &&
      next !== undefined &&
      dayNumber(next.end) > after
    );
  });
  return found && { start: dayNumber(found.start), end: dayNumber(found.end) };
}

/** The calendar with a holiday a week later. */
export function withMovedHoliday(calendar: SiteCalendar, { start, end }: Holiday): SiteCalendar {
  const move = (date: Temporal.PlainDate): Temporal.PlainDate => {
    const day = dayNumber(date);
    return day === start || day === end ? date.add({ days: WEEK }) : date;
  };
  const regions = calendar.regions.map((region) => ({
    ...region,
    seasons: region.seasons.map((season) => ({
      ...season,
      start: move(season.start),
      end: move(season.end),
    })),
  }));
  return { ...calendar, regions };
}

/**
 * The load with a holiday a week later, in place: the week that would have followed it comes before it, and its last
 * week after it, each day as the same weekday was.
 */
export function moveHoliday(load: Float64Array, site: Site, { start, end }: Holiday): void {
  const before = load.slice();
  const dayLike = (weekday: number, from: number): number => {
    for (let day = from; day < from + WEEK; day++) if (weekdayOf(day) === weekday) return day;
    return from;
  };
  const copy = (to: number, from: number): void => {
    const target = site.minuteOf(dateOf(to));
    const source = site.minuteOf(dateOf(from));
    load.set(before.subarray(source, source + 1440), target);
  };
  const holidays = Math.max(start, end - WEEK);
  for (let day = 0; day < WEEK; day++) {
    copy(start + day, dayLike(weekdayOf(start + day), end));
    const like = dayLike(weekdayOf(end + day), holidays);
    copy(end + day, like < end ? like : end + day);
  }
}

/** Days of a grade period, to the day on which the grades are opened. */
const GRADE_DAYS = 14;

/** Days between two years' openings: whole weeks. */
const YEAR = 364;

/** The minute of the day at which grades are opened. */
const OPENED_AT = 17 * 60;

/**
 * The calendar with a grade period whose grades are opened on a day at 17:00, and another one a year before it. What
 * lay there before is cut.
 */
export function withGrades(calendar: SiteCalendar, opened: Temporal.PlainDate): SiteCalendar {
  const regions = openings(opened).reduce<readonly Region[]>(
    (all, date) => all.map((region) => withGradePeriod(region, date, calendar.zone)),
    calendar.regions,
  );
  return { ...calendar, regions };
}

function withGradePeriod(region: Region, opened: Temporal.PlainDate, zone: string): Region {
  const start = opened.subtract({ days: GRADE_DAYS - 1 });
  const end = opened.add({ days: 1 });
  const kept = region.seasons.flatMap((season): Season[] => [
    ...(isBefore(season.start, start) ? [{ ...season, end: earlier(season.end, start) }] : []),
    ...(isBefore(end, season.end) ? [{ ...season, start: later(season.start, end) }] : []),
  ]);
  const own: Season = { kind: "grade-period", start, end, name: "grades", provisional: false };
  const known = region.seasons.some(
    (season) => !isBefore(start, season.start) && isBefore(start, season.end),
  );
  const at = opened.toZonedDateTime(zone).add({ minutes: OPENED_AT });
  const opening: GradeOpening = { at, provisional: false };
  if (!known) return region;
  return {
    ...region,
    seasons: [...kept, own].sort((one, other) =>
      Temporal.PlainDate.compare(one.start, other.start),
    ),
    gradeOpenings: [...region.gradeOpenings, opening].sort((one, other) =>
      Temporal.ZonedDateTime.compare(one.at, other.at),
    ),
  };
}

/**
 * The load of the grade periods of `withGrades`, in place, by the assumed model: more on all days of them, and the
 * surge of the opening, as a multiple of that day's mean.
 */
export function addGrades(load: Float64Array, site: Site, opened: Temporal.PlainDate): void {
  const { season, gradeOpening, rpsPerThousandPupils } = ASSUMED_MODEL;
  const height = gradeOpening.rpsPerThousandPupils / rpsPerThousandPupils;
  for (const date of openings(opened)) {
    const first = site.minuteOf(date.subtract({ days: GRADE_DAYS - 1 }));
    const day = site.minuteOf(date);
    if (first < 0 || day + 1440 > load.length) continue;
    let mean = 0;
    for (let minute = day; minute < day + 1440; minute++) mean += (load[minute] as number) / 1440;
    for (let minute = first; minute < day + 1440; minute++) {
      const since = minute - day - OPENED_AT;
      const surge = since < 0 ? 0 : mean * height * 2 ** (-since / gradeOpening.halfLifeMinutes);
      load[minute] = (load[minute] as number) * season["grade-period"] + surge;
    }
  }
}

function openings(opened: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  return [opened.subtract({ days: YEAR }), opened];
}

function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0;
}

function earlier(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(one, other) ? one : other;
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(one, other) ? other : one;
}
