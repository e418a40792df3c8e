import { runningMaximum } from "./running-maximum.ts";
import { acrossZones } from "./zones.ts";

/** What decides how many clones a load needs. */
export interface WebCapacity {
  /** Requests a second that one clone carries when it is fully busy. */
  readonly rpsPerClone: number;
  /** How busy clones may be at the planned quantile, above 0 to 1. */
  readonly utilisation: number;
  /** How busy the clones that are left may be when a zone is lost at that moment, above 0 to 1. */
  readonly utilisationWithoutZone: number;
  /** Availability zones, at least 1. */
  readonly zones: number;
  /** Minutes from the order of a clone until it has taken its full share. */
  readonly leadMinutes: number;
  /** Fewest clones whatever the load. */
  readonly minimum: number;
  /** Most clones that are allowed: more than that is a finding, and is planned all the same. */
  readonly maximum: number;
}

/** Two clones, so that one may fail. */
const FEWEST_CLONES = 2;

/**
 * Clones for a load in requests a second: enough at the usual utilisation, enough when the fullest zone
 * is lost, and one a zone at least.
 */
export function clonesFor(rps: number, web: WebCapacity): number {
  const usual = whole(rps / (web.rpsPerClone * web.utilisation));
  const left = whole(rps / (web.rpsPerClone * web.utilisationWithoutZone));
  return Math.max(usual, acrossZones(left, web.zones), web.zones, web.minimum, FEWEST_CLONES);
}

/**
 * The clones that must be ordered in each quarter, so that at its worst minute, and at that of every
 * quarter which starts within the lead, enough of them serve.
 */
export function clonesAhead(rps: Float64Array, web: WebCapacity): Int32Array {
  const needed = machinesFor(rps, (load) => clonesFor(load, web));
  return runningMaximum(needed, quartersOf(web.leadMinutes));
}

/**
 * The machines for the load of each quarter. More load never needs fewer, so `of` is not asked again for a
 * load below one that the least carried: most of a year.
 */
export function machinesFor(rps: Float64Array, of: (load: number) => number): Int32Array {
  const least = of(0);
  const machines = new Int32Array(rps.length).fill(least);
  let carried = 0;
  for (let i = 0; i < rps.length; i++) {
    const load = rps[i] as number;
    if (load <= carried) continue;
    const needed = of(load);
    if (needed === least) carried = load;
    else machines[i] = needed;
  }
  return machines;
}

/** Minutes as quarters of an hour, rounded up. */
export function quartersOf(minutes: number): number {
  return Math.ceil(minutes / 15);
}

/** Rounds up, but for what arithmetic leaves behind a whole number. */
export function whole(value: number): number {
  return Math.ceil(value - 1e-9);
}
