import type { ZoneFault } from "./fault.ts";
import type { Rehearsal } from "./rehearse.ts";
import { reasonAt } from "./rehearse-text.ts";

/** All of a rehearsal as JSON: instants in UTC, hours from the start, clones by the hour. */
export function rehearsalJson(done: Rehearsal, faults: readonly ZoneFault[]): string {
  const instant = (minute: number): string =>
    Temporal.Instant.fromEpochMilliseconds(done.startMs + minute * 60_000).toString();
  return JSON.stringify({
    datacenter: done.plan.datacenter,
    zone: done.plan.zone.iana,
    from: instant(0),
    until: instant(done.minutes),
    rpsPerClone: done.rpsPerClone,
    bootMinutes: done.bootMinutes,
    bells: done.bells,
    faults: faults.map(({ text }) => text),
    strategies: done.strategies.map(({ name, title, how, years }) => ({
      ...{ name, title, how },
      years: years.map(({ seed, figures, timesOptimum, lateness, episodes, curve }) => ({
        ...{ seed, ...figures, timesOptimum, lateness },
        refusals: episodes.map(({ from, until, refused }) => ({
          from: instant(from),
          minutes: until - from,
          refused: Math.round(refused),
          reason: reasonAt(done, from),
        })),
        clonesByHour: [...curve],
      })),
    })),
    staging: done.staging,
    needByHour: [...done.need],
    floorsByHour: [...done.floors],
  });
}
