import { bellQuarters } from "../demand/day-shape.ts";
import type { Bell, LoadModel } from "../demand/load-model.ts";
import { type History, historySlice, stepAt } from "../history/history.ts";
import { afterOpenings } from "./after-openings.ts";
import { seasonOf } from "./calendar-days.ts";
import { fitBell, LONGEST_BELL_STEP } from "./fit-bell.ts";
import { dayMeans, fitGrowth, fitSeasonsAndWeek, recentLevel } from "./fit-days.ts";
import { compare, type FitError } from "./fit-error.ts";
import { fitHours } from "./fit-hours.ts";
import { fitOpening, LONGEST_OPENING_STEP } from "./fit-opening.ts";
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
  /**
   * Yearly growth of the pupils, which is no growth of the load of one: what is expected of a history that is
   * too short to show its own. @default 0
   */
  readonly pupilsGrowth?: number;
  /** Whether the error on a held-back quarter is wanted, which doubles the work. @default true */
  readonly withError?: boolean;
}

/** What was learned. */
export interface Fit {
  readonly model: LoadModel;
  /** Absent where the history is too short to hold a part back, or it wasn't wanted. */
  readonly error?: FitError;
  /** What the history does not show, so that the base's stands, and why: for people. */
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
  const { model, notes } = learn(whole, calendar, options);
  const error = options.withError === false ? undefined : heldBack(whole, calendar, options);
  return {
    model: ofOnePupil(model, options.pupilsGrowth ?? 0),
    notes,
    ...(error === undefined ? {} : { error }),
  };
}

/** The model without that part of the growth that is its pupils'. */
function ofOnePupil(model: LoadModel, pupilsGrowth: number): LoadModel {
  const { growth, ...rest } = model;
  if (growth === undefined) return model;
  const perYear = (1 + growth.perYear) / (1 + pupilsGrowth) - 1;
  return Math.abs(perYear) < 1e-9 ? rest : { ...rest, growth: { ...growth, perYear } };
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
  const expected = options.pupilsGrowth ?? 0;
  const lastDay = series.days.firstDay + series.known.length - 1;
  const start = withGrowth(
    { ...base, ...(fine ? { bell: { ...base.bell, times: 1 } } : {}) },
    expected,
    lastDay,
  );
  let learned = learnShapes(series, start, base, openings, expected);
  let model = withLevel(series, learned, thousands);
  let bell: Bell | undefined;
  for (let turn = 0; turn < BELL_TURNS; turn++) {
    bell = fitBell(history, calendar, atSite(model, thousands));
    if (bell === undefined || bell.times === 1) break;
    const left = whileBell(series, openings, bell);
    learned = learnShapes(series, { ...learned.model, bell }, base, left, expected);
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
    notes: notesOf(history, series, { growth: learned.isGrowthSeen || undefined, bell, opening }),
  };
}

/** A model without the level, and the days' means by its shapes. */
interface Learned {
  readonly model: LoadModel;
  readonly means: Float64Array;
  /** Its growth is the history's own, not the expected one. */
  readonly isGrowthSeen: boolean;
}

function withGrowth(model: LoadModel, perYear: number, fromDay: number): LoadModel {
  return perYear === 0 ? model : { ...model, growth: { perYear, fromDay } };
}

/** Hours, weekdays, seasons and growth, in turns until they stand. */
function learnShapes(
  series: FitSeries,
  start: LoadModel,
  base: LoadModel,
  left: Uint8Array,
  expected: number,
): Learned {
  let model = start;
  let isGrowthSeen = false;
  let means = dayMeans(series, model, left);
  for (let turn = 0; turn < 3; turn++) {
    model = { ...model, hour: fitHours(series, model, base, means, left) };
    means = dayMeans(series, model, left);
    model = fitSeasonsAndWeek(series, model, base, means);
    const growth = fitGrowth(series, model, means, expected);
    if (growth === undefined) continue;
    isGrowthSeen = true;
    model = withGrowth(model, growth, series.days.firstDay + series.known.length - 1);
  }
  return { model, means, isGrowthSeen };
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
  const long = (minutes: number): boolean => resolvedMinutes > minutes;
  return [
    ...(unknown > 0 ? [`${unknown} of its ${days} days: they have no calendar`] : []),
    ...(found.growth === undefined ? ["growth: it is shorter than a year and four weeks"] : []),
    ...(unseen.length > 0 ? [`${unseen.join(", ")}: it has no such day`] : []),
    ...(long(60) ? ["hours: its steps are longer than an hour"] : []),
    ...(found.bell === undefined
      ? [
          long(LONGEST_BELL_STEP)
            ? `the first lesson: its steps are longer than ${LONGEST_BELL_STEP} minutes`
            : "the first lesson: it has hardly a school day",
        ]
      : []),
    ...(found.opening === undefined
      ? [
          long(LONGEST_OPENING_STEP)
            ? "the opening of grades: its steps are longer than an hour"
            : "the opening of grades: none lies within it",
        ]
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
