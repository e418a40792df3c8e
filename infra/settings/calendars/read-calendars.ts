import type { Calendar } from "../../season/calendar.ts";
import { type DataFile, inspectDataFile } from "../data-file.ts";
import type { MarketCode } from "../markets.ts";
import { SettingsError } from "../settings-error.ts";
import { type PublicHolidays, readPublicHolidays } from "./public-holidays.ts";
import { regionDays } from "./region-days.ts";
import { calendarFindings } from "./rules.ts";
import { calendarSchema, type WrittenCalendar } from "./schema.ts";
import { toRegion } from "./school-year.ts";

/** Where a market's calendar stands, from the project's folder. */
export function calendarFile(market: MarketCode): string {
  return `data/calendars/${market}.yaml`;
}

/**
 * Reads and checks the school calendars of markets from data/calendars/, and adds the public holidays.
 *
 * @returns The calendars in the order of the markets given.
 * @throws SettingsError with everything that is wrong in any of the files; the code is that of the
 * first that is refused: `settings-not-found`, `settings-unreadable`, `settings-yaml` or
 * `settings-invalid`.
 */
export function readCalendars(
  root: string,
  markets: Iterable<MarketCode>,
): ReadonlyMap<MarketCode, Calendar> {
  const publicHolidays = readPublicHolidays();
  const calendars = new Map<MarketCode, Calendar>();
  const refused: DataFile<WrittenCalendar>[] = [];
  for (const market of new Set(markets)) {
    const file = inspectCalendar(root, market, publicHolidays);
    if (file.value === undefined) refused.push(file);
    else calendars.set(market, toCalendar(market, file.value, publicHolidays));
  }
  const code = refused[0]?.code;
  if (code !== undefined) {
    throw new SettingsError(
      code,
      refused.flatMap(({ issues }) => issues),
    );
  }
  return calendars;
}

function inspectCalendar(
  root: string,
  market: MarketCode,
  publicHolidays: PublicHolidays,
): DataFile<WrittenCalendar> {
  return inspectDataFile({
    root,
    file: calendarFile(market),
    schema: calendarSchema(market),
    documentation: "docs/calendars.md",
    rules: (calendar) => calendarFindings(market, calendar, publicHolidays),
  });
}

function toCalendar(
  market: MarketCode,
  written: WrittenCalendar,
  publicHolidays: PublicHolidays,
): Calendar {
  return {
    market,
    zone: written.zone,
    regions: written.regions.map((region) =>
      toRegion(written, region, regionDays(market, region, publicHolidays)),
    ),
  };
}
