import { bellQuarters } from "../demand/day-shape.ts";
import type { Bell, LoadModel } from "../demand/load-model.ts";
import { type History, historySlice, stepAt } from "../history/history.ts";
import { afterOpenings } from "./after-openings.ts";
import { seasonOf } from "./calendar-days.ts";
import { fitBell, LONGEST_BELL_STEP } from "./fit-bell.ts";
import { dayMeans, fitGrowth, fitSeasonsAndWeek, recentLevel } from "./fit-days.ts";
import { compare, type FitError } from "./fit-error.ts";
import { fitHours } from "./fit-hours.ts";
import { fitOpening } from "./fit-opening.ts";
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
  const thousands = (options.pupils ?? 1000) / 1000;
  const series = fitSeries(coarser(history, 15), calendar);
  const openings = afterOpenings(series);
  const fine = history.resolvedMinutes <= LONGEST_BELL_STEP;
  const none = { ...base, bell: { ...base.bell, times: 1 } };
  let learned = learnShapes(series, fine ? none : base, base, openings);
  let model = withLevel(series, learned, thousands);
  let bell: Bell | undefined;
  for (let turn = 0; turn < BELL_TURNS; turn++) {
    bell = fitBell(history, calendar, atSite(model, thousands));
    if (bell === undefined || bell.times === 1) break;
    const left = whileBell(series, openings, bell);
    learned = learnShapes(series, { ...learned.model, bell }, base, left);
    model = withLevel(series, learned, thousands);
  }
  const opening = fitOpening(history, calendar, model, base.gradeOpening, thousands);
  const { means } = learned;
  const spread = fitSpread({ history, calendar, model: atSite(model, thousands), series, means });
  // A day's mean hides how its hours spread.
  const sigma =
    series.resolvedMinutes > 60 ? Math.max(spread ?? 0, base.sigma) : (spread ?? base.sigma);
  return {
    model: { ...model, sigma, gradeOpening: opening ?? base.gradeOpening },
    notes: notesOf(history, series, { growth: model.growth, bell, opening }),
  };
}

/** A model without the level, and the days' means by its shapes. */
interface Learned {
  readonly model: LoadModel;
  readonly means: Float64Array;
}

/** Hours, weekdays, seasons and growth, in turns until they stand. */
function learnShapes(
  series: FitSeries,
  start: LoadModel,
  base: LoadModel,
  left: Uint8Array,
): Learned {
  let model = start;
  let means = dayMeans(series, model, left);
  for (let turn = 0; turn < 3; turn++) {
    model = { ...model, hour: fitHours(series, model, base, means, left) };
    means = dayMeans(series, model, left);
    model = fitSeasonsAndWeek(series, model, base, means);
    const growth = fitGrowth(series, model, means);
    if (growth === undefined) continue;
    const fromDay = series.days.firstDay + series.known.length - 1;
    model = { ...model, growth: { perYear: growth, fromDay } };
  }
  return { model, means };
}

function withLevel(series: FitSeries, { model, means }: Learned, thousands: number): LoadModel {
  return { ...model, rpsPerThousandPupils: recentLevel(series, model, means) / thousands };
}

/** How often the bell and the hours around it are learned from each other. */
const BELL_TURNS = 3;

/** What is left out besides: the steps in which the bell is heard, where they are short enough to spare. */
function whileBell(series: FitSeries, left: Uint8Array, bell: Bell): Uint8Array {
  const heard = bellQuarters(bell);
  return left.map((out, i) => {
    const lessons =
      (series.lessons[(series.day[i] as number) - series.days.firstDay] as number) > 0;
    return out | (lessons ? (heard[Math.floor((series.minute[i] as number) / 15)] as number) : 0);
  });
}

/** The model whose level is the whole site's. */
function atSite(model: LoadModel, thousands: number): LoadModel {
  return { ...model, rpsPerThousandPupils: model.rpsPerThousandPupils * thousands };
}

/** What the history could not show. */
function notesOf(
  { resolvedMinutes }: History,
  series: FitSeries,
  found: { readonly growth: unknown; readonly bell: unknown; readonly opening: unknown },
): readonly string[] {
  const days = series.known.length;
  const unknown = days - series.known.reduce((sum, known) => sum + known, 0);
  const seen = new Set<string>();
  series.days.classes.forEach((classes, day) => {
    if (series.known[day] === 0) return;
    for (const { code } of classes) seen.add(seasonOf(code));
  });
  const unseen = SEASONS.filter((kind) => !seen.has(kind));
  return [
    ...(unknown > 0
      ? [`${unknown} of ${days} days have no calendar: nothing was learned from them`]
      : []),
    ...(found.growth === undefined
      ? ["less than a year and four weeks shows no yearly growth"]
      : []),
    ...(unseen.length > 0 ? [`no day of ${unseen.join(", ")} was seen`] : []),
    ...(resolvedMinutes > 60 ? ["steps of more than an hour show no hours"] : []),
    ...(found.bell === undefined
      ? [
          `the first lesson's surge needs steps of ${LONGEST_BELL_STEP} minutes at most, and school days`,
        ]
      : []),
    ...(found.opening === undefined
      ? ["no opening of grades lies within it, in steps of an hour at most"]
      : []),
  ];
}

const SEASONS = ["term-start", "term", "grade-period", "holiday"] as const;

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
