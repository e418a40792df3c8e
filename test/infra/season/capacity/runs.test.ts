import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  highest,
  lowest,
  placeOfHighest,
  placeOfLowest,
} from "../../../../infra/season/capacity/highest.ts";
import { lesser, mapRunPairs, mapRuns, total } from "../../../../infra/season/capacity/runs.ts";

/** Few values, so that runs of equal ones are met. */
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })));

test("makes of runs what it would of each value", () => {
  fc.assert(
    fc.property(pairs, (both) => {
      const ones = Int32Array.from(both, ([one]) => one);
      const others = Int32Array.from(both, ([, other]) => other);
      expect([...mapRuns(ones, (one) => 7 * one)]).toEqual(both.map(([one]) => 7 * one));
      expect([...mapRunPairs(ones, others, (one, other) => 10 * one + other)]).toEqual(
        both.map(([one, other]) => 10 * one + other),
      );
      expect([...lesser(ones, others)]).toEqual(both.map((pair) => Math.min(...pair)));
      expect(total(ones)).toBe(both.reduce((sum, [one]) => sum + one, 0));
    }),
  );
});

test("asks once a run", () => {
  const asked: number[] = [];
  mapRuns(Uint8Array.of(2, 2, 5, 2), (value) => asked.push(value));
  expect(asked).toEqual([2, 5, 2]);
});

test.each([
  ["the whole", 0, 6, { most: [9, 1], least: [1, 2] }],
  ["a part", 3, 5, { most: [4, 3], least: [1, 4] }],
  ["one", 5, 6, { most: [9, 5], least: [9, 5] }],
])("finds the first of the highest and of the lowest in %s", (_, start, end, { most, least }) => {
  const values = Float64Array.of(4, 9, 1, 4, 1, 9);
  expect([highest(values, start, end), placeOfHighest(values, start, end)]).toEqual(most);
  expect([lowest(values, start, end), placeOfLowest(values, start, end)]).toEqual(least);
});
