import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { placeGrowth } from "../../../local/behaviours/compute/allocation.ts";
import {
  freeInPool,
  holdings,
  quotaUsed,
  setFreeInPool,
  takenInPool,
} from "../../../local/behaviours/compute/capacity-ledger.ts";
import { refuseQuota } from "../../../local/behaviours/compute/capacity-refusals.ts";
import { setQuotaLimit } from "../../../local/behaviours/compute/capacity-tables.ts";
import {
  forgetMachine,
  keepMachine,
  type MachineState,
  machineStates,
} from "../../../local/behaviours/compute/machine-state.ts";
import { countReservations } from "../../../local/behaviours/compute/reservation-count.ts";
import {
  countOn,
  keepReservation,
  type ReservationState,
  reservationState,
  timeUntil,
} from "../../../local/behaviours/compute/reservation-states.ts";
import { type ArmDocument, Store } from "../../../local/store/store.ts";

const SIZE = "Standard_D4s_v5";
const GROUP =
  "/subscriptions/s/resourcegroups/g/providers/microsoft.compute/capacityreservationgroups/crg";
const SET: ArmDocument = {
  id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/web",
  name: "web",
  type: "Microsoft.Compute/virtualMachineScaleSets",
  location: "swedencentral",
  zones: ["1", "2"],
  sku: { name: SIZE, capacity: 0 },
  properties: {
    virtualMachineProfile: { capacityReservation: { capacityReservationGroup: { id: GROUP } } },
  },
};
const ZONES = ["1", "2"] as const;

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-capacity-"));
  store = new Store(join(folder, "azure.db"));
  store.put(SET);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function pool(zone: string): { region: string; zone: string; size: string } {
  return { region: "swedencentral", zone, size: SIZE };
}

function reservation(zone: string, quantity: number): ReservationState {
  return {
    ...pool(zone),
    id: `${GROUP}/capacityReservations/${zone}`,
    group: GROUP,
    quantity,
    allocated: 0,
    since: 0,
    time: { used: 0, unused: 0, overallocated: 0 },
    stands: true,
  };
}

let made = 0;

function machine(zone: string | null, more: Partial<MachineState> = {}): MachineState {
  made += 1;
  return {
    id: `${SET.id}/machines/${made}`,
    set: SET.id,
    number: made,
    zone,
    host: 0,
    size: SIZE,
    created: made,
    phase: "running",
    since: 0,
    health: "Healthy",
    healthSince: 0,
    model: "",
    probes: null,
    settled: 0,
    repairing: false,
    repairs: 0,
    leaving: false,
    capacity: "onDemand",
    protectedFromScaleIn: false,
    protectedFromActions: false,
    ...more,
  };
}

function grow(count: number): number {
  const { places } = placeGrowth(store, SET, count);
  for (const { zone, capacity } of places) keepMachine(store, machine(zone ?? null, { capacity }));
  return places.length;
}

/** Whether so many more machines, in no reservation, are within the quota of their region. */
function quotaAllows(count: number): boolean {
  return refuseQuota(store, holdings(store), "swedencentral", SIZE, count) === undefined;
}

test("counts a deallocated machine against the quota, and not as taken", () => {
  keepReservation(store, reservation("1", 1));
  keepMachine(store, machine("1"));
  keepMachine(store, machine("1", { phase: "deallocated" }));
  const held = holdings(store);
  expect(quotaUsed(held, "swedencentral", "cores")).toBe(8);
  expect(takenInPool(held, pool("1"))).toBe(1);
});

test.each(["creating", "running", "starting", "updating", "stopped", "lost"] as const)(
  "counts a machine that is %s as taken",
  (phase) => {
    keepMachine(store, machine("1", { phase }));
    expect(takenInPool(holdings(store), pool("1"))).toBe(1);
  },
);

test.each([
  [undefined, 100, true],
  [8, 1, true],
  [8, 2, false],
])("says whether a quota of %s allows %s more beside one", (limit, count, expected) => {
  keepMachine(store, machine("1"));
  setQuotaLimit(store, "swedencentral", "standardDSv5Family", limit);
  expect(quotaAllows(count)).toBe(expected);
});

test("takes a limit away again", () => {
  setFreeInPool(store, pool("1"), 0);
  setFreeInPool(store, pool("1"), undefined);
  setQuotaLimit(store, "swedencentral", "cores", 0);
  setQuotaLimit(store, "swedencentral", "cores", undefined);
  expect(freeInPool(store, holdings(store), pool("1"))).toBeUndefined();
  expect(quotaAllows(1000)).toBe(true);
});

test.each([
  [2, 0, { used: 0, unused: 20, overallocated: 0 }],
  [2, 1, { used: 10, unused: 10, overallocated: 0 }],
  [2, 2, { used: 20, unused: 0, overallocated: 0 }],
  [2, 5, { used: 20, unused: 0, overallocated: 30 }],
  [0, 1, { used: 0, unused: 0, overallocated: 10 }],
])("sums ten milliseconds of %s reserved and %s allocated", (quantity, allocated, expected) => {
  const state = { ...reservation("1", quantity), allocated };
  expect(timeUntil(state, 10)).toEqual(expected);
  const later = countOn(countOn(state, 4, { quantity, allocated }), 10, {
    quantity: 0,
    allocated: 0,
  });
  expect(later.time).toEqual(expected);
  expect(timeUntil(later, 1000)).toEqual(expected);
});

test("adds nothing for a clock that stands or goes back", () => {
  const state = { ...reservation("1", 3), since: 100 };
  expect(timeUntil(state, 100)).toEqual(state.time);
  expect(timeUntil(state, 50)).toEqual(state.time);
});

/** What may happen to a set and its reservations, one after the other. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("grow" as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant("remove" as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant("deallocate" as const), which: fc.nat(20) }),
  fc.record({
    kind: fc.constant("reserve" as const),
    zone: fc.constantFrom(...ZONES),
    less: fc.nat(3),
  }),
);

function stateOf(zone: string): ReservationState {
  const state = reservationState(store, reservation(zone, 0).id);
  if (state === undefined) throw new Error("A reservation is gone.");
  return state;
}

function happen(next: typeof step extends fc.Arbitrary<infer T> ? T : never, at: number): void {
  if (next.kind === "grow") {
    grow(next.count);
    return;
  }
  if (next.kind === "reserve") {
    const state = stateOf(next.zone);
    const quantity = Math.max(0, state.quantity - next.less);
    keepReservation(store, countOn(state, at, { ...state, quantity }));
    return;
  }
  const standing = machineStates(store, SET.id);
  const chosen = standing[next.which % Math.max(1, standing.length)];
  if (chosen === undefined) return;
  if (next.kind === "remove") forgetMachine(store, chosen.id);
  else keepMachine(store, { ...chosen, phase: "deallocated" });
}

test("keeps taken and free constant, uses no more than stands, and counts every moment once", () => {
  fc.assert(
    fc.property(fc.nat(6), fc.nat(6), fc.array(step, { maxLength: 12 }), (one, two, steps) => {
      for (const { id } of machineStates(store, SET.id)) forgetMachine(store, id);
      for (const zone of ZONES) {
        keepReservation(store, reservation(zone, zone === "1" ? one : two));
        setFreeInPool(store, pool(zone), undefined);
        setFreeInPool(store, pool(zone), 3);
      }
      const total = { "1": one + 3, "2": two + 3 };
      const sums = { "1": { used: 0, unused: 0 }, "2": { used: 0, unused: 0 } };
      for (const [index, next] of steps.entries()) {
        happen(next, index);
        countReservations(store, index);
        const held = holdings(store);
        const after = machineStates(store, SET.id);
        for (const zone of ZONES) {
          const free = freeInPool(store, held, pool(zone)) ?? Number.NaN;
          expect(takenInPool(held, pool(zone)) + free).toBe(total[zone]);
          const state = stateOf(zone);
          const there = after.filter((each) => each.zone === zone && each.phase !== "deallocated");
          const off = after.filter((each) => each.zone === zone && !there.includes(each));
          expect(off.filter(({ capacity }) => capacity !== "onDemand")).toEqual([]);
          const used = Math.min(state.quantity, there.length);
          expect(state.allocated).toBe(there.length);
          expect(there.filter(({ capacity }) => capacity === "reserved")).toHaveLength(used);
          sums[zone].used += used;
          sums[zone].unused += state.quantity - used;
          expect(timeUntil(state, index + 1)).toMatchObject(sums[zone]);
        }
      }
    }),
    { numRuns: 60 },
  );
});
