import { runs } from "../../../infra/season/capacity/runs.ts";
import type { LoadModel } from "../../../infra/season/demand/load-model.ts";
import { weekdayOf } from "../../../infra/season/demand/local-days.ts";
import type { CompiledSetting } from "../../../local/autoscale/compile.ts";
import type { Forecast, Forecaster } from "./forecast.ts";
import type { Game } from "./game.ts";
import { reactiveSetting } from "./pick.ts";
import { floorMinutes } from "./plan-floors.ts";
import { PLANNED_MINUTES, planProfiles, planSetting } from "./plan-profiles.ts";
import type { Deployed } from "./replay-rules.ts";
import type { RuleSet } from "./rules.ts";
import type { Site } from "./site.ts";

/** A model is learned anew at every so many ups; the bell, which comes with a term, at each. */
const UPS_PER_FIT = 8;

/** What the plan knows and holds from one up to the next. */
export interface PlannedUp {
  /** Minutes of the site, from the up to before the next one. */
  readonly from: number;
  readonly until: number;
  /** Clones that must stand because rules would come too late, of each minute from the up on. */
  readonly floors: Int32Array;
}

/**
 * The plan's ups over a part of a site's minutes: at its start and on each Monday at midnight. Each knows what was
 * seen before it, and no more.
 *
 * @param model the model at the start; learned anew at every eighth up where `relearns`
 */
export function* plannedUps(
  input: { readonly forecaster: Forecaster; readonly site: Site; readonly game: Game },
  part: { readonly from: number; readonly until: number; readonly relearns: boolean },
  start: LoadModel,
): Generator<PlannedUp> {
  const { forecaster, site, game } = input;
  let model = start;
  let ups = 0;
  for (let from = part.from; from < part.until; ) {
    const until = Math.min(part.until, nextMonday(site, from));
    if (part.relearns && ups > 0) {
      const all = ups % UPS_PER_FIT === 0;
      model = all ? forecaster.model(from) : forecaster.withBell(from, model);
    }
    const forecast: Forecast = forecaster.at(from, PLANNED_MINUTES, model);
    yield { from, until, floors: floorMinutes(forecast, game) };
    from = until;
    ups += 1;
  }
}

/** The minute with which the Monday after another minute begins. */
function nextMonday(site: Site, from: number): number {
  const weekday = weekdayOf(site.day[from] as number);
  const monday = (site.day[from] as number) + 7 - weekday;
  let minute = Math.min(site.day.length, from + 6 * 1440);
  while (minute > from && (site.day[minute - 1] as number) >= monday) minute -= 1;
  while (minute < site.day.length && (site.day[minute] as number) < monday) minute += 1;
  return minute;
}

/** The floors as Azure keeps them: up to 20 profiles, compiled anew at each up. */
export function withProfiles(
  ups: readonly PlannedUp[],
  site: Site,
  minimum: number,
): (rules: RuleSet) => readonly Deployed[] {
  const first = ups[0]?.from ?? 0;
  const compiled = ups.map(({ from, floors }) => {
    const now = Temporal.Instant.fromEpochMilliseconds(site.startMs + from * 60_000);
    return { from: from - first, profiles: planProfiles(now, site.zone, floors, minimum) };
  });
  return (rules) =>
    compiled.map(({ from, profiles }) => ({ from, setting: planSetting(profiles, rules) }));
}

/** The floors kept to the minute, with as many profiles as that takes: what Azure can't do. */
export function withFreeSchedule(
  ups: readonly PlannedUp[],
): (rules: RuleSet) => readonly Deployed[] {
  const first = ups[0]?.from ?? 0;
  const changes: { readonly from: number; readonly floor: number }[] = [];
  for (const { from, until, floors } of ups) {
    for (const { start, value } of runs(floors.subarray(0, until - from))) {
      if (value !== changes.at(-1)?.floor) {
        changes.push({ from: from - first + start, floor: value });
      }
    }
  }
  return (rules) => {
    const settings = new Map<number, CompiledSetting>();
    return changes.map(({ from, floor }) => ({
      from,
      setting: settings.getOrInsertComputed(floor, () => reactiveSetting(rules, floor)),
    }));
  };
}
