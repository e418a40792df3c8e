import { ASSUMED_MODEL } from "../../../infra/season/demand/assumed-model.ts";
import type { LoadModel } from "../../../infra/season/demand/load-model.ts";
import { fitBell } from "../../../infra/season/fit/fit-bell.ts";
import { fitLoadModel } from "../../../infra/season/fit/fit-load-model.ts";
import { stepDemand } from "../../../infra/season/fit/step-demand.ts";
import { Weighted } from "../../../infra/season/fit/weighted-quantile.ts";
import type { History } from "../../../infra/season/history/history.ts";
import type { Site } from "./site.ts";
import { surgesOf } from "./surges.ts";

/** Steps of the history from which a model is learned: short enough for a bell to be seen. Minutes. */
const STEP = 5;

/** Days from which a model is learned: a year, and the weeks around its turn. */
const LEARNED_DAYS = 400;

/** Days of late in which the plan looks for a bell;. */
const BELL_DAYS = 120;

/** Days of late by which a forecast is corrected and its spread is measured. */
const SEEN_DAYS = 84;

/** Half-life of what a day says of today's level, in days. */
const LEVEL_HALF_LIFE = 4;

/** Surges of late that tell how high the next ones come: those of a week, or of four where these were higher. */
const SURGES_OF_LATE = [5, 20];

/** Surges between what an up knows and what it foretells: a week of school days. */
const SURGES_AHEAD = 5;

/** So many surges' worth is the model's own spread, beside those that were seen. */
const PRIOR_SURGES = 5;

/** What an up knows of the time after it. */
export interface Forecast {
  /** The minute of the up. */
  readonly from: number;
  /** Median requests a second of each minute from there on. */
  readonly median: Float64Array;
  /** 1 for the minutes for which rules come too late. */
  readonly surges: Uint8Array;
  /** The logarithm by which surges come above the median, and the standard deviation of it. */
  readonly surge: { readonly shift: number; readonly spread: number };
}

/** Foretells a site's load from what was seen of it. */
export class Forecaster {
  readonly #load: Float64Array;
  readonly #site: Site;
  readonly #announced: (minute: number) => number;

  /**
   * @param load requests a second of all minutes; those after a moment are not looked at for what is known then
   * @param announced what the customers who are announced multiply the load of a minute by
   */
  constructor(load: Float64Array, site: Site, announced: (minute: number) => number) {
    this.#load = load;
    this.#site = site;
    this.#announced = announced;
  }

  /**
   * The model that is learned from what was seen before a minute. Where no opening of grades was, the assumed one is
   * taken for those that the calendar tells of.
   */
  model(before: number): LoadModel {
    const history = this.#history(before, LEARNED_DAYS);
    const { model } = fitLoadModel(history, this.#site.calendar, { withError: false });
    const gradeOpening = this.#openingSeen(history) ? model.gradeOpening : assumedOpening(model);
    return this.withBell(before, { ...model, gradeOpening });
  }

  #openingSeen({ startMs, values }: History): boolean {
    const endMs = startMs + values.length * STEP * 60_000;
    return this.#site.calendar.regions.some(({ gradeOpenings }) =>
      gradeOpenings.some(
        ({ at }) => at.epochMilliseconds >= startMs && at.epochMilliseconds < endMs,
      ),
    );
  }

  /**
   * A model with the bell as it was heard of late. Where too few school days were seen to hear one, it is the
   * assumed one: schools have bells, and what is unknown is planned for.
   */
  withBell(before: number, model: LoadModel): LoadModel {
    const bell = fitBell(this.#history(before, BELL_DAYS), this.#site.calendar, model);
    return { ...model, bell: bell ?? ASSUMED_MODEL.bell };
  }

  /** What was seen before a minute, in steps, without what announced customers make of it. */
  #history(before: number, days: number): History {
    const first = Math.max(0, before - days * 1440);
    const values = new Float64Array(Math.floor((before - first) / STEP));
    for (let step = 0; step < values.length; step++) {
      let sum = 0;
      for (let i = 0; i < STEP; i++) {
        const minute = first + step * STEP + i;
        sum += (this.#load[minute] as number) / this.#announced(minute);
      }
      values[step] = sum / STEP;
    }
    const { zone, startMs } = this.#site;
    return {
      ...{ zone, values },
      stepMinutes: STEP,
      resolvedMinutes: STEP,
      startMs: startMs + first * 60_000,
    };
  }

  /** What is known at a minute of so many that follow, with a model that was learned before. */
  at(from: number, minutes: number, model: LoadModel): Forecast {
    const past = Math.min(from, SEEN_DAYS * 1440);
    const first = from - past;
    const demand = stepDemand({
      ...{ model, calendar: this.#site.calendar },
      steps: {
        startMs: this.#site.startMs + first * 60_000,
        stepMinutes: 1,
        steps: past + minutes,
      },
    });
    for (let i = 0; i < demand.length; i++) {
      demand[i] = (demand[i] as number) * this.#announced(first + i);
    }
    const surges = surgesOf(demand);
    const days = this.#daysSeen(first, demand.subarray(0, past), surges);
    const level = levelOf(days);
    const median = demand.slice(past);
    for (let i = 0; i < median.length; i++) median[i] = (median[i] as number) * Math.exp(level);
    const surge = surgeOf(days, level, model.sigma);
    return { from, median, surges: surges.slice(past), surge };
  }

  /** What came of the days before now, against what the model would have said. */
  #daysSeen(first: number, demand: Float64Array, surges: Uint8Array): readonly SeenDay[] {
    const found: SeenDay[] = [];
    let loaded = 0;
    let said = 0;
    let surge = Number.NEGATIVE_INFINITY;
    const { day } = this.#site;
    for (let i = 0; i < demand.length; i++) {
      const load = this.#load[first + i] as number;
      const median = demand[i] as number;
      loaded += load;
      said += median;
      if (surges[i] === 1) surge = Math.max(surge, load / median);
      if (i + 1 < demand.length && day[first + i + 1] === day[first + i]) continue;
      found.push({ level: Math.log(loaded / said), surge: Math.log(surge) });
      loaded = 0;
      said = 0;
      surge = Number.NEGATIVE_INFINITY;
    }
    return found;
  }
}

/** The assumed surge of an opening, as high above an ordinary week's mean as the assumed model has it. */
function assumedOpening({ rpsPerThousandPupils }: LoadModel): LoadModel["gradeOpening"] {
  const { gradeOpening, rpsPerThousandPupils: assumed } = ASSUMED_MODEL;
  const times = gradeOpening.rpsPerThousandPupils / assumed;
  return { ...gradeOpening, rpsPerThousandPupils: times * rpsPerThousandPupils };
}

/** A day against the model: the logarithm of the whole day's ratio, and of its worst minute in a surge. */
interface SeenDay {
  readonly level: number;
  /** NaN on a day without a surge. */
  readonly surge: number;
}

/** The logarithm by which the days of late are above the model. */
function levelOf(days: readonly SeenDay[]): number {
  const seen = new Weighted();
  days.forEach(({ level }, i) => {
    if (Number.isFinite(level)) seen.add(level, 2 ** (-(days.length - 1 - i) / LEVEL_HALF_LIFE));
  });
  return seen.median() ?? 0;
}

/**
 * How surges come above the level: as the last ones did, and by how much one was off when the same was said a week
 * before it came. After quiet weeks that no calendar tells of, the weeks before them count: too much stands for
 * minutes, and too little turns people away.
 */
function surgeOf(days: readonly SeenDay[], level: number, sigma: number): Forecast["surge"] {
  const seen = days.map(({ surge }) => surge).filter((surge) => Number.isFinite(surge));
  if (seen.length === 0) return { shift: 0, spread: sigma };
  const meanBefore = (end: number): number =>
    Math.max(...SURGES_OF_LATE.map((count) => mean(seen.slice(Math.max(0, end - count), end))));
  let squares = PRIOR_SURGES * sigma * sigma;
  let count = PRIOR_SURGES;
  for (let i = 2 * SURGES_AHEAD; i < seen.length; i++) {
    squares += ((seen[i] as number) - meanBefore(i - SURGES_AHEAD)) ** 2;
    count += 1;
  }
  return { shift: meanBefore(seen.length) - level, spread: Math.sqrt(squares / count) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
