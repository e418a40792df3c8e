import type { Figures } from "./score.ts";

/** How many may be refused, in parts per million. */
export const LIMITS = {
  /** Over the whole part. */
  refusedPpm: 100,
  /** Within ten minutes from each school day's bell. */
  bellRefusedPpm: 500,
} as const;

/** Whether a replay keeps both limits, or a part of them. */
export function keepsLimits(figures: Figures, part = 1): boolean {
  return (
    figures.refusedPpm <= LIMITS.refusedPpm * part &&
    figures.bellRefusedPpm <= LIMITS.bellRefusedPpm * part
  );
}

/** By how much a replay passes the limits: the worse of the two, as a multiple. */
export function beyondLimits({ refusedPpm, bellRefusedPpm }: Figures): number {
  return Math.max(refusedPpm / LIMITS.refusedPpm, bellRefusedPpm / LIMITS.bellRefusedPpm);
}
