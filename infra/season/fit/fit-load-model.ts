import type { LoadModel } from "../demand/load-model.ts";
import { type History, historySlice, stepAt } from "../history/history.ts";
import { dayMeans, fitGrowth, fitSeasonsAndWeek, recentLevel } from "./fit-days.ts";
import { compare, type FitError } from "./fit-error.ts";
import { fitHours } from "./fit-hours.ts";
import { coarser, type FitSeries, fitSeries } from "./fit-series.ts";
import { fitSpread } from "./fit-spread.ts";
import { FLAT_MODEL } from "./flat-model.ts";
import type { SiteCalendar } from "./site-calendar.ts";
import { stepDemand } from "./step-demand.ts";

/** What a load model is learned with. */
export interface FitOptions {
  /** Nothing from here on is seen. @default the history's end */
  readonly until?: Temporal.Instant;
  /** What holds where the history doesn't show it. @default the flat model */
  readonly base?: LoadModel;
  /** Pupils served at the end. @default 1000, with which the level is the site's requests a second */
  readonly pupils?: number;
  /** Yearly growth of the pupils, which is no growth of the load of one. @default 0 */
  readonly pupilsGrowth?: number;
  /** Whether the error on a held-back quarter is wanted, which doubles the work. @default true */
  readonly withError?: boolean;
}

/** What was learned. */
export interface Fit {
  readonly model: LoadModel;
  /** Absent where the history is too short to hold a part back, or it wasn't wanted. */
  readonly error?: FitError;
  /** What the history could not show, so that the base's stands: for people. */
  readonly notes: readonly string[];
}

/** Days of late by which the spread is taken. */
const SPREAD_DAYS = 120;

/** Fewer days than this are not split into a part to learn from and one to be tested on. */
const LEAST_DAYS_TO_SPLIT = 21;

/** Learns a load model from a history. Pure. */
export function fitLoadModel(
  history: History,
  calendar: SiteCalendar,
  options: FitOptions = {},
): Fit {
  const whole = cut(history, options.until);
  const fit = learn(whole, calendar, options);
  const error = options.withError === false ? undefined : heldBack(whole, calendar, options);
  return { ...fit, ...(error === undefined ? {} : { error }) };
}

function cut(history: History, until: Temporal.Instant | undefined): History {
  if (until === undefined) return history;
  const end = Math.min(history.values.length, Math.max(0, stepAt(history, until)));
  return historySlice(history, 0, end);
}

function learn(history: History, calendar: SiteCalendar, options: FitOptions): Omit<Fit, "error"> {
  const base = options.base ?? FLAT_MODEL;
  const coarse = coarser(history, 15);
  const series = fitSeries(coarse, calendar);
  const left = new Uint8Array(series.values.length);
  let model: LoadModel = { ...base };
  let means = dayMeans(series, model, left);
  for (let turn = 0; turn < 3; turn++) {
    model = { ...model, hour: fitHours(series, model, base, means, left) };
    means = dayMeans(series, model, left);
    model = fitSeasonsAndWeek(series, model, base, means);
    const growth = fitGrowth(series, model, means);
    if (growth !== undefined) {
      const fromDay = series.days.firstDay + series.known.length - 1;
      model = { ...model, growth: { perYear: growth, fromDay } };
    }
  }
  model = { ...model, ...level(series, model, means, options) };
  const median = medianOf(series, model, options.pupils);
  const from = series.values.length - (SPREAD_DAYS * 1440) / series.stepMinutes;
  const sigma = fitSpread(series.values, median, Math.max(0, from)) ?? base.sigma;
  return { model: { ...model, sigma }, notes: [] };
}

function level(
  series: FitSeries,
  model: LoadModel,
  means: Float64Array,
  { pupils = 1000 }: FitOptions,
): Pick<LoadModel, "rpsPerThousandPupils"> {
  return { rpsPerThousandPupils: recentLevel(series, model, means) / (pupils / 1000) };
}

function medianOf(series: FitSeries, model: LoadModel, pupils = 1000): Float64Array {
  const { startMs, stepMinutes, values, calendar } = series;
  return stepDemand({
    model,
    calendar,
    pupils,
    steps: { startMs, stepMinutes, steps: values.length },
  });
}

/** The error on the last quarter of a model that is learned from what is before it. */
function heldBack(
  history: History,
  calendar: SiteCalendar,
  options: FitOptions,
): FitError | undefined {
  const steps = history.values.length;
  const day = 1440 / history.stepMinutes;
  if (steps < LEAST_DAYS_TO_SPLIT * day) return undefined;
  const from = Math.floor((steps * 3) / 4);
  const { model } = learn(historySlice(history, 0, from), calendar, options);
  const { startMs, stepMinutes, values } = history;
  const median = stepDemand({
    model,
    calendar,
    pupils: options.pupils ?? 1000,
    steps: { startMs, stepMinutes, steps },
  });
  const date = (index: number): string =>
    String(
      Temporal.Instant.fromEpochMilliseconds(startMs + index * stepMinutes * 60_000)
        .toZonedDateTimeISO(calendar.zone)
        .toPlainDate(),
    );
  return {
    from: date(from),
    until: date(steps),
    ...compare(values, median, model.sigma, from, 7 * day),
  };
}
