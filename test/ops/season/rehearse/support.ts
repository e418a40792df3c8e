import type { MarketDemand } from "../../../../infra/season/demand/market-demand.ts";

/** A market's demand with a median for each quarter from a Monday at midnight on. */
export function market(median: Float64Array, sigma: number): MarketDemand {
  return {
    market: "se",
    horizon: { from: Temporal.Instant.from("2027-01-10T23:00Z"), quarters: median.length },
    median,
    causes: new Uint8Array(median.length),
    sigma,
    gaps: [],
  };
}
