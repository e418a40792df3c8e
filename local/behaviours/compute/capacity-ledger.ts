import type { Store } from "../../store/store.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import { textAt } from "../support/json.ts";
import { type Pool, poolKey, poolSize, REGIONAL_QUOTA, setPoolSize } from "./capacity-tables.ts";
import { allMachineStates, isAllocated } from "./machine-state.ts";
import { standingReservations } from "./reservation-states.ts";

/**
 * What the subscription holds of one pool under one reservation group, or under none. At most one
 * reservation of a group belongs to a pool.
 */
export interface Holding extends Pool {
  /** The group's id in lower case; undefined for machines that are in none. */
  readonly group: string | undefined;
  /** What its reservation reserves; 0 where there is none. */
  readonly quantity: number;
  /** Machines that are configured so, those that are deallocated included. */
  readonly associated: number;
  /** Those of them that stand on hardware. */
  readonly allocated: number;
}

/** The id of the reservation group that a set is in, or a machine of no set, as written; undefined for none. */
export function groupOfSet(set: Parameters<typeof textAt>[0]): string | undefined {
  const group = "capacityReservation.capacityReservationGroup.id";
  return (
    textAt(set, `properties.virtualMachineProfile.${group}`) ?? textAt(set, `properties.${group}`)
  );
}

/**
 * All that the subscription holds, by pool and group.
 *
 * @param without the ids of machines that are left out. @default none
 */
export function holdings(store: Store, without: ReadonlySet<string> = new Set()): Holding[] {
  const found = new Map<string, Holding>();
  const add = (pool: Pool, group: string | undefined, more: Partial<Holding>): void => {
    const key = `${poolKey(pool)} ${group ?? ""}`;
    const { region, zone, size } = pool;
    const before = found.get(key) ?? {
      ...{ region, zone, size, group },
      ...{ quantity: 0, associated: 0, allocated: 0 },
    };
    found.set(key, {
      ...before,
      quantity: before.quantity + (more.quantity ?? 0),
      associated: before.associated + (more.associated ?? 0),
      allocated: before.allocated + (more.allocated ?? 0),
    });
  };
  for (const { region, zone, size, group, quantity } of standingReservations(store)) {
    add({ region, zone, size }, group, { quantity });
  }
  for (const [setId, machines] of Map.groupBy(allMachineStates(store), ({ set }) => set)) {
    const set = store.get(setId);
    const group = groupOfSet(set)?.toLowerCase();
    for (const machine of machines) {
      if (without.has(machine.id)) continue;
      const pool = { region: set?.location ?? "", zone: machine.zone, size: machine.size };
      add(pool, group, { associated: 1, allocated: isAllocated(machine) ? 1 : 0 });
    }
  }
  return [...found.values()];
}

/** Machines that a holding takes away from its pool: those that stand, or what is set aside for them. */
export function machinesTaken({ quantity, allocated }: Holding): number {
  return Math.max(quantity, allocated);
}

/**
 * Machines that a holding counts for against the quota: a machine in a reservation is not counted
 * again; one that is deallocated counts on.
 * Sources: Learn, "On-demand capacity reservation" (the deallocated VM 0 of its example), "Check vCPU
 * quotas" (allocated and deallocated).
 */
export function machinesCounted({ quantity, associated }: Holding): number {
  return Math.max(quantity, associated);
}

/** Machines of a pool that are left; undefined where it has no limit. Never below 0. */
export function freeInPool(store: Store, held: readonly Holding[], pool: Pool): number | undefined {
  const size = poolSize(store, pool);
  return size === undefined ? undefined : Math.max(0, size - takenInPool(held, pool));
}

/**
 * Leaves so many machines in a pool beside those that the subscription has now. From then on what it takes
 * is no longer free, and what it gives back is.
 *
 * @param free undefined takes the limit away.
 */
export function setFreeInPool(store: Store, pool: Pool, free: number | undefined): void {
  setPoolSize(
    store,
    pool,
    free === undefined ? undefined : takenInPool(holdings(store), pool) + free,
  );
}

/** Machines of a pool that the subscription has. */
export function takenInPool(held: readonly Holding[], pool: Pool): number {
  const key = poolKey(pool);
  return held
    .filter((holding) => poolKey(holding) === key)
    .reduce((sum, holding) => sum + machinesTaken(holding), 0);
}

/** The vCPUs of a family, or of all ("cores"), that count against the quota of a region. */
export function quotaUsed(held: readonly Holding[], region: string, family: string): number {
  return held
    .filter((holding) => holding.region === region)
    .reduce((sum, holding) => {
      const facts = vmSizeFacts(holding.size);
      const counts = family === REGIONAL_QUOTA || facts?.family === family;
      return sum + (counts ? machinesCounted(holding) * (facts?.vcpus ?? 0) : 0);
    }, 0);
}

/** The holding of a group in a pool; an empty one where nothing is held. */
export function holdingOf(
  held: readonly Holding[],
  pool: Pool,
  group: string | undefined,
): Holding {
  const key = poolKey(pool);
  return (
    held.find((holding) => holding.group === group && poolKey(holding) === key) ?? {
      ...pool,
      ...{ group, quantity: 0, associated: 0, allocated: 0 },
    }
  );
}
