import type { Horizon } from "../demand/horizon.ts";
import type { ScalingProfile } from "./scaling-profile.ts";

/** A time zone by both its names. */
export interface ClockZone {
  /** The IANA database's name. */
  readonly iana: string;
  /** Windows' name, by which Azure knows it. */
  readonly windows: string;
}

/** What a setting's profiles are compiled from. Arrays have an entry for each quarter of the horizon. */
export interface ProfilesInput {
  readonly now: Temporal.Instant;
  /** The datacenter's zone: by its clock profiles start and end. */
  readonly zone: ClockZone;
  /** Starts at `planAnchor(now, zone.iana)`, so that a plan stays the same for a week. */
  readonly horizon: Horizon;
  /** Clones that must stand because rules would come too late (`floorNeed`). */
  readonly floorNeed: Int32Array;
  /** Clones that must be reached, by rules or by a floor (`Capacity.clones`). */
  readonly need: Int32Array;
  /** Most clones that may stand: what the settings allow and the database's connections carry. */
  readonly limit: Int32Array;
  /** Why a quarter needs what it needs, in kebab-case: it stands in the name of a stretch's profile. */
  readonly reasonOf: (quarter: number) => string;
}

/** An autoscale setting's profiles, and what Azure would run by them. */
export interface RunningProfiles {
  /** At most 20: the default one, recurrences, fixed dates by their start, of which the last is the tail. */
  readonly profiles: readonly ScalingProfile[];
  readonly horizon: Horizon;
  /** Place in `profiles` of the one that runs, for each quarter of the horizon. */
  readonly profileAt: Uint8Array;
  /** Its floor and its ceiling, for each quarter of the horizon. */
  readonly floors: Int32Array;
  readonly ceilings: Int32Array;
  /** For each profile the quarter that decides it, the first of several; -1: it runs in none. */
  readonly decidedAt: readonly number[];
  /** Up to here, not included, the shape is planned; from here on the tail's floor stands. */
  readonly coveredUntil: Temporal.Instant;
  /** How many quarters that are, from the horizon's start on. */
  readonly plannedQuarters: number;
}

/** Production's profiles, and how far their floors are from the best. */
export interface ProfileSet extends RunningProfiles {
  /** Clone-hours over the planned quarters. */
  readonly cloneHours: {
    /** Of the floors. */
    readonly floors: number;
    /** Fewer than this nobody can have, with any number of profiles: the floor need itself. */
    readonly lowerBound: number;
  };
  /** The floors' clone-hours above the lower bound, as a part of it: 0.01 is at most 1 % from the best. */
  readonly gap: number;
}
