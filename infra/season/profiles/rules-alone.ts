import { clonesFor, type WebCapacity } from "../capacity/web.ts";
import { carriedWithoutZone, LAG_QUARTERS, STEPS_OUT } from "./floor-need.ts";
import { RULES } from "./rules.ts";

/** What rules would do without any floor but the least. */
export interface RulesAlone {
  /** Clone-hours of what they would let stand. */
  readonly cloneHours: number;
  /** Hours in which those that serve would not carry the planned load, a zone lost. */
  readonly hoursTooLate: number;
}

/** Steps in within a quarter, each with its cool-down. */
const STEPS_IN = Math.floor(15 / RULES.cooldownInMinutes);

/**
 * Rules alone, on the planned load and with the lag of `floorNeed`: to compare with, nobody plans by it.
 * Between the two thresholds nothing happens, and clones go more slowly than they come.
 */
export function rulesAlone(rps: Float64Array, web: WebCapacity): RulesAlone {
  const least = clonesFor(0, web);
  const outAbove = (RULES.outAbove / 100) * web.rpsPerClone;
  const inBelow = (RULES.inBelow / 100) * web.rpsPerClone;
  const always = carriedWithoutZone(least, web);
  const standing = new Int32Array(rps.length);
  let clones = least;
  let before = rps[0] as number;
  let quarters = 0;
  let tooLate = 0;
  for (let i = 0; i < rps.length; i++) {
    const load = rps[i] as number;
    const seen = Math.min(load, before);
    before = load;
    const enough = Math.ceil(seen / outAbove);
    const tooMany = Math.floor(seen / inBelow);
    if (enough > clones) clones = Math.min(enough, clones + STEPS_OUT * RULES.stepOut);
    else if (tooMany < clones) clones = Math.max(tooMany, clones - STEPS_IN * RULES.stepIn);
    clones = Math.max(least, Math.min(clones, web.maximum));
    standing[i] = clones;
    quarters += clones;
    if (load <= always) continue;
    const serving = standing[Math.max(0, i - LAG_QUARTERS)] as number;
    if (load > carriedWithoutZone(serving, web)) tooLate++;
  }
  return { cloneHours: quarters / 4, hoursTooLate: tooLate / 4 };
}
