import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Room, spread } from "../../../local/behaviours/compute/spreading.ts";

function rooms(free: Readonly<Record<string, number>>): Room[] {
  return Object.entries(free).map(([zone, left]) => ({ zone, reserved: 0, free: left }));
}

const FULL = Number.POSITIVE_INFINITY;

test.each([
  ["evenly", { "1": FULL, "2": FULL, "3": FULL }, [], 5, ["1", "2", "3", "1", "2"]],
  ["where the fewest are", { "1": FULL, "2": FULL }, ["1", "1"], 3, ["2", "2", "1"]],
  ["past a zone that is full", { "1": FULL, "2": 1, "3": FULL }, [], 5, ["1", "2", "3", "1", "3"]],
  ["as far as there is room", { "1": 1, "2": 0 }, [], 3, ["1"]],
  ["nowhere without room", { "1": 0 }, [], 1, []],
])("places machines %s", (_how, free, standing, count, expected) => {
  expect(spread({ rooms: rooms(free), standing, isStrict: false, count })).toEqual(expected);
});

test.each([
  ["all, where it stays balanced", { "1": FULL, "2": FULL }, [], 3, ["1", "2", "1"]],
  ["none, where one does not fit", { "1": 1, "2": 1 }, [], 3, []],
  ["none, where a zone would fall behind", { "1": FULL, "2": 0 }, [], 2, []],
  ["one ahead of a full zone", { "1": FULL, "2": 0 }, [], 1, ["1"]],
  ["what makes it less unbalanced", { "1": FULL, "2": FULL }, ["1", "1", "1"], 1, ["2"]],
])("places with strict balance %s", (_what, free, standing, count, expected) => {
  expect(spread({ rooms: rooms(free), standing, isStrict: true, count })).toEqual(expected);
});

test("places machines without zones in their one place, as far as it has room", () => {
  const place = { zone: null, reserved: 1, free: 1 };
  expect(spread({ rooms: [place], standing: [], isStrict: false, count: 3 })).toEqual([null, null]);
});

const zone = fc.constantFrom("1", "2", "3");
const left = fc.oneof(fc.nat(6), fc.constant(FULL));

test("never takes more than a zone has, and all of it before it gives up", () => {
  fc.assert(
    fc.property(
      fc.tuple(left, left, left),
      fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
      fc.array(zone, { maxLength: 12 }),
      fc.nat(30),
      fc.boolean(),
      (free, reserved, standing, count, isStrict) => {
        const all = ["1", "2", "3"].map((name, index) => ({
          zone: name,
          reserved: reserved[index] ?? 0,
          free: free[index] ?? 0,
        }));
        const placed = spread({ rooms: all, standing, isStrict, count });
        const room = all.reduce((sum, one) => sum + one.reserved + one.free, 0);
        for (const one of all) {
          expect(placed.filter((name) => name === one.zone).length).toBeLessThanOrEqual(
            one.reserved + one.free,
          );
        }
        if (isStrict) expect([0, count]).toContain(placed.length);
        else expect(placed).toHaveLength(Math.min(count, room));
      },
    ),
  );
});
