import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Weighted, WeightedLogarithms } from "../../../../infra/season/fit/weighted-quantile.ts";

const pairs = fc.array(
  fc.record({ value: fc.integer({ min: -9, max: 9 }), weight: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 60 },
);

/** Each value as often as it weighs, in order. */
function spelled(list: readonly { readonly value: number; readonly weight: number }[]): number[] {
  return list
    .flatMap(({ value, weight }) => Array<number>(weight).fill(value))
    .sort((one, other) => one - other);
}

function weighted(list: readonly { readonly value: number; readonly weight: number }[]): Weighted {
  const all = new Weighted();
  for (const { value, weight } of list) all.add(value, weight);
  return all;
}

describe("Weighted", () => {
  test("has the median of values that are written as often as they weigh", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const all = spelled(list);
        const [low, high] = [(all.length - 1) >> 1, all.length >> 1];
        expect(weighted(list).median()).toBe(((all[low] as number) + (all[high] as number)) / 2);
      }),
    );
  });

  test("has the quantiles of such values", () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.001, max: 1, noNaN: true }), (list, p) => {
        const all = spelled(list);
        const expected = all[Math.max(0, Math.ceil(p * all.length) - 1)];
        expect(weighted(list).quantile(p)).toBe(expected);
      }),
    );
  });

  test("counts no value that is none, and none without weight", () => {
    const all = weighted([
      { value: 3, weight: 1 },
      { value: Number.NaN, weight: 9 },
      { value: Number.POSITIVE_INFINITY, weight: 9 },
      { value: 7, weight: 0 },
    ]);
    expect([all.weight, all.median(), new Weighted().median()]).toEqual([1, 3, undefined]);
  });
});

describe("WeightedLogarithms", () => {
  test("has a quantile to a thousandth, within its reach", () => {
    const all = new WeightedLogarithms();
    for (const value of [-0.5, 0.1, 0.25, 9]) all.add(value, 1);
    expect(all.quantile(0.5)).toBeCloseTo(0.101, 6);
    expect(all.quantile(0.75)).toBeCloseTo(0.251, 6);
    expect(all.quantile(1)).toBeCloseTo(4.999, 6);
    expect(new WeightedLogarithms().quantile(0.5)).toBeUndefined();
  });
});
