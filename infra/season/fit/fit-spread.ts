import type { LoadModel } from "../demand/load-model.ts";
import { type History, historySlice } from "../history/history.ts";
import { afterOpenings } from "./after-openings.ts";
import { recentLevel } from "./fit-days.ts";
import { type FitSeries, fitSeries } from "./fit-series.ts";
import type { SiteCalendar } from "./site-calendar.ts";
import { stepDemand } from "./step-demand.ts";
import { WeightedLogarithms } from "./weighted-quantile.ts";

/** Of the standard normal distribution: its upper quartile's and its 95 % quantile's distance from the median. */
const QUARTILE = 0.6745;
const Q95 = 1.6449;

/** Days of late by which the spread is taken. */
const DAYS = 120;

/** Every so many days it is looked back from a day's level to the days before it, and ahead over so many. */
const EVERY = 7;
const AHEAD = 14;

/** Days that a level needs behind it. */
const BEHIND = 14;

/** What a spread is taken from. */
export interface SpreadInput {
  /** In the steps whose spread is meant. */
  readonly history: History;
  readonly calendar: SiteCalendar;
  /** Its level is the whole site's. */
  readonly model: LoadModel;
  /** The days' means, by which levels are known. */
  readonly series: FitSeries;
  readonly means: Float64Array;
}

/**
 * The spread of a load around the median that was foretold, in the logarithm: over the two weeks after each
 * week of late, by the level that was known by then, as a plan meets it. Loaded steps weigh more than quiet
 * ones. The greater of what the middle half and what the upper twentieth say: real loads have a heavy
 * upper end. What follows an opening of grades is left out.
 */
export function fitSpread({
  history,
  calendar,
  model,
  series,
  means,
}: SpreadInput): number | undefined {
  const steps = history.values.length;
  const from = Math.max(0, steps - (DAYS * 1440) / history.stepMinutes);
  const late = historySlice(history, from, steps);
  const { startMs, stepMinutes, values } = late;
  const median = stepDemand({
    ...{ model, calendar },
    steps: { startMs, stepMinutes, steps: values.length },
  });
  const placed = fitSeries(late, calendar);
  const left = afterOpenings(placed);
  const offset = placed.days.firstDay - series.days.firstDay;
  const ratios = new WeightedLogarithms();
  for (let day = 0; day < placed.known.length; day += EVERY) {
    if (day + offset < BEHIND) continue;
    const level = recentLevel(series, model, means, day + offset) / model.rpsPerThousandPupils;
    const end = placed.dayStart[Math.min(placed.known.length, day + AHEAD)] as number;
    for (let i = placed.dayStart[day] as number; i < end; i++) {
      const expected = (median[i] as number) * level;
      const value = values[i] as number;
      if (value > 0 && expected > 0 && left[i] === 0) {
        ratios.add(Math.log(value / expected), expected);
      }
    }
  }
  const upper = ratios.quantile(0.95);
  if (upper === undefined) return undefined;
  const half =
    ((ratios.quantile(0.75) as number) - (ratios.quantile(0.25) as number)) / 2 / QUARTILE;
  // What lies above the median as foretold, be it by drift.
  return Math.max(half, upper / Q95);
}
