import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { moveMachine } from "../../../local/behaviours/compute/machine-life.ts";
import { faults } from "../../../local/behaviours/faults/fault.ts";
import { regionIsFull, slowFactor, zoneIsLost } from "../../../local/behaviours/faults/queries.ts";
import { liftFaults } from "../../../local/behaviours/faults/set-fault.ts";
import { Store } from "../../../local/store/store.ts";
import { START, TestAzure } from "../arm/support/azure.ts";
import { IDS, putEdge, setBody } from "../arm/support/datacenter.ts";
import {
  fault,
  healthLog,
  machines,
  moment,
  now,
  phases,
  standing,
  turn,
} from "./support/standing.ts";

const REGION = "swedencentral";
let azure: TestAzure;

beforeEach(async () => {
  azure = new TestAzure();
  await standing(azure, 6);
});
afterEach(() => azure.close());

const RUNNING = ["1: running, running", "2: running, running", "3: running, running"];
const MINUTE = 60_000;

/** The first machine, by its number. */
function first(): { readonly name: string; readonly host: string } {
  const [{ id = "", zone = "", host = 0 } = {}] = machines(azure);
  return { name: id.split("/").at(-1) ?? "", host: `${zone}/${host}` };
}

describe("a fault", () => {
  /** @changes fault: machine, fault: host, fault: zone, fault: region, fault: slow */
  test.each([
    {
      kind: "zone",
      what: () => "2",
      lost: ["1: running, running", "2: lost, lost", "3: running, running"],
    },
    { kind: "machine", what: () => first().name, lost: ["1: lost, running", ...RUNNING.slice(1)] },
    { kind: "host", what: () => first().host, lost: ["1: lost, running", ...RUNNING.slice(1)] },
    { kind: "region", what: () => undefined, lost: RUNNING },
    { kind: "slow", what: () => "3", lost: RUNNING },
  ])(
    "of kind $kind begins at its instant, bites, ends by itself and is listed",
    ({ kind, what, lost }) => {
      expect(phases(azure)).toEqual(RUNNING);
      const set = fault(azure, { kind, what: what(), in: "10m", for: "5m" });
      expect(faults(azure.store)).toEqual([set]);
      expect(set).toMatchObject({ id: 1, active: false, begins: now(azure) + 10 * MINUTE });
      turn(azure, 9);
      expect(phases(azure)).toEqual(RUNNING);
      turn(azure, 1);
      expect(phases(azure)).toEqual(lost);
      expect(faults(azure.store)).toMatchObject([{ id: 1, active: true }]);
      turn(azure, 5);
      expect(faults(azure.store)).toEqual([]);
      expect(phases(azure).join()).not.toContain("lost");
      turn(azure, 20);
      expect(phases(azure)).toEqual(RUNNING);
      expect(healthLog(azure)[0]).toMatch(/^08:40 Fault 1 begins: /);
      expect(healthLog(azure).join("\n")).toMatch(/08:45 Fault 1 ends, as its time is over \(/);
    },
  );

  /** @accepts fault: zone, fault: region, fault: slow */
  test("answers the questions of those who place, start and boot", () => {
    const ask = (): unknown[] => [
      zoneIsLost(azure.store, REGION, "1"),
      zoneIsLost(azure.store, "Sweden Central", "2"),
      zoneIsLost(azure.store, "uksouth", "2"),
      regionIsFull(azure.store, REGION),
      slowFactor(azure.store),
    ];
    expect(ask()).toEqual([false, false, false, false, 1]);
    fault(azure, { kind: "zone", what: "2" });
    fault(azure, { kind: "host", what: first().host });
    fault(azure, { kind: "region" });
    fault(azure, { kind: "slow", what: "3" });
    fault(azure, { kind: "slow", what: "2.5" });
    expect(ask()).toEqual([false, true, false, true, 3]);
    liftFaults(moment(azure), 4);
    expect(slowFactor(azure.store)).toBe(2.5);
    liftFaults(moment(azure), "all");
    expect(ask()).toEqual([false, false, false, false, 1]);
  });

  /** @changes fault: zone */
  test("begins with the n-th request to ARM, before that is answered", async () => {
    const set = fault(azure, { kind: "zone", what: "1", afterCalls: "3", for: "1h" });
    expect(set).toMatchObject({ active: false, begins: null, waitsForCalls: 3 });
    const ask = (): Promise<unknown> => azure.get("/subscriptions/x/resourceGroups").catch(() => 0);
    await ask();
    await ask();
    expect(phases(azure)).toEqual(RUNNING);
    expect(faults(azure.store)).toMatchObject([{ active: false, waitsForCalls: 1 }]);
    await ask();
    expect(phases(azure)[0]).toBe("1: lost, lost");
    expect(faults(azure.store)).toMatchObject([{ active: true, begins: now(azure), bitten: 2 }]);
    turn(azure, 60);
    expect(faults(azure.store)).toEqual([]);
  });

  test("that is lifted while it waits never begins, and leaves no word", () => {
    fault(azure, { kind: "zone", what: "1", in: "10m" });
    expect(liftFaults(moment(azure), 1)).toMatchObject([{ id: 1 }]);
    turn(azure, 20);
    expect(phases(azure)).toEqual(RUNNING);
    expect(healthLog(azure)).toEqual([]);
  });

  test("keeps down what another one leaves", () => {
    fault(azure, { kind: "machine", what: first().name });
    fault(azure, { kind: "zone", what: "1" });
    liftFaults(moment(azure), 1);
    expect(phases(azure)[0]).toBe("1: lost, lost");
    liftFaults(moment(azure), 2);
    expect(phases(azure).join()).not.toContain("lost");
  });

  test("leaves machines alone that are shut down", () => {
    const [one] = machines(azure);
    if (one === undefined) throw new Error("no machine");
    azure.store.states.set("machine", one.id, { ...one, phase: "deallocated" });
    const set = fault(azure, { kind: "zone", what: "1", for: "5m" });
    expect(set.bitten).toBe(1);
    turn(azure, 5);
    expect(machines(azure)[0]?.phase).toBe("deallocated");
    expect(healthLog(azure).filter((line) => line.includes("It boots again."))).toHaveLength(1);
  });

  /** @changes fault: machine */
  test("of a machine ends when automatic repairs have replaced it", async () => {
    azure.close();
    azure = new TestAzure();
    await standing(azure, 6, true);
    const name = first().name;
    fault(azure, { kind: "machine", what: name });
    turn(azure, 30);
    expect(phases(azure)).toEqual(RUNNING);
    expect(machines(azure).map(({ id }) => id.split("/").at(-1))).not.toContain(name);
    expect(faults(azure.store)).toEqual([]);
    expect(healthLog(azure).at(-1)).toMatch(/Fault 1 ends, as its machine is gone/);
  });

  test("of a machine ends when that was redeployed", () => {
    fault(azure, { kind: "machine", what: first().name });
    turn(azure, 5);
    moveMachine(azure.store, machines(azure)[0]?.id ?? "", now(azure));
    turn(azure, 2);
    expect(phases(azure)).toEqual(RUNNING);
    expect(faults(azure.store)).toEqual([]);
    expect(healthLog(azure).at(-1)).toMatch(/08:3\d Fault 1 ends, as its machine was moved/);
  });

  test("ends at once where its machine has left before it begins", async () => {
    const name = first().name;
    fault(azure, { kind: "machine", what: name, in: "10m" });
    await azure.delete(machines(azure)[0]?.id ?? "");
    turn(azure, 10);
    expect(faults(azure.store)).toEqual([]);
    expect(healthLog(azure)).toEqual([
      `08:40 Fault 1 begins: machine ${name} is lost.`,
      `08:40 Fault 1 ends, as its machine is not there or shut down (machine ${name} is lost).`,
    ]);
  });
});

test("says once in the log that a machine with a health extension is lost, and once that it is back", async () => {
  const school = new TestAzure();
  await putEdge(school);
  await school.put(IDS.set, setBody(3, { automaticRepairsPolicy: { enabled: false } }));
  turn(school, 30);
  const { id = "" } = machines(school)[0] ?? {};
  fault(school, { kind: "zone", what: "1", for: "9m" });
  turn(school, 60);
  const said = school.store.log
    .read()
    .filter((entry) => entry.category === "ResourceHealth" && entry.resourceId === id)
    .map(({ operationName, status }) => `${String(operationName).split("/")[2]} ${status}`);
  expect(said).toEqual(["Activated Active", "Resolved Resolved"]);
  school.close();
});

describe("service healing", () => {
  /** @changes fault: host */
  test("moves what is on a lost host to another host of the zone after a quarter of an hour", () => {
    const { host, id } = machines(azure)[0] ?? { host: -1, id: "" };
    fault(azure, { kind: "host", what: first().host });
    turn(azure, 14);
    expect(machines(azure)[0]).toMatchObject({ phase: "lost", host });
    turn(azure, 1);
    const healed = machines(azure).find((machine) => machine.id === id);
    expect(healed?.phase).not.toBe("lost");
    expect(healed?.host).not.toBe(host);
    turn(azure, 30);
    expect(phases(azure)).toEqual(RUNNING);
    expect(healthLog(azure).join("\n")).toContain(
      `Service healing put it on host ${healed?.host}, where it boots.`,
    );
    expect(faults(azure.store)).toMatchObject([{ id: 1, active: true }]);
  });

  test("waits while the zone is lost", () => {
    fault(azure, { kind: "host", what: first().host });
    fault(azure, { kind: "zone", what: "1", for: "20m" });
    turn(azure, 16);
    expect(phases(azure)[0]).toBe("1: lost, lost");
    turn(azure, 4);
    expect(machines(azure)[0]?.phase).toBe("lost");
    expect(machines(azure)[3]?.phase).not.toBe("lost");
    turn(azure, 40);
    expect(phases(azure)).toEqual(RUNNING);
  });

  test("takes as much longer as a slow region", () => {
    fault(azure, { kind: "slow", what: "2" });
    fault(azure, { kind: "host", what: first().host });
    turn(azure, 29);
    expect(machines(azure)[0]?.phase).toBe("lost");
    turn(azure, 1);
    expect(machines(azure)[0]?.phase).not.toBe("lost");
  });
});

test("goes on in another process, which knows what was set", () => {
  fault(azure, { kind: "zone", what: "1", in: "10m", for: "5m" });
  const other = new Store(`${azure.folder}/azure.db`);
  expect(faults(other)).toEqual(faults(azure.store));
  liftFaults({ ...moment(azure), store: other }, "all");
  other.close();
  turn(azure, 20);
  expect(faults(azure.store)).toEqual([]);
  expect(healthLog(azure)).toEqual([]);
});

test("leaves the same log when the same faults come twice", async () => {
  const play = (one: TestAzure): string => {
    fault(one, { kind: "zone", what: "1", in: "10m", for: "30m" });
    fault(one, { kind: "host", what: "2/0", in: "10m", for: "1h" });
    fault(one, { kind: "slow", what: "3", in: "5m", for: "2h" });
    turn(one, 180);
    return JSON.stringify(one.store.log.read());
  };
  const again = new TestAzure();
  await standing(again, 6);
  const log = play(azure);
  expect(play(again)).toBe(log);
  expect(log.split("Fault 1 begins")).toHaveLength(2);
  again.close();
});

test("starts at the instant that the fixtures name", () => {
  expect(now(azure)).toBe(Temporal.Instant.from(START).epochMilliseconds + 30 * MINUTE);
});
