import { findWindows } from "windows-iana";
import { horizonFrom, QUARTER_MS } from "../../../infra/season/demand/horizon.ts";
import { azureSchedule } from "../../../infra/season/profiles/azure-schedule.ts";
import { compileProfiles } from "../../../infra/season/profiles/compile-profiles.ts";
import { DAYS_COVERED, planAnchor } from "../../../infra/season/profiles/planned-window.ts";
import type { ScalingProfile } from "../../../infra/season/profiles/scaling-profile.ts";
import { type CompiledSetting, compile } from "../../../local/autoscale/compile.ts";
import { NO_CEILING } from "./pick.ts";
import { azureProfile, type RuleSet } from "./rules.ts";

/** Minutes for which an up plans: the weeks that a setting covers in its best shape. */
export const PLANNED_MINUTES = (DAYS_COVERED + 7) * 1440;

/**
 * The profiles, at most 20, that hold the floors of the minutes from an up on, by the code that plans the real
 * stacks' (`infra/season/profiles`). Their bounds lie on quarters of an hour, so that a quarter has the most of
 * its minutes. There is no ceiling, as with the other strategies.
 *
 * @param floors of each minute from `now` on
 */
export function planProfiles(
  now: Temporal.Instant,
  zone: string,
  floors: Int32Array,
  minimum: number,
): readonly ScalingProfile[] {
  const windows = windowsZone(zone);
  if (windows === undefined) throw new RangeError(`Windows has no name for the zone ${zone}`);
  const anchor = planAnchor(now, zone);
  const until = anchor.toZonedDateTimeISO(zone).add({ days: DAYS_COVERED + 7 });
  const span = until.epochMilliseconds - anchor.epochMilliseconds;
  const horizon = horizonFrom(anchor, span / QUARTER_MS);
  const floorNeed = new Int32Array(horizon.quarters).fill(minimum);
  const skipped = (now.epochMilliseconds - anchor.epochMilliseconds) / 60_000;
  for (let minute = 0; minute < floors.length; minute++) {
    const quarter = Math.floor((skipped + minute) / 15);
    if (quarter >= floorNeed.length) break;
    floorNeed[quarter] = Math.max(floorNeed[quarter] as number, floors[minute] as number);
  }
  return compileProfiles({
    ...{ now, horizon, floorNeed },
    zone: { iana: zone, windows },
    need: floorNeed,
    limit: new Int32Array(horizon.quarters).fill(NO_CEILING),
    reasonOf: () => "surge",
  }).profiles;
}

/** The profiles with rules, as Azure would have them. */
export function planSetting(profiles: readonly ScalingProfile[], rules: RuleSet): CompiledSetting {
  return compile({
    enabled: true,
    profiles: profiles.map(({ name, floor, schedule }) =>
      azureProfile(name, rules, { minimum: floor, maximum: NO_CEILING }, azureSchedule(schedule)),
    ),
  });
}

/** Windows' name of a zone, by which Azure knows it; undefined where it has none. */
export function windowsZone(zone: string): string | undefined {
  return findWindows(zone)[0];
}
