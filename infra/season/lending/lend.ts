import { placeOfLowest } from "../capacity/highest.ts";
import { runningMaximum } from "../capacity/running-maximum.ts";
import { mapRuns, runs, total } from "../capacity/runs.ts";
import { quartersOf } from "../capacity/web.ts";
import {
  assembleProfiles,
  type Bounds,
  MOST_COVERING,
  placesOf,
} from "../profiles/assemble-profiles.ts";
import { bestCover } from "../profiles/best-cover.ts";
import { plannedWindow } from "../profiles/planned-window.ts";
import type { Lending, LendingInput, ReserveStretch } from "./lending.ts";
import { leftOfReserve, reserveStretches } from "./reserve.ts";

/**
 * Minutes before production may need a clone at which staging no longer has it: time for autoscale to
 * take it away, for its work to end, and for people to notice when it does not.
 */
export const RETURN_MINUTES = 120;

/**
 * The reserve, and staging's autoscale as its complement: what production's ceiling, that of the next
 * `RETURN_MINUTES` included, leaves of the reserve, up to staging's own ceiling. Production's headroom is
 * in its ceiling. Together the two ceilings are never above the reserve, zone by zone, wherever the odd
 * clones of either stand.
 *
 * The reserve is raised by `up` and by nothing else, so nothing is lent of a reserve that is higher later
 * than now: when nobody runs `up`, staging is lent no more than stands. After what is planned it is lent
 * nothing.
 *
 * Staging's profiles are a cover as production's are, of what it may not have.
 */
export function lend(input: LendingInput): Lending {
  const { production, ceilings, zone, staging, now, reasonOf } = input;
  const reserve = reserveStretches(ceilings, input);
  const allowed = allowedForStaging(ceilings, reserve, input);
  const window = plannedWindow(production.horizon, now, zone.iana);
  const kept = mapRuns(allowed.subarray(0, window.quarters), (clones) => staging.ceiling - clones);
  const cover = bestCover(window, kept, MOST_COVERING);
  const profileAt = placesOf(cover, window);
  const places = cover.steps.length + cover.stretches.length + 2;
  const bounds = boundsOf(profileAt, allowed, { ...staging, places, quarters: window.quarters });
  const running = assembleProfiles({ cover, window, zone, profileAt, bounds, reasonOf });
  const lent = total(running.ceilings.subarray(0, window.quarters)) / 4;
  const upperBound = total(allowed.subarray(0, window.quarters)) / 4;
  return {
    reserve,
    staging: running,
    cloneHours: { lent, upperBound },
    gap: upperBound === 0 ? 0 : 1 - lent / upperBound,
  };
}

/** The most clones that staging may have in each quarter. */
function allowedForStaging(
  ceilings: Int32Array,
  reserve: readonly ReserveStretch[],
  { zones, staging }: Pick<LendingInput, "zones" | "staging">,
): Int32Array {
  const ahead = runningMaximum(ceilings, quartersOf(RETURN_MINUTES));
  const allowed = new Int32Array(ceilings.length);
  const standing = reserve[0]?.perZone ?? 0;
  for (const { start, end, perZone } of reserve) {
    const reserved = Math.min(standing, perZone);
    const left = (kept: number): number => leftOfReserve(reserved, kept, zones, staging.ceiling);
    allowed.set(mapRuns(ahead.subarray(start, end), left), start);
  }
  return allowed;
}

/** Each profile's ceiling is the least that is allowed while it runs; nothing is by default and after the plan. */
function boundsOf(
  profileAt: Uint8Array,
  allowed: Int32Array,
  staging: LendingInput["staging"] & { readonly places: number; readonly quarters: number },
): readonly Bounds[] {
  const ceiling = new Int32Array(staging.places).fill(staging.ceiling);
  const decidedAt = new Int32Array(staging.places).fill(-1);
  for (const { start, end, value: place } of runs(profileAt.subarray(0, staging.quarters))) {
    const decisive = placeOfLowest(allowed, start, end);
    const least = allowed[decisive] as number;
    if (decidedAt[place] !== -1 && least >= (ceiling[place] as number)) continue;
    ceiling[place] = least;
    decidedAt[place] = decisive;
  }
  return [...ceiling].map((clones, place) => {
    const most = decidedAt[place] === -1 ? 0 : clones;
    const floor = Math.min(staging.floor, most);
    return { floor, ceiling: most, decidedAt: decidedAt[place] as number };
  });
}
