import { runs } from "../capacity/runs.ts";
import { type Horizon, QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { bestCover, type Cover } from "./best-cover.ts";
import { localTime, type PlannedWindow, plannedWindow } from "./planned-window.ts";
import type { ProfileSet, ProfilesInput } from "./profile-set.ts";
import { RULES } from "./rules.ts";
import {
  type FixedDate,
  type Recurrence,
  type ScalingProfile,
  WEEKDAYS,
} from "./scaling-profile.ts";
import { STEP_DAYS, stepRuns } from "./weekly-steps.ts";

/**
 * Profiles of one autoscale setting. Source: Microsoft Learn, "Understand autoscale settings"
 * (autoscale-understanding-settings).
 */
export const MOST_PROFILES = 20;

/** Days that a fixed date lasts at the most. Source: as above. */
const MOST_DAYS = 365;

/** The name of the profile that runs when no other one does. */
export const DEFAULT_PROFILE = "always";

/** How the name of the profile starts that runs from the end of what is planned. */
export const TAIL_PROFILE = "unplanned-from";

/** Part of the need by which a ceiling is above it, at least a step of the rules. Assumed. */
const HEADROOM = 0.25;

/** The most clones that a need lets stand: what the plan missed must find room. */
export function ceilingFor(need: number): number {
  return need + Math.max(RULES.stepOut, Math.ceil(need * HEADROOM));
}

/**
 * The profiles of an autoscale setting that cover the floor need.
 *
 * Over the planned window (the week of `now`, and `DAYS_COVERED` days from `now` at least) floors follow
 * the need as closely as weekly recurrences and fixed dates can (`bestCover`). After it one last fixed
 * date holds the highest floor of all that the horizon still knows, for a year: it comes into force only
 * when nobody has run `up` for six weeks, and a recurrence, which has no end, would else go on with an
 * ordinary week. The default profile holds the same, though with a recurrence it never runs.
 *
 * A profile's ceiling is above the most that is needed while it runs (`ceilingFor`), and at no time more
 * than is allowed then, unless one profile runs both when more is needed and when less is allowed.
 */
export function compileProfiles(input: ProfilesInput): ProfileSet {
  const { horizon, now, zone } = input;
  const window = plannedWindow(horizon, now, zone.iana);
  const { quarters } = window;
  const floorNeed = within(input.floorNeed, input.limit);
  const cover = bestCover(window, floorNeed.subarray(0, quarters), MOST_PROFILES - 2);
  const profileAt = placesOf(cover, window, horizon);
  const bounds = boundsOf({ ...input, floorNeed }, profileAt, cover, quarters);
  const profiles = [
    { name: DEFAULT_PROFILE, ...(bounds.at(-1) as Bounds) },
    ...recurrences(cover, zone.windows),
    ...fixedDates(cover, window, input, bounds),
    tail(window, zone.windows),
  ].map((profile, place): ScalingProfile => {
    const { floor, ceiling } = bounds[place] as Bounds;
    return { ...profile, floor, ceiling };
  });
  const needed = sum(floorNeed, quarters);
  return {
    profiles,
    horizon,
    profileAt,
    floors: spread(profileAt, (place) => bounds[place]?.floor as number),
    ceilings: spread(profileAt, (place) => bounds[place]?.ceiling as number),
    decidedAt: bounds.map(({ decidedAt }) => decidedAt),
    coveredUntil: horizon.from.add({ minutes: 15 * quarters }),
    plannedQuarters: quarters,
    cloneHours: { floors: (needed + cover.excess) / 4, lowerBound: needed / 4 },
    gap: needed === 0 ? 0 : cover.excess / needed,
  };
}

type Named = Pick<ScalingProfile, "name" | "schedule">;

/** The place of the profile that runs in each quarter: default 0, then steps, then stretches, then the tail. */
function placesOf(
  { steps, stretches }: Cover,
  { days, quarters }: PlannedWindow,
  horizon: Horizon,
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

interface Bounds {
  readonly floor: number;
  readonly ceiling: number;
  readonly decidedAt: number;
}

/** Each profile's floor and ceiling, and the quarter that decides them. */
function boundsOf(
  { floorNeed, need, limit }: Pick<ProfilesInput, "floorNeed" | "need" | "limit">,
  profileAt: Uint8Array,
  { steps, stretches }: Cover,
  quarters: number,
): readonly Bounds[] {
  const count = steps.length + stretches.length + 2;
  const floor = new Int32Array(count);
  const most = new Int32Array(count);
  const allowed = new Int32Array(count).fill(0x7fff_ffff);
  const decidedAt = new Int32Array(count).fill(-1);
  for (let i = 0; i < profileAt.length; i++) {
    const place = profileAt[i] as number;
    const within = limit[i] as number;
    if (decidedAt[place] === -1 || (floorNeed[i] as number) > (floor[place] as number)) {
      floor[place] = floorNeed[i] as number;
      decidedAt[place] = i;
    }
    most[place] = Math.max(most[place] as number, Math.min(need[i] as number, within));
    allowed[place] = Math.min(allowed[place] as number, within);
  }
  const last = count - 1;
  if (profileAt.length === quarters) {
    // The horizon ends with the window: the tail holds the most of all that is known.
    floor[last] = Math.max(...floor);
    most[last] = Math.max(...most);
    allowed[last] = Math.min(...allowed);
  }
  const bounds = [...floor].map((clones, place): Bounds => {
    const needed = Math.max(clones, most[place] as number);
    const ceiling = Math.max(needed, Math.min(ceilingFor(needed), allowed[place] as number));
    return { floor: clones, ceiling, decidedAt: decidedAt[place] as number };
  });
  return [{ ...(bounds[last] as Bounds), decidedAt: -1 }, ...bounds.slice(1)];
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

function fixedDates(
  { steps, stretches }: Cover,
  window: PlannedWindow,
  { zone, reasonOf }: ProfilesInput,
  bounds: readonly Bounds[],
): readonly Named[] {
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

/** The lower one of two values for each quarter. */
function within(values: Int32Array, limit: Int32Array): Int32Array {
  const lower = new Int32Array(values.length);
  for (let i = 0; i < lower.length; i++) {
    lower[i] = Math.min(values[i] as number, limit[i] as number);
  }
  return lower;
}

/** What the profile that runs has, for each quarter. */
function spread(profileAt: Uint8Array, of: (place: number) => number): Int32Array {
  const values = new Int32Array(profileAt.length);
  for (const { start, end, value } of runs(profileAt)) values.fill(of(value), start, end);
  return values;
}

function sum(values: Int32Array, until: number): number {
  let total = 0;
  for (let i = 0; i < until; i++) total += values[i] as number;
  return total;
}
