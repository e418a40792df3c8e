import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { assumedWeb } from "../../../../infra/season/capacity/assumed-capacity.ts";
import { runningMaximum } from "../../../../infra/season/capacity/running-maximum.ts";
import { runs } from "../../../../infra/season/capacity/runs.ts";
import {
  clonesAhead,
  clonesFor,
  machinesFor,
  quartersOf,
  type WebCapacity,
} from "../../../../infra/season/capacity/web.ts";
import {
  acrossZones,
  fullestZone,
  leftAfterZoneLoss,
} from "../../../../infra/season/capacity/zones.ts";

const WEB: WebCapacity = {
  rpsPerClone: 100,
  utilisation: 0.5,
  utilisationWithoutZone: 0.8,
  zones: 3,
  leadMinutes: 15,
  minimum: 2,
  maximum: 1000,
};

test.each([
  // Requests a second, zones, clones; the second column's rule decides.
  [0, "one a zone", 3, 3],
  [0, "two at least", 1, 2],
  [160, "the usual utilisation", 3, 4],
  [200, "the loss of one of three zones", 3, 5],
  [300, "the usual utilisation", 3, 6],
  [300.1, "the usual utilisation", 3, 7],
  [480, "the usual utilisation", 3, 10],
  [480, "the loss of one of two zones", 2, 12],
  [480, "the usual utilisation", 1, 10],
])("needs clones for %d requests a second by %s over %i zones: %i", (rps, _, zones, clones) => {
  expect(clonesFor(rps, { ...WEB, zones })).toBe(clones);
});

test("lets a lost zone decide where the clones are usually busy", () => {
  expect(clonesFor(480, { ...WEB, utilisation: 0.8 })).toBe(9);
  expect(clonesFor(481, { ...WEB, utilisation: 0.8 })).toBe(11);
});

test("keeps the minimum", () => {
  expect(clonesFor(0, { ...WEB, minimum: 7 })).toBe(7);
});

test("leaves enough when the fullest zone is lost, and no machine is too many", () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 2, max: 5 }),
    (survivors, zones) => {
      const machines = acrossZones(survivors, zones);
      expect(leftAfterZoneLoss(machines, zones)).toBeGreaterThanOrEqual(survivors);
      if (machines > 0) {
        expect(leftAfterZoneLoss(machines - 1, zones)).toBeLessThan(survivors);
      }
    },
  );
  fc.assert(property);
});

test.each([
  [4, 3, 2, 2],
  [5, 3, 2, 3],
  [6, 3, 2, 4],
  [7, 3, 3, 4],
  [5, 2, 3, 2],
  [4, 1, 4, 0],
])("spreads %i machines over %i zones: %i in the fullest, %i left", (all, zones, most, left) => {
  expect(fullestZone(all, zones)).toBe(most);
  expect(leftAfterZoneLoss(all, zones)).toBe(left);
});

test("carries the load after a zone is lost, at the utilisation that is allowed then", () => {
  const property = fc.property(
    fc.double({ min: 0, max: 50_000, noNaN: true }),
    fc.integer({ min: 2, max: 3 }),
    (rps, zones) => {
      const web = assumedWeb(4, { zones, minimum: 2, maximum: 1000 });
      const clones = clonesFor(rps, web);
      const left = leftAfterZoneLoss(clones, zones);
      expect(rps / (left * web.rpsPerClone)).toBeLessThanOrEqual(web.utilisationWithoutZone + 1e-6);
      expect(rps / (clones * web.rpsPerClone)).toBeLessThanOrEqual(web.utilisation + 1e-6);
      expect(clonesFor(rps + 1, web)).toBeGreaterThanOrEqual(clones);
    },
  );
  fc.assert(property);
});

test.each([
  [0, [3, 3, 10, 3, 3]],
  [15, [3, 10, 10, 3, 3]],
  [16, [10, 10, 10, 3, 3]],
  [60, [10, 10, 10, 3, 3]],
])("orders clones %i minutes ahead of the quarter that needs them", (leadMinutes, clones) => {
  const load = Float64Array.of(10, 10, 480, 10, 10);
  expect([...clonesAhead(load, { ...WEB, leadMinutes })]).toEqual(clones);
});

test("takes the most of each window as a search does", () => {
  const property = fc.property(
    fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
    fc.integer({ min: 0, max: 30 }),
    (values, ahead) => {
      const searched = values.map((_, i) => Math.max(...values.slice(i, i + ahead + 1)));
      expect([...runningMaximum(Int32Array.from(values), ahead)]).toEqual(searched);
    },
  );
  fc.assert(property);
});

test("cuts an array into half-open stretches of equal values that cover it", () => {
  expect([...runs([])]).toEqual([]);
  expect([...runs(Int32Array.of(4, 4, 5, 4))]).toEqual([
    { start: 0, end: 2, value: 4 },
    { start: 2, end: 3, value: 5 },
    { start: 3, end: 4, value: 4 },
  ]);
  const property = fc.property(fc.array(fc.integer({ min: 0, max: 2 })), (values) => {
    const found = [...runs(values)];
    expect(found.flatMap(({ start, end, value }) => Array(end - start).fill(value))).toEqual(
      values,
    );
    for (const [i, run] of found.entries()) {
      expect(run.start).toBe(found[i - 1]?.end ?? 0);
      if (i > 0) expect(run.value).not.toBe(found[i - 1]?.value);
    }
  });
  fc.assert(property);
});

test.each([
  [0, 0],
  [1, 1],
  [15, 1],
  [16, 2],
  [60, 4],
])("counts %i minutes as %i quarters", (minutes, quarters) => {
  expect(quartersOf(minutes)).toBe(quarters);
});

test("needs for each load of a year what it needs for that load alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 })), (loads) => {
      const machines = machinesFor(Float64Array.from(loads), (load) => clonesFor(load, WEB));
      expect([...machines]).toEqual(loads.map((load) => clonesFor(load, WEB)));
    }),
  );
});
