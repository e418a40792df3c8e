import { Weighted } from "./weighted-quantile.ts";

/** Of the standard normal distribution: its upper quartile's and its 95 % quantile's distance from the median. */
const QUARTILE = 0.6745;
const Q95 = 1.6449;

/**
 * The spread of a load around its median, in the logarithm, by its loaded steps before its quiet ones. The
 * greater of what the middle half and what the upper twentieth say: real loads have a heavy upper end.
 */
export function fitSpread(
  values: Float64Array,
  median: Float64Array,
  from = 0,
): number | undefined {
  const left = new Weighted();
  for (let i = from; i < values.length; i++) {
    const expected = median[i] as number;
    const value = values[i] as number;
    if (value > 0 && expected > 0) left.add(Math.log(value / expected), expected);
  }
  const middle = left.median();
  if (middle === undefined) return undefined;
  const half = ((left.quantile(0.75) as number) - (left.quantile(0.25) as number)) / 2 / QUARTILE;
  const upper = ((left.quantile(0.95) as number) - middle) / Q95;
  return Math.max(half, upper);
}
