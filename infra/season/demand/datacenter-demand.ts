import { type Cause, causeOf, type MarketDemand } from "./market-demand.ts";
import { quantileFactor } from "./quantile.ts";

/** A market and why it needs what it needs at that time. */
export interface MarketCause extends Cause {
  readonly market: MarketDemand["market"];
}

/**
 * The load that a datacenter plans for in each quarter: the sum of its markets' quantiles.
 *
 * That is the quantile of the sum if the markets err together, and more than it if they don't (for p
 * above 0.5 or so; a sum of independent markets spreads less). They do err together: a release that
 * doubles a page's requests, a partner's login that fails, a growth that was guessed too low meet all of
 * them at once. The price of it is small, as one market has most of a datacenter's load.
 */
export function datacenterQuantile(markets: readonly MarketDemand[], p: number): Float64Array {
  const [first] = markets;
  if (first === undefined) throw new RangeError("a datacenter serves at least one market");
  const sum = new Float64Array(first.median.length);
  for (const { median, sigma, horizon } of markets) {
    if (
      median.length !== sum.length ||
      horizon.from.epochMilliseconds !== first.horizon.from.epochMilliseconds
    ) {
      throw new RangeError("the markets of a datacenter are planned over one horizon");
    }
    addTimes(sum, median, quantileFactor(sigma, p));
  }
  return sum;
}

function addTimes(sum: Float64Array, loads: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (loads[i] as number) * factor;
}

/** The market that needs most at a quarter, and why. */
export function decisiveCause(
  markets: readonly MarketDemand[],
  p: number,
  quarter: number,
): MarketCause {
  return decisiveCauses(markets, p)(quarter);
}

/** The same for many quarters. */
export function decisiveCauses(
  markets: readonly MarketDemand[],
  p: number,
): (quarter: number) => MarketCause {
  if (markets.length === 0) throw new RangeError("a datacenter serves at least one market");
  const factors = markets.map(({ sigma }) => quantileFactor(sigma, p));
  return (quarter) => {
    let most = -1;
    let place = 0;
    for (let i = 0; i < markets.length; i++) {
      const load = (markets[i]?.median[quarter] ?? 0) * (factors[i] as number);
      if (load <= most) continue;
      most = load;
      place = i;
    }
    const { market, causes } = markets[place] as MarketDemand;
    return { market, ...causeOf(causes[quarter] ?? 0) };
  };
}
