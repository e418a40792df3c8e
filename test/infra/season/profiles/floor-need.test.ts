import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { assumedWeb } from "../../../../infra/season/capacity/assumed-capacity.ts";
import { clonesAhead, clonesFor, type WebCapacity } from "../../../../infra/season/capacity/web.ts";
import { floorNeed } from "../../../../infra/season/profiles/floor-need.ts";

/** 100 requests a second a clone; three zones, one clone in each at least. */
const WEB = assumedWeb(4, { zones: 3, minimum: 3, maximum: 100 });

/** Loads of so many quarters each. */
function load(...parts: readonly (readonly [quarters: number, rps: number])[]): Float64Array {
  return Float64Array.from(parts.flatMap(([quarters, rps]) => Array<number>(quarters).fill(rps)));
}

test("leaves a load to the rules that they carry", () => {
  // 30 busy clones: the rules bring ⌈30 / 0.65⌉ = 47, of which 31 are left; 51 are needed.
  const floors = floorNeed(load([12, 0], [24, 3000]), WEB);
  expect(clonesFor(3000, WEB)).toBe(51);
  // Quarters 12 to 24 are late: seen from 13 on, 4 more a quarter from 3 to 47, and 2 quarters of lag.
  expect([...floors.subarray(8, 12)]).toEqual([3, 3, 3, 51]);
  expect(floors.indexOf(3, 12)).toBe(25);
  expect([...floors.subarray(25)]).toEqual(Array(11).fill(3));
});

test("has a floor before a bell, of which the rules see nothing", () => {
  const bell = load([8, 100], [1, 900], [8, 100], [1, 900], [8, 100]);
  const expected = new Int32Array(26).fill(3);
  for (const quarter of [7, 8, 16, 17]) expected[quarter] = 15;
  expect(clonesFor(900, WEB)).toBe(15);
  expect([...floorNeed(bell, WEB)]).toEqual([...expected]);
});

test("has no floor on a morning that grows as slowly as the rules do", () => {
  const slow = Float64Array.from({ length: 48 }, (_, i) => 1200 + 25 * i);
  const started = floorNeed(load([40, 1200]), WEB);
  expect(started.at(-1)).toBe(3);
  const floors = floorNeed(Float64Array.from([...load([40, 1200]), ...slow]), WEB);
  expect(floors.subarray(40).some((clones) => clones === 3)).toBe(true);
  const steep = Float64Array.from({ length: 12 }, (_, i) => 1200 + 300 * i);
  const late = floorNeed(Float64Array.from([...load([40, 1200]), ...steep]), WEB);
  expect([...late.subarray(42)]).toEqual([...clonesAhead(steep, WEB).subarray(2)]);
});

test("does not trust the rules for clones that a lost zone takes along", () => {
  // 4 clones carry 210 at 53 %: the rules see nothing, but a lost zone can leave 2.
  expect(new Set(floorNeed(load([40, 210]), WEB))).toEqual(new Set([5]));
  // 5 come for 300, and leave 3.
  expect(floorNeed(load([40, 300]), WEB).at(-1)).toBe(3);
});

test("takes what one zone's clones carry for enough where there is no other", () => {
  const web = assumedWeb(4, { zones: 1, minimum: 2, maximum: 100 });
  expect(floorNeed(load([40, 210]), web).at(-1)).toBe(2);
});

test("is never above the need, never below the least, and the need for a load that comes at once", () => {
  const loads = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 80 });
  const webs = fc.record({
    zones: fc.integer({ min: 1, max: 3 }),
    minimum: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(loads, webs, (rps, bounds) => {
      const web: WebCapacity = assumedWeb(4, { ...bounds, maximum: 100 });
      const array = Float64Array.from(rps);
      const floors = floorNeed(array, web);
      const need = clonesAhead(array, web);
      const least = clonesFor(0, web);
      expect(floors.findIndex((clones, i) => clones > (need[i] as number))).toBe(-1);
      expect(floors.findIndex((clones) => clones < least)).toBe(-1);
      const atOnce = Float64Array.from([0, 0, 0, ...rps.map((value) => 1e4 + value)]);
      expect(floorNeed(atOnce, web)[3]).toBe(clonesAhead(atOnce, web)[3]);
    }),
  );
});
