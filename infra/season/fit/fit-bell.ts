import { bellFactor } from "../demand/day-shape.ts";
import type { Bell, LoadModel } from "../demand/load-model.ts";
import { type History, historySlice } from "../history/history.ts";
import { fitSeries } from "./fit-series.ts";
import type { SiteCalendar } from "./site-calendar.ts";
import { stepDemand } from "./step-demand.ts";
import { Weighted } from "./weighted-quantile.ts";

/** Longer steps than this hide how high a surge of minutes is. */
export const LONGEST_BELL_STEP = 5;

/** Days of late in which a bell is looked for: lessons may have started at another time before. */
const DAYS = 120;

/** Fewer school days than this show no bell. */
const LEAST_DAYS = 5;

/** Minutes after midnight between which first lessons start, on a multiple of five. */
const EARLIEST = 5 * 60;
const LATEST = 11 * 60;

/** What a bell lasts, in minutes. */
const BEFORE = [1, 2, 3, 4, 5, 7, 10, 15];
const AFTER = [5, 7, 10, 12, 15, 20, 25, 30, 45];

/** Less than this above the hour's own load is no bell but its shape. */
const LEAST_TIMES = 1.2;

/** A bell leaves less than this of what is odd around it unexplained. */
const MOST_UNEXPLAINED = 0.5;

/** Minutes around a bell within which it is compared with what is there. */
const AROUND = 60;

/**
 * The surge at the first lesson, as the minutes of school days show it above the model without one. Its
 * `times` is 1 where none is seen; undefined where the steps are too long or the days too few to see one.
 */
export function fitBell(
  history: History,
  calendar: SiteCalendar,
  model: LoadModel,
): Bell | undefined {
  if (history.resolvedMinutes > LONGEST_BELL_STEP) return undefined;
  const minutes = minutesAboveModel(history, calendar, model);
  if (minutes === undefined) return undefined;
  const none = { ...model.bell, times: 1 };
  let best: { readonly bell: Bell; readonly left: number } | undefined;
  for (let minute = EARLIEST; minute <= LATEST; minute += 5) {
    for (const before of BEFORE) {
      for (const after of AFTER) {
        if (after < before) continue;
        const found = match(minutes, { minute, times: 2, before, after }, history.stepMinutes);
        if (found.bell.times >= LEAST_TIMES && found.left < (best?.left ?? 0)) best = found;
      }
    }
  }
  if (best === undefined) return none;
  const odd = oddness(minutes, best.bell.minute);
  return (odd + best.left) / odd <= MOST_UNEXPLAINED ? best.bell : none;
}

/**
 * For each minute of a school day what its load is as a multiple of the model's, and of that morning's own level,
 * which a model misses by more than a bell rings; NaN where no step starts.
 */
function minutesAboveModel(
  history: History,
  calendar: SiteCalendar,
  model: LoadModel,
): Float64Array | undefined {
  const steps = history.values.length;
  const from = Math.max(0, steps - (DAYS * 1440) / history.stepMinutes);
  const late = historySlice(history, from, steps);
  const series = fitSeries(late, calendar);
  const plain = { ...model, bell: { ...model.bell, times: 1 } };
  const { startMs, stepMinutes, values } = late;
  const median = stepDemand({
    ...{ model: plain, calendar },
    steps: { startMs, stepMinutes, steps: values.length },
  });
  const ratios = Array.from({ length: 1440 }, () => new Weighted());
  let days = 0;
  series.lessons.forEach((lessons, day) => {
    if (lessons < 0.9 || series.known[day] === 0) return;
    days += 1;
    const first = series.dayStart[day] as number;
    const end = series.dayStart[day + 1] as number;
    const morning = new Weighted();
    for (let i = first; i < end; i++) {
      const minute = series.minute[i] as number;
      if (minute < EARLIEST - AROUND || minute >= LATEST + AROUND) continue;
      morning.add((values[i] as number) / (median[i] as number));
    }
    const level = morning.median() ?? 1;
    for (let i = first; i < end; i++) {
      const ratio = (values[i] as number) / (median[i] as number);
      ratios[series.minute[i] as number]?.add(ratio / level);
    }
  });
  if (days < LEAST_DAYS) return undefined;
  return Float64Array.from(ratios, (ratio) => ratio.median() ?? Number.NaN);
}

/**
 * The height with which a bell's shape matches the minutes best (least squares), and what it changes about
 * the sum of squares that are left: less than 0 where it explains something.
 */
function match(
  minutes: Float64Array,
  shape: Bell,
  stepMinutes: number,
): { readonly bell: Bell; readonly left: number } {
  let both = 0;
  let own = 0;
  for (let at = shape.minute - AROUND; at < shape.minute + AROUND; at++) {
    const ratio = minutes[at] as number;
    if (Number.isNaN(ratio)) continue;
    let height = 0;
    for (let minute = at; minute < at + stepMinutes; minute++) {
      height += (bellFactor(shape, minute) - 1) / stepMinutes;
    }
    both += (ratio - 1) * height;
    own += height * height;
  }
  const above = own === 0 ? 0 : both / own;
  return { bell: { ...shape, times: 1 + above }, left: above > 0 ? -above * both : 0 };
}

/** The sum of squares around a minute without a bell. */
function oddness(minutes: Float64Array, minute: number): number {
  let sum = 0;
  for (let at = minute - AROUND; at < minute + AROUND; at++) {
    const ratio = minutes[at] as number;
    if (!Number.isNaN(ratio)) sum += (ratio - 1) ** 2;
  }
  return sum;
}
