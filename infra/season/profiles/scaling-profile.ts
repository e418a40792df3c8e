/** Days of the week as Azure writes them, from Monday. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** A stretch that comes once, half-open, at most 365 days long. It goes before any recurrence. */
export interface FixedDate {
  readonly kind: "fixed-date";
  /** By the clock of `timeZone`, to the minute: `2026-12-22T07:30`. */
  readonly start: string;
  readonly end: string;
  /** Windows' name of the zone, as Azure wants it. */
  readonly timeZone: string;
}

/** A start that comes back each week. It has no end: it lasts until the next start of any recurrence. */
export interface Recurrence {
  readonly kind: "recurrence";
  readonly days: readonly Weekday[];
  /** By the clock of `timeZone`, to the minute: `07:30`. */
  readonly time: string;
  /** Windows' name of the zone, as Azure wants it. */
  readonly timeZone: string;
}

/** What autoscale keeps to while it runs. */
export interface ScalingProfile {
  /** Unique within the setting. */
  readonly name: string;
  /** Fewest clones. */
  readonly floor: number;
  /** Most clones. */
  readonly ceiling: number;
  /** When it runs; absent: the default profile, which runs when no other one does. */
  readonly schedule?: FixedDate | Recurrence;
}

/**
 * Profiles of one autoscale setting. Source: Microsoft Learn, "Understand autoscale settings"
 * (autoscale-understanding-settings).
 */
export const MOST_PROFILES = 20;
