import { quantileFactor } from "../demand/quantile.ts";

/** How far a model was off on a part of the history that it had not seen. */
export interface FitError {
  /** The part's first day and the day after its last, as dates. */
  readonly from: string;
  readonly until: string;
  /** Sum of what it was off by, as a part of the sum of the load. */
  readonly off: number;
  /** The same of the plainest forecast: each step is as it was a week before, which knows more. */
  readonly naive: number;
  /** Part of the steps above the 99 % quantile; 0.01 is meant. */
  readonly above99: number;
}

/** Compares a forecast with what came. Steps that one of them doesn't know are left out. */
export function compare(
  values: Float64Array,
  median: Float64Array,
  sigma: number,
  from: number,
  week: number,
): Pick<FitError, "off" | "naive" | "above99"> {
  const factor = quantileFactor(sigma, 0.99);
  let load = 0;
  let off = 0;
  let naiveLoad = 0;
  let naiveOff = 0;
  let above = 0;
  let steps = 0;
  for (let i = from; i < values.length; i++) {
    const value = values[i] as number;
    const expected = median[i] as number;
    if (Number.isNaN(value) || Number.isNaN(expected)) continue;
    steps += 1;
    load += value;
    off += Math.abs(value - expected);
    if (value > expected * factor) above += 1;
    const before = values[i - week];
    if (before === undefined || Number.isNaN(before)) continue;
    naiveLoad += value;
    naiveOff += Math.abs(value - before);
  }
  return { off: off / load, naive: naiveOff / naiveLoad, above99: above / steps };
}
