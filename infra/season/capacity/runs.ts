/** A stretch of equal values, half-open. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** The stretches of equal values, in order; together they cover the array. */
export function runs(values: ArrayLike<number>): readonly Run[] {
  const found: Run[] = [];
  let start = 0;
  for (let i = 1; i <= values.length; i++) {
    const value = values[start] as number;
    if (i < values.length && values[i] === value) continue;
    found.push({ start, end: i, value });
    start = i;
  }
  return found;
}
