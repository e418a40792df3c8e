import { expect, test } from "@jest/globals";
import {
  type Customers,
  customersOn,
  grownPupils,
  type MarketPupils,
  pupilsOn,
} from "../../../infra/season/customers.ts";

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

const MARKET: MarketPupils = {
  pupils: 1000,
  asOf: day("2027-03-01"),
  growthPerYear: 0.4,
  assumed: true,
};

const CUSTOMERS: Customers = {
  markets: { se: MARKET, is: MARKET, gb: MARKET, ch: MARKET, de: MARKET },
  customers: [
    { name: "A", market: "se", pupils: 100, start: day("2027-08-16"), noticed: day("2027-05-03") },
    { name: "B", market: "de", pupils: 700, start: day("2027-03-01"), noticed: day("2027-03-01") },
  ],
};

test.each([
  ["the day of the count", "2027-03-01", 1000],
  ["a day before it", "2020-01-01", 1000],
  ["a year later, over a leap day", "2028-03-01", 1400],
  ["ten years later", "2037-03-01", 1000 * 1.4 ** 10],
])("counts pupils on %s", (_, date, pupils) => {
  // A year has 365 or 366 days: a day's growth of tolerance.
  expect(grownPupils(MARKET, day(date)) / pupils).toBeCloseTo(1, 2);
});

test("grows every day, and shrinks where growth is negative", () => {
  const next = grownPupils(MARKET, day("2027-03-02"));
  expect(next).toBeGreaterThan(1000);
  expect(next).toBeLessThan(1001);
  const shrinking = { ...MARKET, growthPerYear: -0.5 };
  expect(grownPupils(shrinking, day("2028-03-01")) / 500).toBeCloseTo(1, 2);
});

test.each([
  ["before its start", "2027-08-15", "2027-08-15", []],
  ["on its start", "2027-08-16", "2027-05-03", ["A"]],
  ["planned for before its notice", "2027-08-16", "2027-05-02", []],
])("has a customer %s", (_, date, today, names) => {
  const found = customersOn(CUSTOMERS, "se", day(date), day(today));
  expect(found.map(({ name }) => name)).toEqual(names);
});

test("puts announced customers on top of growth, in their own market only", () => {
  const on = day("2027-03-01");
  expect(pupilsOn(CUSTOMERS, "de", on, on)).toBe(1700);
  expect(pupilsOn(CUSTOMERS, "se", on, on)).toBe(1000);
});
