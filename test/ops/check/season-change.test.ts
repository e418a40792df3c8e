import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { databasePlace } from "../../../infra/season/capacity/database-sizes.ts";
import {
  costChange,
  type PlannedTree,
  planTree,
  seasonChange,
} from "../../../ops/check/season-change.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MONTH = 30 * 96;
const real = await planTree(ROOT, "prod-is");

/** The real plan of Iceland, with something else in the first 30 days. */
function changed(parts: Partial<PlannedTree["plan"]>, vmSize = real.vmSize): PlannedTree {
  return { ...real, plan: { ...real.plan, ...parts }, vmSize };
}

test("says nothing where the plan stays as it is", () => {
  expect(seasonChange(real, real)).toEqual([]);
  expect(costChange(real, real)).toEqual([]);
});

test("counts the hours of another size of clones under both sizes", () => {
  const hours = real.plan.reserve.subarray(0, MONTH).reduce((sum, one) => sum + one, 0) / 4;
  const told = hours.toLocaleString("en-GB", { maximumFractionDigits: 0 });
  expect(costChange(real, changed({}, "Standard_D8s_v5"))).toEqual([
    `reserved machine-hours of ${real.vmSize}: ${told} → 0`,
    `reserved machine-hours of Standard_D8s_v5: 0 → ${told}`,
  ]);
});

test("counts both machines of a larger database for as long as it is larger", () => {
  const small = real.plan.database.slice().fill(databasePlace("Standard_D4ds_v5"));
  const large = small.slice().fill(databasePlace("Standard_D8ds_v5"), 0, 96);
  expect(costChange(changed({ database: small }), changed({ database: large }))).toEqual([
    "database machine-hours of Standard_D4ds_v5: 1,440 → 1,392 (−3 %)",
    "database machine-hours of Standard_D8ds_v5: 0 → 48",
  ]);
});

test("tells a higher floor and what more is reserved for it", () => {
  const floors = real.plan.floors.slice().fill(50, 0, 96);
  const reserve = real.plan.reserve.map((count) => count * 2);
  const after = changed({ floors, reserve });
  expect(seasonChange(real, after)).toContainEqual(
    expect.stringMatching(/^highest floor, clones: \d+ → 50 \(\+\d+ %\)$/),
  );
  expect(costChange(real, after)).toEqual([
    expect.stringMatching(/^reserved machine-hours of \w+: [\d,]+ → [\d,]+ \(\+100 %\)$/),
  ]);
});

test("does not count what is after the month", () => {
  const reserve = real.plan.reserve.slice();
  reserve.fill(999, MONTH);
  expect(costChange(real, changed({ reserve }))).toEqual([]);
});
