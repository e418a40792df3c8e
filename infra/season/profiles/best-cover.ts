import { QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { weekdayOf } from "../demand/local-days.ts";
import { cheapestStretches, type Stretch } from "./fixed-stretches.ts";
import { type PlannedWindow, unrolled } from "./planned-window.ts";
import { placesInWeek, STEP_DAYS, type WeeklyStep, weeklySteps, weekOf } from "./weekly-steps.ts";

/** Weekly steps, and stretches that go before them. */
export interface Cover {
  /** None: stretches cover everything. */
  readonly steps: readonly WeeklyStep[];
  readonly stretches: readonly Stretch[];
  /** Clone-quarters above the need. */
  readonly excess: number;
}

/** More steps a day than this leave too few profiles for what is not ordinary. */
const MOST_STEPS = 8;

/**
 * A cover of the need over a window by at most `most` profiles, weekly steps and stretches together.
 *
 * Which days are ordinary is tried out: of the weekdays in the order of their need the first one, the
 * first two, and so on, to all of them. A day of the weekly pattern needs the most of the ordinary days in
 * each quarter, and has 1 to `MOST_STEPS` steps: the best for that number, exactly. For each pattern the
 * stretches are the best ones, exactly. The best of all is then polished: a step is lowered to what is
 * left for it, and stretches are chosen anew, until nothing falls.
 *
 * So the stretches are optimal for the pattern, and the pattern is the best of a family. How far that can
 * be from the best of all patterns is bounded by the excess: nothing that covers is below the need.
 */
export function bestCover(window: PlannedWindow, need: Int32Array, most: number): Cover {
  const { days, quarters, unclear } = window;
  const nothing = new Int32Array(quarters).fill(-1);
  let best: Cover | undefined;
  const tried = (steps: readonly WeeklyStep[]): void => {
    const otherwise = steps.length === 0 ? nothing : unrolled(weekOf(steps), days, quarters);
    const choice = { need, otherwise, unclear, most: most - steps.length };
    const chosen = cheapestStretches(choice, best?.excess);
    if (chosen !== undefined) best = { steps, ...chosen };
  };
  for (const steps of patterns(window, need)) tried(steps);
  tried([]);
  for (let before: Cover | undefined; best !== before; ) {
    before = best as Cover;
    tried(lowered(before, window, need));
  }
  return best as Cover;
}

/** The weekly patterns that are tried. */
function* patterns(window: PlannedWindow, need: Int32Array): Generator<readonly WeeklyStep[]> {
  const { weekdays, weekend } = dayNeeds(window, need);
  const envelope = new Int32Array(QUARTERS_PER_DAY);
  for (const day of weekdays) {
    let grown = false;
    for (let slot = 0; slot < envelope.length; slot++) {
      if ((day[slot] as number) <= (envelope[slot] as number)) continue;
      envelope[slot] = day[slot] as number;
      grown = true;
    }
    if (grown) yield* weeklySteps(envelope, weekend, window.unclearSlots, MOST_STEPS);
  }
}

/** What weekdays need, the quietest first, and what the quietest day of a weekend does. */
function dayNeeds(
  { days }: PlannedWindow,
  need: Int32Array,
): { readonly weekdays: readonly Int32Array[]; readonly weekend: number } {
  const byDay = new Map<number, Int32Array>();
  for (const { day, slot, first, length } of days) {
    const needs = byDay.getOrInsertComputed(day, () => new Int32Array(QUARTERS_PER_DAY));
    for (let i = 0; i < length; i++) {
      needs[slot + i] = Math.max(needs[slot + i] as number, need[first + i] as number);
    }
  }
  const weekdays: { readonly sum: number; readonly needs: Int32Array }[] = [];
  let weekend = Number.POSITIVE_INFINITY;
  for (const [day, needs] of byDay) {
    if (weekdayOf(day) >= STEP_DAYS) weekend = Math.min(weekend, Math.max(...needs));
    else weekdays.push({ sum: needs.reduce((sum, value) => sum + value, 0), needs });
  }
  weekdays.sort((one, other) => one.sum - other.sum);
  return {
    weekdays: weekdays.map(({ needs }) => needs),
    weekend: Number.isFinite(weekend) ? weekend : 0,
  };
}

/** A cover's steps, each no higher than what it still has to cover; without those that cover nothing. */
function lowered(
  { steps, stretches }: Cover,
  { days, quarters }: PlannedWindow,
  need: Int32Array,
): readonly WeeklyStep[] {
  if (steps.length === 0) return steps;
  const running = unrolled(placesInWeek(steps), days, quarters);
  for (const { start, end } of stretches) running.fill(-1, start, end);
  const values = steps.map(() => 0);
  for (let i = 0; i < quarters; i++) {
    const place = running[i] as number;
    if (place >= 0) values[place] = Math.max(values[place] as number, need[i] as number);
  }
  const kept = steps.flatMap(({ slot }, place) => {
    const value = values[place] as number;
    return value === 0 ? [] : [{ slot, value }];
  });
  const changed = kept.filter(({ value }, i) => value !== kept.at(i - 1)?.value);
  return changed.length === 0 ? kept.slice(0, 1) : changed;
}
