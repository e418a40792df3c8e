import { quarterStart } from "../../infra/season/demand/horizon.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";

/** An instant of a plan as people read it: `2026-12-22 07:30`. */
export function whenInWords(plan: Pick<SeasonPlan, "horizon" | "zone">, quarter: number): string {
  const at = quarterStart(plan.horizon, quarter).toZonedDateTimeISO(plan.zone.iana);
  return `${at.toPlainDate()} ${at.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

/** The first and the worst quarter in which `least` is missing, and how many quarters they are. */
export interface Shortfall {
  readonly first: number;
  readonly worst: number;
  readonly quarters: number;
}

/**
 * Where `have` is less than `want`, within a stretch of quarters; undefined where nowhere.
 *
 * @param skipped quarters that are not compared, by a 1. @default all are
 */
export function shortfall(
  have: ArrayLike<number>,
  want: ArrayLike<number>,
  from: number,
  until: number,
  skipped?: ArrayLike<number>,
): Shortfall | undefined {
  const lack = (quarter: number): number => (want[quarter] ?? 0) - (have[quarter] ?? 0);
  let found: Shortfall | undefined;
  for (let quarter = from; quarter < until; quarter++) {
    if (lack(quarter) <= 0 || skipped?.[quarter] === 1) continue;
    found = {
      first: found?.first ?? quarter,
      worst: found === undefined || lack(quarter) > lack(found.worst) ? quarter : found.worst,
      quarters: (found?.quarters ?? 0) + 1,
    };
  }
  return found;
}
