import type { MarketCode } from "../settings/markets.ts";

/**
 * What a stretch of the school year is. `term-start`: the first school days of a term, in which plans
 * are made. `grade-period`: the weeks in which grades are set, to the day they are opened.
 */
export type SeasonKind = "term-start" | "term" | "grade-period" | "holiday";

/**
 * A stretch of a region's school year: `start` included, `end` not, both dates in the calendar's zone.
 * A region's seasons are sorted and neither overlap nor leave a gap. Weekends and public holidays lie
 * within whatever season they fall into.
 */
export interface Season {
  readonly kind: SeasonKind;
  readonly start: Temporal.PlainDate;
  readonly end: Temporal.PlainDate;
  /** For people: "autumn 2026", "Christmas holidays". */
  readonly name: string;
  /** The dates may still change: no authority has published them. */
  readonly provisional: boolean;
}

/** The instant from which pupils and parents may read a term's grades; within a grade period. */
export interface GradeOpening {
  readonly at: Temporal.ZonedDateTime;
  readonly provisional: boolean;
}

/** A part of a market whose schools keep the same days. */
export interface Region {
  /** Unique within the market. */
  readonly code: string;
  readonly name: string;
  /** Part of the market's pupils, above 0 to 1. A market's regions add up to 1. */
  readonly share: number;
  readonly seasons: readonly Season[];
  /** Sorted, from `knownFrom` to `knownUntil`. */
  readonly publicHolidays: readonly Temporal.PlainDate[];
  /** Sorted. */
  readonly gradeOpenings: readonly GradeOpening[];
  /** The first day of the first season. */
  readonly knownFrom: Temporal.PlainDate;
  /** The day after the last season. From here on the region's school year is unknown. */
  readonly knownUntil: Temporal.PlainDate;
}

/** A market's school calendar. */
export interface Calendar {
  readonly market: MarketCode;
  /** IANA name of the zone in which its dates and times are read. */
  readonly zone: string;
  readonly regions: readonly Region[];
}

/**
 * What a day is for a region's schools. `holiday`: a weekday of the school holidays.
 * `unknown`: outside what the calendar knows, and planned for as the busiest day, never as a quiet one.
 */
export type DayKind = "school-day" | "weekend" | "public-holiday" | "holiday" | "unknown";

/** The season that a date lies in; undefined when the calendar doesn't know the date. */
export function seasonAt(region: Region, date: Temporal.PlainDate): Season | undefined {
  return region.seasons[indexAt(region.seasons, date)];
}

/** What a date is for a region's schools. A weekend stays a weekend in holidays, a public holiday too. */
export function dayKind(region: Region, date: Temporal.PlainDate): DayKind {
  const season = seasonAt(region, date);
  if (season === undefined) return "unknown";
  if (date.dayOfWeek > 5) return "weekend";
  if (region.publicHolidays.some((holiday) => holiday.equals(date))) return "public-holiday";
  return season.kind === "holiday" ? "holiday" : "school-day";
}

/** The first season that starts on a date or after it, of a kind where one is given. */
export function nextStart(
  region: Region,
  date: Temporal.PlainDate,
  kind?: SeasonKind,
): Season | undefined {
  return region.seasons.find(
    (season) =>
      (kind === undefined || season.kind === kind) &&
      Temporal.PlainDate.compare(season.start, date) >= 0,
  );
}

/** The first season that ends after a date, of a kind where one is given: the date may lie in it. */
export function nextEnd(
  region: Region,
  date: Temporal.PlainDate,
  kind?: SeasonKind,
): Season | undefined {
  return region.seasons.find(
    (season) =>
      (kind === undefined || season.kind === kind) &&
      Temporal.PlainDate.compare(season.end, date) > 0,
  );
}

/** The openings of grades at or after one instant and before another. */
export function openingsBetween(
  region: Region,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly GradeOpening[] {
  return region.gradeOpenings.filter(({ at }) => {
    const instant = at.toInstant();
    return (
      Temporal.Instant.compare(instant, from) >= 0 && Temporal.Instant.compare(instant, until) < 0
    );
  });
}

/** Days inside a horizon that can't be planned from a calendar, or only from a provisional one. */
export interface CalendarGap {
  readonly market: MarketCode;
  readonly region: string;
  /**
   * `unknown`: no calendar; planned for as the busiest days, and nothing may shrink on them.
   * `provisional`: an assumed one; its dates may move.
   */
  readonly reason: "unknown" | "provisional";
  /** The first such day. */
  readonly from: Temporal.PlainDate;
  /** The day after the last such day, not beyond the horizon. */
  readonly until: Temporal.PlainDate;
  /** Part of the market's pupils that it concerns. */
  readonly share: number;
}

/**
 * What runs out inside a horizon (`from` included, `until` not), by region: days before and after what
 * its calendar knows, and stretches of provisional seasons. In the regions' order, by date.
 */
export function calendarGaps(
  calendar: Calendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly CalendarGap[] {
  if (Temporal.PlainDate.compare(from, until) >= 0) return [];
  return calendar.regions.flatMap((region) => {
    const stretches = [
      { reason: "unknown", start: from, end: region.knownFrom } as const,
      ...provisionalStretches(region.seasons),
      { reason: "unknown", start: region.knownUntil, end: until } as const,
    ];
    return stretches.flatMap(({ reason, start, end }): CalendarGap[] => {
      const first = later(start, from);
      const last = earlier(end, until);
      if (Temporal.PlainDate.compare(first, last) >= 0) return [];
      const { code, share } = region;
      return [{ market: calendar.market, region: code, reason, from: first, until: last, share }];
    });
  });
}

interface Stretch {
  readonly reason: "provisional";
  readonly start: Temporal.PlainDate;
  readonly end: Temporal.PlainDate;
}

/** Provisional seasons that follow each other are one stretch. */
function provisionalStretches(seasons: readonly Season[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { provisional, start, end } of seasons) {
    if (!provisional) continue;
    const last = stretches.at(-1);
    if (last?.end.equals(start)) stretches[stretches.length - 1] = { ...last, end };
    else stretches.push({ reason: "provisional", start, end });
  }
  return stretches;
}

/** Index of the season that holds a date, by bisection; -1 when none does. */
function indexAt(seasons: readonly Season[], date: Temporal.PlainDate): number {
  let low = 0;
  let high = seasons.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const season = seasons[middle];
    if (season === undefined) return -1;
    if (Temporal.PlainDate.compare(date, season.start) < 0) high = middle - 1;
    else if (Temporal.PlainDate.compare(date, season.end) >= 0) low = middle + 1;
    else return middle;
  }
  return -1;
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) >= 0 ? one : other;
}

function earlier(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) <= 0 ? one : other;
}
