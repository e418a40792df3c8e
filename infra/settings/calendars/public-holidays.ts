import { readFileSync } from "node:fs";
import type { MarketCode } from "../markets.ts";
import { dayOf } from "./days.ts";

/** Where the generated public holidays stand. They belong to the program, whatever folder it reads. */
export const PUBLIC_HOLIDAYS_FILE = new URL(
  "../../../data/calendars/public-holidays.json",
  import.meta.url,
);

/** By year, the days as 12-25, sorted. */
type DaysByYear = Readonly<Record<string, readonly string[]>>;

/** What `npm run generate` writes: working it out from the library takes a second, reading it none. */
export interface PublicHolidaysTable {
  readonly source: {
    readonly name: string;
    readonly version: string;
    /** The day of the version's release. */
    readonly released: string;
    readonly licence: string;
  };
  /** Both included. */
  readonly years: { readonly from: number; readonly to: number };
  readonly countries: Readonly<
    Record<
      string,
      {
        readonly everywhere: DaysByYear;
        /** All days of a Land, canton or nation, those of the country that it keeps included. */
        readonly regions: Readonly<Record<string, DaysByYear>>;
      }
    >
  >;
}

/** The public holidays of markets' regions in the years for which they are generated. */
export interface PublicHolidays {
  /** Both included. Of other years nothing is known. */
  readonly years: { readonly from: number; readonly to: number };
  /**
   * All of them, as days since 1970-01-01, sorted. `region` is a code of date-holidays; one that it
   * doesn't have means what the whole country keeps.
   */
  of(market: MarketCode, region: string): readonly number[];
}

/** The code under which date-holidays may know a region. */
export function regionOfHolidays(region: {
  readonly code: string;
  readonly publicHolidays?: string | undefined;
}): string {
  return region.publicHolidays ?? region.code;
}

/** Reads the generated public holidays. */
export function readPublicHolidays(): PublicHolidays {
  const text = readFileSync(PUBLIC_HOLIDAYS_FILE, "utf8");
  const { years, countries } = JSON.parse(text) as PublicHolidaysTable;
  const known = new Map<DaysByYear, readonly number[]>();
  return {
    years,
    of: (market, region) => {
      const country = countries[market];
      if (country === undefined) throw new Error(`${PUBLIC_HOLIDAYS_FILE} has no ${market}`);
      const { everywhere, regions } = country;
      const written = (Object.hasOwn(regions, region) ? regions[region] : undefined) ?? everywhere;
      const days = known.get(written) ?? daysOf(written);
      known.set(written, days);
      return days;
    },
  };
}

function daysOf(years: DaysByYear): readonly number[] {
  return Object.entries(years).flatMap(([year, dates]) =>
    dates.map((date) => dayOf(`${year}-${date}`)),
  );
}
