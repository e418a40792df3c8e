import type { MarketDemand } from "../demand/market-demand.ts";
import { range } from "./stretches.ts";

/** What is left of the busiest time's limit in quiet weeks, as a part of it. */
const QUIET_PART = 0.5;

/** Requests a minute. Ours, as the settings' least: below it one classroom behind one address is blocked. */
const LEAST = 100;

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
export function rateLimit(
  limit: number,
  markets: readonly Pick<MarketDemand, "median">[],
  quarters: number,
): number {
  const isQuiet = markets.every(
    ({ median }) =>
      range(median, 0, quarters).most <= QUIET_PART * range(median, 0, median.length).most,
  );
  return isQuiet ? Math.min(limit, Math.max(LEAST, Math.ceil(limit * QUIET_PART))) : limit;
}
