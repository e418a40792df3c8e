import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { firstBusyQuarter, rateLimit } from "../../../../infra/season/plan/rate-limit.ts";

const market = (...median: number[]): { median: Float64Array } => ({
  median: Float64Array.from(median),
});

describe("rateLimit", () => {
  test.each<[string, readonly { median: Float64Array }[], number]>([
    ["a market that is to be busier than half of its most", [market(1, 6, 1, 10)], 5000],
    ["a market at half of its most", [market(1, 5, 1, 10)], 2500],
    ["a busy time that is not near yet", [market(1, 1, 6, 10)], 2500],
    ["one busy market beside a large quiet one", [market(100, 100, 1, 900), market(1, 2)], 5000],
    ["markets that are never busy", [market(0, 0, 0, 0)], 2500],
  ])("answers for two quarters to %s", (_what, markets, limit) => {
    expect(rateLimit(5000, markets, 2)).toBe(limit);
  });

  test("is never below what one classroom needs, and never above the settings'", () => {
    expect(rateLimit(150, [market(0, 1)], 1)).toBe(100);
    expect(rateLimit(201, [market(0, 1)], 1)).toBe(101);
    expect(rateLimit(100, [market(0, 1)], 1)).toBe(100);
  });

  test("leaves each market at least the part of the limit that it has of its busiest load", () => {
    const loads = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(loads, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 100, max: 20_000 }),
        (all, quarters, limit) => {
          const part =
            rateLimit(
              limit,
              all.map((one) => market(...one)),
              quarters,
            ) / limit;
          for (const one of all) {
            const most = Math.max(...one);
            expect(part * most).toBeGreaterThanOrEqual(Math.max(...one.slice(0, quarters)));
          }
        },
      ),
    );
  });
});

test("firstBusyQuarter finds the first of all markets, from a quarter on", () => {
  const markets = [market(9, 1, 1, 1, 10), market(1, 1, 1, 10, 1)];
  expect(firstBusyQuarter(markets, 0)).toBe(0);
  expect(firstBusyQuarter(markets, 1)).toBe(3);
  expect(firstBusyQuarter([market(9, 1)], 1)).toBeUndefined();
});
