import type { SeasonKind } from "../calendar.ts";
import { grownLoad, type LoadModel, type Week } from "../demand/load-model.ts";
import { type ClassShare, seasonOf, weekdayLike } from "./calendar-days.ts";
import type { FitSeries } from "./fit-series.ts";
import { stepShapes } from "./step-demand.ts";
import { Weighted } from "./weighted-quantile.ts";

/** Less of a day than this says too little of its mean. */
const LEAST_OF_DAY = 0.4;

/** Days by which a season's and a weekday's multiplier is drawn towards what was assumed. */
const SEASON_PRIOR_DAYS = 1;
const WEEKDAY_PRIOR_DAYS = 0.2;

/** Half-lives of what a day says of seasons, which come once a year, and of weekdays and hours. */
const SEASONS_HALF_LIFE_DAYS = 365;
export const WEEK_HALF_LIFE_DAYS = 60;

/** Days of late by which weekdays are learned; what is older would hardly count. */
const WEEK_DAYS = 500;

/**
 * Each day's mean load as its steps show it, by the shape of such days: NaN where too little is known.
 * Steps marked in `left` are left out.
 */
export function dayMeans(series: FitSeries, model: LoadModel, left: Uint8Array): Float64Array {
  const shapes = stepShapes(model, series.stepMinutes);
  return Float64Array.from(series.known, (known, day) => {
    if (known === 0) return Number.NaN;
    const lessons = lessonsPart(series, model, day);
    let load = 0;
    let shape = 0;
    let whole = 0;
    for (let i = series.dayStart[day] as number; i < (series.dayStart[day + 1] as number); i++) {
      const at = series.minute[i] as number;
      const factor =
        lessons * (shapes.schoolDay[at] as number) + (1 - lessons) * (shapes.dayOff[at] as number);
      whole += factor;
      if (left[i] === 1 || Number.isNaN(series.values[i])) continue;
      load += series.values[i] as number;
      shape += factor;
    }
    const day24 = (1440 / series.stepMinutes) * 1;
    return shape < LEAST_OF_DAY * Math.max(whole, day24 * 0.9) ? Number.NaN : load / shape;
  });
}

/** Part of a day's load that has the shape of a school day. */
function lessonsPart(series: FitSeries, model: LoadModel, day: number): number {
  const date = series.days.firstDay + day;
  const lessons = series.lessons[day] as number;
  if (lessons === 0 || lessons > 0.999) return lessons > 0 ? 1 : 0;
  const classes = series.days.classes[day] as readonly ClassShare[];
  let on = 0;
  let all = 0;
  for (const one of classes) {
    const mean = one.share * seasonFactor(model, one.code) * weekdayFactor(model, one.code, date);
    all += mean;
    if (one.code % 2 === 0 && seasonOf(one.code) !== "holiday") on += mean;
  }
  return on / all;
}

/** What the calendar makes of a day's load, as a multiple of the level. */
export function dayFactor(series: FitSeries, model: LoadModel, day: number): number {
  const date = series.days.firstDay + day;
  let sum = 0;
  for (const { code, share } of series.days.classes[day] as readonly ClassShare[]) {
    sum += share * seasonFactor(model, code) * weekdayFactor(model, code, date);
  }
  return sum * grownLoad(model, date);
}

function seasonFactor(model: LoadModel, code: number): number {
  return model.season[seasonOf(code) as SeasonKind] ?? Number.NaN;
}

function weekdayFactor(model: LoadModel, code: number, date: number): number {
  return model.weekday[weekdayLike(code, date)] as number;
}

/** How much a day says, by its age before the last. */
export function recency(series: FitSeries, day: number, halfLife: number): number {
  return 2 ** (-(series.known.length - 1 - day) / halfLife);
}

/**
 * The seasons' and weekdays' multipliers that explain the days' means best, each by a weighted median of
 * what is left to explain, in turns until they stand.
 */
export function fitSeasonsAndWeek(
  series: FitSeries,
  start: LoadModel,
  base: LoadModel,
  means: Float64Array,
): LoadModel {
  let model = start;
  for (let turn = 0; turn < TURNS; turn++) {
    const before = model;
    model = { ...model, weekday: fitWeek(series, model, base, means) };
    model = { ...model, season: fitSeasons(series, model, base, means) };
    if (standsStill(before, model)) break;
  }
  return model;
}

const TURNS = 8;

/** A change of less than this in any multiplier is none. */
const STILL = 1e-4;

function standsStill(before: LoadModel, after: LoadModel): boolean {
  const kinds = Object.keys(after.season) as SeasonKind[];
  return (
    kinds.every((kind) => Math.abs(after.season[kind] - before.season[kind]) < STILL) &&
    after.weekday.every(
      (factor, weekday) => Math.abs(factor - (before.weekday[weekday] as number)) < STILL,
    )
  );
}

function fitWeek(series: FitSeries, model: LoadModel, base: LoadModel, means: Float64Array): Week {
  const level = levelOf(series, model, means);
  const left = Array.from({ length: 7 }, () => new Weighted());
  for (let day = Math.max(0, means.length - WEEK_DAYS); day < means.length; day++) {
    const mean = means[day] as number;
    const date = series.days.firstDay + day;
    const inTerm = share(series, day, (kind) => kind !== "holiday");
    left[dominantWeekday(series, day, date)]?.add(
      mean / (level * dayFactor(series, model, day)),
      recency(series, day, WEEK_HALF_LIFE_DAYS) * Math.max(0.1, inTerm),
    );
  }
  const week = left.map((one, weekday) => {
    const found = (one.median() ?? 1) * (model.weekday[weekday] as number);
    return shrunk(found, base.weekday[weekday] as number, one.weight, WEEKDAY_PRIOR_DAYS);
  });
  const mean = week.reduce((sum, factor) => sum + factor, 0) / 7;
  return week.map((factor) => factor / mean) as unknown as Week;
}

/** The weekday by which most of a day's pupils behave. */
function dominantWeekday(series: FitSeries, day: number, date: number): number {
  const classes = series.days.classes[day] as readonly ClassShare[];
  const free = classes.reduce((sum, { code, share }) => sum + (code % 2) * share, 0);
  return free > 0.5 ? 6 : weekdayLike(0, date);
}

function fitSeasons(
  series: FitSeries,
  model: LoadModel,
  base: LoadModel,
  means: Float64Array,
): LoadModel["season"] {
  const level = levelOf(series, model, means);
  const kinds = Object.keys(base.season) as SeasonKind[];
  const found = kinds.map((kind) => {
    const left = new Weighted();
    let days = 0;
    means.forEach((mean, day) => {
      const part = share(series, day, (one) => one === kind);
      if (part < 0.05 || Number.isNaN(mean)) return;
      // What the other seasons explain is taken away; what is left is this one's.
      const factor = dayFactor(series, model, day);
      const own = factor * ownPart(series, model, day, kind);
      const ratio = (mean / level - (factor - own)) / own;
      if (ratio <= 0) return;
      left.add(ratio, recency(series, day, SEASONS_HALF_LIFE_DAYS) * part * part);
      days += part;
    });
    const ratio = left.median();
    return { kind, days, factor: ratio === undefined ? undefined : ratio * model.season[kind] };
  });
  const term = found.find(({ kind }) => kind === "term")?.factor ?? base.season.term;
  const seasons = found.map(({ kind, days, factor }) => {
    const assumed = base.season[kind];
    return [
      kind,
      factor === undefined ? assumed : shrunk(factor / term, assumed, days, SEASON_PRIOR_DAYS),
    ] as const;
  });
  return Object.fromEntries(seasons) as Record<SeasonKind, number>;
}

/** Part of a day's load that a season's classes have. */
function ownPart(series: FitSeries, model: LoadModel, day: number, kind: SeasonKind): number {
  const date = series.days.firstDay + day;
  let own = 0;
  let all = 0;
  for (const one of series.days.classes[day] as readonly ClassShare[]) {
    const mean = one.share * seasonFactor(model, one.code) * weekdayFactor(model, one.code, date);
    all += mean;
    if (seasonOf(one.code) === kind) own += mean;
  }
  return own / all;
}

/** Part of a day's pupils whose season is one of those asked for. */
export function share(series: FitSeries, day: number, of: (kind: string) => boolean): number {
  let sum = 0;
  for (const { code, share } of series.days.classes[day] as readonly ClassShare[]) {
    if (of(seasonOf(code))) sum += share;
  }
  return sum;
}

/** The level around which all days lie. */
function levelOf(series: FitSeries, model: LoadModel, means: Float64Array): number {
  const left = new Weighted();
  means.forEach((mean, day) => {
    const inTerm = share(series, day, (kind) => kind === "term");
    left.add(
      mean / dayFactor(series, model, day),
      recency(series, day, SEASONS_HALF_LIFE_DAYS) * Math.max(0.01, inTerm),
    );
  });
  return left.median() ?? 1;
}

/** Days after which a day says half as much of today's level: one odd week does not decide it alone. */
const LEVEL_HALF_LIFE_DAYS = 8;

/** Days that are looked back for a level: what is older hardly counts. */
const LEVEL_DAYS = 100;

/**
 * A day's level: the median of what the days before it make it, the latest before the earlier ones, those of
 * much load before those of little.
 *
 * @param until The day's index. @default that after the last
 */
export function recentLevel(
  series: FitSeries,
  model: LoadModel,
  means: Float64Array,
  until = means.length,
): number {
  const left = new Weighted();
  for (let day = Math.max(0, until - LEVEL_DAYS); day < until; day++) {
    const factor = dayFactor(series, model, day);
    const weight = 2 ** (-(until - 1 - day) / LEVEL_HALF_LIFE_DAYS);
    left.add((means[day] as number) / factor, weight * Math.min(1, factor));
  }
  return left.median() ?? Number.NaN;
}

/** Pairs of days a year apart that are needed to speak of growth, and by which it is drawn towards the expected. */
const LEAST_PAIRS = 28;
const PRIOR_PAIRS = 30;
const YEAR_DAYS = 364;

/** Nobody plans with more: a site that began within the year grows without end on paper. */
const LEAST_GROWTH = -0.5;
const MOST_GROWTH = 2;

/**
 * Growth a year, by days that are 52 weeks apart, drawn towards what is expected; undefined where there are too
 * few such pairs.
 */
export function fitGrowth(
  series: FitSeries,
  model: LoadModel,
  means: Float64Array,
  expected: number,
): number | undefined {
  const plain = { ...model };
  delete (plain as { growth?: unknown }).growth;
  const ratios = new Weighted();
  let pairs = 0;
  for (let day = YEAR_DAYS; day < means.length; day++) {
    const before = day - YEAR_DAYS;
    const ratio = Math.log(
      ((means[day] as number) / (means[before] as number)) *
        (dayFactor(series, plain, before) / dayFactor(series, plain, day)),
    );
    const inTerm = Math.min(
      share(series, day, (kind) => kind !== "holiday"),
      share(series, before, (kind) => kind !== "holiday"),
    );
    if (!Number.isFinite(ratio)) continue;
    ratios.add(ratio, recency(series, day, SEASONS_HALF_LIFE_DAYS) * Math.max(0.05, inTerm));
    pairs += 1;
  }
  const ratio = ratios.median();
  if (ratio === undefined || pairs < LEAST_PAIRS) return undefined;
  const yearly = (ratio * 365.2425) / YEAR_DAYS;
  const weight = pairs / (pairs + PRIOR_PAIRS);
  const growth = Math.exp(weight * yearly + (1 - weight) * Math.log(1 + expected)) - 1;
  return Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, growth));
}

/** A multiplier drawn towards what was assumed, the more the fewer days it has. */
function shrunk(found: number, assumed: number, days: number, prior: number): number {
  const weight = days / (days + prior);
  return Math.exp(weight * Math.log(found) + (1 - weight) * Math.log(assumed));
}
