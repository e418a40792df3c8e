import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { dateOf, dayOf } from "../../../infra/settings/calendars/days.ts";
import { readPublicHolidays } from "../../../infra/settings/calendars/public-holidays.ts";
import { renderPublicHolidays } from "../../../infra/settings/calendars/render-public-holidays.ts";
import { MARKET_CODES, type MarketCode } from "../../../infra/settings/index.ts";
import { CALENDAR, readText, refusalFrom } from "./data-support.ts";
import { change, PROJECT } from "./support.ts";

const holidays = readPublicHolidays();

test("keeps data/calendars/public-holidays.json as date-holidays says; `npm run generate` renews it", () => {
  const text = readFileSync(`${PROJECT}/data/calendars/public-holidays.json`, "utf8");
  expect(text).toBe(renderPublicHolidays());
});

/** Days that laws name, at the ends of the years and in leap years. */
test.each([
  ["se", "", "2028-06-06", true],
  ["is", "", "2027-06-17", true],
  ["is", "", "2026-12-24", false],
  ["gb", "ENG", "2027-03-29", true],
  ["gb", "SCT", "2027-03-29", false],
  ["gb", "SCT", "2026-11-30", true],
  ["ch", "ZH", "2031-08-01", true],
  ["ch", "SO", "2026-05-01", false],
  ["de", "BY", "2025-01-06", true],
  ["de", "BE", "2025-01-06", false],
  ["de", "BE", "2028-03-08", true],
] as const)("knows whether %s %s keeps %s: %s", (market, region, date, kept) => {
  expect(holidays.of(market, region).includes(dayOf(date))).toBe(kept);
});

test.each(MARKET_CODES)("has days of %s in each year, in order, and none twice", (market) => {
  const days = holidays.of(market, "");
  expect(days).toEqual([...new Set(days)].sort((one, other) => one - other));
  const years = new Set(days.map((day) => dateOf(day).year));
  expect([...years]).toEqual([2025, 2026, 2027, 2028, 2029, 2030, 2031]);
});

test.each<[MarketCode, string]>([
  ["se", "stockholm"],
  ["ch", "XX"],
  ["de", "constructor"],
])(
  "takes the country's days for %s's region %s, which the library doesn't have",
  (market, region) => {
    expect(holidays.of(market, region)).toEqual(holidays.of(market, ""));
  },
);

test.each([
  [
    "a term",
    "terms: [2026-08-31 to 2026-12-17",
    "terms: [2026-08-31 to 2032-01-01",
    "regions[1].terms[0]",
  ],
  [
    "a holiday",
    "summer: [2027-07-22 to",
    "summer: [2024-12-31, 2027-07-22 to",
    "regions[0].holidays.summer[0]",
  ],
])(
  "refuses %s beyond the years whose public holidays are known, and nothing else of its region",
  async (_, from, to, path) => {
    const { issues } = await refusalFrom(readText(change(CALENDAR, from, to)));
    expect(issues).toEqual([
      expect.objectContaining({
        path,
        allowed: "days of 2025 to 2031, the years whose public holidays are known",
        edit: expect.stringContaining("run `npm run generate`"),
      }),
    ]);
  },
);

test.each(["2025-01-01 to 2025-12-31", "2031-01-01 to 2031-12-31"])(
  "takes a term at the ends of these years: %s",
  async (days) => {
    const text = change(
      CALENDAR,
      "terms: [2026-08-31 to 2026-12-17 provisional]",
      `terms: [${days}]`,
    );
    const [start] = days.split(" to ");
    const period = change(
      text,
      "days: 2026-11-30 to 2026-12-11, opens: 2026-12-11 16:30",
      `days: ${start}, opens: ${start} 16:30`,
    );
    const { regions } = await readText(period);
    expect(`${regions[1]?.knownFrom}`).toBe(start);
  },
);
