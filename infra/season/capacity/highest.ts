/** The place of the highest of the values from `start` up to `end`, the first one of several. */
export function placeOfHighest(values: ArrayLike<number>, start: number, end: number): number {
  let place = start;
  let highest = values[start] as number;
  for (let i = start + 1; i < end; i++) {
    const value = values[i] as number;
    if (value <= highest) continue;
    place = i;
    highest = value;
  }
  return place;
}

/** The highest of the values from `start` up to `end`, of which there is one at least. */
export function highest(values: ArrayLike<number>, start: number, end: number): number {
  return values[placeOfHighest(values, start, end)] as number;
}

/** The place of the lowest of them, the first one of several. */
export function placeOfLowest(values: ArrayLike<number>, start: number, end: number): number {
  let place = start;
  let lowest = values[start] as number;
  for (let i = start + 1; i < end; i++) {
    const value = values[i] as number;
    if (value >= lowest) continue;
    place = i;
    lowest = value;
  }
  return place;
}

/** The lowest of them. */
export function lowest(values: ArrayLike<number>, start: number, end: number): number {
  return values[placeOfLowest(values, start, end)] as number;
}
