import { describe, expect, test } from "@jest/globals";
import { quantileFactor } from "../../../../infra/season/demand/quantile.ts";
import { drawLoad } from "../../../../ops/season/rehearse/draw-load.ts";
import { market } from "./support.ts";

const YEAR = 365 * 96;

describe("drawLoad", () => {
  test("draws the same load from a seed, and another one from another", () => {
    const flat = [market(new Float64Array(96).fill(100), 0.2)];
    expect(drawLoad(flat, 7)).toEqual(drawLoad(flat, 7));
    expect(drawLoad(flat, 8)).not.toEqual(drawLoad(flat, 7));
  });

  test("has a load for each minute, the same within a quarter", () => {
    const load = drawLoad([market(Float64Array.of(100, 200), 0.2)], 1);
    expect(load.length).toBe(30);
    expect(new Set(load.subarray(0, 15)).size).toBe(1);
    expect(load[15]).not.toBe(load[14]);
  });

  test.each([0.5, 0.9, 0.99])("is above the quantile %d as often as the plan says", (p) => {
    const load = drawLoad([market(new Float64Array(YEAR).fill(100), 0.2)], 3);
    const limit = 100 * quantileFactor(0.2, p);
    let above = 0;
    for (let quarter = 0; quarter < YEAR; quarter++) {
      if ((load[quarter * 15] as number) > limit) above += 1;
    }
    expect(above / YEAR).toBeGreaterThan((1 - p) * 0.85);
    expect(above / YEAR).toBeLessThan((1 - p) * 1.15);
  });

  test("lets all markets err together, so that the sum is above the sum of quantiles as often", () => {
    const both = [
      market(new Float64Array(YEAR).fill(100), 0.2),
      market(new Float64Array(YEAR).fill(50), 0.4),
    ];
    const load = drawLoad(both, 5);
    const limit = 100 * quantileFactor(0.2, 0.9) + 50 * quantileFactor(0.4, 0.9);
    const above = load.filter((rps) => rps > limit).length / load.length;
    expect(above).toBeGreaterThan(0.085);
    expect(above).toBeLessThan(0.115);
  });
});
