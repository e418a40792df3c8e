import { decisiveCause, type MarketCause } from "../demand/datacenter-demand.ts";
import type { Horizon } from "../demand/horizon.ts";
import { localDays, weekdayOf } from "../demand/local-days.ts";
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

const SATURDAY = 5;

/**
 * The local days of a horizon with their reasons. A day without lessons has the reason of a weekday beside
 * it whose season is its own, so that a school week is not cut in two by what the weekend is like.
 */
export function planDays(input: PlanDaysInput): readonly PlanDay[] {
  const days = ownDays(input);
  return days.map((day, i) => {
    if (weekdayOf(day.day) < SATURDAY) return day;
    const neighbours = [days[nearestWeekday(days, i, -1)], days[nearestWeekday(days, i, 1)]];
    const alike = neighbours.find((other) => other?.cause.season === day.cause.season);
    const cause = (alike ?? neighbours.find((other) => other !== undefined) ?? day).cause;
    const { market, season } = cause;
    return { ...day, cause: { market, season } };
  });
}

function ownDays({ horizon, zone, markets, quantile, rps }: PlanDaysInput): readonly PlanDay[] {
  const pieces: { readonly day: number; readonly start: number; end: number }[] = [];
  for (const { day, first, length } of localDays(horizon, zone)) {
    const last = pieces.at(-1);
    if (last?.day === day) last.end = first + length;
    else pieces.push({ day, start: first, end: first + length });
  }
  return pieces.map(({ day, start, end }) => {
    let busiest = start;
    for (let i = start + 1; i < end; i++) {
      if ((rps[i] as number) > (rps[busiest] as number)) busiest = i;
    }
    return { day, start, end, busiest, cause: decisiveCause(markets, quantile, busiest) };
  });
}

function nearestWeekday(days: readonly PlanDay[], from: number, step: 1 | -1): number {
  let i = from;
  while (days[i] !== undefined && weekdayOf((days[i] as PlanDay).day) >= SATURDAY) i += step;
  return i;
}
