import { afterEach, describe, expect, test } from "@jest/globals";
import { markHealth } from "../../../local/behaviours/compute/machine-life.ts";
import { type Clone, clonesTable, readClones } from "../../../ops/local/machines.ts";
import { IDS } from "../../local/arm/support/datacenter.ts";
import { Fleet, NEW_IMAGE } from "../../local/behaviours/compute/support/fleet.ts";

const CLONE: Clone = {
  name: "vmss-prod-se-web_0123abcd",
  zone: "1",
  host: 19,
  state: "deallocated",
  since: "2026-11-23T08:00:00Z",
  seconds: 86_400 * 365 + 23 * 3_600,
  serves: false,
  inRotation: null,
  health: "Initializing",
  latestModel: true,
  capacity: "onDemand",
  protectedFromScaleIn: false,
  leaving: false,
};
const AT = Date.UTC(2026, 10, 23, 8);

let fleet: Fleet | undefined;
afterEach(() => {
  fleet?.close();
  fleet = undefined;
});

describe("readClones", () => {
  test("reads the clones by zone and age, with what each is doing", async () => {
    fleet = await Fleet.of(4);
    await fleet.turn({ minutes: 2 });
    markHealth(fleet.store, fleet.state(1).id, "Unhealthy", fleet.now);
    await fleet.write(5, NEW_IMAGE);
    const clones = readClones(fleet, IDS.set);
    expect(clones.map(({ zone, host }) => `${zone}/${host}`)).toEqual([
      "1/0",
      "1/1",
      "2/0",
      "2/1",
      "3/0",
    ]);
    expect(clones[2]).toMatchObject({
      state: "running",
      seconds: 30,
      serves: true,
      health: "Unhealthy",
      latestModel: false,
      capacity: "onDemand",
    });
    expect(clones[3]).toMatchObject({ state: "creating", seconds: 0, latestModel: true });
  });
});

describe("clonesTable", () => {
  test("fits 80 columns at its widest", () => {
    const lines = clonesTable([CLONE], AT).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("names each clone by its digits, its host, state, health, model and capacity", () => {
    const old = { ...CLONE, zone: "2", latestModel: false, capacity: "overallocated" } as const;
    const table = clonesTable([{ ...CLONE, serves: true, seconds: 3_665 }, old], AT);
    expect(table).toContain("2026-11-23 08:00:00Z  2 clones (zone 1: 1, zone 2: 1), 1 serve");
    expect(table).toMatch(
      /0123abcd │ 1\/19 │ deallocated │ 1h 1m +│ Initializing │ latest │ on demand/,
    );
    expect(table).toMatch(/2\/19 .* 365d 23h │ Initializing │ old +│ beyond/);
  });

  test("says which running clones the gateway sends nothing, and counts the others", () => {
    const running = { ...CLONE, state: "running", serves: true } as const;
    const clones = [
      { ...running, inRotation: true },
      { ...running, inRotation: false },
    ];
    const table = clonesTable(clones, AT);
    expect(table).toContain("2 clones (zone 1: 2), 2 serve, 1 in rotation");
    expect(table.match(/│ running\/out │/g)).toHaveLength(1);
    expect(clonesTable([running], AT)).not.toMatch(/rotation|out/);
  });

  test("shows a clone that an upgrade replaces as leaving", () => {
    expect(clonesTable([{ ...CLONE, leaving: true }], AT)).toMatch(/│ leaving +│/);
  });

  test("says that there are none", () => {
    expect(clonesTable([], AT)).toBe("2026-11-23 08:00:00Z  0 clones, 0 serve");
  });
});
