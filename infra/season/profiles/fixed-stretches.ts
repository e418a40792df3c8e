/** A stretch with a floor of its own, half-open, in quarters. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** What stretches are chosen for. */
export interface StretchChoice {
  /** What must be covered in each quarter. */
  readonly need: Int32Array;
  /** What runs where no stretch is; a quarter in which it does not cover the need must be in a stretch. */
  readonly otherwise: Int32Array;
  /** 1 where no stretch may start or end. */
  readonly unclear: Uint8Array;
  /** How many stretches there may be. */
  readonly most: number;
}

/** The best stretches, and by how many clone-quarters they and what runs otherwise exceed the need. */
export interface ChosenStretches {
  readonly excess: number;
  readonly stretches: readonly Stretch[];
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
      value = Math.max(value, highest[i] as number);
      needed += total[i] as number;
      const excess = value * ((bounds[j] as number) - (bounds[i] as number)) - needed;
      if (excess >= below) break;
      for (let m = 1; m < layers; m++) {
        const sum = (best[i * layers + m - 1] as number) + excess;
        if (sum >= (best[row + m] as number)) continue;
        best[row + m] = sum;
        from[row + m] = i;
      }
    }
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
  for (let k = 0; k < count; k++) {
    let most = 0;
    let sum = 0;
    let over = 0;
    for (let i = bounds[k] as number; i < (bounds[k + 1] as number); i++) {
      const needed = need[i] as number;
      const runs = otherwise[i] as number;
      if (needed > most) most = needed;
      sum += needed;
      over += runs < needed ? Number.POSITIVE_INFINITY : runs - needed;
    }
    highest[k] = most;
    total[k] = sum;
    left[k] = over;
  }
  return { bounds, highest, total, left };
}

function boundsOf(need: Int32Array, otherwise: Int32Array, unclear: Uint8Array): readonly number[] {
  const bounds = [0];
  const add = (bound: number): void => {
    if (bound > (bounds.at(-1) as number)) bounds.push(bound);
  };
  for (let i = 1; i < need.length; i++) {
    if (need[i] === need[i - 1] && otherwise[i] === otherwise[i - 1]) continue;
    let before = i;
    while (before > 0 && unclear[before] === 1) before -= 1;
    let after = i;
    while (after < need.length && unclear[after] === 1) after += 1;
    add(before);
    add(after);
  }
  add(need.length);
  return bounds;
}

/** The stretches on the cheapest path, by going it backwards. */
function readBack(
  { bounds, highest }: Pieces,
  from: Int32Array,
  used: number,
  layers: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
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
