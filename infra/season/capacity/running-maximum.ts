import { runs } from "./runs.ts";

/**
 * The most of each entry and the `ahead` entries after it: what must stand at a time so that it stands
 * in time for what comes. At the end fewer entries are left to look at: plan beyond what is used.
 */
export function runningMaximum(values: Int32Array, ahead: number): Int32Array {
  const most = values.slice();
  for (const { start, value } of runs(values)) {
    const first = Math.max(0, start - ahead);
    for (let i = start - 1; i >= first && (most[i] as number) < value; i--) most[i] = value;
  }
  return most;
}
