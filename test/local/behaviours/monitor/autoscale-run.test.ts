import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { setFreeInPool } from "../../../../local/behaviours/compute/capacity-ledger.ts";
import { machineStates } from "../../../../local/behaviours/compute/machine-state.ts";
import { keepLoad } from "../../../../local/behaviours/load/load-source.ts";
import { compiledSetting } from "../../../../local/behaviours/monitor/autoscale-run.ts";
import { numberAt } from "../../../../local/behaviours/support/json.ts";
import type { JsonObject } from "../../../../local/json.ts";
import type { ArmDocument } from "../../../../local/store/store.ts";
import { TestAzure } from "../../arm/support/azure.ts";
import { IDS, REGION } from "../../arm/support/datacenter.ts";
import { autoscaleBody, cpuRule, putSchool, SETTING } from "../../arm/support/school.ts";
import { turn } from "../../faults/support/standing.ts";

const ZONES = ["1", "2", "3"];
let azure: TestAzure;

/** Four clones of a load that is too high for them, which grow by three at a time. */
beforeEach(async () => {
  azure = new TestAzure();
  await putSchool(azure);
  turn(azure, 30);
  const action = { value: "3", cooldown: "PT30M" };
  await azure.put(SETTING, autoscaleBody([3, 24], [cpuRule("Increase", 65, { action })]));
  keepLoad(azure.store, IDS.set, { kind: "constant", rps: 300 });
});
afterEach(() => azure.close());

function leave(free: Readonly<Record<string, number | undefined>>): void {
  for (const zone of ZONES) {
    const pool = { region: REGION, zone, size: "Standard_D4s_v5" };
    setFreeInPool(azure.store, pool, undefined);
    setFreeInPool(azure.store, pool, free[zone]);
  }
}

async function count(): Promise<number | undefined> {
  return numberAt(await azure.get(IDS.set), "sku.capacity");
}

/** "status old>new" of each scaling out, with its minute. */
function scalings(): { readonly minute: number; readonly said: string; readonly text: string }[] {
  return azure.store.log
    .read()
    .filter(({ operationName }) => String(operationName).endsWith("/Scaleup/Action"))
    .map((entry) => {
      const { OldInstancesCount: from, NewInstancesCount: to } = entry.properties as JsonObject;
      return {
        minute: Date.parse(String(entry.eventTimestamp)) / 60_000,
        said: `${entry.status} ${from}>${to}`,
        text: String(entry.description),
      };
    });
}

/** @refuses autoscale runs */
test("logs the count that a scaling reached which Azure had no room for, and cools down", async () => {
  const before = (await count()) ?? 0;
  leave({ "1": 1, "2": 0, "3": 0 });
  turn(azure, 60);
  const [first, next, ...others] = scalings();
  expect(first?.said).toBe(`Failed ${before}>${before + 1}`);
  expect(first?.text).toContain(`It failed at ${before + 1}: AllocationFailed.`);
  expect(next?.said).toBe(`Failed ${before + 1}>${before + 1}`);
  expect((next?.minute ?? 0) - (first?.minute ?? 0)).toBe(30);
  expect(others).toEqual([]);
  expect(await count()).toBe(before + 1);
  expect(machineStates(azure.store, IDS.set)).toHaveLength(before + 1);
});

/** @changes autoscale runs */
test("says once that a scaling fails which fails again each minute, until it does not", async () => {
  const before = (await count()) ?? 0;
  leave({ "1": 0, "2": 0, "3": 0 });
  turn(azure, 120);
  expect(scalings().map(({ said }) => said)).toEqual([`Failed ${before}>${before}`]);
  leave({});
  turn(azure, 1);
  expect(scalings().map(({ said }) => said)).toEqual([
    `Failed ${before}>${before}`,
    `Succeeded ${before}>${before + 3}`,
  ]);
});

test("compiles a setting once, and anew when it changes", async () => {
  const read = (): ArmDocument => {
    const setting = azure.store.get(SETTING);
    if (setting === undefined) throw new Error("The setting is gone.");
    return setting;
  };
  const first = compiledSetting(read());
  expect(compiledSetting(read())).toBe(first);
  await azure.put(SETTING, autoscaleBody([3, 12], [cpuRule("Increase", 65)]));
  const second = compiledSetting(read());
  expect(second.profiles[0]?.maximum).toBe(12);
});
