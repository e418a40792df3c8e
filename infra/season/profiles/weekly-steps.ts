import type { Run } from "../capacity/runs.ts";
import { QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { type DayPiece, weekdayOf } from "../demand/local-days.ts";

/** A value that starts at a quarter of each day from Monday to Friday, and lasts until the next step. */
export interface WeeklyStep {
  /** Quarter of the local day, 0 to 95. */
  readonly slot: number;
  readonly value: number;
}

/** Days from Monday to Friday, on which steps start; over the weekend Friday's last one lasts. */
export const STEP_DAYS = 5;

const DAYS = 7;

/**
 * When which step runs over local days, as places in the list (sorted by slot). Before Monday's first step
 * it is the last one.
 */
export function stepRuns(steps: readonly WeeklyStep[], days: readonly DayPiece[]): readonly Run[] {
  const found: { readonly start: number; end: number; readonly value: number }[] = [];
  const last = steps.length - 1;
  const add = (start: number, end: number, value: number): void => {
    const before = found.at(-1);
    if (start >= end) return;
    if (before?.value === value) before.end = end;
    else found.push({ start, end, value });
  };
  for (const { day, slot, first, length } of days) {
    const end = first + length;
    if (weekdayOf(day) >= STEP_DAYS) {
      add(first, end, last);
      continue;
    }
    const startOf = (place: number): number => {
      const start = first - slot + (steps[place]?.slot ?? QUARTERS_PER_DAY);
      return Math.min(end, Math.max(first, start));
    };
    add(first, startOf(0), last);
    for (let place = 0; place <= last; place++) add(startOf(place), startOf(place + 1), place);
  }
  return found;
}

/**
 * For each number of steps up to `most`, the steps that cover a day's need with the fewest clone-quarters
 * a week, exactly; the last one also covers `weekend`. Steps start where the need changes, and where the
 * weekend needs more than evenings do, also with a day's first and last quarter; where that is an unclear
 * time, at the clear one before it.
 *
 * Each slot is tried as the first step; from there it is a shortest path by number of steps, closed by
 * the step that lasts over midnight and the weekend.
 */
export function weeklySteps(
  day: Int32Array,
  weekend: number,
  unclear: Uint8Array,
  most: number,
): readonly (readonly WeeklyStep[])[] {
  const slots = startsOf(day, weekend, unclear);
  const all = Math.max(weekend, highestIn(day, 0, QUARTERS_PER_DAY));
  const found: (readonly WeeklyStep[])[] = [[{ slot: 0, value: all }]];
  const bySteps = shortestPaths(day, weekend, slots, Math.min(most, slots.length));
  for (const path of bySteps) if (path !== undefined) found.push(path);
  return found;
}

/** The best paths with 2, 3, … steps. */
function shortestPaths(
  day: Int32Array,
  weekend: number,
  slots: readonly number[],
  most: number,
): readonly (readonly WeeklyStep[] | undefined)[] {
  const count = slots.length;
  const between = highestBetween(day, slots);
  const evening = slots.map((slot) => highestIn(day, slot, QUARTERS_PER_DAY));
  const morning = slots.map((slot) => highestIn(day, 0, slot));
  const cost = new Array<number>(most + 1).fill(Number.POSITIVE_INFINITY);
  const paths = new Array<readonly WeeklyStep[] | undefined>(most + 1).fill(undefined);
  const best = new Float64Array((most + 1) * count);
  const from = new Int32Array((most + 1) * count);
  for (let first = 0; first < count; first++) {
    best.fill(Number.POSITIVE_INFINITY);
    best[first] = 0;
    for (let steps = 1; steps < most; steps++) {
      for (let j = first + steps; j < count; j++) {
        for (let i = first + steps - 1; i < j; i++) {
          const value = between[i * count + j] as number;
          const length = (slots[j] as number) - (slots[i] as number);
          const sum = (best[(steps - 1) * count + i] as number) + STEP_DAYS * length * value;
          if (sum >= (best[steps * count + j] as number)) continue;
          best[steps * count + j] = sum;
          from[steps * count + j] = i;
        }
      }
    }
    for (let last = first + 1; last < count; last++) {
      const value = Math.max(weekend, evening[last] as number, morning[first] as number);
      const length =
        STEP_DAYS * (QUARTERS_PER_DAY - (slots[last] as number) + (slots[first] as number)) +
        (DAYS - STEP_DAYS) * QUARTERS_PER_DAY;
      for (let steps = 1; steps < most; steps++) {
        const sum = (best[steps * count + last] as number) + length * value;
        if (sum >= (cost[steps + 1] as number)) continue;
        cost[steps + 1] = sum;
        const inner = readBack(slots, between, { from, count, steps, last });
        paths[steps + 1] = [...inner, { slot: slots[last] as number, value }];
      }
    }
  }
  return paths.slice(2);
}

function readBack(
  slots: readonly number[],
  between: Int32Array,
  end: {
    readonly from: Int32Array;
    readonly count: number;
    readonly steps: number;
    readonly last: number;
  },
): readonly WeeklyStep[] {
  const steps: WeeklyStep[] = [];
  let j = end.last;
  for (let m = end.steps; m > 0; m--) {
    const i = end.from[m * end.count + j] as number;
    steps.push({ slot: slots[i] as number, value: between[i * end.count + j] as number });
    j = i;
  }
  return steps.reverse();
}

/** The most from one slot up to another, for each pair of them. */
function highestBetween(day: Int32Array, slots: readonly number[]): Int32Array {
  const count = slots.length;
  const between = new Int32Array(count * count);
  for (let i = 0; i < count; i++) {
    let most = 0;
    for (let j = i + 1; j < count; j++) {
      most = Math.max(most, highestIn(day, slots[j - 1] as number, slots[j] as number));
      between[i * count + j] = most;
    }
  }
  return between;
}

function startsOf(day: Int32Array, weekend: number, unclear: Uint8Array): readonly number[] {
  const starts = new Set<number>();
  const last = QUARTERS_PER_DAY - 1;
  const around = weekend > (day[last] as number);
  for (let slot = 0; slot <= last; slot++) {
    const changes = day[slot] !== day[slot === 0 ? last : slot - 1];
    if (!changes && !(around && (slot === 0 || slot === last))) continue;
    let clear = slot;
    while (clear > 0 && unclear[clear] === 1) clear -= 1;
    starts.add(clear);
  }
  return [...starts].sort((a, b) => a - b);
}

function highestIn(day: Int32Array, from: number, until: number): number {
  let most = 0;
  for (let slot = from; slot < until; slot++) most = Math.max(most, day[slot] as number);
  return most;
}
