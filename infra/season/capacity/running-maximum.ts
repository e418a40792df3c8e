/**
 * The most of each entry and the `ahead` entries after it: what must stand at a time so that it stands
 * in time for what comes. At the end fewer entries are left to look at: plan beyond what is used.
 */
export function runningMaximum(values: Int32Array, ahead: number): Int32Array {
  const most = values.slice();
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    // What does not rise is foreseen already by the entry before it.
    if (value <= (values[i - 1] as number)) continue;
    const first = Math.max(0, i - ahead);
    for (let j = i - 1; j >= first && (most[j] as number) < value; j--) most[j] = value;
  }
  return most;
}
