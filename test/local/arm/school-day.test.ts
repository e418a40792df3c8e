import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clockState, timeOf, turnForward } from "../../../local/arm/advance.ts";
import { tierOf } from "../../../local/behaviours/load/load-minute.ts";
import { keepLoad } from "../../../local/behaviours/load/load-source.ts";
import { numberAt } from "../../../local/behaviours/support/json.ts";
import type { JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { IDS } from "./support/datacenter.ts";
import { autoscaleBody, cpuRule, DAY, MIDNIGHT, putSchool, SETTING } from "./support/school.ts";

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putSchool(azure);
});
afterEach(() => azure.close());

const HOUR = 3_600_000;
const MINUTE = 60_000;
const turn = (to: number, one = azure): void => turnForward(one.store, one.clock, to);
const count = async (): Promise<number | undefined> =>
  numberAt(await azure.get(IDS.set), "sku.capacity");
const machinesThatStand = (): number =>
  azure.store.list({ type: "Microsoft.Compute/virtualMachines" }).length;
const autoscaleLog = (one = azure): JsonObject[] =>
  one.store.log.read().filter(({ category }) => category === "Autoscale");

describe("a day of load", () => {
  /** @changes autoscale runs */
  test("grows the scale set by its setting's rules and shrinks it again", async () => {
    turn(MIDNIGHT + 5 * HOUR);
    const night = await count();
    turn(MIDNIGHT + 15 * HOUR);
    const afternoon = await count();
    turn(MIDNIGHT + DAY);
    const evening = await count();
    expect(night).toBeLessThanOrEqual(4);
    expect(afternoon).toBeGreaterThan((night ?? 0) + 2);
    expect(evening).toBeLessThan(afternoon ?? 0);
  });

  /** @accepts autoscale runs */
  test("logs each scaling in Azure's words, with counts that follow from each other", () => {
    turn(MIDNIGHT + DAY);
    const scalings = autoscaleLog().filter(({ operationName }) =>
      /\/Scale(up|down)\/Action$/.test(String(operationName)),
    );
    expect(scalings.length).toBeGreaterThan(5);
    let before = 4;
    for (const { properties, caller, description, resourceId } of scalings) {
      const { OldInstancesCount, NewInstancesCount } = properties as JsonObject;
      expect(Number(OldInstancesCount)).toBe(before);
      before = Number(NewInstancesCount);
      expect(caller).toBe("Microsoft.Insights/autoscaleSettings");
      expect(resourceId).toBe(SETTING);
      expect(description).toContain(
        `attempting to scale resource '${IDS.set}' from ${OldInstancesCount} instances count to ${NewInstancesCount} instances count.`,
      );
    }
  });

  test("says why nothing happens once, when the reason comes up", () => {
    turn(MIDNIGHT + DAY);
    const rests = autoscaleLog().filter(({ operationName }) =>
      /\/Evaluation\/Action$/.test(String(operationName)),
    );
    expect(rests.length).toBeGreaterThan(0);
    expect(rests.some(({ description }) => /cooldown/.test(String(description)))).toBe(true);
    const minutes = rests.map(({ eventTimestamp, properties }) =>
      JSON.stringify([eventTimestamp, properties]),
    );
    expect(new Set(minutes).size).toBe(minutes.length);
    expect(rests.length).toBeLessThan(60);
  });

  test("says of each clone that came or went where it stood, and why", () => {
    turn(MIDNIGHT + DAY);
    const machines = (what: string): JsonObject[] =>
      azure.store.log
        .read()
        .filter(
          ({ operationName }) => operationName === `Microsoft.Compute/virtualMachines/${what}`,
        );
    const made = machines("write").map(({ description }) => String(description));
    const gone = machines("delete").map(({ description }) => String(description));
    expect(made.length).toBeGreaterThan(4);
    expect(made[0]).toMatch(/^Made for vmss-web, in zone 1 on its host 0\.$/);
    expect(gone.length).toBeGreaterThan(0);
    for (const text of gone) {
      expect(text).toMatch(
        /^Taken away from vmss-web by its scale-in policy Default, in zone [123] on its host \d+\.$/,
      );
    }
    expect(made.length - gone.length).toBe(machinesThatStand());
  });

  test("says when what kept it from scaling is over", () => {
    turn(MIDNIGHT + DAY);
    const reasons = autoscaleLog()
      .filter(({ operationName }) => String(operationName).includes("/Evaluation/"))
      .map(({ properties }) => String((properties as JsonObject).Reason));
    expect(reasons).toContain("no-rule-fired");
    for (const [index, reason] of reasons.entries()) {
      if (reason === "no-rule-fired") expect(reasons[index - 1]).not.toBe("no-rule-fired");
    }
  });

  /** @accepts clock */
  test("leaves the same log to the byte when it is done again", async () => {
    const twin = new TestAzure();
    await putSchool(twin);
    turn(MIDNIGHT + DAY);
    // In other steps: what happens by itself does not depend on when somebody looks.
    for (let hour = 1; hour <= 24; hour += 1) turn(MIDNIGHT + hour * HOUR, twin);
    expect(JSON.stringify(twin.store.log.read())).toBe(JSON.stringify(azure.store.log.read()));
    twin.close();
  });

  /** @changes load */
  test("measures each minute once: the requests that came, and a CPU of every clone that is on", () => {
    turn(MIDNIGHT + 2 * HOUR);
    const from = MIDNIGHT / MINUTE;
    const requests = azure.store.metrics.read(IDS.gateway, "TotalRequests", from, from + 200);
    const cpu = azure.store.metrics.read(IDS.set, "Percentage CPU", from, from + 200);
    expect(cpu.map(({ minute }) => minute)).toEqual(
      Array.from({ length: cpu.length }, (_, index) => (cpu[0]?.minute ?? 0) + index),
    );
    expect(cpu.at(-1)?.minute).toBe(from + 119);
    expect(requests.at(-1)?.total).toBeGreaterThan(1_000);
    for (const { minimum, maximum, total, count } of cpu) {
      expect(minimum).toBeGreaterThanOrEqual(0);
      expect(maximum).toBeLessThanOrEqual(100);
      expect(total / count).toBeGreaterThanOrEqual(minimum - 1e-9);
    }
  });

  test("measures nothing of clones that boot", () => {
    turn(MIDNIGHT + MINUTE);
    const cpu = azure.store.metrics.read(IDS.set, "Percentage CPU", 0, MIDNIGHT / MINUTE + 1);
    expect(cpu).toEqual([]);
    const [hosts] = azure.store.metrics.read(
      IDS.gateway,
      "UnhealthyHostCount",
      MIDNIGHT / MINUTE,
      MIDNIGHT / MINUTE + 1,
    );
    expect(hosts?.total).toBe(4);
  });
});

/** @changes autoscale runs */
test("pulls a count that somebody set back into the limits at the next run", async () => {
  turn(MIDNIGHT + HOUR);
  await azure.request("PATCH", IDS.set, { sku: { capacity: 30 } });
  expect(await count()).toBe(30);
  turn(MIDNIGHT + HOUR + MINUTE);
  expect(await count()).toBe(24);
  expect(autoscaleLog().at(-1)?.description).toMatch(/over its limits \(minimum 3, maximum 24/);
});

/** @refuses autoscale runs */
test("does nothing while the setting is disabled, and goes on when it is enabled", async () => {
  const body = autoscaleBody([6, 24], [cpuRule("Increase", 65)]);
  const disabled = { ...(body.properties as JsonObject), enabled: false };
  await azure.put(SETTING, { ...body, properties: disabled });
  turn(MIDNIGHT + HOUR);
  expect(await count()).toBe(4);
  await azure.put(SETTING, body);
  turn(MIDNIGHT + HOUR + MINUTE);
  expect(await count()).toBe(6);
});

test("stops scaling when the setting is deleted, and measuring when the set is", async () => {
  await azure.delete(SETTING);
  turn(MIDNIGHT + 12 * HOUR);
  expect(await count()).toBe(4);
  expect(azure.store.events.of(SETTING)).toEqual([]);
  await azure.delete(IDS.set);
  turn(MIDNIGHT + 13 * HOUR);
  expect(azure.store.events.nextDue()).toBeUndefined();
  expect(tierOf(azure.store, IDS.set)).toBeUndefined();
});

/** @changes load */
test("refuses what comes when no clone can take it, and lets clones that drown be replaced", () => {
  keepLoad(azure.store, IDS.set, { kind: "constant", rps: 5_000 });
  turn(MIDNIGHT + HOUR);
  const failed = azure.store.metrics.read(IDS.gateway, "FailedRequests", 0, 1e9);
  expect(failed.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThan(100_000);
  const repairs = azure.store.log.read().filter(({ category }) => category === "ResourceHealth");
  expect(repairs.length).toBeGreaterThan(0);
});

/** @changes clock */
test("goes on where time had come when its process is killed while the clock turns", async () => {
  const twin = new TestAzure();
  await putSchool(twin);
  const target = MIDNIGHT + 3 * DAY;
  const script = join(import.meta.dirname, "support/turn-slowly.ts");
  let kills = 0;
  for (; kills < 3; kills += 1) {
    const child = spawn(process.execPath, [script, azure.folder, String(target)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const reached = timeOf(azure.store, azure.clock);
    expect(reached).toBeGreaterThan(MIDNIGHT);
    if (reached >= target) break;
    expect(azure.store.events.nextDue()).toBeGreaterThanOrEqual(reached);
  }
  expect(kills).toBeGreaterThan(0);
  turn(target);
  turn(target, twin);
  expect(clockState(azure.store)).toEqual({ mode: "stopped", at: target });
  expect(JSON.stringify(azure.store.log.read())).toBe(JSON.stringify(twin.store.log.read()));
  twin.close();
});
