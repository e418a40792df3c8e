import { highest } from "../capacity/highest.ts";
import type { MarketDemand } from "../demand/market-demand.ts";

/** What is left of the busiest time's limit in quiet weeks, as a part of it. */
const QUIET_PART = 0.5;

/** Requests a minute. Ours, as the settings' least: below it one classroom behind one address is blocked. */
const LEAST = 100;

type Demands = readonly Pick<MarketDemand, "median">[];

/**
 * Requests a minute from one client address above which the firewall blocks it.
 *
 * The settings say it for the busiest time: a whole school that opens its grades behind one address. It
 * stands wherever a market is to have more than half of its own busiest load; elsewhere half of it does,
 * so that a flood is stopped sooner. Each market counts by itself, as a limit is on a school, whatever the
 * other countries do; no school's share of the limit is ever below its share of its busiest load.
 *
 * @param limit what the settings say.
 * @param quarters how many quarters from the horizon's start on it must do for.
 */
export function rateLimit(limit: number, markets: Demands, quarters: number): number {
  if (markets.some(({ median }) => highest(median, 0, quarters) > busyAbove(median))) return limit;
  return Math.min(limit, Math.max(LEAST, Math.ceil(limit * QUIET_PART)));
}

/** The first quarter, from one on, that wants the whole limit; undefined: none does. */
export function firstBusyQuarter(markets: Demands, from: number): number | undefined {
  let first: number | undefined;
  for (const { median } of markets) {
    const busy = busyAbove(median);
    const until = first ?? median.length;
    for (let i = Math.max(0, from); i < until; i++) {
      if ((median[i] as number) <= busy) continue;
      first = i;
      break;
    }
  }
  return first;
}

/** The load above which a market wants the whole limit. */
function busyAbove(median: Float64Array): number {
  return QUIET_PART * highest(median, 0, median.length);
}
