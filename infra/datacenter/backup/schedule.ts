import type { Retention } from "../../settings/index.ts";

/**
 * When backups begin: at 01:00 UTC, which is night in all markets, the weekly ones on Sundays. The dates say only on which
 * weekday and at which hour; no policy may name a time without one.
 */
export const STARTS = {
  daily: "2026-01-01T01:00:00Z",
  weekly: "2026-01-04T01:00:00Z",
} as const;

/** The day of the weekly backup, and of those of months and years, which are the first of these. */
export const WEEKDAY = "Sunday";

/** What is kept for how long, in the shape of a part of a name: "30d-12w-24m-3y". */
export function retentionLabel({ days, weeks, months, years }: Retention): string {
  return `${days}d-${weeks}w-${months}m-${years}y`;
}
