import { afterEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { setCapacity } from "../../../../local/behaviours/compute/machines.ts";
import {
  chooseLeaving,
  type Placed,
  type ScaleInRule,
} from "../../../../local/behaviours/compute/placement.ts";
import { numberAt } from "../../../../local/behaviours/support/json.ts";
import { IDS } from "../../arm/support/datacenter.ts";
import { Fleet } from "./support/fleet.ts";

let fleet: Fleet | undefined;
afterEach(() => {
  fleet?.close();
  fleet = undefined;
});

/** "zone number" of the worked tables of "Use scale-in policies", with what is protected. */
function table(protectedOnes: readonly number[] = []): Placed[] {
  const zones = { "1": [3, 4, 5, 10], "2": [2, 6, 9, 11], "3": [1, 7, 8] };
  return Object.entries(zones)
    .flatMap(([zone, numbers]) => numbers.map((number) => ({ zone, number })))
    .toSorted((one, other) => one.number - other.number)
    .map(({ zone, number }) => ({
      name: String(number),
      zone,
      isProtected: protectedOnes.includes(number),
    }));
}

test.each<[ScaleInRule, number[], string[]]>([
  ["OldestVM", [2], ["3", "6", "1", "4", "9", "5"]],
  ["NewestVM", [11, 10], ["9", "5", "8", "6", "4", "7"]],
  ["Default", [9], ["11", "10", "8", "6", "5", "7"]],
  ["OldestVM", [1, 7, 8], ["2", "3", "4", "6", "5", "9"]],
])("passes protected machines over by %s with %j protected", (rule, protectedOnes, expected) => {
  const leaving = chooseLeaving(table(protectedOnes), ["1", "2", "3"], 6, rule);
  expect(leaving.map(({ name }) => name)).toEqual(expected);
});

/** @refuses scale-in */
test("takes nobody where all are protected", () => {
  const all = table([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(chooseLeaving(all, ["1", "2", "3"], 3, "Default")).toEqual([]);
});

test.each<[ScaleInRule, string[]]>([
  ["Default", ["4", "5", "3"]],
  ["NewestVM", ["5", "4", "3"]],
  ["OldestVM", ["1", "2", "3"]],
])("takes machines of fault domains away by %s", (rule, expected) => {
  const machines = [0, 1, 0, 0, 1].map((domain, index) => ({
    name: String(index + 1),
    zone: undefined,
    domain,
  }));
  const leaving = chooseLeaving(machines, [], 3, rule);
  expect(leaving.map(({ name }) => name)).toEqual(expected);
});

test("keeps zones as balanced as they were, and never takes a protected machine", () => {
  const machine = fc.record({
    zone: fc.constantFrom("1", "2", "3"),
    isProtected: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(machine, { maxLength: 30 }),
      fc.nat(30),
      fc.constantFrom<ScaleInRule>("Default", "NewestVM", "OldestVM"),
      (places, count, rule) => {
        const machines = places.map((place, index) => ({ ...place, name: String(index) }));
        const leaving = chooseLeaving(machines, ["1", "2", "3"], count, rule);
        const free = machines.filter(({ isProtected }) => !isProtected).length;
        expect(leaving).toHaveLength(Math.min(count, free));
        expect(leaving.some(({ isProtected }) => isProtected)).toBe(false);
        if (machines.some(({ isProtected }) => isProtected)) return;
        const left = machines.filter((one) => !leaving.includes(one));
        expect(spread(left)).toBeLessThanOrEqual(Math.max(1, spread(machines)));
      },
    ),
  );
});

function spread(machines: readonly Placed[]): number {
  const counts = ["1", "2", "3"].map(
    (zone) => machines.filter((machine) => machine.zone === zone).length,
  );
  return Math.max(...counts) - Math.min(...counts);
}

/** @changes scale-in */
test("lets a protected machine stay, and the count be what stands", async () => {
  fleet = await Fleet.of(3);
  const ids = fleet.states.map(({ id }) => id);
  for (const id of ids.slice(1)) {
    await fleet.put(`${IDS.set}/virtualMachines/${id.split("/").at(-1)}`, {
      properties: { protectionPolicy: { protectFromScaleIn: true } },
    });
  }
  await fleet.write(1);
  expect(fleet.states.map(({ id }) => id)).toEqual(ids.slice(1));
  expect(numberAt(await fleet.get(IDS.set), "sku.capacity")).toBe(2);
});

test("changes the count as autoscale asks, and refuses what can't be", async () => {
  fleet = await Fleet.of(2);
  expect(setCapacity(fleet.store, IDS.set, 5, fleet.now)).toBeUndefined();
  expect(fleet.states).toHaveLength(5);
  expect(setCapacity(fleet.store, IDS.set, 1, fleet.now)).toBeUndefined();
  expect(fleet.states).toHaveLength(1);
  expect(setCapacity(fleet.store, IDS.set, 1001, fleet.now)?.code).toBe("InvalidParameter");
  expect(numberAt(await fleet.get(IDS.set), "sku.capacity")).toBe(1);
});
