import { highest } from "../capacity/highest.ts";
import { type Run, runs } from "../capacity/runs.ts";
import { QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { weekdayOf } from "../demand/local-days.ts";
import { cheapestStretches } from "./fixed-stretches.ts";
import type { PlannedWindow } from "./planned-window.ts";
import { STEP_DAYS, stepRuns, type WeeklyStep, weeklySteps } from "./weekly-steps.ts";

/** Weekly steps, and stretches that go before them. */
export interface Cover {
  /** None: stretches cover everything. */
  readonly steps: readonly WeeklyStep[];
  readonly stretches: readonly Run[];
  /** Clone-quarters above the need. */
  readonly excess: number;
}

/** More steps a day than this leave too few profiles for what is not ordinary. */
const MOST_STEPS = 6;

/**
 * A cover of the need over a window by at most `most` profiles, weekly steps and stretches together.
 *
 * What is ordinary is tried out, for the weekly pattern's day: in each quarter what all weekdays of the
 * window but one, but two, and so on need; and the most of the quietest weekday, of the two quietest, and
 * so on. Such a day has 1 to `MOST_STEPS` steps: the best for that number, exactly. For each pattern the
 * stretches are the best ones, exactly.
 *
 * So the stretches are optimal for the pattern, and the pattern is the best of a family. How far that can
 * be from the best of all patterns is bounded by the excess: nothing that covers is below the need.
 */
export function bestCover(window: PlannedWindow, need: Int32Array, most: number): Cover {
  const { days, unclear } = window;
  const needRuns = runs(need);
  const uncovered = [{ start: 0, end: need.length, value: -1 }];
  let best: Cover | undefined;
  const tried = (steps: readonly WeeklyStep[]): void => {
    if (steps.length > most) return;
    const otherwise =
      steps.length === 0
        ? uncovered
        : stepRuns(steps, days).map(({ start, end, value }) => ({
            start,
            end,
            value: steps[value]?.value ?? 0,
          }));
    const choice = { need: needRuns, otherwise, unclear, most: most - steps.length };
    const chosen = cheapestStretches(choice, best?.excess);
    if (chosen !== undefined) best = { steps, ...chosen };
  };
  for (const steps of patterns(window, need)) {
    tried(steps);
    if (best?.excess === 0) return best;
  }
  tried([]);
  return best as Cover;
}

/** The weekly patterns that are tried, each once. */
function* patterns(window: PlannedWindow, need: Int32Array): Generator<readonly WeeklyStep[]> {
  const { weekdays, weekend } = dayNeeds(window, need);
  const known = new Set<string>();
  for (const day of ordinaryWeekdays(weekdays)) {
    for (const steps of weeklySteps(day, weekend, window.unclearSlots, MOST_STEPS)) {
      const key = steps.map(({ slot, value }) => `${slot}=${value}`).join();
      if (known.has(key)) continue;
      known.add(key);
      yield steps;
    }
  }
}

/** The weekdays that may be the ordinary one: each is made when those before it have been tried. */
function* ordinaryWeekdays(weekdays: readonly DayNeed[]): Generator<Int32Array> {
  yield* ordinaryQuarters(weekdays);
  yield* ordinaryDays(weekdays);
}

/** The most of the quietest weekday, of the two quietest, and so on: each that is new. */
function* ordinaryDays(weekdays: readonly DayNeed[]): Generator<Int32Array> {
  const most = new Int32Array(QUARTERS_PER_DAY);
  for (const { quarters } of weekdays) {
    let grown = false;
    for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
      if ((quarters[slot] as number) <= (most[slot] as number)) continue;
      most[slot] = quarters[slot] as number;
      grown = true;
    }
    if (grown) yield most;
  }
}

/** In each quarter what all weekdays but one, but two, and so on need: each that is new. */
function* ordinaryQuarters(weekdays: readonly DayNeed[]): Generator<Int32Array> {
  const sorted: Int32Array[] = [];
  for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
    const values = new Int32Array(weekdays.length);
    for (let day = 0; day < values.length; day++) {
      values[day] = weekdays[day]?.quarters[slot] as number;
    }
    sorted.push(values.sort());
  }
  const day = new Int32Array(QUARTERS_PER_DAY);
  for (let place = weekdays.length - 2; place >= 0; place--) {
    let changed = place === weekdays.length - 2;
    for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
      const value = sorted[slot]?.[place] as number;
      if (value === day[slot]) continue;
      day[slot] = value;
      changed = true;
    }
    if (changed) yield day;
  }
}

interface DayNeed {
  readonly weekday: number;
  /** By quarter of the local day; what comes twice counts with its most. */
  readonly quarters: Int32Array;
  sum: number;
}

/** What weekdays need, the quietest first, and what the quietest day of a weekend does. */
function dayNeeds(
  { days }: PlannedWindow,
  need: Int32Array,
): { readonly weekdays: readonly DayNeed[]; readonly weekend: number } {
  const byDay = new Map<number, DayNeed>();
  for (const { day, slot, first, length } of days) {
    const found = byDay.getOrInsertComputed(day, () => ({
      weekday: weekdayOf(day),
      quarters: new Int32Array(QUARTERS_PER_DAY),
      sum: 0,
    }));
    const { quarters } = found;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const value = need[first + i] as number;
      if (value > (quarters[slot + i] as number)) quarters[slot + i] = value;
      sum += value;
    }
    found.sum += sum;
  }
  const all = [...byDay.values()];
  const weekends = all
    .filter(({ weekday }) => weekday >= STEP_DAYS)
    .map(({ quarters }) => highest(quarters, 0, QUARTERS_PER_DAY));
  return {
    weekdays: all
      .filter(({ weekday }) => weekday < STEP_DAYS)
      .sort((one, other) => one.sum - other.sum),
    weekend: weekends.length === 0 ? 0 : Math.min(...weekends),
  };
}
