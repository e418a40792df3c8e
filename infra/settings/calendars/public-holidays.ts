import type { MarketCode } from "../markets.ts";
import { dayOf } from "./days.ts";

/**
 * The public holidays of a market's region from one day to another (both included; days since
 * 1970-01-01). `region` is a code of date-holidays; one that it doesn't have means the whole country.
 */
export type PublicHolidays = (
  market: MarketCode,
  region: string,
  first: number,
  last: number,
) => ReadonlySet<number>;

/** The code under which date-holidays may know a region. */
export function regionOfHolidays(region: {
  readonly code: string;
  readonly publicHolidays?: string | undefined;
}): string {
  return region.publicHolidays ?? region.code;
}

/**
 * Loads date-holidays (npm), which takes some 120 ms: only when calendars are read. Of its types only
 * `public` counts; on bank holidays and observances schools may well be open.
 */
export function loadPublicHolidays(): Promise<PublicHolidays> {
  loaded ??= load();
  return loaded;
}

/** What has been worked out once is right for ever: the answers depend on the arguments alone. */
let loaded: Promise<PublicHolidays> | undefined;

async function load(): Promise<PublicHolidays> {
  const { default: Holidays } = await import("date-holidays");
  const years = new Map<string, readonly number[]>();
  const statesOf = new Map<MarketCode, object>();

  function daysOf(market: MarketCode, state: string | undefined, year: number): readonly number[] {
    const key = `${market} ${state ?? ""} ${year}`;
    const known = years.get(key);
    if (known !== undefined) return known;
    const options = { types: ["public" as const] };
    const country = market.toUpperCase();
    const found =
      state === undefined ? new Holidays(country, options) : new Holidays(country, state, options);
    const days = found
      .getHolidays(year)
      .map(({ date }) => dayOf(date.slice(0, "2026-01-01".length)));
    years.set(key, days);
    return days;
  }

  return (market, region, first, last) => {
    const states = statesOf.get(market) ?? new Holidays().getStates(market.toUpperCase()) ?? {};
    statesOf.set(market, states);
    const state = Object.hasOwn(states, region) ? region : undefined;
    const days = new Set<number>();
    for (let year = yearOf(first); year <= yearOf(last); year += 1) {
      for (const day of daysOf(market, state, year)) {
        if (day >= first && day <= last) days.add(day);
      }
    }
    return days;
  };
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
