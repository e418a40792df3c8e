import { describe, expect, test } from "@jest/globals";
import { dayNumber } from "../../../../infra/season/demand/local-days.ts";
import type { SiteCalendar } from "../../../../infra/season/fit/site-calendar.ts";
import {
  addGrades,
  movableHoliday,
  moveHoliday,
  withGrades,
  withMovedHoliday,
} from "../../../../ops/season/backtest/calendar-overlays.ts";
import { placeSite } from "../../../../ops/season/backtest/site.ts";
import { calendarIn } from "./support.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const ZONE = "Europe/Stockholm";
const [REGION] = calendarIn(ZONE).regions;
if (REGION === undefined) throw new Error("the calendar has a region");

/** A term with nine days of holiday in it, from Saturday, 14 February to Sunday, 22 February. */
const CALENDAR: SiteCalendar = {
  zone: ZONE,
  regions: [
    {
      ...REGION,
      seasons: (
        [
          ["term", "2020-01-01", "2026-02-14"],
          ["holiday", "2026-02-14", "2026-02-23"],
          ["term", "2026-02-23", "2030-01-01"],
        ] as const
      ).map(([kind, start, end]) => ({
        ...{ kind, name: kind, provisional: false },
        start: date(start),
        end: date(end),
      })),
    },
  ],
};
const HOLIDAY = { start: dayNumber(date("2026-02-14")), end: dayNumber(date("2026-02-23")) };

describe("movableHoliday", () => {
  test("finds the first holiday that starts after a day and leaves a week", () => {
    expect(movableHoliday(CALENDAR, date("2026-02-01"), date("2026-03-02"))).toEqual(HOLIDAY);
    expect(movableHoliday(CALENDAR, date("2026-02-14"), date("2026-03-02"))).toBeUndefined();
    expect(movableHoliday(CALENDAR, date("2026-02-01"), date("2026-03-01"))).toBeUndefined();
  });
});

describe("moveHoliday", () => {
  test("lets the week after it come first, each day as its weekday was, and the calendar with it", () => {
    const start = date("2026-02-02").toZonedDateTime(ZONE).epochMilliseconds;
    const site = placeSite(CALENDAR, start, 35 * 1440);
    // Each minute tells its day; holidays are the days 12 to 20.
    const load = Float64Array.from({ length: 35 * 1440 }, (_, minute) => Math.floor(minute / 1440));
    moveHoliday(load, site, HOLIDAY);
    const days = Array.from({ length: 35 }, (_, day) => load[day * 1440 + 600]);
    expect(days.slice(10, 30)).toEqual([
      ...[10, 11, 26, 27, 21, 22, 23, 24, 25],
      ...[19, 20, 14, 15, 16, 17, 18, 19, 20, 28, 29],
    ]);
    const seasons = withMovedHoliday(CALENDAR, HOLIDAY).regions[0]?.seasons;
    expect(seasons?.map((season) => String(season.start))).toEqual([
      ...["2020-01-01", "2026-02-21", "2026-03-02"],
    ]);
    expect(seasons?.map((season) => String(season.end)).slice(0, 2)).toEqual([
      ...["2026-02-21", "2026-03-02"],
    ]);
  });
});

describe("grades", () => {
  test("lie in the calendar over the two weeks to their opening, and a year before", () => {
    const { regions } = withGrades(calendarIn(ZONE), date("2026-06-12"));
    const [{ seasons, gradeOpenings }] = regions as [(typeof regions)[number]];
    expect(seasons.map(({ kind, start }) => `${kind} ${start}`)).toEqual([
      "term 2020-01-01",
      "grade-period 2025-05-31",
      "term 2025-06-14",
      "grade-period 2026-05-30",
      "term 2026-06-13",
    ]);
    expect(gradeOpenings.map(({ at }) => String(at.toPlainDateTime()))).toEqual([
      "2025-06-13T17:00:00",
      "2026-06-12T17:00:00",
    ]);
  });

  test("multiply the load of the two weeks, with the surge from 17:00 on", () => {
    const start = date("2026-01-05").toZonedDateTime(ZONE).epochMilliseconds;
    const site = placeSite(calendarIn(ZONE), start, 28 * 1440);
    const load = new Float64Array(28 * 1440).fill(10);
    addGrades(load, site, date("2026-01-29"));
    const at = (text: string, minute: number): number =>
      load[site.minuteOf(date(text)) + minute] as number;
    expect([at("2026-01-15", 1439), at("2026-01-16", 0), at("2026-01-29", 1019)]).toEqual([
      10, 15, 15,
    ]);
    expect(at("2026-01-29", 1020) - 15).toBeCloseTo((10 * 1.6) / 0.15, 6);
    expect(at("2026-01-29", 1040) - 15).toBeCloseTo((5 * 1.6) / 0.15, 6);
    expect(at("2026-01-30", 0)).toBe(10);
  });
});
