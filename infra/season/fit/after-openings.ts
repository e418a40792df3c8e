import type { FitSeries } from "./fit-series.ts";

/** Minutes after an opening of grades that are looked at for its surge. */
export const AFTER_OPENING = 4 * 60;

/** 1 for the steps in which what follows an opening of grades is looked for, and nothing else is learned. */
export function afterOpenings(series: FitSeries): Uint8Array {
  const left = new Uint8Array(series.values.length);
  const stepMs = series.stepMinutes * 60_000;
  const after = Math.max(AFTER_OPENING, series.resolvedMinutes > 60 ? 1440 : 0) * 60_000;
  for (const { gradeOpenings, share } of series.calendar.regions) {
    if (share < LEAST_SHARE) continue;
    for (const { at } of gradeOpenings) {
      const from = Math.floor((at.epochMilliseconds - series.startMs) / stepMs);
      const until = Math.ceil((at.epochMilliseconds + after - series.startMs) / stepMs);
      if (until > 0) left.fill(1, Math.max(0, from), until);
    }
  }
  return left;
}

/** Openings of fewer pupils than this hardly show. */
const LEAST_SHARE = 0.05;
