import { placeOfHighest } from "../capacity/highest.ts";
import { decisiveCauses, type MarketCause } from "../demand/datacenter-demand.ts";
import type { Horizon } from "../demand/horizon.ts";
import { localDays } from "../demand/local-days.ts";
import type { MarketDemand } from "../demand/market-demand.ts";

/** One local day of a datacenter's plan, and what decides it. */
export interface PlanDay {
  /** The local date, in days since 1970-01-01. */
  readonly day: number;
  /** Quarters of the horizon, half-open. */
  readonly start: number;
  readonly end: number;
  /** The market, season and event of the day's busiest quarter. */
  readonly cause: MarketCause;
  /** That quarter. */
  readonly busiest: number;
}

/** What the days of a plan are read from. */
export interface PlanDaysInput {
  readonly horizon: Horizon;
  /** The datacenter's zone, in which days are counted. */
  readonly zone: string;
  readonly markets: readonly MarketDemand[];
  readonly quantile: number;
  /** Requests a second that are planned for in each quarter. */
  readonly rps: Float64Array;
}

/** The local days of a horizon with their reasons. */
export function planDays({
  horizon,
  zone,
  markets,
  quantile,
  rps,
}: PlanDaysInput): readonly PlanDay[] {
  const pieces: { readonly day: number; readonly start: number; end: number }[] = [];
  for (const { day, first, length } of localDays(horizon, zone)) {
    const last = pieces.at(-1);
    if (last?.day === day) last.end = first + length;
    else pieces.push({ day, start: first, end: first + length });
  }
  const causeAt = decisiveCauses(markets, quantile);
  return pieces.map(({ day, start, end }) => {
    const busiest = placeOfHighest(rps, start, end);
    return { day, start, end, busiest, cause: causeAt(busiest) };
  });
}
