import { highest, lowest, placeOfHighest } from "../capacity/highest.ts";
import { lesser, runs, total } from "../capacity/runs.ts";
import { assembleProfiles, type Bounds, MOST_COVERING, placesOf } from "./assemble-profiles.ts";
import { bestCover, type Cover } from "./best-cover.ts";
import { plannedWindow } from "./planned-window.ts";
import type { ProfileSet, ProfilesInput } from "./profile-set.ts";
import { RULES } from "./rules.ts";

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
  const { horizon, now, zone, reasonOf } = input;
  const window = plannedWindow(horizon, now, zone.iana);
  const floorNeed = lesser(input.floorNeed, input.limit);
  const cover = bestCover(window, floorNeed.subarray(0, window.quarters), MOST_COVERING);
  const profileAt = placesOf(cover, window);
  const bounds = boundsOf({ ...input, floorNeed }, profileAt, cover, window.quarters);
  const running = assembleProfiles({ cover, window, zone, profileAt, bounds, reasonOf });
  const floors = total(running.floors.subarray(0, window.quarters)) / 4;
  const lowerBound = total(floorNeed.subarray(0, window.quarters)) / 4;
  return {
    ...running,
    cloneHours: { floors, lowerBound },
    gap: lowerBound === 0 ? 0 : floors / lowerBound - 1,
  };
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
  const reached = lesser(need, limit);
  for (const { start, end, value: place } of runs(profileAt)) {
    const decisive = placeOfHighest(floorNeed, start, end);
    if (decidedAt[place] === -1 || (floorNeed[decisive] as number) > (floor[place] as number)) {
      floor[place] = floorNeed[decisive] as number;
      decidedAt[place] = decisive;
    }
    most[place] = Math.max(most[place] as number, highest(reached, start, end));
    allowed[place] = Math.min(allowed[place] as number, lowest(limit, start, end));
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
