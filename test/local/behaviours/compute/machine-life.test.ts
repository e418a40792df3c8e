import { afterEach, expect, test } from "@jest/globals";
import { HOSTS_PER_ZONE } from "../../../../local/behaviours/compute/hosts.ts";
import {
  loseMachine,
  markHealth,
  moveMachine,
  restoreMachine,
} from "../../../../local/behaviours/compute/machine-life.ts";
import { machineServes } from "../../../../local/behaviours/compute/machine-state.ts";
import { IDS } from "../../arm/support/datacenter.ts";
import { type Changes, EXTENSION, Fleet, IMAGE } from "./support/fleet.ts";

let fleet: Fleet;
afterEach(() => fleet.close());

/** Three probes, ten seconds apart. */
const PROBES: Changes = {
  [`${EXTENSION}.settings.intervalInSeconds`]: 10,
  [`${EXTENSION}.settings.numberOfProbes`]: 3,
};
const RICH: Changes = { ...PROBES, [`${EXTENSION}.typeHandlerVersion`]: "2.0" };

/** @accepts machines' lifecycle */
test("boots a machine, lets it serve, and calls it healthy once its probes have answered", async () => {
  fleet = await Fleet.of(1, PROBES);
  expect(fleet.shown).toEqual(["creating Unknown"]);
  await fleet.turn({ seconds: 89 });
  expect(fleet.shown).toEqual(["creating Unknown"]);
  expect(machineServes(fleet.state(0), fleet.now)).toBe(false);
  await fleet.turn({ seconds: 1 });
  expect(fleet.shown).toEqual(["running Unknown"]);
  expect(machineServes(fleet.state(0), fleet.now)).toBe(true);
  await fleet.turn({ seconds: 29 });
  expect(fleet.shown).toEqual(["running Unknown"]);
  await fleet.turn({ seconds: 1 });
  expect(fleet.shown).toEqual(["running Healthy"]);
  expect(fleet.store.events.nextDue()).toBeUndefined();
});

test.each<[string, Changes, number]>([
  ["a gallery's Linux image", { [IMAGE]: { id: galleryImage() } }, 120],
  [
    "a Windows image",
    { "properties.virtualMachineProfile.storageProfile.osDisk.osType": "Windows" },
    240,
  ],
])("takes longer to boot %s", async (_what, changes, seconds) => {
  fleet = await Fleet.of(0);
  fleet.store.put({
    id: galleryImage(),
    name: "1.0.0",
    type: "Microsoft.Compute/galleries/images/versions",
  });
  await fleet.write(1, changes);
  await fleet.turn({ seconds: seconds - 1 });
  expect(fleet.state(0).phase).toBe("creating");
  await fleet.turn({ seconds: 1 });
  expect(fleet.state(0).phase).toBe("running");
});

function galleryImage(): string {
  return `${IDS.group}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
}

test.each<[string, Changes, string[]]>([
  [
    "version 1",
    PROBES,
    ["creating Unknown", "running Unknown", "running Healthy", "running Healthy"],
  ],
  [
    "version 2",
    { ...RICH, [`${EXTENSION}.settings.gracePeriod`]: 600 },
    ["creating Initializing", "running Initializing", "running Healthy", "running Healthy"],
  ],
  [
    "version 2 whose grace is over before its probes are",
    { ...RICH, [`${EXTENSION}.settings.gracePeriod`]: 20 },
    ["creating Initializing", "running Initializing", "running Healthy", "running Healthy"],
  ],
])("says of a new machine what the extension of %s says", async (_what, changes, expected) => {
  fleet = await Fleet.of(1, changes);
  const seen = [...fleet.shown];
  for (const seconds of [90, 30, 600]) {
    await fleet.turn({ seconds });
    seen.push(...fleet.shown);
  }
  expect(seen).toEqual(expected);
});

test("lets version 2 say Unknown between the end of its grace and enough answers", async () => {
  fleet = await Fleet.of(1, { ...RICH, [`${EXTENSION}.settings.gracePeriod`]: 20 });
  await fleet.turn({ seconds: 90 + 20 });
  expect(fleet.shown).toEqual(["running Unknown"]);
});

test.each<[string, Changes, string]>([
  ["version 1", PROBES, "lost Unhealthy"],
  ["version 2 by HTTP", RICH, "lost Unknown"],
  ["version 2 by TCP", { ...RICH, [`${EXTENSION}.settings.protocol`]: "tcp" }, "lost Unhealthy"],
])(
  "says of a lost machine what the extension of %s says, after its probes",
  async (_what, changes, expected) => {
    fleet = await Fleet.of(1, changes);
    await fleet.turn({ minutes: 5 });
    loseMachine(fleet.store, fleet.state(0).id, fleet.now);
    expect(machineServes(fleet.state(0), fleet.now)).toBe(false);
    await fleet.turn({ seconds: 29 });
    expect(fleet.shown).toEqual(["lost Healthy"]);
    await fleet.turn({ seconds: 1 });
    expect(fleet.shown).toEqual([expected]);
  },
);

test("lets a machine that is lost while it boots not come up", async () => {
  fleet = await Fleet.of(1, PROBES);
  loseMachine(fleet.store, fleet.state(0).id, fleet.now);
  await fleet.turn({ minutes: 5 });
  expect(fleet.shown).toEqual(["lost Unhealthy"]);
});

/** @changes machines' lifecycle */
test("boots a machine again when its fault is over", async () => {
  fleet = await Fleet.of(1, PROBES);
  await fleet.turn({ minutes: 5 });
  const { id } = fleet.state(0);
  loseMachine(fleet.store, id, fleet.now);
  await fleet.turn({ seconds: 10 });
  restoreMachine(fleet.store, id, fleet.now);
  expect(fleet.shown).toEqual(["starting Unknown"]);
  await fleet.turn({ seconds: 60 });
  expect(fleet.state(0).phase).toBe("running");
  await fleet.turn({ seconds: 30 });
  expect(fleet.shown).toEqual(["running Healthy"]);
});

test("leaves a machine alone that was shut down, or never lost", async () => {
  fleet = await Fleet.of(2, PROBES);
  await fleet.turn({ minutes: 5 });
  const [one, other] = [fleet.state(0).id, fleet.state(1).id];
  await fleet.request("POST", `${one}/deallocate`);
  await fleet.turn({ minutes: 1 });
  loseMachine(fleet.store, one, fleet.now);
  restoreMachine(fleet.store, one, fleet.now);
  restoreMachine(fleet.store, other, fleet.now);
  expect(fleet.shown).toEqual(["deallocated Unknown", "running Healthy"]);
});

test("takes what the load says of a machine's health, and logs when it turns sick and well", async () => {
  fleet = await Fleet.of(1, PROBES);
  await fleet.turn({ minutes: 5 });
  const { id } = fleet.state(0);
  markHealth(fleet.store, id, "Unhealthy", fleet.now);
  markHealth(fleet.store, id, "Unhealthy", fleet.now);
  expect(fleet.state(0)).toMatchObject({ health: "Unhealthy", healthSince: fleet.now });
  markHealth(fleet.store, id, "Healthy", fleet.now);
  expect(fleet.said("health extension")).toEqual([
    "The application health extension says Unhealthy: the machine runs, but its application fails its probes.",
    "The application health extension says Healthy again.",
  ]);
});

test("takes no word on the health of a machine that does not run", async () => {
  fleet = await Fleet.of(1, PROBES);
  markHealth(fleet.store, fleet.state(0).id, "Healthy", fleet.now);
  expect(fleet.shown).toEqual(["creating Unknown"]);
});

test("spreads machines over the hosts of each zone, and moves one to another host", async () => {
  fleet = await Fleet.of(3 * HOSTS_PER_ZONE + 3);
  const inZone = fleet.states.filter(({ zone }) => zone === "1").map(({ host }) => host);
  expect(inZone).toEqual([...Array(HOSTS_PER_ZONE).keys(), 0]);
  moveMachine(fleet.store, fleet.state(0).id, fleet.now);
  expect(fleet.state(0)).toMatchObject({ host: 1, phase: "starting", zone: "1" });
});

test("forgets a deleted machine, and what would have happened to it", async () => {
  fleet = await Fleet.of(3);
  await fleet.write(1);
  await fleet.delete(fleet.state(0).id);
  expect(fleet.states).toEqual([]);
  expect(fleet.store.events.nextDue()).toBeUndefined();
});
