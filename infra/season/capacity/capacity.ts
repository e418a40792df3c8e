import {
  datacenterQuantile,
  decisiveCause,
  type MarketCause,
} from "../demand/datacenter-demand.ts";
import type { Horizon } from "../demand/horizon.ts";
import type { MarketDemand } from "../demand/market-demand.ts";
import { type DatabaseCapacity, type DatabasePlan, databasePlan } from "./database.ts";
import { type CapacityFinding, capacityFindings } from "./findings.ts";
import type { Freeze } from "./freezes.ts";
import { type GatewayCapacity, gatewayAhead } from "./gateway.ts";
import { placeOfHighest } from "./highest.ts";
import { runs } from "./runs.ts";
import { clonesAhead, quartersOf, type WebCapacity } from "./web.ts";

/** What a datacenter's capacity is computed from. */
export interface CapacityInput {
  /** The demand of its markets, over one horizon. */
  readonly markets: readonly MarketDemand[];
  /** The probability with which the load stays below what is planned, in each quarter. */
  readonly quantile: number;
  readonly web: WebCapacity;
  readonly gateway: GatewayCapacity;
  readonly database: DatabaseCapacity;
  /** When nothing that interrupts people may be changed. */
  readonly freezes: readonly Freeze[];
  /** The datacenter's zone, in which the weekly hour for the database is read. */
  readonly zone: string;
}

/** What must stand in each quarter of an hour. */
export interface Capacity {
  readonly horizon: Horizon;
  /** Requests a second that are planned for, in the worst minute of each quarter. */
  readonly rps: Float64Array;
  /** Clones ordered, boot and warm-up ahead of the need. */
  readonly clones: Int32Array;
  /** Gateway instances, growing time ahead of the need. */
  readonly gateway: Int32Array;
  readonly database: DatabasePlan;
  readonly findings: readonly CapacityFinding[];
}

/** The capacity of a datacenter over its horizon. */
export function capacity(input: CapacityInput): Capacity {
  const plan = neededCapacity(input);
  return { ...plan, findings: capacityFindings(plan, input) };
}

/** The same without what is wrong with it: for who looks at a part of the horizon only. */
export function neededCapacity(input: CapacityInput): Omit<Capacity, "findings"> {
  const { markets, web, database } = input;
  const rps = datacenterQuantile(markets, input.quantile);
  const horizon = (markets[0] as MarketDemand).horizon;
  const clones = clonesAhead(rps, web);
  return {
    horizon,
    rps,
    clones,
    gateway: gatewayAhead(rps, input.gateway),
    database: databasePlan(rps, clones, database, { ...input, horizon }),
  };
}

/** A stretch of equal need, and the quarter, market and season that decide it. */
export interface Stretch {
  /** Quarters of the horizon, half-open. */
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** The quarter with the most load among those that the stretch is ordered for. */
  readonly decidedAt: number;
  readonly cause: MarketCause;
}

/** The stretches of equal clones with their reasons, one after the other. */
export function* cloneStretches(
  { clones, rps }: Pick<Capacity, "clones" | "rps">,
  { markets, quantile, web }: Pick<CapacityInput, "markets" | "quantile" | "web">,
): Generator<Stretch> {
  const ahead = quartersOf(web.leadMinutes);
  for (const { start, end, value } of runs(clones)) {
    const decidedAt = placeOfHighest(rps, start, Math.min(end + ahead, rps.length));
    yield { start, end, value, decidedAt, cause: decisiveCause(markets, quantile, decidedAt) };
  }
}
