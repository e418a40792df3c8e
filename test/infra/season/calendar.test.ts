import { expect, test } from "@jest/globals";
import {
  type Calendar,
  calendarGaps,
  dayKind,
  nextEnd,
  nextStart,
  openingsBetween,
  type Region,
  type Season,
  type SeasonKind,
  seasonAt,
} from "../../../infra/season/calendar.ts";

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function season(kind: SeasonKind, start: string, end: string, provisional = false): Season {
  return { kind, start: day(start), end: day(end), name: kind, provisional };
}

const REGION: Region = {
  code: "north",
  name: "North",
  share: 0.25,
  seasons: [
    season("holiday", "2027-12-20", "2028-01-03"),
    season("term-start", "2028-01-03", "2028-01-15"),
    season("term", "2028-01-15", "2028-02-28", true),
    season("grade-period", "2028-02-28", "2028-03-04", true),
    season("term", "2028-03-04", "2028-03-10"),
  ],
  publicHolidays: [day("2027-12-25"), day("2028-01-06")],
  gradeOpenings: [
    { at: Temporal.ZonedDateTime.from("2028-03-03T08:00[Europe/Stockholm]"), provisional: false },
  ],
  knownFrom: day("2027-12-20"),
  knownUntil: day("2028-03-10"),
};

const CALENDAR: Calendar = {
  market: "se",
  zone: "Europe/Stockholm",
  regions: [REGION, { ...REGION, code: "south", share: 0.75, knownUntil: day("2028-03-12") }],
};

test.each([
  ["the day before the first", "2027-12-19", undefined],
  ["the first day", "2027-12-20", "holiday"],
  ["the last day of a year", "2027-12-31", "holiday"],
  ["the first day of a year", "2028-01-01", "holiday"],
  ["a season's last day", "2028-01-02", "holiday"],
  ["a season's first day, the end of the one before", "2028-01-03", "term-start"],
  ["the day before a leap day", "2028-02-28", "grade-period"],
  ["a leap day", "2028-02-29", "grade-period"],
  ["the day after a leap day", "2028-03-01", "grade-period"],
  ["the last day", "2028-03-09", "term"],
  ["the day after the last", "2028-03-10", undefined],
])("finds the season of %s", (_, date, kind) => {
  expect(seasonAt(REGION, day(date))?.kind).toBe(kind);
});

test.each([
  ["2027-12-24", "holiday"],
  ["2027-12-25", "weekend"],
  ["2028-01-03", "school-day"],
  ["2028-01-06", "public-holiday"],
  ["2028-01-08", "weekend"],
  ["2028-02-29", "school-day"],
  ["2028-03-10", "unknown"],
  ["2028-03-11", "unknown"],
  ["2027-12-18", "unknown"],
])("calls %s a %s", (date, kind) => {
  expect(dayKind(REGION, day(date))).toBe(kind);
});

test.each([
  ["2028-01-03", undefined, "2028-01-03"],
  ["2028-01-04", undefined, "2028-01-15"],
  ["2028-01-15", "grade-period", "2028-02-28"],
  ["2028-01-16", "term", "2028-03-04"],
  ["2028-03-05", undefined, undefined],
] as const)("finds the next start at or after %s (%s)", (date, kind, start) => {
  expect(nextStart(REGION, day(date), kind)?.start.toString()).toBe(start);
});

test.each([
  ["2028-01-02", undefined, "2028-01-03"],
  ["2028-01-03", undefined, "2028-01-15"],
  ["2028-01-03", "grade-period", "2028-03-04"],
  ["2028-03-09", undefined, "2028-03-10"],
  ["2028-03-10", undefined, undefined],
] as const)("finds the next end after %s (%s)", (date, kind, end) => {
  expect(nextEnd(REGION, day(date), kind)?.end.toString()).toBe(end);
});

test.each([
  ["2028-03-03T07:00Z", "2028-03-03T07:01Z", 1],
  ["2028-03-03T06:59Z", "2028-03-03T07:00Z", 0],
  ["2028-03-03T07:01Z", "2028-03-04T07:00Z", 0],
])("counts openings from %s until %s", (from, until, count) => {
  const found = openingsBetween(REGION, Temporal.Instant.from(from), Temporal.Instant.from(until));
  expect(found).toHaveLength(count);
});

test("says what runs out inside a horizon, by region, with its first day", () => {
  const gaps = calendarGaps(CALENDAR, day("2027-12-18"), day("2028-03-20"));
  expect(
    gaps.map((gap) => `${gap.region} ${gap.share} ${gap.reason} ${gap.from} ${gap.until}`),
  ).toEqual([
    "north 0.25 unknown 2027-12-18 2027-12-20",
    "north 0.25 provisional 2028-01-15 2028-03-04",
    "north 0.25 unknown 2028-03-10 2028-03-20",
    "south 0.75 unknown 2027-12-18 2027-12-20",
    "south 0.75 provisional 2028-01-15 2028-03-04",
    "south 0.75 unknown 2028-03-12 2028-03-20",
  ]);
});

test("says once that a horizon lies wholly outside the calendar", () => {
  for (const [from, until] of [
    ["2026-01-01", "2026-02-01"],
    ["2029-01-01", "2029-02-01"],
  ] as const) {
    const [gap, ...others] = calendarGaps(
      { ...CALENDAR, regions: [REGION] },
      day(from),
      day(until),
    );
    expect([gap?.reason, `${gap?.from}`, `${gap?.until}`]).toEqual(["unknown", from, until]);
    expect(others).toEqual([]);
  }
});

test("finds nothing in a horizon without days, or wholly known", () => {
  expect(calendarGaps(CALENDAR, day("2028-03-20"), day("2028-03-20"))).toEqual([]);
  expect(calendarGaps(CALENDAR, day("2027-12-20"), day("2028-01-15"))).toEqual([]);
});
