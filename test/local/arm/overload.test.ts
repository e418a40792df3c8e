import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { turnForward } from "../../../local/arm/advance.ts";
import { repairsAreSuspended } from "../../../local/behaviours/compute/repairs.ts";
import { tierOf } from "../../../local/behaviours/load/load-minute.ts";
import { keepLoad } from "../../../local/behaviours/load/load-source.ts";
import { numberAt } from "../../../local/behaviours/support/json.ts";
import { TestAzure } from "./support/azure.ts";
import { IDS } from "./support/datacenter.ts";
import { autoscaleBody, cpuRule, MIDNIGHT, putSchool, SETTING } from "./support/school.ts";

const MINUTE = 60_000;
const STEP = MIDNIGHT + 10 * MINUTE;

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putSchool(azure);
});
afterEach(() => azure.close());

/** Ten quiet minutes, then more than three clones carry, all at once, until so many minutes later. */
async function overload(ceiling: number, minutes: number): Promise<void> {
  const rules = [cpuRule("Increase", 65), cpuRule("Decrease", 35)];
  await azure.put(SETTING, autoscaleBody([3, ceiling], rules));
  keepLoad(azure.store, IDS.set, undefined);
  turnForward(azure.store, azure.clock, STEP);
  keepLoad(azure.store, IDS.set, { kind: "constant", rps: 900 });
  turnForward(azure.store, azure.clock, STEP + minutes * MINUTE);
}

function count(): number | undefined {
  return numberAt(azure.store.get(IDS.set), "sku.capacity");
}

/** Requests of the last minute that nobody answered. */
function refused(): number {
  const { byGateway, withoutClone, byClones } = tierOf(azure.store, IDS.set)?.last.refused ?? {};
  return (byGateway ?? 0) + (withoutClone ?? 0) + (byClones ?? 0);
}

/** @changes autoscale runs */
test("grows out of a step in load that knocks the clones of the floor out, within 75 minutes", async () => {
  await overload(24, 30);
  expect(count()).toBeGreaterThan(5);
  expect(refused()).toBeGreaterThan(0);
  turnForward(azure.store, azure.clock, STEP + 75 * MINUTE);
  expect(count()).toBeGreaterThan(13);
  expect(refused()).toBeLessThan(1);
  const minute = STEP / MINUTE;
  turnForward(azure.store, azure.clock, STEP + 120 * MINUTE);
  const failed = azure.store.metrics.read(IDS.gateway, "FailedRequests", minute + 75, minute + 120);
  expect(failed).toHaveLength(45);
  expect(Math.max(...failed.map(({ total }) => total))).toBeLessThan(1);
});

/** @refuses load */
test("stays down where autoscale has no room, and suspends repairs that help nobody", async () => {
  await overload(4, 180);
  expect(count()).toBe(4);
  expect(refused()).toBeGreaterThan(900 * 60 * 0.7);
  const { hostsInRotation, hostsOut } = tierOf(azure.store, IDS.set)?.last ?? {};
  expect((hostsInRotation ?? 0) + (hostsOut ?? 0)).toBeCloseTo(4, 8);
  expect(hostsOut).toBeGreaterThan(0.5);
  expect(repairsAreSuspended(azure.store, IDS.set)).toBe(true);
  const repairs = azure.store.log
    .read()
    .filter(({ description }) => String(description).includes("in its place"));
  expect(repairs.length).toBeLessThan(8);
});
