import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { regionIsFull, zoneIsLost } from "../faults/queries.ts";
import { Refusal } from "../refusal.ts";
import { at, textAt, textsAt } from "../support/json.ts";
import {
  freeInPool,
  groupOfSet,
  type Holding,
  holdingOf,
  holdings,
  machinesCounted,
} from "./capacity-ledger.ts";
import { allocationFailed, refuseQuota } from "./capacity-refusals.ts";
import { type Pool, poolKey } from "./capacity-tables.ts";
import { isAllocated, type MachineState, machineStates } from "./machine-state.ts";
import { standingReservations } from "./reservation-states.ts";
import { type Room, spread } from "./spreading.ts";

/** Where one new machine goes, and what its capacity comes from. */
export interface Place {
  /** Undefined without zones. */
  readonly zone: string | undefined;
  readonly capacity: MachineState["capacity"];
}

/** The places that a growing set gets: fewer than it asked for where a refusal says why. */
export interface Growth {
  readonly places: readonly Place[];
  readonly refusal?: Refusal;
}

/**
 * The places of `count` new machines of a set.
 *
 * - Within its reservation a machine needs neither quota nor free capacity; beyond it, both.
 * - Quota is asked for the whole growth first: nothing is made when it is short.
 * - Where hardware is short, as many are made as fit; with strict zone balance none.
 *
 * Sources: Learn, "On-demand capacity reservation" (quota checks are omitted up to the quantity; in its
 * SLA's example three of five machines succeed), "Overallocate capacity reservation", "Zone balancing in
 * Virtual Machine Scale Sets" (best effort allows imbalance, strict fails).
 */
export function placeGrowth(store: Store, set: ArmDocument, count: number): Growth {
  const zones = textsAt(set, "zones");
  const pools = poolsOf(set);
  const unmatched = refuseUnmatched(store, set, pools);
  if (unmatched !== undefined) return { places: [], refusal: unmatched };

  const held = holdings(store);
  const group = groupOfSet(set)?.toLowerCase();
  const balance = {
    standing: machineStates(store, set.id)
      .filter(({ leaving }) => !leaving)
      .map(({ zone }) => zone),
    isStrict: zones.length > 1 && at(set, "properties.zoneBalance") === true,
    count,
  };
  const wished = spread({ ...balance, rooms: pools.map(unlimited) });
  const short = refuseGrowth(store, held, group, pools, wished);
  if (short !== undefined) return { places: [], refusal: short };

  const rooms = pools.map((pool) => roomOf(store, held, group, pool));
  const given = spread({ ...balance, rooms });
  const beyond = refuseGrowth(store, held, group, pools, given);
  if (beyond !== undefined) return { places: [], refusal: beyond };

  const places = label(rooms, given, group !== undefined);
  if (places.length === count) return { places };
  return { places, refusal: allocationFailed(rooms.length > 1 ? undefined : rooms[0]?.zone) };
}

/**
 * Why machines can't take their set's size where they stand, all of them or none. What they have is given back
 * first; then they ask as new ones do: for quota, and for hardware in their zones where they stand on some.
 *
 * Source: Learn, "Change the size of a virtual machine" (a size that is not to be had where the machine
 * stands is refused), "Check vCPU quotas".
 */
export function refuseResize(
  store: Store,
  set: ArmDocument,
  machines: readonly MachineState[],
): Refusal | undefined {
  const size = textAt(set, "sku.name") ?? "";
  const changing = machines.filter((machine) => !same(machine.size, size));
  const region = set.location ?? "";
  const zones = [...new Set(changing.map(({ zone }) => zone))];
  const pools = zones.map((zone): Pool => ({ region, zone, size }));
  const unmatched = refuseUnmatched(store, set, pools);
  if (unmatched !== undefined) return unmatched;
  const held = holdings(store, new Set(changing.map(({ id }) => id)));
  const group = groupOfSet(set)?.toLowerCase();
  const wished = changing.map(({ zone }) => zone);
  const quota = refuseGrowth(store, held, group, pools, wished);
  if (quota !== undefined) return quota;
  const standing = changing.filter(isAllocated);
  const short = pools.find((pool) => {
    const { reserved, free } = roomOf(store, held, group, pool);
    return standing.filter(({ zone }) => zone === pool.zone).length > reserved + free;
  });
  if (short === undefined) return undefined;
  return allocationFailed(regionIsFull(store, region) ? undefined : short.zone);
}

/** Why a machine can be given no host of its zone: the zone is lost. */
export function refuseLostZone(store: Store, { set, zone }: MachineState): Refusal | undefined {
  const region = store.get(set)?.location ?? "";
  return zone !== null && zoneIsLost(store, region, zone) ? allocationFailed(zone) : undefined;
}

/**
 * Why a deallocated machine can't start: what is left of its reservation and beside it is nothing. Quota
 * is not asked, as it counts already.
 */
export function refuseStart(store: Store, { set, size, zone }: MachineState): Refusal | undefined {
  const document = store.get(set);
  const pool = { region: document?.location ?? "", zone, size };
  const group = groupOfSet(document)?.toLowerCase();
  const { reserved, free } = roomOf(store, holdings(store), group, pool);
  if (reserved + free > 0) return undefined;
  return allocationFailed(regionIsFull(store, pool.region) ? undefined : zone);
}

/**
 * A set goes into a group, out of one or to another only when none of its machines stands on hardware,
 * or when what it leaves reserves nothing more.
 *
 * Source: Learn, "Remove a Virtual Machine Scale Set association from a capacity reservation group"
 * (deallocate, or set the quantity to zero). The code is undocumented.
 */
export function refuseGroupChange(
  previous: JsonObject | undefined,
  draft: JsonObject,
  store: Store,
): Refusal[] {
  const [before, after] = [groupOfSet(previous), groupOfSet(draft)];
  if (previous === undefined || before?.toLowerCase() === after?.toLowerCase()) return [];
  const standing = machineStates(store, textAt(draft, "id") ?? "").filter(isAllocated);
  if (standing.length === 0) return [];
  const leavesNothing = standingReservations(store).every(
    ({ group, quantity }) => group !== before?.toLowerCase() || quantity === 0,
  );
  if (before !== undefined && after === undefined && leavesNothing) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      `The capacity reservation group of scale set '${textAt(draft, "name")}' can't change while ${standing.length} of its machines are allocated. Deallocate or remove them first.`,
      {
        status: 409,
        target: "properties.virtualMachineProfile.capacityReservation.capacityReservationGroup",
      },
    ),
  ];
}

/** The pools that a set's new machines come from: one a zone, in the order of the zones. */
function poolsOf(set: ArmDocument): Pool[] {
  const zones = textsAt(set, "zones").toSorted();
  const size = textAt(set, "sku.name") ?? "";
  const region = set.location ?? "";
  return zones.length === 0
    ? [{ region, zone: null, size }]
    : zones.map((zone) => ({ region, zone, size }));
}

/**
 * A machine of a group takes from the reservation of its size and zone; there must be one.
 * Source: Learn, "On-demand capacity reservation" (Azure answers with an error). Its code is
 * undocumented.
 */
function refuseUnmatched(
  store: Store,
  set: ArmDocument,
  pools: readonly Pool[],
): Refusal | undefined {
  const group = groupOfSet(set);
  if (group === undefined) return undefined;
  const reserved = new Set(
    standingReservations(store)
      .filter((reservation) => reservation.group === group.toLowerCase())
      .map(poolKey),
  );
  const missing = pools.find((pool) => !reserved.has(poolKey(pool)));
  if (missing === undefined) return undefined;
  const where = missing.zone === null ? "without a zone" : `in zone '${missing.zone}'`;
  return new Refusal(
    "OperationNotAllowed",
    `The capacity reservation group '${group}' has no capacity reservation of VM size '${missing.size}' ${where}.`,
    {
      status: 409,
      target: "properties.virtualMachineProfile.capacityReservation.capacityReservationGroup",
    },
  );
}

/** What quota says to a number of machines in each pool together. */
function refuseGrowth(
  store: Store,
  held: readonly Holding[],
  group: string | undefined,
  pools: readonly Pool[],
  zones: readonly (string | null)[],
): Refusal | undefined {
  const [first] = pools;
  if (first === undefined) return undefined;
  const counted = pools.reduce((sum, pool) => {
    const holding = holdingOf(held, pool, group);
    const more = zones.filter((zone) => zone === pool.zone).length;
    const after = { ...holding, associated: holding.associated + more };
    return sum + machinesCounted(after) - machinesCounted(holding);
  }, 0);
  return refuseQuota(store, held, first.region, first.size, counted);
}

/** What a pool has for new machines of a group: what is reserved and not used, and what is free. */
function roomOf(
  store: Store,
  held: readonly Holding[],
  group: string | undefined,
  pool: Pool,
): Room {
  const { region, zone } = pool;
  if (zone !== null && zoneIsLost(store, region, zone)) return { zone, reserved: 0, free: 0 };
  const { quantity, allocated } = holdingOf(held, pool, group);
  const free = regionIsFull(store, region) ? 0 : (freeInPool(store, held, pool) ?? Infinity);
  return { zone, reserved: Math.max(0, quantity - allocated), free };
}

function unlimited({ zone }: Pool): Room {
  return { zone, reserved: 0, free: Infinity };
}

/** In each zone the first ones take what is reserved. */
function label(
  rooms: readonly Room[],
  zones: readonly (string | null)[],
  isInGroup: boolean,
): Place[] {
  const left = new Map(rooms.map(({ zone, reserved }) => [zone, reserved]));
  return zones.map((zone) => {
    const reserved = left.get(zone) ?? 0;
    left.set(zone, Math.max(0, reserved - 1));
    const beyond = isInGroup ? "overallocated" : "onDemand";
    return { zone: zone ?? undefined, capacity: reserved > 0 ? "reserved" : beyond };
  });
}
