import { describe, expect, test } from "@jest/globals";
import { minuteLoad } from "../../../../ops/season/backtest/minute-load.ts";
import { addBell, addCustomer, addNoise } from "../../../../ops/season/backtest/overlays.ts";
import { bellsOf, placeSite } from "../../../../ops/season/backtest/site.ts";
import { calendarIn, weeksOf } from "./support.ts";

const ZONE = "Europe/Stockholm";
const HISTORY = weeksOf(2, ZONE);
const SITE = placeSite(calendarIn(ZONE), HISTORY.startMs, HISTORY.values.length * 60);
/** Minutes of a time on a day, counted from the first Monday. */
const at = (day: number, hour: number, minute: number): number => day * 1440 + hour * 60 + minute;

describe("minuteLoad", () => {
  test("has each hour's value at its middle and a straight line between two", () => {
    const load = minuteLoad({ ...HISTORY, values: Float64Array.from([60, 120, 90]) }, SITE);
    expect(load[29]).toBe(60);
    expect([0, 59, 60, 179].map((minute) => load[minute])).toEqual([60, 89.5, 90.5, 90]);
  });

  test("leaves minutes as they were measured", () => {
    const values = Float64Array.from([1, 5, 3]);
    expect(minuteLoad({ ...HISTORY, values, stepMinutes: 1, resolvedMinutes: 1 }, SITE)).toEqual(
      values,
    );
  });

  test("lays the assumed hours over a history of days, and keeps the days' sums", () => {
    const values = new Float64Array(14 * 24).fill(100);
    const load = minuteLoad({ ...HISTORY, values, resolvedMinutes: 1440 }, SITE);
    const tuesday = load.subarray(1440, 2 * 1440);
    expect(tuesday.reduce((sum, rps) => sum + rps, 0) / 1440).toBeCloseTo(100, 0);
    expect(tuesday[14 * 60]).toBeGreaterThan(170);
    expect(tuesday[4 * 60]).toBeLessThan(40);
  });
});

describe("addBell", () => {
  test("multiplies the load around 08:00 on school days, and only there", () => {
    const load = new Float64Array(14 * 1440).fill(10);
    addBell(load, SITE, 5);
    const around = (day: number): number[] =>
      [54, 55, 60, 65, 66, 69, 70].map((minute) => load[at(day, 7, minute)] as number);
    expect(around(1)).toEqual([10, 50, 50, 50, 42, 18, 10]);
    expect(around(5)).toEqual([10, 10, 10, 10, 10, 10, 10]);
    expect(load.filter((rps) => rps > 10).length).toBe(10 * 15);
  });
});

describe("addNoise", () => {
  test("has the spread asked for, keeps the mean, and is the same for a seed", () => {
    const load = new Float64Array(50_000).fill(1);
    addNoise(load, 0.08, 7);
    const mean = load.reduce((sum, rps) => sum + rps, 0) / load.length;
    const spread = Math.sqrt(load.reduce((sum, rps) => sum + (rps - mean) ** 2, 0) / load.length);
    expect(mean).toBeCloseTo(1, 2);
    expect(spread).toBeCloseTo(0.08, 2);
    const again = new Float64Array(50_000).fill(1);
    addNoise(again, 0.08, 7);
    expect(again).toEqual(load);
    addNoise(again.fill(1), 0.08, 8);
    expect(again).not.toEqual(load);
  });
});

describe("addCustomer", () => {
  test("multiplies the load from the date's first minute on", () => {
    const load = new Float64Array(14 * 1440).fill(10);
    addCustomer(load, SITE, 1.3, Temporal.PlainDate.from("2026-01-08"));
    expect([load[at(3, 0, 0) - 1], load[at(3, 0, 0)]]).toEqual([10, 13]);
  });
});

describe("bellsOf", () => {
  test("finds 08:00 of the days with lessons", () => {
    const days = [...bellsOf(SITE)].map((minute) => (minute - 480) / 1440);
    expect(days).toEqual([0, 1, 2, 3, 4, 7, 8, 9, 10, 11]);
  });
});
