import { mapRuns } from "../capacity/runs.ts";
import { QUARTERS_PER_DAY } from "../demand/horizon.ts";
import type { Cover } from "./best-cover.ts";
import { localTime, type PlannedWindow } from "./planned-window.ts";
import type { ClockZone, RunningProfiles } from "./profile-set.ts";
import {
  type FixedDate,
  MOST_PROFILES,
  type Recurrence,
  type ScalingProfile,
  WEEKDAYS,
} from "./scaling-profile.ts";
import { STEP_DAYS, stepRuns } from "./weekly-steps.ts";

/** Profiles that a cover may use: all but the default one and the tail. */
export const MOST_COVERING = MOST_PROFILES - 2;

/** Days that a fixed date lasts at the most. Source: as above. */
const MOST_DAYS = 365;

/** The name of the profile that runs when no other one does. */
const DEFAULT_PROFILE = "always";

/** How the name of the profile starts that runs from the end of what is planned. */
export const TAIL_PROFILE = "unplanned-from";

/** What a profile keeps to, and the quarter that decides it; -1: none does. */
export interface Bounds {
  readonly floor: number;
  readonly ceiling: number;
  readonly decidedAt: number;
}

/** What a cover is made into profiles with. */
export interface Assembly {
  readonly cover: Cover;
  readonly window: PlannedWindow;
  readonly zone: ClockZone;
  readonly profileAt: Uint8Array;
  /** By place: the default profile 0, then steps, then stretches, then the tail. */
  readonly bounds: readonly Bounds[];
  readonly reasonOf: (quarter: number) => string;
}

/** Names the profiles of a cover, says when they run, and what Azure would run by them. */
export function assembleProfiles(assembly: Assembly): RunningProfiles {
  const { cover, window, zone, profileAt, bounds } = assembly;
  const profiles = [
    { name: DEFAULT_PROFILE },
    ...recurrences(cover, zone.windows),
    ...fixedDates(assembly),
    tail(window, zone.windows),
  ].map((profile, place): ScalingProfile => {
    const { floor, ceiling } = bounds[place] as Bounds;
    return { ...profile, floor, ceiling };
  });
  return {
    profiles,
    horizon: window.horizon,
    profileAt,
    floors: mapRuns(profileAt, (place) => profiles[place]?.floor as number),
    ceilings: mapRuns(profileAt, (place) => profiles[place]?.ceiling as number),
    decidedAt: bounds.map(({ decidedAt }) => decidedAt),
    coveredUntil: window.horizon.from.add({ minutes: 15 * window.quarters }),
    plannedQuarters: window.quarters,
  };
}

type Named = Pick<ScalingProfile, "name" | "schedule">;

/** The place of the profile that runs in each quarter, in the order of `Assembly.bounds`. */
export function placesOf(
  { steps, stretches }: Cover,
  { days, quarters, horizon }: PlannedWindow,
): Uint8Array {
  const places = new Uint8Array(horizon.quarters);
  if (steps.length > 0) {
    for (const { start, end, value } of stepRuns(steps, days)) places.fill(1 + value, start, end);
  }
  stretches.forEach(({ start, end }, i) => {
    places.fill(1 + steps.length + i, start, end);
  });
  return places.fill(1 + steps.length + stretches.length, quarters);
}

function recurrences({ steps }: Cover, timeZone: string): readonly Named[] {
  return steps.map(({ slot }) => {
    const time = clock(slot);
    const once = steps.length === 1;
    const schedule: Recurrence = {
      kind: "recurrence",
      days: once ? [WEEKDAYS[0]] : WEEKDAYS.slice(0, STEP_DAYS),
      time,
      timeZone,
    };
    return { name: `${once ? "monday" : "weekdays"}-${digits(time)}`, schedule };
  });
}

function fixedDates({ cover, window, zone, bounds, reasonOf }: Assembly): readonly Named[] {
  const { steps, stretches } = cover;
  return stretches.map(({ start, end }, i) => {
    const from = localTime(window, start);
    const schedule: FixedDate = {
      kind: "fixed-date",
      start: from,
      end: localTime(window, end),
      timeZone: zone.windows,
    };
    const { decidedAt } = bounds[1 + steps.length + i] as Bounds;
    return { name: `${digits(from)}-${reasonOf(decidedAt)}`, schedule };
  });
}

function tail(window: PlannedWindow, timeZone: string): Named {
  const start = localTime(window, window.quarters);
  const end = Temporal.PlainDateTime.from(start)
    .add({ days: MOST_DAYS })
    .toString({ smallestUnit: "minute" });
  const schedule: FixedDate = { kind: "fixed-date", start, end, timeZone };
  return { name: `${TAIL_PROFILE}-${start.slice(0, 10)}`, schedule };
}

/** A quarter of a day as a time: `07:30`. */
function clock(slot: number): string {
  const minutes = (slot % QUARTERS_PER_DAY) * 15;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A local time as it stands in a name: `2026-12-22-0730`. */
function digits(time: string): string {
  return time.replace("T", "-").replace(":", "");
}
