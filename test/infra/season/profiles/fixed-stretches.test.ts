import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Run, runs } from "../../../../infra/season/capacity/runs.ts";
import {
  type ChosenStretches,
  cheapestStretches,
} from "../../../../infra/season/profiles/fixed-stretches.ts";

interface Case {
  readonly need: readonly number[];
  readonly otherwise: readonly number[];
  readonly unclear: readonly number[];
  readonly most: number;
}

function chosen({ need, otherwise, unclear, most }: Case, below?: number) {
  const choice = {
    need: [...runs(need)],
    otherwise: [...runs(otherwise)],
    unclear: Uint8Array.from(unclear),
    most,
  };
  return cheapestStretches(choice, below);
}

/** The least excess of all ways to lay stretches from quarter `from` on; every quarter is tried as a bound. */
function leastExcess(given: Case, from = 0, left = given.most): number {
  const { need, otherwise, unclear } = given;
  if (from === need.length) return 0;
  const over = (otherwise[from] as number) - (need[from] as number);
  let least = over < 0 ? Number.POSITIVE_INFINITY : over + leastExcess(given, from + 1, left);
  if (left === 0 || unclear[from] === 1) return least;
  for (let end = from + 1; end <= need.length; end++) {
    if (unclear[end] === 1) continue;
    const inside = need.slice(from, end);
    const excess = inside.reduce((sum, value) => sum + Math.max(...inside) - value, 0);
    least = Math.min(least, excess + leastExcess(given, end, left - 1));
  }
  return least;
}

/** What stands by stretches and otherwise. */
function standing({ otherwise }: Case, stretches: readonly Run[]): number[] {
  const values = [...otherwise];
  for (const { start, end, value } of stretches) values.fill(value, start, end);
  return values;
}

const cases: fc.Arbitrary<Case> = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(5)), { minLength: 1, maxLength: 9 })
  .chain((quarters) =>
    fc.record({
      need: fc.constant(quarters.map(([need]) => need)),
      otherwise: fc.constant(quarters.map(([, otherwise]) => otherwise)),
      unclear: fc.constant(quarters.map(([, , unclear], i) => (i > 0 && unclear === 0 ? 1 : 0))),
      most: fc.nat(4),
    }),
  );

test("lays the best stretches of all, covers the need, and says what it costs", () => {
  fc.assert(
    fc.property(cases, (given) => {
      const least = leastExcess(given);
      const found = chosen(given);
      if (least === Number.POSITIVE_INFINITY) return expect(found).toBeUndefined();
      const { excess, stretches } = found as ChosenStretches;
      expect(excess).toBe(least);
      expect(stretches.length).toBeLessThanOrEqual(given.most);
      const values = standing(given, stretches);
      expect(values.every((value, i) => value >= (given.need[i] as number))).toBe(true);
      const above = values.reduce((sum, value, i) => sum + value - (given.need[i] as number), 0);
      expect(above).toBe(excess);
      for (const [i, { start, end }] of stretches.entries()) {
        expect([given.unclear[start], given.unclear[end]]).not.toContain(1);
        expect(start).toBeGreaterThanOrEqual(stretches[i - 1]?.end ?? 0);
      }
      expect(chosen(given, excess)).toBeUndefined();
      expect(chosen(given, excess + 1)?.excess).toBe(excess);
    }),
    { numRuns: 400 },
  );
});

const ROW = { unclear: Array(8).fill(0), otherwise: Array(8).fill(3) };

test.each<[string, Case, Run[]]>([
  ["none where nothing is left to cover", { ...ROW, need: Array(8).fill(3), most: 3 }, []],
  [
    "one over a peak",
    { ...ROW, need: [3, 3, 3, 7, 7, 3, 3, 3], most: 3 },
    [{ start: 3, end: 5, value: 7 }],
  ],
  [
    "one lower stretch where less is needed",
    { ...ROW, need: [3, 1, 1, 1, 1, 1, 3, 3], most: 1 },
    [{ start: 1, end: 6, value: 1 }],
  ],
  [
    "one over two peaks where only one is left",
    { ...ROW, need: [3, 7, 3, 9, 3, 3, 3, 3], most: 1 },
    [{ start: 1, end: 4, value: 9 }],
  ],
  [
    "one from the clear time before an unclear one",
    {
      need: [3, 3, 3, 7, 7, 3, 3, 3],
      otherwise: ROW.otherwise,
      unclear: [0, 0, 1, 1, 0, 0, 0, 0],
      most: 2,
    },
    [{ start: 1, end: 5, value: 7 }],
  ],
])("lays %s", (_, given, stretches) => {
  expect(chosen(given)?.stretches).toEqual(stretches);
});
