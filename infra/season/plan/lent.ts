import { runningMaximum } from "../capacity/running-maximum.ts";
import { mapRuns } from "../capacity/runs.ts";
import { quartersOf } from "../capacity/web.ts";
import { RETURN_MINUTES } from "../lending/lend.ts";
import type { Lending } from "../lending/lending.ts";
import { leftOfReserve } from "../lending/reserve.ts";

/**
 * What staging may use of the reserve in each quarter: what its setting of today lets it where that is
 * planned, and after that what a later setting will, by the same rule: the reserve less production's
 * ceiling, zone by zone, that of the next two hours included.
 */
export function lentClones(
  { reserve, staging }: Lending,
  production: Int32Array,
  { zones, ceiling }: { readonly zones: number; readonly ceiling: number },
): Int32Array {
  const lent = staging.ceilings.slice();
  const ahead = runningMaximum(production, quartersOf(RETURN_MINUTES));
  for (const { start, end, perZone } of reserve) {
    const later = Math.max(start, staging.plannedQuarters);
    if (later >= end) continue;
    const left = (kept: number): number => leftOfReserve(perZone, kept, zones, ceiling);
    lent.set(mapRuns(ahead.subarray(later, end), left), later);
  }
  return lent;
}

/** The machines reserved in all zones together, in each quarter. */
export function reservedClones({ reserve }: Lending, quarters: number, zones: number): Int32Array {
  const reserved = new Int32Array(quarters);
  for (const { start, end, perZone } of reserve) reserved.fill(perZone * zones, start, end);
  return reserved;
}
