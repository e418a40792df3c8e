import { afterEach, expect, test } from "@jest/globals";
import { loseMachine, markHealth } from "../../../../local/behaviours/compute/machine-life.ts";
import { repairsAreSuspended } from "../../../../local/behaviours/compute/repairs.ts";
import { IDS } from "../../arm/support/datacenter.ts";
import { type Changes, Fleet } from "./support/fleet.ts";

let fleet: Fleet;
afterEach(() => fleet.close());

const ACTION = "properties.automaticRepairsPolicy.repairAction";
const GRACE = "properties.automaticRepairsPolicy.gracePeriod";

/** A set whose machines have run for a day. */
async function settled(capacity: number, changes: Changes = {}): Promise<Fleet> {
  const made = await Fleet.of(capacity, changes);
  await made.turn({ days: 1 });
  return made;
}

function sicken(index: number): string {
  const { id } = fleet.state(index);
  markHealth(fleet.store, id, "Unhealthy", fleet.now);
  return id;
}

/** @changes automatic repairs */
test("replaces a young sick machine when its grace period is over, and not before", async () => {
  fleet = await Fleet.of(1, { [GRACE]: "PT20M" });
  await fleet.turn({ seconds: 100 });
  const id = sicken(0);
  await fleet.turn({ seconds: 20 * 60 - 11 });
  expect(fleet.states.map((state) => state.id)).toEqual([id]);
  await fleet.turn({ seconds: 1 });
  expect(fleet.states).toHaveLength(1);
  expect(fleet.state(0).id).not.toBe(id);
  expect(fleet.state(0)).toMatchObject({ phase: "creating", created: fleet.now });
  expect(fleet.store.get(id)).toBeUndefined();
});

test("replaces a machine that turns sick long after its last operation within a minute", async () => {
  fleet = await settled(3);
  const { zone } = fleet.state(1);
  const id = sicken(1);
  await fleet.turn({ seconds: 59 });
  expect(fleet.state(1).id).toBe(id);
  await fleet.turn({ seconds: 1 });
  expect(fleet.states.map((state) => state.id)).not.toContain(id);
  expect(fleet.state(2)).toMatchObject({ zone, phase: "creating" });
  expect(fleet.said("is repaired").length + fleet.said("in its place").length).toBe(1);
});

test("replaces a lost machine, and one that was stopped", async () => {
  fleet = await settled(2);
  const [lost, stopped] = [fleet.state(0).id, fleet.state(1).id];
  loseMachine(fleet.store, lost, fleet.now);
  await fleet.request("POST", `${stopped}/powerOff`);
  await fleet.turn({ minutes: 30 });
  const ids = fleet.states.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(ids).not.toContain(lost);
  expect(ids).not.toContain(stopped);
});

test("leaves a deallocated machine and a well one alone", async () => {
  fleet = await settled(2);
  const before = fleet.states.map(({ id }) => id);
  await fleet.request("POST", `${before[0]}/deallocate`);
  await fleet.turn({ hours: 3 });
  expect(fleet.states.map(({ id }) => id)).toEqual(before);
});

test("spares a machine that gets well in time", async () => {
  fleet = await settled(1);
  const id = sicken(0);
  await fleet.turn({ seconds: 30 });
  markHealth(fleet.store, id, "Healthy", fleet.now);
  await fleet.turn({ hours: 1 });
  expect(fleet.state(0).id).toBe(id);
});

test.each([
  [5, 1],
  [19, 1],
  [39, 1],
  [40, 2],
])("repairs of %d machines %d at a time, until all are well", async (count, atOnce) => {
  fleet = await settled(count);
  for (let index = 0; index < 4; index += 1) sicken(index);
  await fleet.turn({ seconds: 60 });
  expect(fleet.states.filter(({ phase }) => phase === "creating")).toHaveLength(atOnce);
  await fleet.turn({ seconds: 90 });
  expect(fleet.states.filter(({ phase }) => phase === "creating")).toHaveLength(atOnce);
  await fleet.turn({ minutes: 30 });
  expect(new Set(fleet.shown)).toEqual(new Set(["running Healthy"]));
  expect(fleet.states).toHaveLength(count);
});

test("goes on with the next sick machine when the one under repair is deleted", async () => {
  fleet = await settled(3);
  const [first, second] = [sicken(0), sicken(1)];
  await fleet.turn({ seconds: 61 });
  const replacement = fleet.states.find(({ repairing }) => repairing)?.id ?? first;
  expect(replacement).not.toBe(first);
  await fleet.delete(replacement);
  await fleet.turn({ minutes: 3 });
  expect(fleet.states.map(({ id }) => id)).not.toContain(second);
});

/** @accepts automatic repairs */
test.each([
  ["Restart", "starting", 60],
  ["Reimage", "updating", 75],
])("repairs by %s where the policy says so", async (action, phase, seconds) => {
  fleet = await settled(1, { [ACTION]: action });
  const id = sicken(0);
  await fleet.turn({ seconds: 60 });
  expect(fleet.state(0)).toMatchObject({ id, phase, repairing: true });
  await fleet.turn({ seconds });
  expect(fleet.state(0)).toMatchObject({ id, phase: "running", repairing: false });
});

test("passes protected machines over", async () => {
  fleet = await settled(2);
  for (const [index, policy] of [
    { protectFromScaleIn: true },
    { protectFromScaleIn: true, protectFromScaleSetActions: true },
  ].entries()) {
    const name = fleet.state(index).id.split("/").at(-1);
    await fleet.put(`${IDS.set}/virtualMachines/${name}`, {
      properties: { protectionPolicy: policy },
    });
  }
  const before = [sicken(0), sicken(1)];
  await fleet.turn({ hours: 2 });
  expect(fleet.states.map(({ id }) => id)).toEqual(before);
});

test("does nothing while repairs are suspended, and goes on when they are resumed", async () => {
  fleet = await settled(1);
  const service = `${IDS.set}/setOrchestrationServiceState`;
  const ask = (action: string) =>
    fleet.request("POST", service, { serviceName: "AutomaticRepairs", action });
  await ask("Suspend");
  const id = sicken(0);
  await fleet.turn({ hours: 2 });
  expect(fleet.state(0).id).toBe(id);
  await ask("Resume");
  await fleet.turn({ seconds: 1 });
  expect(fleet.state(0).id).not.toBe(id);
  expect((await fleet.refused("POST", service, { serviceName: "x", action: "Suspend" })).code).toBe(
    "InvalidParameter",
  );
});

test("does nothing where repairs are not enabled, until they are", async () => {
  fleet = await settled(1, { "properties.automaticRepairsPolicy.enabled": false });
  const id = sicken(0);
  await fleet.turn({ hours: 2 });
  expect(fleet.state(0).id).toBe(id);
  await fleet.write(1);
  await fleet.turn({ seconds: 1 });
  expect(fleet.state(0).id).not.toBe(id);
});

test("suspends itself when three repairs in a row made nobody well", async () => {
  fleet = await Fleet.of(1);
  for (let count = 0; count < 6; count += 1) {
    await fleet.turn({ milliseconds: fleet.state(0).created + 92_000 - fleet.now });
    sicken(0);
    await fleet.turn({ minutes: 10 });
    if (repairsAreSuspended(fleet.store, IDS.set)) break;
  }
  expect(fleet.said("in its place")).toHaveLength(3);
  expect(fleet.said("suspended")).toHaveLength(1);
  expect(repairsAreSuspended(fleet.store, IDS.set)).toBe(true);
});

/** Three hours in which every machine turns sick when it has been well for so many minutes. */
async function sickenAfter(minutes: number): Promise<void> {
  for (let passed = 0; passed < 180; passed += 1) {
    for (const [index, { health, healthSince }] of fleet.states.entries()) {
      if (health === "Healthy" && fleet.now - healthSince >= minutes * 60_000) sicken(index);
    }
    await fleet.turn({ minutes: 1 });
  }
}

test("counts repairs over the whole set, and takes a machine that was well for a minute for not helped", async () => {
  fleet = await settled(3);
  await sickenAfter(1);
  expect(repairsAreSuspended(fleet.store, IDS.set)).toBe(true);
  // One of each of the three, and two of those that had not helped; the third such is not repaired.
  expect(fleet.said("in its place")).toHaveLength(5);
});

test("goes on repairing where each new machine is well for its grace period", async () => {
  fleet = await settled(3);
  await sickenAfter(12);
  expect(repairsAreSuspended(fleet.store, IDS.set)).toBe(false);
  expect(fleet.said("in its place").length).toBeGreaterThan(10);
});

test("gives the same log when the same is done twice", async () => {
  const run = async (): Promise<string> => {
    fleet = await settled(6);
    loseMachine(fleet.store, fleet.state(2).id, fleet.now);
    sicken(4);
    await fleet.turn({ hours: 1 });
    const log = JSON.stringify(fleet.store.log.read());
    fleet.close();
    return log;
  };
  const once = await run();
  expect(once).toContain("in its place");
  expect(await run()).toBe(once);
  fleet = await Fleet.of(0);
});
