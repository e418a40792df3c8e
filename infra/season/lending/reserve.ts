import { highest } from "../capacity/highest.ts";
import { mapRunPairs } from "../capacity/runs.ts";
import { fullestZone } from "../capacity/zones.ts";
import { QUARTERS_PER_DAY } from "../demand/horizon.ts";
import { localDays, weekdayOf } from "../demand/local-days.ts";
import { ceilingFor } from "../profiles/compile-profiles.ts";
import type { ProfilesInput } from "../profiles/profile-set.ts";
import type { LendingInput, ReserveStretch } from "./lending.ts";

/**
 * Days before a week from which on its reserve stands, at least. A reservation can be refused; then there
 * are days left to try another zone or size, and to tell people.
 */
export const RAISE_DAYS = 7;

/**
 * The most clones that production may have in each quarter: its ceilings where they are planned, and
 * after that what they will be at least.
 */
export function productionCeilings({
  production,
  need,
  limit,
}: Pick<LendingInput, "production"> & Pick<ProfilesInput, "need" | "limit">): Int32Array {
  const most = production.ceilings.slice();
  const later = production.plannedQuarters;
  most.set(
    mapRunPairs(need.subarray(later), limit.subarray(later), (needed, allowed) =>
      Math.min(ceilingFor(Math.min(needed, allowed)), allowed),
    ),
    later,
  );
  return most;
}

/**
 * The reserve over a horizon: in each zone enough for the fullest it can be when production stands at its
 * ceiling. It changes with a week's start only, by the datacenter's zone; it is raised `RAISE_DAYS` before
 * the week that needs it, and lowered when no such week is near any more.
 *
 * A scale set's machines are spread evenly, but which zone has the odd one is Azure's choice, so each
 * zone gets room for one.
 */
export function reserveStretches(
  ceilings: Int32Array,
  input: Pick<LendingInput, "production" | "zone" | "zones">,
): readonly ReserveStretch[] {
  const weeks = weekStarts(input);
  const stretches: ReserveStretch[] = [];
  weeks.forEach((start, i) => {
    const end = weeks[i + 1] ?? ceilings.length;
    const until = Math.min(end + RAISE_DAYS * QUARTERS_PER_DAY, ceilings.length);
    const perZone = Math.ceil(highest(ceilings, start, until) / input.zones);
    const last = stretches.at(-1);
    if (last?.perZone === perZone) stretches[stretches.length - 1] = { ...last, end };
    else stretches.push({ start, end, perZone });
  });
  return stretches;
}

/** The clones that machines reserved in each zone leave, zone by zone, beside those kept for production. */
export function leftOfReserve(
  perZone: number,
  kept: number,
  zones: number,
  ceiling: number,
): number {
  return Math.min(ceiling, zones * Math.max(0, perZone - fullestZone(kept, zones)));
}

/** The quarters with which the horizon's weeks start. */
function weekStarts({
  production: { horizon },
  zone,
}: Pick<LendingInput, "production" | "zone">): readonly number[] {
  const starts = [0];
  for (const { day, slot, first } of localDays(horizon, zone.iana)) {
    if (first > 0 && slot === 0 && weekdayOf(day) === 0) starts.push(first);
  }
  return starts;
}
