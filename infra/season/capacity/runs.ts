/** A stretch of equal values, half-open. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** The stretches of equal values, in order; together they cover the array. */
export function runs(values: ArrayLike<number>): readonly Run[] {
  const found: Run[] = [];
  const { length } = values;
  if (length === 0) return found;
  let start = 0;
  let value = values[0] as number;
  for (let i = 1; i < length; i++) {
    const next = values[i] as number;
    if (next === value) continue;
    found.push({ start, end: i, value });
    start = i;
    value = next;
  }
  found.push({ start, end: length, value });
  return found;
}

/** What `of` makes of each value. It is asked once a run: a year of clones has a few hundred. */
export function mapRuns(values: ArrayLike<number>, of: (value: number) => number): Int32Array {
  const made = new Int32Array(values.length);
  for (const { start, end, value } of runs(values)) made.fill(of(value), start, end);
  return made;
}

/** What `of` makes of the values of two arrays of one length; asked once for each pair of runs that meet. */
export function mapRunPairs(
  ones: Int32Array,
  others: Int32Array,
  of: (one: number, other: number) => number,
): Int32Array {
  const made = new Int32Array(ones.length);
  for (const { start, end, value } of runs(others)) {
    made.set(
      mapRuns(ones.subarray(start, end), (one) => of(one, value)),
      start,
    );
  }
  return made;
}

/** The sum of the values. */
export function total(values: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}

/** The lesser of two values in each quarter. */
export function lesser(ones: Int32Array, others: Int32Array): Int32Array {
  const least = ones.slice();
  for (let i = 0; i < least.length; i++) {
    const other = others[i] as number;
    if (other < (least[i] as number)) least[i] = other;
  }
  return least;
}
