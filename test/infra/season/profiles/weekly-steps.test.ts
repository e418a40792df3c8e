import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { runs } from "../../../../infra/season/capacity/runs.ts";
import { localDays } from "../../../../infra/season/demand/local-days.ts";
import {
  stepRuns,
  type WeeklyStep,
  weeklySteps,
} from "../../../../infra/season/profiles/weekly-steps.ts";

const CLEAR = new Uint8Array(96);
/** A week from a Monday. */
const WEEK = [
  ...localDays({ from: Temporal.Instant.from("2026-11-23T00:00Z"), quarters: 7 * 96 }, "UTC"),
];

/** A day of so many quarters each. */
function day(...parts: readonly (readonly [until: number, value: number])[]): Int32Array {
  const values = new Int32Array(96);
  let from = 0;
  for (const [until, value] of parts) {
    values.fill(value, from, until);
    from = until;
  }
  return values;
}

/** Clone-quarters of a week. */
function cost(steps: readonly WeeklyStep[]): number {
  return stepRuns(steps, WEEK).reduce(
    (sum, { start, end, value }) => sum + (end - start) * (steps[value]?.value as number),
    0,
  );
}

/** The cheapest week with exactly these slots as its steps' starts. */
function best(needed: Int32Array, weekend: number, slots: readonly number[]): number {
  const steps = slots.map((slot, i) => {
    const next = slots[i + 1];
    const values =
      next === undefined
        ? [weekend, ...needed.subarray(slot), ...needed.subarray(0, slots[0])]
        : needed.subarray(slot, next);
    return { slot, value: Math.max(...values) };
  });
  return cost(steps);
}

function subsets(from: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return from.flatMap((first, i) =>
    subsets(from.slice(i + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

test("finds the best steps of all for each number of them", () => {
  const parts = fc.array(fc.nat(5), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.nat(5), (values, weekend) => {
      const needed = day(...values.map((value, i) => [(i + 1) * 16, value] as const));
      const found = weeklySteps(needed, weekend, CLEAR, 6);
      for (const steps of found.slice(1)) {
        const slots = subsets([0, 16, 32, 48, 64, 80, 95], steps.length);
        const least = Math.min(...slots.map((some) => best(needed, weekend, some)));
        expect(cost(steps)).toBe(least);
      }
      expect(found[0]).toEqual([{ slot: 0, value: Math.max(weekend, ...needed) }]);
    }),
    { numRuns: 60 },
  );
});

test("starts a bell's step where it is needed, and leaves nights and weekends to the step after it", () => {
  const needed = day([30, 4], [33, 9], [96, 4]);
  expect(weeklySteps(needed, 4, CLEAR, 8)).toEqual([
    [{ slot: 0, value: 9 }],
    [
      { slot: 30, value: 9 },
      { slot: 33, value: 4 },
    ],
  ]);
});

test("starts no step at a time that a change of the clock skips or repeats", () => {
  const unclear = Uint8Array.from(CLEAR);
  unclear.fill(1, 8, 12);
  const [, steps] = weeklySteps(day([10, 4], [33, 9], [96, 4]), 4, unclear, 8);
  expect(steps).toEqual([
    { slot: 7, value: 9 },
    { slot: 33, value: 4 },
  ]);
});

test("lets Friday's last step last until Monday's first", () => {
  const found = stepRuns(
    [
      { slot: 30, value: 9 },
      { slot: 33, value: 4 },
    ],
    WEEK,
  );
  const places = new Int32Array(7 * 96).fill(1);
  for (let weekday = 0; weekday < 5; weekday++) {
    places.fill(0, weekday * 96 + 30, weekday * 96 + 33);
  }
  expect(found).toEqual([...runs(places)]);
});
