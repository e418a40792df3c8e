import type { LoadModel } from "../demand/load-model.ts";
import { weekdayOf } from "../demand/local-days.ts";
import { dayFactor, recency, WEEK_HALF_LIFE_DAYS } from "./fit-days.ts";
import type { FitSeries } from "./fit-series.ts";
import { FLAT_MODEL } from "./flat-model.ts";
import { stepShapes } from "./step-demand.ts";
import { Weighted } from "./weighted-quantile.ts";

/** A day is taken for one of a kind when so many of its pupils have, or have no, lessons. */
const PURE = 0.9;

/** Days of late by whose hours it is learned; what is older would hardly count. */
const DAYS = 300;

/** Days by which an hour is drawn towards what was assumed. */
const PRIOR_DAYS = 0.5;

/**
 * The hours' factors on school days and on other days, without the bell; those of longer steps than an hour
 * can't be seen. Where hardly a school day was seen, all weekdays stand for it before what is assumed.
 */
export function fitHours(
  series: FitSeries,
  model: LoadModel,
  base: LoadModel,
  means: Float64Array,
  left: Uint8Array,
): LoadModel["hour"] {
  if (series.resolvedMinutes > 60) return base.hour;
  // Steps of an hour are taken for what the model has at their middle; finer ones correct the model.
  const soFar = series.resolvedMinutes < 60 ? model : { ...model, hour: FLAT_MODEL.hour };
  const of = { series, model, means, left, shapes: stepShapes(soFar, series.stepMinutes) };
  const isWeekday = (day: number): boolean => weekdayOf(series.days.firstDay + day) < 5;
  const { schoolDay, dayOff } = soFar.hour;
  const seen =
    base.hour === FLAT_MODEL.hour ? hoursOf(of, schoolDay, schoolDay, isWeekday) : undefined;
  const lessons = (day: number): number => series.lessons[day] as number;
  return {
    schoolDay: hoursOf(of, schoolDay, seen ?? base.hour.schoolDay, (day) => lessons(day) >= PURE),
    dayOff: hoursOf(of, dayOff, base.hour.dayOff, (day) => lessons(day) <= 1 - PURE),
  };
}

interface HoursOf {
  readonly series: FitSeries;
  readonly model: LoadModel;
  readonly means: Float64Array;
  readonly left: Uint8Array;
  /** What the model has of each step so far, as a multiple of the day's mean. */
  readonly shapes: ReturnType<typeof stepShapes>;
}

/** The hours of a kind of day: what they were so far, times what the steps show beyond it. */
function hoursOf(
  { series, model, means, left, shapes }: HoursOf,
  soFar: readonly number[],
  base: readonly number[],
  isKind: (day: number) => boolean,
): readonly number[] {
  const ratios = Array.from({ length: 24 }, () => new Weighted());
  let days = 0;
  for (let day = Math.max(0, means.length - DAYS); day < means.length; day++) {
    const mean = means[day] as number;
    if (Number.isNaN(mean) || !isKind(day)) continue;
    const loaded = Math.min(1, dayFactor(series, model, day));
    const weight = recency(series, day, WEEK_HALF_LIFE_DAYS) * loaded;
    const shape = (series.lessons[day] as number) >= PURE ? shapes.schoolDay : shapes.dayOff;
    days += 1;
    for (let i = series.dayStart[day] as number; i < (series.dayStart[day + 1] as number); i++) {
      if (left[i] === 1) continue;
      const minute = series.minute[i] as number;
      const expected = mean * (shape[minute] as number);
      ratios[Math.floor(minute / 60)]?.add((series.values[i] as number) / expected, weight);
    }
  }
  const weight = days / (days + PRIOR_DAYS);
  const hours = ratios.map((ratio, hour) => {
    const beyond = ratio.median();
    const assumed = base[hour] as number;
    if (beyond === undefined) return assumed;
    return weight * Math.max(0, beyond) * (soFar[hour] as number) + (1 - weight) * assumed;
  });
  const mean = hours.reduce((sum, factor) => sum + factor, 0) / 24;
  return mean > 0 ? hours.map((factor) => factor / mean) : base;
}
