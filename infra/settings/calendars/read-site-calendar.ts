import type { Calendar, Region, Season } from "../../season/calendar.ts";
import { inspectDataFile } from "../data-file.ts";
import type { Finding, Path } from "../finding.ts";
import { MARKET_CODES, MARKETS, type MarketCode } from "../markets.ts";
import type { Salvaged } from "../salvage.ts";
import { SettingsError } from "../settings-error.ts";
import { dateOf, dayOf } from "./days.ts";
import { derivedGradeFindings, writtenGradeFindings } from "./grade-periods.ts";
import { type PublicHolidays, readPublicHolidays } from "./public-holidays.ts";
import { type RegionDays, regionDays } from "./region-days.ts";
import { isWhole, sharesFindings, termFindings, twiceFindings } from "./rules.ts";
import type { WrittenRegion } from "./schema.ts";
import { toRegion } from "./school-year.ts";
import { siteCalendar, type WrittenSiteCalendar, type WrittenSiteRegion } from "./site-schema.ts";
import { parseDays } from "./written-dates.ts";

/** The calendar of a site, be it a market of ours or not. */
export type SiteCalendar = Omit<Calendar, "market">;

/** Days, as dates: `from` included, `until` not. */
export interface CalendarStretch {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

/**
 * Reads the calendar of a site from a file in the form of data/calendars/*.yaml, of which only the zone must
 * be there: a site without terms has no school, and all its days are ordinary. The public holidays of a
 * market's zone are known from its table; others are written as a list.
 *
 * @param covers Days that the terms and holidays must cover, where there are any.
 * @throws SettingsError with everything that is wrong.
 */
export function readSiteCalendar(file: string, covers?: CalendarStretch): SiteCalendar {
  const table = readPublicHolidays();
  const { value, issues, code } = inspectDataFile({
    root: "",
    file,
    schema: siteCalendar,
    documentation: "docs/calendars.md",
    rules: (written) => siteFindings(written, table, covers),
  });
  if (value === undefined) throw new SettingsError(code ?? "settings-invalid", issues);
  const { zone, termStart, gradePeriod } = value;
  const regions = value.regions.map((region) => {
    if (region.terms.length === 0) return ordinary(region, zone, table);
    const written = withBreaks(region);
    return toRegion(
      { zone, termStart, gradePeriod },
      written,
      daysOf(written, region, zone, table),
    );
  });
  return { zone, regions: regions.length === 0 ? [NO_SCHOOL] : regions };
}

const FIRST = dateOf(dayOf("1900-01-01"));
const LAST = dateOf(dayOf("2200-01-01"));

const ALWAYS: Season = {
  kind: "term",
  start: FIRST,
  end: LAST,
  name: "always",
  provisional: false,
};

const NO_SCHOOL: Region = {
  code: "site",
  name: "the site",
  share: 1,
  seasons: [ALWAYS],
  publicHolidays: [],
  gradeOpenings: [],
  knownFrom: FIRST,
  knownUntil: LAST,
};

/** A region without terms: all its days are ordinary, but its public holidays. */
function ordinary(region: WrittenSiteRegion, zone: string, table: PublicHolidays): Region {
  const { code, name, share } = region;
  const days = publicHolidaysOf(region, zone, table).of("se", "");
  return { ...NO_SCHOOL, code, name, share, publicHolidays: days.map(dateOf) };
}

/** The region with what lies between two terms, and is in no holiday, as holidays. */
function withBreaks(region: Salvaged<WrittenSiteRegion> & WrittenSiteRegion): WrittenRegion {
  const written = { ...region, publicHolidays: undefined } as unknown as WrittenRegion;
  const days = regionDays("se", written, NO_PUBLIC_HOLIDAYS);
  const breaks: string[] = [];
  for (let day = days.first; day <= days.last; day += 1) {
    if (days.isWritten(day) || days.isFree(day)) continue;
    const from = day;
    while (day < days.last && !days.isWritten(day + 1)) day += 1;
    breaks.push(`${dateOf(from)} to ${dateOf(day)}`);
  }
  if (breaks.length === 0) return written;
  return { ...written, holidays: { ...written.holidays, "between terms": breaks } };
}

const NO_PUBLIC_HOLIDAYS: PublicHolidays = { years: { from: 0, to: 9999 }, of: () => [] };

function daysOf(
  written: WrittenRegion,
  region: WrittenSiteRegion,
  zone: string,
  table: PublicHolidays,
): RegionDays {
  return regionDays("se", written, publicHolidaysOf(region, zone, table));
}

/** A region's public holidays: those of its list, or of the market that has its zone. */
function publicHolidaysOf(
  { code, publicHolidays }: WrittenSiteRegion,
  zone: string,
  table: PublicHolidays,
): PublicHolidays {
  if (Array.isArray(publicHolidays)) {
    const days = publicHolidays.flatMap((text) => {
      const { first, last } = parseDays(text);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
    return { ...table, of: () => days.sort((one, other) => one - other) };
  }
  const market = MARKET_CODES.find((one: MarketCode) => MARKETS[one].timeZone === zone);
  if (market === undefined) return NO_PUBLIC_HOLIDAYS;
  return { ...table, of: () => table.of(market, publicHolidays ?? code) };
}

function siteFindings(
  calendar: Salvaged<WrittenSiteCalendar>,
  table: PublicHolidays,
  covers: CalendarStretch | undefined,
): readonly Finding[] {
  const regions = (calendar.regions ?? []) as readonly (Salvaged<WrittenRegion> | undefined)[];
  return [
    ...sharesFindings(regions),
    ...twiceFindings(regions),
    ...regions.flatMap((region, index): readonly Finding[] => {
      if (region === undefined || !isWhole(region)) return [];
      const path = ["regions", index];
      const site = region as unknown as WrittenSiteRegion;
      const written = withBreaks(site);
      const days = daysOf(written, site, calendar.zone ?? "", table);
      const rule = calendar.gradePeriod;
      return [
        ...termFindings(path, days),
        ...writtenGradeFindings(written, path, days),
        ...(rule === undefined ? [] : derivedGradeFindings(rule, written, path, days)),
        ...coverFindings(path, days, covers),
      ];
    }),
  ];
}

/** The terms and holidays reach over what they are needed for. */
function coverFindings(
  path: Path,
  { first, last }: RegionDays,
  covers: CalendarStretch | undefined,
): readonly Finding[] {
  if (covers === undefined) return [];
  const from = dayOf(String(covers.from));
  const until = dayOf(String(covers.until));
  if (first <= from && last + 1 >= until) return [];
  const missing = [
    ...(first > from ? [`${covers.from} to ${dateOf(first - 1)}`] : []),
    ...(last + 1 < until ? [`${dateOf(last + 1)} to ${dateOf(until - 1)}`] : []),
  ].join(" and ");
  return [
    {
      path: [...path, "terms"],
      received: `terms and holidays from ${dateOf(first)} to ${dateOf(last)}`,
      allowed: `terms and holidays that cover the load, ${covers.from} to ${dateOf(until - 1)}`,
      edit: `add ${missing} to a term or a holiday of the region`,
    },
  ];
}
