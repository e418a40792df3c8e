import type { ProfileSet } from "../profiles/profile-set.ts";

/** What Azure promises for a while. */
export interface ReserveStretch {
  /** Quarters of the horizon, half-open. The quantity stands from the first one on. */
  readonly start: number;
  readonly end: number;
  /** Machines reserved in each zone. */
  readonly perZone: number;
}

/** What staging may have of production's reserve, and what is reserved. */
export interface Lending {
  /** One after the other, over the whole horizon. */
  readonly reserve: readonly ReserveStretch[];
  /** Staging's own autoscale setting: its ceilings are what it is lent. */
  readonly staging: ProfileSet;
}
