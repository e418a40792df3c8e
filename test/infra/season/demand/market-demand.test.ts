import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Calendar } from "../../../../infra/season/calendar.ts";
import { type Customers, pupilsOn } from "../../../../infra/season/customers.ts";
import { ASSUMED_MODEL, assumedModel } from "../../../../infra/season/demand/assumed-model.ts";
import { horizonFrom, quarterAt } from "../../../../infra/season/demand/horizon.ts";
import type { LoadModel } from "../../../../infra/season/demand/load-model.ts";
import {
  causeOf,
  demandPieces,
  demandQuantile,
  type MarketDemand,
  marketDemand,
} from "../../../../infra/season/demand/market-demand.ts";
import { MARKET_CODES } from "../../../../infra/settings/markets.ts";
import { at, calendar, customers, PLAIN_MODEL, region } from "./fixture.ts";

/** A calendar of 2026 with every kind of season; the 18th of December is a Friday. */
const YEAR = [
  "term-start 2026-01-01",
  "term 2026-01-19",
  "holiday 2026-06-12",
  "term 2026-08-17",
  "grade-period 2026-12-01",
  "holiday 2026-12-19",
  "end 2027-01-11",
];

/** The demand of the day that starts with a local midnight, of 1,000 pupils unless told otherwise. */
function day(
  text: string,
  options: {
    readonly calendar?: Calendar;
    readonly customers?: Customers;
    readonly model?: Partial<LoadModel>;
    readonly now?: string;
    readonly quarters?: number;
  } = {},
): MarketDemand {
  const of = options.calendar ?? calendar("se", region("se", YEAR));
  return marketDemand({
    calendar: of,
    customers: options.customers ?? customers(1000),
    model: { ...PLAIN_MODEL, ...options.model },
    horizon: horizonFrom(at(of.market, `${text}T00:00`), options.quarters ?? 96),
    now: at(of.market, `${options.now ?? "2026-01-01"}T12:00`),
  });
}

/** The load at a local time of the day that `demand` starts with. */
function loadAt(demand: MarketDemand, time: string, date: string): number | undefined {
  return demand.median[quarterAt(demand.horizon, at(demand.market, `${date}T${time}`))];
}

test.each([
  ["a day of term", "2026-10-14", 1, "term"],
  ["a Saturday of term", "2026-10-17", 0.25, "term"],
  ["a Sunday of term", "2026-10-18", 0.1, "term"],
  ["the first day of a season", "2026-08-17", 1, "term"],
  ["the day before it", "2026-08-16", 0.05, "holiday"],
  ["a day of a term's start", "2026-01-14", 2, "term-start"],
  ["a day on which grades are set", "2026-12-18", 3, "grade-period"],
  ["a holiday", "2026-07-15", 0.5, "holiday"],
  ["the last day that is known", "2027-01-08", 0.5, "holiday"],
])("plans %s, %s, for %d requests a second", (_, date, load, season) => {
  const demand = day(date);
  expect(new Set(demand.median)).toEqual(new Set([load]));
  expect(causeOf(demand.causes[50] as number)).toEqual({ season });
});

test("plans a public holiday like a Sunday of its season", () => {
  const of = calendar("se", region("se", YEAR, { holidays: ["2026-05-14", "2026-05-16"] }));
  expect(day("2026-05-14", { calendar: of }).median[50]).toBe(0.1);
  expect(day("2026-05-16", { calendar: of }).median[50]).toBe(0.25);
});

test("weighs regions by their pupils, those that are alike together", () => {
  const holiday = ["holiday 2026-01-01", "end 2027-01-01"];
  const of = calendar(
    "se",
    region("se", YEAR, { code: "a", share: 0.5 }),
    region("se", YEAR, { code: "b", share: 0.2 }),
    region("se", holiday, { code: "c", share: 0.3 }),
  );
  expect(day("2026-10-14", { calendar: of }).median[50]).toBeCloseTo(0.7 + 0.3 * 0.5);
});

test("has the hours at their local time, before and after each change of daylight time", () => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 5 : 1));
  const model = { hour: { schoolDay: hours, dayOff: hours } };
  for (const market of MARKET_CODES) {
    const of = calendar(market, region(market, ["term 2026-01-01", "end 2028-06-01"]));
    for (const date of ["2026-10-23", "2026-10-26", "2027-03-26", "2027-03-29", "2028-02-29"]) {
      const demand = day(date, { calendar: of, model });
      expect(loadAt(demand, "09:15", date)).toBeCloseTo(4.93, 2);
      expect(loadAt(demand, "09:30", date)).toBe(5);
      expect(loadAt(demand, "08:00", date)).toBeLessThan(1.1);
      expect(loadAt(demand, "11:00", date)).toBe(1);
    }
  }
});

test.each([
  ["2026-10-25", 100],
  ["2027-03-28", 92],
])("gives the day on which the clock changes, %s, %i quarters in one go", (date, quarters) => {
  for (const market of ["se", "gb", "ch", "de"] as const) {
    const of = calendar(market, region(market, ["term 2026-01-01", "end 2028-06-01"]));
    const demand = day(date, { calendar: of, quarters: 192 });
    expect(demand.median.indexOf(1)).toBe(quarters);
  }
});

test("rings the bell in the quarters with its minutes, on school days only", () => {
  const bell = { minute: 480, times: 4, before: 5, after: 10 };
  const school = day("2026-10-14", { model: { bell } });
  expect([...school.median.slice(30, 34)]).toEqual([1, 4, 4, 1]);
  expect(causeOf(school.causes[32] as number)).toEqual({ season: "term", event: "bell" });
  expect(causeOf(school.causes[33] as number)).toEqual({ season: "term" });
  const of = calendar("se", region("se", YEAR, { holidays: ["2026-05-14"] }));
  for (const date of ["2026-10-17", "2026-07-15", "2026-05-14"]) {
    const quiet = day(date, { calendar: of, model: { bell } });
    expect(quiet.median.every((load) => load === quiet.median[0])).toBe(true);
    expect(causeOf(quiet.causes[32] as number).event).toBeUndefined();
  }
});

test("lets the bell fade: a quarter has what its first minute has left of it", () => {
  const bell = { minute: 475, times: 5, before: 5, after: 15 };
  const fading = day("2026-10-14", { model: { bell } });
  expect([...fading.median.slice(31, 34)]).toEqual([5, 5, 1]);
  const late = day("2026-10-14", { model: { bell: { ...bell, minute: 470 } } });
  expect([...late.median.slice(31, 34)]).toEqual([5, 3, 1]);
});

test("adds the opening of grades on the instant, for the region's pupils, and halves it", () => {
  const gradeOpening = { rpsPerThousandPupils: 8, halfLifeMinutes: 15 };
  const of = calendar(
    "se",
    region("se", YEAR, { code: "a", share: 0.25, opened: ["2026-12-18T09:00"] }),
    region("se", YEAR, { code: "b", share: 0.75 }),
  );
  const demand = day("2026-12-18", { calendar: of, model: { gradeOpening } });
  expect([...demand.median.slice(35, 40)]).toEqual([3, 5, 4, 3.5, 3.25]);
  expect([...demand.median.slice(44)]).toEqual(Array(52).fill(3));
  expect(causeOf(demand.causes[36] as number)).toEqual({ season: "grade-period" });
});

test("names the opening as the cause where it has at least half of the load", () => {
  const gradeOpening = { rpsPerThousandPupils: 8, halfLifeMinutes: 15 };
  const half = (code: string) =>
    region("se", YEAR, { code, share: 0.5, opened: ["2026-12-18T09:07"] });
  const of = calendar("se", half("a"), half("b"));
  const { median, causes } = day("2026-12-18", { calendar: of, model: { gradeOpening } });
  expect(median[36]).toBe(11);
  expect(median[37]).toBeCloseTo(3 + 8 * 2 ** (-8 / 15));
  expect(causeOf(causes[36] as number)).toEqual({
    season: "grade-period",
    event: "grade-opening",
  });
  expect(causeOf(causes[35] as number)).toEqual({ season: "grade-period" });
});

test("follows an opening that began before the horizon", () => {
  const gradeOpening = { rpsPerThousandPupils: 8, halfLifeMinutes: 60 };
  const of = calendar("se", region("se", YEAR, { opened: ["2026-12-17T22:00"] }));
  const demand = day("2026-12-18", { calendar: of, model: { gradeOpening } });
  expect(demand.median[0]).toBe(3 + 2);
});

test("grows day by day as the customers' own count does, over a turn of the year", () => {
  const known = [
    { name: "x", market: "se", pupils: 500, start: "2026-03-01", noticed: "2026-01-01" },
  ].map((customer) => ({
    ...customer,
    market: "se" as const,
    start: Temporal.PlainDate.from(customer.start),
    noticed: Temporal.PlainDate.from(customer.noticed),
  }));
  const growing = customers(1000, known, 0.4);
  const today = Temporal.PlainDate.from("2026-01-01");
  const of = calendar("se", region("se", ["term 2025-01-01", "end 2029-01-01"]));
  for (const date of ["2026-01-01", "2026-02-27", "2026-03-02", "2026-12-31", "2027-01-01"]) {
    const demand = day(date, { calendar: of, customers: growing });
    const pupils = pupilsOn(growing, "se", Temporal.PlainDate.from(date), today);
    expect(demand.median[50]).toBeCloseTo(pupils / 1000, 9);
  }
});

test("counts an announced customer from its first day on, and only once it was noticed", () => {
  const of = calendar(
    "se",
    region("se", YEAR, { code: "a", share: 0.5 }),
    region("se", ["holiday 2026-01-01", "end 2027-01-11"], { code: "b", share: 0.5 }),
  );
  const announced = customers(1000, [
    {
      name: "Newtown",
      market: "se",
      region: "b",
      pupils: 1000,
      start: Temporal.PlainDate.from("2026-10-14"),
      noticed: Temporal.PlainDate.from("2026-09-01"),
    },
  ]);
  const load = (date: string, now: string): number | undefined =>
    day(date, { calendar: of, customers: announced, now }).median[50];
  expect(load("2026-10-13", "2026-09-01")).toBe(0.75);
  expect(load("2026-10-14", "2026-09-01")).toBe(1.25);
  expect(load("2026-10-14", "2026-08-31")).toBe(0.75);
});

test("plans unknown days as the busiest of their weekday, and says which they are", () => {
  const model = { gradeOpening: { rpsPerThousandPupils: 8, halfLifeMinutes: 15 } };
  const monday = day("2027-01-11", { model });
  expect(monday.median[40]).toBe(3 + 8);
  expect(monday.median[4]).toBe(3);
  expect(causeOf(monday.causes[40] as number)).toEqual({ season: "unknown" });
  expect(day("2027-01-16", { model }).median[40]).toBe(0.75);
  expect(monday.gaps).toMatchObject([{ market: "se", region: "all", reason: "unknown", share: 1 }]);
  expect(monday.gaps[0]?.from.toString()).toBe("2027-01-11");
  expect(day("2026-10-14", { model }).gaps).toEqual([]);
});

test("never plans a known day for more than an unknown one of that weekday", () => {
  const openedAt = ["2026-12-18T08:00", "2026-12-17T19:50"];
  const of = calendar("se", region("se", YEAR, { opened: openedAt }));
  const nobody = calendar("se", region("se", ["term 2020-01-01", "end 2020-01-02"]));
  const input = {
    customers: customers(1000),
    model: ASSUMED_MODEL,
    horizon: horizonFrom(at("se", "2026-01-01T00:00"), 370 * 96),
    now: at("se", "2026-01-01T00:00"),
  };
  const known = marketDemand({ ...input, calendar: of }).median;
  const unknown = marketDemand({ ...input, calendar: nobody }).median;
  expect(known.findIndex((load, i) => load > (unknown[i] as number) + 1e-9)).toBe(-1);
});

test("gives the same day by day as at once", () => {
  const of = calendar("de", region("de", YEAR, { opened: ["2026-12-18T23:00"] }));
  const input = {
    calendar: of,
    customers: customers(1000, [], 0.3),
    model: assumedModel("de"),
    horizon: horizonFrom(at("de", "2026-01-01T05:15"), 365 * 96),
    now: at("de", "2026-01-01T00:00"),
  };
  const pieces = [...demandPieces(input)].length;
  const loads: number[] = [];
  for (const piece of demandPieces(input)) loads.push(...piece.median);
  expect(pieces).toBe(368);
  expect(loads).toEqual([...marketDemand(input).median]);
});

test("answers the same to the same, more to more pupils and to a higher quantile", () => {
  const of = calendar("gb", region("gb", YEAR, { opened: ["2026-12-18T09:00"] }));
  const property = fc.property(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.integer({ min: 1, max: 100_000 }),
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.integer({ min: 0, max: 370 * 96 }),
    (pupils, more, p, later) => {
      const of1 = (count: number): MarketDemand =>
        marketDemand({
          calendar: of,
          customers: customers(count),
          model: assumedModel("gb"),
          horizon: horizonFrom(
            Temporal.Instant.from("2026-01-01T00:00Z").add({ minutes: 15 * later }),
            96,
          ),
          now: at("gb", "2026-01-01T00:00"),
        });
      const one = of1(pupils);
      expect(of1(pupils)).toEqual(one);
      const larger = of1(pupils + more);
      expect(larger.median.every((load, i) => load > (one.median[i] as number))).toBe(true);
      const low = demandQuantile(larger, p * 0.99);
      expect(demandQuantile(larger, p).every((load, i) => load > (low[i] as number))).toBe(true);
      expect(demandQuantile(larger, 0.5)[7]).toBeCloseTo(larger.median[7] as number);
    },
  );
  fc.assert(property, { numRuns: 40 });
});

test("makes a week of the assumed model's term one mean, and each day's hours too", () => {
  const { weekday, hour } = ASSUMED_MODEL;
  const sum = (numbers: readonly number[]): number => numbers.reduce((one, two) => one + two, 0);
  expect(sum(weekday) / 7).toBeCloseTo(1, 2);
  expect(sum(hour.schoolDay) / 24).toBeCloseTo(1, 2);
  expect(sum(hour.dayOff) / 24).toBeCloseTo(1, 2);
});

test("starts British lessons at a quarter to nine", () => {
  expect(assumedModel("gb").bell.minute).toBe(525);
  expect(assumedModel("is").bell.minute).toBe(480);
});
