import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { liftFaults } from "../../../local/behaviours/faults/set-fault.ts";
import type { JsonObject } from "../../../local/json.ts";
import { TestAzure } from "../arm/support/azure.ts";
import { IDS } from "../arm/support/datacenter.ts";
import { fault, machines, moment, phases, standing, turn } from "./support/standing.ts";

let azure: TestAzure;

beforeEach(async () => {
  azure = new TestAzure();
  await standing(azure, 6);
});
afterEach(() => azure.close());

function capacity(count: number): JsonObject {
  return { sku: { name: "Standard_D4s_v5", capacity: count } };
}

/** @changes fault: region */
test("refuses to grow in a region without capacity, and leaves what stands", async () => {
  fault(azure, { kind: "region" });
  const { code } = await azure.refused("PATCH", IDS.set, capacity(9));
  expect(code).toMatch(/AllocationFailed$/);
  expect(phases(azure)).toEqual([
    "1: running, running",
    "2: running, running",
    "3: running, running",
  ]);
  liftFaults(moment(azure), "all");
  expect((await azure.request("PATCH", IDS.set, capacity(9))).status).toBe(200);
  expect(machines(azure)).toHaveLength(9);
});

/** @changes fault: zone */
test("makes nothing new in a lost zone, but in the others", async () => {
  fault(azure, { kind: "zone", what: "1" });
  expect((await azure.request("PATCH", IDS.set, capacity(9))).status).toBe(200);
  turn(azure, 20);
  expect(phases(azure)).toEqual([
    "1: lost, lost",
    "2: running, running, running, running",
    "3: running, running, running",
  ]);
});

/** @accepts fault: host */
test("puts no new machine on a lost host", async () => {
  const [one] = machines(azure);
  fault(azure, { kind: "host", what: `1/${one?.host}` });
  await azure.request("PATCH", IDS.set, capacity(60));
  const hosts = machines(azure)
    .filter(({ zone, phase }) => zone === "1" && phase !== "lost")
    .map(({ host }) => host);
  expect(hosts).toHaveLength(19);
  expect(hosts).not.toContain(one?.host);
});

/** @refuses fault: zone */
test("lets no machine of a lost zone be started or redeployed", async () => {
  const [one, two] = machines(azure).filter(({ zone }) => zone === "2");
  await azure.request("POST", `${one?.id}/powerOff`);
  turn(azure, 1);
  fault(azure, { kind: "zone", what: "2" });
  for (const id of [`${one?.id}/start`, `${one?.id}/redeploy`, `${two?.id}/redeploy`]) {
    expect((await azure.refused("POST", id)).code).toBe("ZonalAllocationFailed");
  }
  turn(azure, 5);
  expect(phases(azure)[1]).toBe("2: stopped, lost");
  liftFaults(moment(azure), "all");
  await azure.request("POST", `${one?.id}/start`);
  turn(azure, 5);
  expect(phases(azure)[1]).toBe("2: running, running");
});

test("starts a machine of a lost host on another one", async () => {
  const { id = "", host = 0 } = machines(azure)[0] ?? {};
  await azure.request("POST", `${id}/powerOff`);
  turn(azure, 1);
  fault(azure, { kind: "host", what: `1/${host}` });
  await azure.request("POST", `${id}/start`);
  turn(azure, 5);
  const started = machines(azure)[0];
  expect(started).toMatchObject({ id, phase: "running" });
  expect(started?.host).not.toBe(host);
});

/** @changes fault: slow */
test("boots so many times as long while operations are slow", async () => {
  fault(azure, { kind: "slow", what: "10" });
  await azure.request("PATCH", IDS.set, capacity(7));
  turn(azure, 14);
  expect(machines(azure).at(-1)?.phase).toBe("creating");
  turn(azure, 1);
  expect(machines(azure).at(-1)?.phase).toBe("running");
});
