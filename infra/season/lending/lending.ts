import type { ClockZone, ProfileSet, RunningProfiles } from "../profiles/profile-set.ts";

/** What staging's share is computed from. Arrays have an entry for each quarter of production's horizon. */
export interface LendingInput {
  readonly now: Temporal.Instant;
  readonly zone: ClockZone;
  /** Production's own profiles: their ceilings are what is kept for it. */
  readonly production: ProfileSet;
  /** Most clones that production may have (`productionCeilings`). */
  readonly ceilings: Int32Array;
  /** Availability zones, at least 1. */
  readonly zones: number;
  /** Fewest and most clones of staging, as people set them. */
  readonly staging: { readonly floor: number; readonly ceiling: number };
  /** Why production needs what it needs in a quarter, in kebab-case. */
  readonly reasonOf: (quarter: number) => string;
}

/** What Azure promises for a while. */
export interface ReserveStretch {
  /** Quarters of the horizon, half-open. The quantity stands from the first one on. */
  readonly start: number;
  readonly end: number;
  /** Machines reserved in each zone. */
  readonly perZone: number;
}

/** What is reserved, and what staging may have of it. */
export interface Lending {
  /** One after the other, over the whole horizon. */
  readonly reserve: readonly ReserveStretch[];
  /** Staging's own autoscale setting: its ceilings are what it is lent. */
  readonly staging: RunningProfiles;
  /** Clone-hours over the planned quarters. */
  readonly cloneHours: {
    /** What staging is lent. */
    readonly lent: number;
    /** More than this nobody could lend, with any number of profiles. */
    readonly upperBound: number;
  };
  /** What the lent clone-hours lack to the upper bound, as a part of it. */
  readonly gap: number;
}
