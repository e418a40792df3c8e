import { afterEach, describe, expect, test } from "@jest/globals";
import { setFreeInPool } from "../../../../local/behaviours/compute/capacity-ledger.ts";
import { type Pool, setQuotaLimit } from "../../../../local/behaviours/compute/capacity-tables.ts";
import { loseMachine, markHealth } from "../../../../local/behaviours/compute/machine-life.ts";
import { modelOf } from "../../../../local/behaviours/compute/machine-model.ts";
import { setCapacity } from "../../../../local/behaviours/compute/machines.ts";
import { numberAt, objectAt, textAt } from "../../../../local/behaviours/support/json.ts";
import type { JsonObject } from "../../../../local/json.ts";
import { BODIES, IDS, setBody } from "../../arm/support/datacenter.ts";
import { edited } from "../../arm/support/edit.ts";
import { type Changes, Fleet, IMAGE, NEW_IMAGE, ROLLING } from "./support/fleet.ts";

let fleet: Fleet;
afterEach(() => fleet.close());

const SURGE: Changes = { [`${ROLLING}.maxSurge`]: true };

async function standing(capacity: number, changes: Changes = {}): Promise<void> {
  fleet = await Fleet.of(capacity, changes);
  await fleet.turn({ hours: 1 });
}

async function latest(): Promise<JsonObject> {
  const { properties } = await fleet.get(`${IDS.set}/rollingUpgrades/latest`);
  return properties as JsonObject;
}

/** How many machines have the newest model, and how many not. */
async function models(): Promise<[newest: number, others: number]> {
  const model = modelOf(await fleet.get(IDS.set));
  const newest = fleet.states.filter((state) => state.model === model).length;
  return [newest, fleet.states.length - newest];
}

/** @changes rolling upgrades */
test("upgrades in place, batch by batch within a zone, waiting for health and a pause", async () => {
  await standing(10, { [`${ROLLING}.pauseTimeBetweenBatches`]: "PT5M" });
  const before = fleet.states.map(({ id }) => id);
  await fleet.write(10, { ...NEW_IMAGE, [`${ROLLING}.pauseTimeBetweenBatches`]: "PT5M" });
  await fleet.turn({ seconds: 1 });
  const down = fleet.states.filter(({ phase }) => phase === "updating");
  expect(down.map(({ zone }) => zone)).toEqual(["1", "1"]);
  expect(await models()).toEqual([2, 8]);
  expect((await latest()).progress).toEqual({
    successfulInstanceCount: 0,
    failedInstanceCount: 0,
    inProgressInstanceCount: 2,
    pendingInstanceCount: 8,
  });
  await fleet.turn({ seconds: 89 });
  expect((await latest()).progress).toMatchObject({ successfulInstanceCount: 2 });
  await fleet.turn({ minutes: 4, seconds: 59 });
  expect(await models()).toEqual([2, 8]);
  await fleet.turn({ seconds: 2 });
  expect(await models()).toEqual([4, 6]);
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([10, 0]);
  expect(fleet.states.map(({ id }) => id)).toEqual(before);
  expect(await latest()).toMatchObject({
    runningStatus: { code: "Completed", lastAction: "Start" },
    progress: { successfulInstanceCount: 10, pendingInstanceCount: 0 },
  });
  const machine = await fleet.get(before[0] ?? "");
  expect(textAt(machine, "properties.storageProfile.imageReference.version")).toBe(
    "24.04.202411010",
  );
});

test("keeps a machine's address and interface when it is upgraded in place", async () => {
  await standing(3);
  const nics = `${IDS.group}/providers/Microsoft.Network/networkInterfaces`;
  const before = await fleet.list(nics);
  await fleet.write(3, NEW_IMAGE);
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([3, 0]);
  expect(await fleet.list(nics)).toEqual(before);
});

/** @changes rolling upgrades */
test("makes new machines first with a surge, and then deletes the old ones", async () => {
  await standing(6, SURGE);
  const before = fleet.states.map(({ id }) => id);
  await fleet.write(6, { ...SURGE, ...NEW_IMAGE });
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let minute = 0; minute < 60; minute += 1) {
    await fleet.turn({ minutes: 1 });
    most = Math.max(most, fleet.states.length);
    fewest = Math.min(fewest, fleet.states.filter(({ phase }) => phase === "running").length);
    expect(numberAt(await fleet.get(IDS.set), "sku.capacity")).toBe(6);
  }
  expect([most, fewest]).toEqual([7, 6]);
  expect(await models()).toEqual([6, 0]);
  expect(fleet.states.filter(({ id }) => before.includes(id))).toEqual([]);
  expect(fleet.states.map(({ zone }) => zone).toSorted()).toEqual(["1", "1", "2", "2", "3", "3"]);
});

test("falls back to upgrading in place where a surge finds no room", async () => {
  await standing(0, SURGE);
  await fleet.delete(IDS.set);
  await fleet.put(
    IDS.vnet,
    edited(BODIES.vnet, { "properties.subnets.1.properties.addressPrefix": "10.10.4.0/28" }),
  );
  await fleet.write(11, SURGE);
  await fleet.turn({ hours: 1 });
  const before = fleet.states.map(({ id }) => id);
  await fleet.write(11, { ...SURGE, ...NEW_IMAGE });
  await fleet.turn({ hours: 2 });
  expect(await models()).toEqual([11, 0]);
  expect(fleet.states.map(({ id }) => id)).toEqual(before);
  expect(fleet.said("The surge falls back to it").length).toBeGreaterThan(0);
});

const LARGE: Changes = { "sku.name": "Standard_D16s_v5" };
const MANUAL: Changes = { "properties.upgradePolicy": { mode: "Manual" } };
const AUTOMATIC: Changes = { "properties.upgradePolicy": { mode: "Automatic" } };
const REGION = "swedencentral";
const large = (zone: string): Pool => ({ region: REGION, zone, size: "Standard_D16s_v5" });

/** Leaves no room for the larger size. */
const SHORTAGES: readonly [what: string, code: string, shorten: () => void][] = [
  ["quota", "OperationNotAllowed", () => setQuotaLimit(fleet.store, REGION, "cores", 24)],
  [
    "hardware",
    "ZonalAllocationFailed",
    () => {
      for (const zone of ["1", "2", "3"]) setFreeInPool(fleet.store, large(zone), 0);
    },
  ],
];

/** How many machines have the larger size. */
function grown(): number {
  return fleet.states.filter(({ size }) => size === "Standard_D16s_v5").length;
}

describe.each(SHORTAGES)("a larger size without %s", (_what, code, shorten) => {
  /** @refuses rolling upgrades */
  test.each<[string, Changes]>([
    ["in place", {}],
    ["where a surge falls back", SURGE],
  ])("ends a rolling upgrade as Faulted %s, with the refusal", async (_how, changes) => {
    await standing(6, changes);
    shorten();
    await fleet.write(6, { ...changes, ...LARGE });
    await fleet.turn({ hours: 1 });
    expect(grown()).toBe(0);
    expect(await latest()).toMatchObject({ runningStatus: { code: "Faulted" }, error: { code } });
    expect(fleet.said(code)).toHaveLength(1);
  });

  test("refuses a manual upgrade, and logs it", async () => {
    await standing(6, MANUAL);
    shorten();
    await fleet.write(6, { ...MANUAL, ...LARGE });
    const upgrade = `${IDS.set}/manualupgrade`;
    const body = { instanceIds: ["*"] };
    expect((await fleet.refused("POST", upgrade, body)).code).toBe(code);
    expect(grown()).toBe(0);
    expect(fleet.store.log.read().at(-1)).toMatchObject({ level: "Error", status: "Failed" });
  });

  test("refuses the write that would upgrade all at once", async () => {
    await standing(6, AUTOMATIC);
    shorten();
    const body = edited(setBody(6), { ...AUTOMATIC, ...LARGE });
    expect((await fleet.refused("PUT", IDS.set, body)).code).toBe(code);
    expect(grown()).toBe(0);
  });
});

test("takes a larger size where what the smaller one gives back makes room", async () => {
  await standing(6, MANUAL);
  setQuotaLimit(fleet.store, REGION, "cores", 6 * 16);
  await fleet.write(6, { ...MANUAL, ...LARGE });
  await fleet.request("POST", `${IDS.set}/manualupgrade`, { instanceIds: ["*"] });
  expect(grown()).toBe(6);
});

/** @refuses rolling upgrades */
test("does not start where too many machines are sick already", async () => {
  await standing(5, { "properties.automaticRepairsPolicy.enabled": false });
  for (const index of [0, 1])
    markHealth(fleet.store, fleet.state(index).id, "Unhealthy", fleet.now);
  await fleet.write(5, { ...NEW_IMAGE, "properties.automaticRepairsPolicy.enabled": false });
  await fleet.turn({ seconds: 1 });
  expect(await models()).toEqual([0, 5]);
  expect(await latest()).toMatchObject({
    runningStatus: { code: "Faulted" },
    error: { code: "MaxUnhealthyInstancePercentExceededBeforeRollingUpgrade" },
  });
});

test.each<[string, Changes, number, number]>([
  ["in place", {}, 2, 8],
  ["by a surge", SURGE, 0, 10],
])(
  "stops as Faulted where upgraded machines don't get well %s",
  async (_how, changes, newest, others) => {
    const policy = { ...changes, [`${ROLLING}.maxUnhealthyUpgradedInstancePercent`]: 10 };
    await standing(10, policy);
    await fleet.write(10, { ...policy, ...NEW_IMAGE });
    const model = modelOf(await fleet.get(IDS.set));
    for (let step = 0; step < 40; step += 1) {
      for (const state of fleet.states) {
        if (state.model === model) markHealth(fleet.store, state.id, "Unhealthy", fleet.now);
      }
      await fleet.turn({ seconds: 10 });
    }
    await fleet.turn({ minutes: 10 });
    const { error, runningStatus, progress } = await latest();
    expect(runningStatus).toMatchObject({ code: "Faulted" });
    expect(error).toMatchObject({
      code: "MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade",
    });
    expect(progress).toMatchObject({ successfulInstanceCount: 0, failedInstanceCount: 2 });
    expect(await models()).toEqual([newest, others]);
    expect(fleet.said("MaxUnhealthyUpgradedInstancePercentExceeded")).toHaveLength(1);
  },
);

test("starts a stopped upgrade again at the next write", async () => {
  await standing(5);
  await fleet.write(5, NEW_IMAGE);
  await fleet.turn({ seconds: 1 });
  expect((await fleet.request("POST", `${IDS.set}/rollingUpgrades/cancel`)).status).toBe(200);
  expect((await latest()).runningStatus).toMatchObject({ code: "Cancelled", lastAction: "Cancel" });
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([1, 4]);
  expect((await fleet.refused("POST", `${IDS.set}/rollingUpgrades/cancel`)).code).toBe(
    "OperationNotAllowed",
  );
  await fleet.write(5, NEW_IMAGE);
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([5, 0]);
});

test("lets old machines stay, and new ones go, when a surge is cancelled", async () => {
  await standing(5, SURGE);
  const before = fleet.states.map(({ id }) => id);
  await fleet.write(5, { ...SURGE, ...NEW_IMAGE });
  await fleet.turn({ seconds: 1 });
  expect(fleet.states).toHaveLength(6);
  await fleet.request("POST", `${IDS.set}/rollingUpgrades/cancel`);
  expect(fleet.states.map(({ id }) => id)).toEqual(before);
  expect(fleet.states.some(({ leaving }) => leaving)).toBe(false);
});

test("upgrades sick machines before all others where the policy says so", async () => {
  const policy = {
    [`${ROLLING}.prioritizeUnhealthyInstances`]: true,
    "properties.automaticRepairsPolicy.enabled": false,
  };
  await standing(6, policy);
  const { id } = fleet.state(5);
  markHealth(fleet.store, id, "Unhealthy", fleet.now);
  await fleet.write(6, { ...policy, ...NEW_IMAGE });
  await fleet.turn({ seconds: 1 });
  const down = fleet.states.filter(({ phase }) => phase === "updating");
  expect(down.map((state) => state.id)).toEqual([id]);
});

test("passes over what is protected from the set's actions", async () => {
  await standing(3);
  const name = fleet.state(1).id.split("/").at(-1);
  await fleet.put(`${IDS.set}/virtualMachines/${name}`, {
    properties: { protectionPolicy: { protectFromScaleSetActions: true } },
  });
  await fleet.write(3, NEW_IMAGE);
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([2, 1]);
  const member = await fleet.get(`${IDS.set}/virtualMachines/${name}`);
  expect(objectAt(member, "properties")?.latestModelApplied).toBe(false);
});

test("upgrades all at once in mode Automatic", async () => {
  const automatic = { "properties.upgradePolicy": { mode: "Automatic" } };
  await standing(4, automatic);
  await fleet.write(4, { ...automatic, ...NEW_IMAGE });
  expect(fleet.states.map(({ phase }) => phase)).toEqual(Array(4).fill("updating"));
  await fleet.turn({ minutes: 5 });
  expect(await models()).toEqual([4, 0]);
});

test("leaves machines as they are in mode Manual, until they are upgraded by name", async () => {
  const manual = { "properties.upgradePolicy": { mode: "Manual" } };
  await standing(3, manual);
  await fleet.write(4, { ...manual, ...NEW_IMAGE });
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([1, 3]);
  const upgrade = `${IDS.set}/manualupgrade`;
  const name = fleet.state(1).id.split("/").at(-1) ?? "";
  await fleet.request("POST", upgrade, { instanceIds: [name] });
  expect(fleet.state(1).phase).toBe("updating");
  expect(await models()).toEqual([2, 2]);
  await fleet.request("POST", upgrade, { instanceIds: ["*"] });
  expect(await models()).toEqual([4, 0]);
  expect((await fleet.refused("POST", upgrade, { instanceIds: ["x"] })).status).toBe(404);
  expect((await fleet.refused("GET", `${IDS.set}/rollingUpgrades/latest`)).status).toBe(404);
});

test("goes on with a newer model that comes while an upgrade runs", async () => {
  await standing(5, SURGE);
  await fleet.write(5, { ...SURGE, ...NEW_IMAGE });
  await fleet.turn({ minutes: 3 });
  await fleet.write(5, { ...SURGE, [`${IMAGE}.version`]: "24.04.202412010" });
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([5, 0]);
  expect(await latest()).toMatchObject({ runningStatus: { code: "Completed" } });
});

test("lets autoscale change the count in the middle of a surge", async () => {
  await standing(6, SURGE);
  await fleet.write(6, { ...SURGE, ...NEW_IMAGE });
  await fleet.turn({ seconds: 1 });
  setCapacity(fleet.store, IDS.set, 3, fleet.now);
  await fleet.turn({ minutes: 3 });
  setCapacity(fleet.store, IDS.set, 8, fleet.now);
  await fleet.turn({ hours: 1 });
  expect(await models()).toEqual([8, 0]);
  expect(fleet.states.some(({ leaving }) => leaving)).toBe(false);
});

test("lets repairs wait for the end of an upgrade", async () => {
  await standing(10);
  await fleet.write(10, NEW_IMAGE);
  await fleet.turn({ seconds: 1 });
  const { id } = fleet.state(9);
  loseMachine(fleet.store, id, fleet.now);
  await fleet.turn({ minutes: 5 });
  expect((await latest()).runningStatus).toMatchObject({ code: "RollingForward" });
  expect(fleet.state(9).id).toBe(id);
  await fleet.turn({ hours: 2 });
  expect(fleet.states.map((state) => state.id)).not.toContain(id);
  expect(fleet.states).toHaveLength(10);
});

test("gives the same log when the same is done twice", async () => {
  const run = async (): Promise<string> => {
    await standing(7, SURGE);
    await fleet.write(7, { ...SURGE, ...NEW_IMAGE });
    await fleet.turn({ hours: 1 });
    const log = JSON.stringify(fleet.store.log.read());
    fleet.close();
    return log;
  };
  const once = await run();
  expect(once).toContain("The rolling upgrade is complete: 7 machines in 7 batches.");
  expect(await run()).toBe(once);
  fleet = await Fleet.of(0);
});
