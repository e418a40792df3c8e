import type { MarketDemand } from "../../../infra/season/demand/market-demand.ts";
import { normals } from "../backtest/random.ts";

/** Quarters of an hour over which what a day brings fades away: four hours. Assumed. */
const FADES_OVER = 16;

/** Part of the variance that a whole stretch of hours shares; the rest is each quarter's own. Assumed. */
const SHARED = 0.6;

/**
 * A year's load drawn from the plan's own quantiles: in each quarter of an hour, a market has its median times
 * e^(sigma × z), with z a standard normal number that all markets share, as the plan takes them to err together
 * (`datacenterQuantile`). So a quarter is above the planned quantile as often as the plan says. Quarters that lie
 * near each other err alike. Each minute of a quarter has the load of its worst one, as the plan has it.
 *
 * @param seed the same seed draws the same load on every machine
 * @returns requests a second of each minute.
 */
export function drawLoad(markets: readonly MarketDemand[], seed: number): Float64Array {
  const [first] = markets;
  if (first === undefined) throw new RangeError("a datacenter serves at least one market");
  const quarters = first.median.length;
  const load = new Float64Array(quarters * 15);
  const normal = normals(seed);
  const kept = Math.exp(-1 / FADES_OVER);
  const fresh = Math.sqrt(1 - kept * kept);
  let shared = normal();
  for (let quarter = 0; quarter < quarters; quarter++) {
    shared = kept * shared + fresh * normal();
    const z = Math.sqrt(SHARED) * shared + Math.sqrt(1 - SHARED) * normal();
    let rps = 0;
    for (const { median, sigma } of markets) {
      rps += (median[quarter] as number) * Math.exp(sigma * z);
    }
    load.fill(rps, quarter * 15, quarter * 15 + 15);
  }
  return load;
}
