import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { bestCover } from "../../../../infra/season/profiles/best-cover.ts";
import {
  type PlannedWindow,
  plannedWindow,
} from "../../../../infra/season/profiles/planned-window.ts";
import { stepRuns } from "../../../../infra/season/profiles/weekly-steps.ts";
import { quiet } from "./replay.ts";

/** A window over so many days from a Monday on. */
function windowOf(days: number): PlannedWindow {
  const { horizon, now, zone } = quiet("is", "2026-11-23T00:00", days);
  return plannedWindow(horizon, now, zone.iana);
}

function floorsOf(window: PlannedWindow, cover: ReturnType<typeof bestCover>): Int32Array {
  const { steps, stretches } = cover;
  const floors = new Int32Array(window.quarters);
  if (steps.length > 0) {
    for (const { start, end, value } of stepRuns(steps, window.days)) {
      floors.fill(steps[value]?.value ?? 0, start, end);
    }
  }
  for (const { start, end, value } of stretches) floors.fill(value, start, end);
  return floors;
}

/** Needs of a week or two that change every six hours. */
const needs = (days: number): fc.Arbitrary<Int32Array> =>
  fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: days * 4, maxLength: days * 4 })
    .map((values) =>
      Int32Array.from({ length: days * 96 }, (_, i) => values[Math.floor(i / 24)] ?? 0),
    );

test("covers the need with as many profiles as it may have, and says by how much it exceeds it", () => {
  const window = windowOf(14);
  fc.assert(
    fc.property(needs(14), fc.integer({ min: 1, max: 18 }), (need, most) => {
      const cover = bestCover(window, need, most);
      const floors = floorsOf(window, cover);
      expect(cover.steps.length + cover.stretches.length).toBeLessThanOrEqual(most);
      expect(floors.findIndex((floor, i) => floor < (need[i] as number))).toBe(-1);
      const excess = floors.reduce((sum, floor, i) => sum + floor - (need[i] as number), 0);
      expect(cover.excess).toBe(excess);
      expect(bestCover(window, need, most)).toEqual(cover);
      expect(bestCover(window, need, most + 1).excess).toBeLessThanOrEqual(cover.excess);
    }),
    { numRuns: 40 },
  );
});

test("has nothing above the need where a week repeats itself", () => {
  const window = windowOf(49);
  const need = new Int32Array(window.quarters).fill(4);
  for (let day = 0; day < 49; day++) {
    if (day % 7 < 5) need.fill(9, day * 96 + 30, day * 96 + 33);
  }
  expect(bestCover(window, need, 18)).toEqual({
    steps: [
      { slot: 30, value: 9 },
      { slot: 33, value: 4 },
    ],
    stretches: [],
    excess: 0,
  });
});

test("lays fixed dates over what a week does not repeat", () => {
  const window = windowOf(49);
  const need = new Int32Array(window.quarters).fill(4);
  for (let day = 0; day < 28; day++) {
    if (day % 7 < 5) need.fill(9, day * 96 + 30, day * 96 + 33);
  }
  need.fill(20, 10 * 96 + 31, 10 * 96 + 34);
  const { steps, stretches, excess } = bestCover(window, need, 18);
  expect(steps).toHaveLength(2);
  expect(stretches).toEqual([
    { start: 10 * 96 + 31, end: 10 * 96 + 34, value: 20 },
    { start: 28 * 96 + 30, end: 46 * 96 + 33, value: 4 },
  ]);
  expect(excess).toBe(0);
});

test("is the best of all there are where three profiles must do for one day and a half", () => {
  const window = windowOf(2);
  fc.assert(
    fc.property(needs(2), (need) => {
      const { excess } = bestCover(window, need, 3);
      expect(excess).toBeLessThanOrEqual(leastOfFixedDates(need, 3));
      expect(excess).toBeGreaterThanOrEqual(leastOfAll(need, 3));
    }),
    { numRuns: 40 },
  );
});

/** The least excess of so many stretches and nothing else, bounds every six hours. */
function leastOfFixedDates(need: Int32Array, most: number, from = 0): number {
  if (from >= need.length) return 0;
  if (most === 0) return Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let end = from + 24; end <= need.length; end += 24) {
    const inside = need.subarray(from, end);
    const excess = inside.reduce((sum, value) => sum + Math.max(...inside) - value, 0);
    least = Math.min(least, excess + leastOfFixedDates(need, most - 1, end));
  }
  return least;
}

/** Less than any setting with so many profiles has: each quarter the nearest of so many values. */
function leastOfAll(need: Int32Array, most: number): number {
  const levels = [...new Set(need)].sort((a, b) => a - b);
  const highest = levels.at(-1) as number;
  const choices = levels.flatMap((a) => levels.map((b) => [a, b, highest].slice(-most)));
  return Math.min(
    ...choices.map((values) =>
      need.reduce(
        (sum, value) => sum + Math.min(...values.filter((level) => level >= value)) - value,
        0,
      ),
    ),
  );
}
