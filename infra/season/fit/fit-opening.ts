import { grownLoad, type LoadModel, type OpeningSurge } from "../demand/load-model.ts";
import { dayNumber } from "../demand/local-days.ts";
import { type History, historySlice } from "../history/history.ts";
import { AFTER_OPENING } from "./after-openings.ts";
import type { SiteCalendar } from "./site-calendar.ts";
import { meanSurge, stepDemand } from "./step-demand.ts";
import { Weighted } from "./weighted-quantile.ts";

/** Longer steps than this don't show what an opening of grades adds. */
export const LONGEST_OPENING_STEP = 60;

/** Up to so long a step the surge's half-life can be told from its height. */
const LONGEST_HALF_LIFE_STEP = 15;

/** What is tried, in minutes. */
const HALF_LIVES = [5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 90, 120];

/** Openings that the assumed surge is worth. */
const PRIOR_OPENINGS = 0.25;

/** Openings at one instant, with the part of the pupils whose grades they are. */
interface Event {
  readonly atMs: number;
  readonly share: number;
  /** What growth makes of a pupil's load on that day. */
  readonly grown: number;
}

/** The openings of a calendar that lie within a history, those at one instant together. */
function openingsOf(history: History, calendar: SiteCalendar, model: LoadModel): readonly Event[] {
  const end = history.startMs + history.values.length * history.stepMinutes * 60_000;
  const events = new Map<number, Event>();
  for (const { gradeOpenings, share } of calendar.regions) {
    for (const { at } of gradeOpenings) {
      const ms = at.epochMilliseconds;
      if (ms < history.startMs || ms + AFTER_OPENING * 60_000 > end) continue;
      const grown = grownLoad(model, dayNumber(at.toPlainDate()));
      events.set(ms, { atMs: ms, share: (events.get(ms)?.share ?? 0) + share, grown });
    }
  }
  return [...events.values()];
}

/**
 * The surge when grades are opened, by what the hours after the known openings have above the model.
 * Undefined where no opening lies within the history or its steps are too long.
 *
 * @param thousands Thousands of pupils served.
 */
export function fitOpening(
  history: History,
  calendar: SiteCalendar,
  model: LoadModel,
  base: OpeningSurge,
  thousands: number,
): OpeningSurge | undefined {
  const events = openingsOf(history, calendar, model);
  if (events.length === 0 || history.resolvedMinutes > LONGEST_OPENING_STEP) return undefined;
  const quiet = { ...model, gradeOpening: { ...base, rpsPerThousandPupils: 0 } };
  const windows = events.map((event) => {
    const slice = windowOf(history, event);
    const { startMs, stepMinutes, values } = slice;
    const steps = { startMs, stepMinutes, steps: values.length };
    const median = stepDemand({ model: quiet, calendar, steps, pupils: thousands * 1000 });
    return { event, slice, above: values.map((value, i) => value - (median[i] as number)) };
  });
  const lives =
    history.resolvedMinutes <= LONGEST_HALF_LIFE_STEP ? HALF_LIVES : [base.halfLifeMinutes];
  let best = { height: 0, halfLife: base.halfLifeMinutes, left: Number.POSITIVE_INFINITY };
  for (const halfLife of lives) {
    const heights = new Weighted();
    const fits = windows.map(({ event, slice, above }) => {
      const shape = shapeOf(slice, event, halfLife, thousands);
      let both = 0;
      let own = 0;
      above.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        both += value * (shape[i] as number);
        own += (shape[i] as number) ** 2;
      });
      heights.add(both / own, event.share);
      return { above, shape };
    });
    const height = Math.max(0, heights.median() ?? 0);
    let left = 0;
    for (const { above, shape } of fits) {
      above.forEach((value, i) => {
        if (!Number.isNaN(value)) left += (value - height * (shape[i] as number)) ** 2;
      });
    }
    if (left < best.left) best = { height, halfLife, left };
  }
  const seen = events.reduce((sum, { share }) => sum + share, 0);
  const height =
    (seen * best.height + PRIOR_OPENINGS * base.rpsPerThousandPupils) / (seen + PRIOR_OPENINGS);
  return { rpsPerThousandPupils: height, halfLifeMinutes: best.halfLife };
}

function windowOf(history: History, { atMs }: Event): History {
  const stepMs = history.stepMinutes * 60_000;
  const from = Math.floor((atMs - history.startMs) / stepMs);
  const until = Math.ceil((atMs + AFTER_OPENING * 60_000 - history.startMs) / stepMs);
  return historySlice(history, from, until);
}

/** What a surge of 1 for a thousand pupils would add to each step. */
function shapeOf(
  { startMs, stepMinutes, values }: History,
  { atMs, share, grown }: Event,
  halfLife: number,
  thousands: number,
): Float64Array {
  const lead = (startMs - atMs) / 60_000;
  return values.map(
    (_, i) => thousands * share * grown * meanSurge(halfLife, lead + i * stepMinutes, stepMinutes),
  );
}
