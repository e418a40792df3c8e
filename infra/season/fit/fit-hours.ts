import type { LoadModel } from "../demand/load-model.ts";
import { dayFactor, recency } from "./fit-days.ts";
import type { FitSeries } from "./fit-series.ts";
import { Weighted } from "./weighted-quantile.ts";

/** A day is taken for one of a kind when so many of its pupils have, or have no, lessons. */
const PURE = 0.9;

/** Days by which an hour is drawn towards what was assumed. */
const PRIOR_DAYS = 0.5;

/** The hours' factors on school days and other days; those of longer steps than an hour can't be seen. */
export function fitHours(
  series: FitSeries,
  model: LoadModel,
  base: LoadModel,
  means: Float64Array,
  left: Uint8Array,
): LoadModel["hour"] {
  if (series.resolvedMinutes > 60) return base.hour;
  return {
    schoolDay: hoursOf(series, means, left, base.hour.schoolDay, (lessons) => lessons >= PURE),
    dayOff: hoursOf(series, means, left, base.hour.dayOff, (lessons) => lessons <= 1 - PURE, model),
  };
}

function hoursOf(
  series: FitSeries,
  means: Float64Array,
  left: Uint8Array,
  base: readonly number[],
  isKind: (lessons: number) => boolean,
  model?: LoadModel,
): readonly number[] {
  const ratios = Array.from({ length: 24 }, () => new Weighted());
  let days = 0;
  means.forEach((mean, day) => {
    if (Number.isNaN(mean) || !isKind(series.lessons[day] as number)) return;
    const weight =
      recency(series, day) * (model === undefined ? 1 : Math.min(1, dayFactor(series, model, day)));
    days += 1;
    for (let i = series.dayStart[day] as number; i < (series.dayStart[day + 1] as number); i++) {
      if (left[i] === 1) continue;
      ratios[Math.floor((series.minute[i] as number) / 60)]?.add(
        (series.values[i] as number) / mean,
        weight,
      );
    }
  });
  const weight = days / (days + PRIOR_DAYS);
  const hours = ratios.map((ratio, hour) => {
    const found = ratio.median();
    const assumed = base[hour] as number;
    return found === undefined ? assumed : weight * found + (1 - weight) * assumed;
  });
  const mean = hours.reduce((sum, factor) => sum + factor, 0) / 24;
  return mean > 0 ? hours.map((factor) => factor / mean) : base;
}
