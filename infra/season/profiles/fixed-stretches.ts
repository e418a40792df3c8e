import { lowest } from "../capacity/highest.ts";
import type { Run } from "../capacity/runs.ts";

/** What stretches are chosen for. Runs are half-open, in quarters, and cover the same ones. */
export interface StretchChoice {
  /** What must be covered. */
  readonly need: readonly Run[];
  /** What runs where no stretch is; a quarter in which it does not cover the need must be in a stretch. */
  readonly otherwise: readonly Run[];
  /** 1 for each quarter with which no stretch may start or end. */
  readonly unclear: Uint8Array;
  /** How many stretches there may be. */
  readonly most: number;
}

/** The best stretches, and by how many clone-quarters they and what runs otherwise exceed the need. */
export interface ChosenStretches {
  readonly excess: number;
  /** In order; they do not overlap. */
  readonly stretches: readonly Run[];
}

/**
 * The stretches, at most `most`, that cover the need with the fewest clone-quarters, exactly; undefined
 * where none has an excess less than `below`. Of equals the one with fewest stretches.
 *
 * Why bounds are looked for only where the need or what runs otherwise changes: between two changes the
 * cost is linear in a bound, so moving the bound to one of them costs nothing, and what is left out of a
 * stretch stays covered. (At an unclear time the nearest clear ones on both sides take a change's place.)
 * Over these bounds it is a shortest path by number of stretches: best[m][j] is the least excess of
 * everything before bound j with m stretches, which ends either with a piece that no stretch holds, or
 * with a stretch from some earlier bound. A stretch's excess grows with each piece that it takes in, so
 * the search backwards ends at `below`.
 */
export function cheapestStretches(
  choice: StretchChoice,
  below = Number.POSITIVE_INFINITY,
): ChosenStretches | undefined {
  const pieces = piecesOf(choice);
  const { bounds, highest, total, left } = pieces;
  const count = bounds.length;
  const layers = Math.max(0, choice.most) + 1;
  const best = new Float64Array(count * layers).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(count * layers).fill(-1);
  // The least of a bound's row: what can't be less than `below` any more is not looked at.
  const least = new Float64Array(count);
  best[0] = 0;
  for (let j = 1; j < count; j++) {
    const row = j * layers;
    const outside = left[j - 1] as number;
    for (let m = 0; m < layers; m++) {
      best[row + m] = (best[row - layers + m] as number) + outside;
    }
    let value = 0;
    let needed = 0;
    for (let i = j - 1; i >= 0; i--) {
      if ((highest[i] as number) > value) value = highest[i] as number;
      needed += total[i] as number;
      const excess = value * ((bounds[j] as number) - (bounds[i] as number)) - needed;
      if (excess >= below) break;
      if (excess + (least[i] as number) >= below) continue;
      for (let m = 1; m < layers; m++) {
        const sum = (best[i * layers + m - 1] as number) + excess;
        if (sum >= (best[row + m] as number)) continue;
        best[row + m] = sum;
        from[row + m] = i;
      }
    }
    least[j] = lowest(best, row, row + layers);
  }
  let used = 0;
  const last = (count - 1) * layers;
  for (let m = 1; m < layers; m++) {
    if ((best[last + m] as number) < (best[last + used] as number)) used = m;
  }
  const excess = best[last + used] as number;
  return excess < below ? { excess, stretches: readBack(pieces, from, used, layers) } : undefined;
}

/** What lies between the bounds at which a stretch may start or end. */
interface Pieces {
  /** Quarters, sorted, the first and the last one included. */
  readonly bounds: readonly number[];
  /** Of each piece, from one bound to the next: its highest need, and its need's sum. */
  readonly highest: Int32Array;
  readonly total: Float64Array;
  /** By how much what runs otherwise exceeds the need; infinite where it is below it somewhere. */
  readonly left: Float64Array;
}

function piecesOf({ need, otherwise, unclear }: StretchChoice): Pieces {
  const bounds = boundsOf(need, otherwise, unclear);
  const count = bounds.length - 1;
  const highest = new Int32Array(count);
  const total = new Float64Array(count);
  const left = new Float64Array(count);
  let needRun = 0;
  let otherRun = 0;
  for (let k = 0; k < count; k++) {
    const end = bounds[k + 1] as number;
    for (let at = bounds[k] as number; at < end; ) {
      const needed = need[needRun] as Run;
      const runs = otherwise[otherRun] as Run;
      const until = Math.min(end, needed.end, runs.end);
      const over = runs.value - needed.value;
      highest[k] = Math.max(highest[k] as number, needed.value);
      total[k] = (total[k] as number) + needed.value * (until - at);
      left[k] = (left[k] as number) + (over < 0 ? Number.POSITIVE_INFINITY : over * (until - at));
      if (until === needed.end) needRun += 1;
      if (until === runs.end) otherRun += 1;
      at = until;
    }
  }
  return { bounds, highest, total, left };
}

/** Where the need or what runs otherwise changes, sorted. */
function boundsOf(
  need: readonly Run[],
  otherwise: readonly Run[],
  unclear: Uint8Array,
): readonly number[] {
  const bounds = [0];
  const add = (bound: number): void => {
    if (bound > (bounds.at(-1) as number)) bounds.push(bound);
  };
  const quarters = unclear.length;
  for (let i = 0, j = 0; i < need.length && j < otherwise.length; ) {
    const needEnd = (need[i] as Run).end;
    const otherEnd = (otherwise[j] as Run).end;
    const change = Math.min(needEnd, otherEnd);
    if (needEnd === change) i += 1;
    if (otherEnd === change) j += 1;
    let before = change;
    let after = change;
    while (before > 0 && unclear[before] === 1) before -= 1;
    while (after < quarters && unclear[after] === 1) after += 1;
    add(before);
    add(after);
  }
  return bounds;
}

/** The stretches on the cheapest path, by going it backwards. */
function readBack(
  { bounds, highest }: Pieces,
  from: Int32Array,
  used: number,
  layers: number,
): readonly Run[] {
  const stretches: Run[] = [];
  let m = used;
  for (let j = bounds.length - 1; j > 0; ) {
    const i = from[j * layers + m] as number;
    if (i < 0) {
      j -= 1;
      continue;
    }
    let value = 0;
    for (let k = i; k < j; k++) value = Math.max(value, highest[k] as number);
    stretches.push({ start: bounds[i] as number, end: bounds[j] as number, value });
    j = i;
    m -= 1;
  }
  return stretches.reverse();
}
