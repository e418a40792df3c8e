import { runningMaximum } from "../capacity/running-maximum.ts";
import { clonesFor, quartersOf, type WebCapacity } from "../capacity/web.ts";
import { leftAfterZoneLoss } from "../capacity/zones.ts";
import { RULES } from "./rules.ts";

/** What happens between a load and the clones that the rules bring for it. Minutes, all assumed but the window. */
export const RULES_LAG = {
  /** Autoscale runs every 30 to 60 s, and the newest minute of a metric can't be read yet. */
  runMinutes: 2,
  /** A clone boots. */
  bootMinutes: 5,
  /** It warms up before it takes its full share. */
  warmUpMinutes: 5,
  /**
   * How busy the clones may be when a zone is lost while only the rules stand: fully. Nobody is refused
   * then; a floor, which is planned, leaves more.
   */
  utilisationWithoutZone: 1,
} as const;

/** Quarters after which a load that has lasted a whole quarter has brought its clones. */
export const LAG_QUARTERS = quartersOf(
  RULES.windowMinutes + RULES_LAG.runMinutes + RULES_LAG.bootMinutes + RULES_LAG.warmUpMinutes,
);

/** Steps out within a quarter, each with its cool-down and a run after it. */
export const STEPS_OUT = Math.floor(15 / (RULES.cooldownOutMinutes + 1));

/**
 * The clones that must stand as a floor in each quarter: what is needed where the rules alone would come
 * too late, and the least (one a zone) where they are in time, as there a floor only costs.
 *
 * The rules are in time for a quarter where the clones that they would have serving carry its load even
 * when the fullest zone is lost at that moment. What they would have is computed with care:
 * - They run on the planned load: if the real one is lower, less is needed, too. (Then a lost zone can
 *   still leave too little for a while where there are fewer than 40 clones: of 4, which the rules keep at
 *   up to 65 %, it can leave 2.)
 * - They see a load only when it has lasted from one quarter into the next, so that a bell, whose worst
 *   minute is all that a quarter's load tells of, counts for nothing.
 * - What they see at a quarter serves `LAG_QUARTERS` later, and they add no more at once than steps and
 *   cool-downs allow.
 * - What they have not taken away yet is not counted, and no clone that a floor has left standing: a
 *   lower load, which is as likely, leaves fewer.
 *
 * Where no calendar is known the planned load is the most that could come, not what comes: no rule sees
 * it before, so there the whole need must be taken as the floor need.
 *
 * A floor is ordered as the need is: the lead ahead. It is never above the need (`clonesAhead`).
 */
export function floorNeed(rps: Float64Array, web: WebCapacity): Int32Array {
  const least = clonesFor(0, web);
  const late = new Int32Array(rps.length).fill(least);
  const standing = countedOn(rps, web);
  const always = carriedWithoutZone(least, web);
  for (let i = 0; i < rps.length; i++) {
    const load = rps[i] as number;
    if (load <= always) continue;
    const serving = standing[Math.max(0, i - LAG_QUARTERS)] as number;
    if (load > carriedWithoutZone(serving, web)) late[i] = clonesFor(load, web);
  }
  return runningMaximum(late, quartersOf(web.leadMinutes));
}

/** The clones that can be counted on to have been ordered by the rules alone by the end of each quarter. */
function countedOn(rps: Float64Array, web: WebCapacity): Int32Array {
  const counted = new Int32Array(rps.length);
  const outAbove = (RULES.outAbove / 100) * web.rpsPerClone;
  const least = clonesFor(0, web);
  let clones = least;
  let before = rps[0] as number;
  for (let i = 0; i < rps.length; i++) {
    const load = rps[i] as number;
    const seen = Math.min(load, before);
    before = load;
    const enough = Math.max(least, Math.ceil(seen / outAbove));
    clones = Math.min(enough, clones + STEPS_OUT * RULES.stepOut);
    counted[i] = clones;
  }
  return counted;
}

/** Requests a second that clones carry when the fullest zone is lost; with one zone, that nothing is lost. */
export function carriedWithoutZone(clones: number, web: WebCapacity): number {
  const left = web.zones < 2 ? clones : leftAfterZoneLoss(clones, web.zones);
  return left * web.rpsPerClone * RULES_LAG.utilisationWithoutZone;
}
