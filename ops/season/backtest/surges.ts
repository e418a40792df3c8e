/**
 * Minutes from a load until the rules' clones serve it: two until the newest minute can be read and a run comes,
 * five for the window to show it, five to boot and a few for a cool-down that is on.
 */
const LATE_MINUTES = 15;

/** Rules keep a fifth to a quarter of the clones' capacity free: what rises by more within that time comes too early for them. */
const RISE = 1.25;

/** 1 for each minute for whose load rules would come too late: it is far above that of a quarter of an hour before. */
export function surgesOf(median: Float64Array): Uint8Array {
  const surges = new Uint8Array(median.length);
  for (let minute = LATE_MINUTES; minute < median.length; minute++) {
    const seen = median[minute - LATE_MINUTES] as number;
    if ((median[minute] as number) > seen * RISE) surges[minute] = 1;
  }
  return surges;
}
