import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Holidays from "date-holidays";
import { MARKET_CODES, type MarketCode } from "../markets.ts";
import type { PublicHolidaysTable } from "./public-holidays.ts";

/** The years whose public holidays are generated, both included. No calendar may reach beyond them. */
const YEARS = { from: 2025, to: 2031 };

const require = createRequire(import.meta.url);

/**
 * The text of data/calendars/public-holidays.json, from date-holidays (npm). Of its types only `public`
 * counts: on bank holidays and observances schools may well be open. So they are on the morning of a day
 * that is free from noon, which is left out too.
 */
export function renderPublicHolidays(): string {
  const table: PublicHolidaysTable = {
    source: sourceOf(),
    years: YEARS,
    countries: Object.fromEntries(MARKET_CODES.map((market) => [market, countryOf(market)])),
  };
  return print(table);
}

/** The library's version, and the day of its release as the head of its CHANGELOG.md tells it. */
function sourceOf(): PublicHolidaysTable["source"] {
  const name = "date-holidays";
  const manifest = require.resolve(`${name}/package.json`);
  const { version, license } = require(manifest);
  const changes = readFileSync(join(dirname(manifest), "CHANGELOG.md"), "utf8");
  const [, latest, released] = /^## \[([\d.]+)\]\S* \((\d{4}-\d{2}-\d{2})\)$/m.exec(changes) ?? [];
  if (latest !== version || released === undefined) {
    throw new Error(`${name} ${version}: its CHANGELOG.md does not tell when it was released.`);
  }
  return { name, version, released, licence: license };
}

type Country = PublicHolidaysTable["countries"][MarketCode];

function countryOf(market: MarketCode): Country {
  const country = market.toUpperCase();
  const states = Object.keys(new Holidays().getStates(country) ?? {}).sort();
  const types = ["public" as const];
  return {
    everywhere: daysOf(new Holidays(country, { types })),
    regions: Object.fromEntries(
      states.map((state) => [state, daysOf(new Holidays(country, state, { types }))]),
    ),
  };
}

/** By year, as the file holds them: 12-25. */
function daysOf(holidays: Holidays): Readonly<Record<string, readonly string[]>> {
  const years: Record<string, readonly string[]> = {};
  for (let year = YEARS.from; year <= YEARS.to; year += 1) {
    const days = holidays
      .getHolidays(year)
      .filter(({ date }) => date.includes(" 00:00:00"))
      .map(({ date }) => date.slice("2026-".length, "2026-12-25".length));
    years[year] = [...new Set(days)].sort();
  }
  return years;
}

/** JSON with one year of a region a line: small, and a change shows as the years that it is about. */
function print({ source, years, countries }: PublicHolidaysTable): string {
  const flat = (value: unknown): string => JSON.stringify(value);
  const block = (lines: readonly string[], indent: string): string =>
    `{\n${indent}  ${lines.join(`,\n${indent}  `)}\n${indent}}`;
  const byYear = (days: Readonly<Record<string, readonly string[]>>, indent: string): string =>
    block(
      Object.entries(days).map(([year, list]) => `${flat(year)}: ${flat(list)}`),
      indent,
    );
  const byCountry = Object.entries(countries).map(([code, { everywhere, regions }]) => {
    const states = Object.entries(regions).map(
      ([state, days]) => `${flat(state)}: ${byYear(days, "        ")}`,
    );
    const inside = states.length === 0 ? "{}" : block(states, "      ");
    const lines = [`"everywhere": ${byYear(everywhere, "      ")}`, `"regions": ${inside}`];
    return `${flat(code)}: ${block(lines, "    ")}`;
  });
  return `${block(
    [
      `"source": ${flat(source)}`,
      `"years": ${flat(years)}`,
      `"countries": ${block(byCountry, "  ")}`,
    ],
    "",
  )}\n`;
}
