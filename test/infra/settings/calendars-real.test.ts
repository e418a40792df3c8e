import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import {
  type Calendar,
  calendarGaps,
  dayKind,
  type Region,
  seasonAt,
} from "../../../infra/season/calendar.ts";
import {
  MARKET_CODES,
  MARKETS,
  type MarketCode,
  readCalendars,
  readCustomers,
} from "../../../infra/settings/index.ts";
import { PROJECT } from "./support.ts";

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

let calendars: ReadonlyMap<MarketCode, Calendar>;

beforeAll(async () => {
  calendars = await readCalendars(PROJECT, MARKET_CODES);
});

function calendarOf(market: MarketCode): Calendar {
  const calendar = calendars.get(market);
  if (calendar === undefined) throw new Error(`No calendar of ${market}`);
  return calendar;
}

function regionOf(market: MarketCode, code: string): Region {
  const region = calendarOf(market).regions.find((candidate) => candidate.code === code);
  if (region === undefined) throw new Error(`No region ${code} in ${market}`);
  return region;
}

test("reads every market's calendar with all its regions, in its zone", () => {
  const counts = [...calendars].map(([market, { regions, zone }]) => {
    expect(zone).toBe(MARKETS[market].timeZone);
    return [market, regions.length];
  });
  expect(counts).toEqual([
    ["se", 13],
    ["is", 3],
    ["gb", 5],
    ["ch", 26],
    ["de", 16],
  ]);
});

test.each(MARKET_CODES)("knows every day of %s from August 2026 to July 2027", (market) => {
  const gaps = calendarGaps(calendarOf(market), day("2026-08-01"), day("2027-08-01"));
  expect(gaps.filter(({ reason }) => reason === "unknown")).toEqual([]);
});

test.each(MARKET_CODES)(
  "has seasons of %s that follow each other without gap or overlap",
  (market) => {
    for (const { seasons, knownFrom, knownUntil } of calendarOf(market).regions) {
      let end = knownFrom;
      for (const season of seasons) {
        expect(season.start.toString()).toBe(end.toString());
        expect(Temporal.PlainDate.compare(season.start, season.end)).toBe(-1);
        end = season.end;
      }
      expect(end.toString()).toBe(knownUntil.toString());
    }
  },
);

test.each(MARKET_CODES)("opens grades of %s on a school day, within a grade period", (market) => {
  for (const region of calendarOf(market).regions) {
    expect(region.gradeOpenings.length).toBeGreaterThanOrEqual(4);
    for (const { at } of region.gradeOpenings) {
      const date = at.toPlainDate();
      expect(dayKind(region, date)).toBe("school-day");
      expect(seasonAt(region, date)?.kind).toBe("grade-period");
    }
  }
});

/** Days looked up in the sources that the files name. */
test.each([
  ["se", "stockholm", "2026-08-14", "holiday"],
  ["se", "stockholm", "2026-08-17", "school-day"],
  ["se", "stockholm", "2026-10-26", "holiday"],
  ["se", "stockholm", "2026-12-18", "school-day"],
  ["se", "stockholm", "2026-12-21", "holiday"],
  ["se", "stockholm", "2027-03-01", "holiday"],
  ["se", "stockholm", "2027-06-11", "school-day"],
  ["se", "stockholm", "2027-06-14", "holiday"],
  ["se", "goteborg", "2027-02-15", "holiday"],
  ["se", "goteborg", "2027-03-01", "school-day"],
  ["se", "malmo", "2027-03-22", "holiday"],
  ["se", "orebro", "2026-08-18", "holiday"],
  ["se", "vaxjo", "2027-01-11", "holiday"],
  ["gb", "sheffield", "2026-10-26", "holiday"],
  ["gb", "sheffield", "2027-02-15", "holiday"],
  ["gb", "sheffield", "2027-05-31", "public-holiday"],
  ["gb", "sheffield", "2027-07-21", "school-day"],
  ["gb", "sheffield", "2027-07-22", "holiday"],
  ["gb", "sheffield", "2028-04-17", "public-holiday"],
  ["gb", "scotland", "2026-08-31", "school-day"],
  ["ch", "ZH", "2026-10-05", "holiday"],
  ["ch", "ZH", "2027-08-20", "holiday"],
  ["ch", "ZH", "2027-08-23", "school-day"],
  ["ch", "GE", "2027-02-15", "holiday"],
  ["ch", "TI", "2026-11-02", "holiday"],
  ["ch", "TI", "2026-06-18", "holiday"],
  ["ch", "GL", "2027-01-08", "holiday"],
  ["de", "BY", "2026-09-14", "holiday"],
  ["de", "BY", "2026-09-15", "school-day"],
  ["de", "BY", "2026-11-18", "holiday"],
  ["de", "NW", "2026-09-01", "holiday"],
  ["de", "NW", "2026-09-02", "school-day"],
  ["de", "NW", "2026-06-04", "public-holiday"],
  ["de", "BE", "2026-06-04", "school-day"],
  ["de", "HH", "2027-01-29", "holiday"],
  ["de", "MV", "2027-07-05", "holiday"],
  ["de", "SH", "2026-08-10", "holiday"],
] as const)("knows what %s %s does on %s: %s", (market, code, date, kind) => {
  expect(dayKind(regionOf(market, code), day(date))).toBe(kind);
});

test("says what is provisional: all of Iceland, the rest of Sweden, no published term of Stockholm", () => {
  const provisional = (market: MarketCode, code: string): boolean[] =>
    regionOf(market, code).seasons.map((season) => season.provisional);
  expect(calendarOf("is").regions.flatMap(({ code }) => provisional("is", code))).not.toContain(
    false,
  );
  expect(provisional("se", "rest")).not.toContain(false);
  const published = regionOf("se", "stockholm").seasons.filter(
    ({ name }) => name === "spring 2027",
  );
  expect(published.length).toBeGreaterThan(3);
  expect(published.map((season) => season.provisional)).not.toContain(true);
});

test.each(["de", "ch"])("carries OpenHolidays' licence in %s.yaml", (market) => {
  const text = readFileSync(`${PROJECT}/data/calendars/${market}.yaml`, "utf8");
  expect(text).toMatch(/^# Dates: Open Database License 1\.0 \(ODbL-1\.0\)/m);
  expect(text).toContain("openpotato/openholidaysapi.data");
});

test("reads the real customers: every market has pupils, and none starts before its notice", () => {
  const { markets, customers } = readCustomers(PROJECT);
  expect(Object.keys(markets)).toEqual([...MARKET_CODES]);
  expect(markets.is.growthPerYear).toBe(0);
  expect(customers.length).toBeGreaterThanOrEqual(2);
  for (const { start, noticed } of customers) {
    expect(Temporal.PlainDate.compare(noticed, start)).toBeLessThanOrEqual(0);
  }
});
