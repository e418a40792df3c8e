import type { Store } from "../../store/store.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import {
  freeInPool,
  type Holding,
  holdings,
  machinesCounted,
  quotaUsed,
  takenInPool,
} from "./capacity-ledger.ts";
import {
  type Pool,
  poolKey,
  poolSizes,
  quotaLimit,
  quotaLimits,
  REGIONAL_QUOTA,
} from "./capacity-tables.ts";
import {
  machineHours,
  type ReservationTime,
  standingReservations,
  timeUntil,
} from "./reservation-states.ts";

/** What a subscription has, may have and could get, at an instant. */
export interface CapacityReport {
  readonly quotas: readonly QuotaUse[];
  readonly pools: readonly PoolUse[];
  readonly reservations: readonly ReservationUse[];
}

/** vCPUs of a family, or of the whole region ("cores"). */
export interface QuotaUse {
  readonly region: string;
  readonly family: string;
  readonly used: number;
  /** Null is unlimited. */
  readonly limit: number | null;
}

/** Machines of one size in one zone. */
export interface PoolUse extends Pool {
  /** Machines that stand there, and what is reserved for others. */
  readonly taken: number;
  /** Null is unlimited. */
  readonly free: number | null;
}

export interface ReservationUse extends Pool {
  readonly id: string;
  readonly quantity: number;
  readonly allocated: number;
  /** Machine-hours since it was made. */
  readonly hours: ReservationTime;
}

/** @param at milliseconds; the hours of reservations reach to here. */
export function capacityReport(store: Store, at: number): CapacityReport {
  const held = holdings(store);
  return {
    quotas: quotaRows(store, held),
    pools: poolRows(store, held),
    reservations: standingReservations(store).map((state) => {
      const { id, region, zone, size, quantity, allocated } = state;
      const hours = machineHours(timeUntil(state, at));
      return { id, region, zone, size, quantity, allocated, hours };
    }),
  };
}

/** What is used or limited, by region: all vCPUs first, then the families by name. */
function quotaRows(store: Store, held: readonly Holding[]): QuotaUse[] {
  const rows = new Map<string, { readonly region: string; readonly family: string }>();
  const add = (region: string, family: string): void => {
    const order = family === REGIONAL_QUOTA ? "" : family.toLowerCase();
    rows.set(`${region} ${order}`, { region, family });
  };
  for (const { region, family } of quotaLimits(store)) add(region, family);
  for (const holding of held) {
    const facts = vmSizeFacts(holding.size);
    if (machinesCounted(holding) === 0 || facts === undefined) continue;
    add(holding.region, REGIONAL_QUOTA);
    add(holding.region, facts.family);
  }
  return inOrder(rows).map(({ region, family }) => ({
    region,
    family,
    used: quotaUsed(held, region, family),
    limit: quotaLimit(store, region, family) ?? null,
  }));
}

/** What is taken or limited, by region, zone and size. */
function poolRows(store: Store, held: readonly Holding[]): PoolUse[] {
  const rows = new Map<string, Pool>();
  for (const { region, zone, size } of [...poolSizes(store), ...held]) {
    rows.set(poolKey({ region, zone, size }), { region, zone, size });
  }
  return inOrder(rows)
    .map((pool) => ({
      ...pool,
      taken: takenInPool(held, pool),
      free: freeInPool(store, held, pool) ?? null,
    }))
    .filter(({ taken, free }) => taken > 0 || free !== null);
}

function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
