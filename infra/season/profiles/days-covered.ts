import { TAIL_PROFILE } from "./assemble-profiles.ts";
import type { ScalingProfile } from "./scaling-profile.ts";

/** Fewer days than this that a deployed setting still covers are told to people. */
export const FEWEST_DAYS_COVERED = 14;

/**
 * Days from `now` on for which a setting's profiles are planned, a part of a day included; below 0 when
 * what was planned has ended. `zone` is the IANA name of the zone in which the profiles' times are read.
 */
export function daysCovered(
  profiles: readonly ScalingProfile[],
  now: Temporal.Instant,
  zone: string,
): number {
  const tail = profiles.find(({ name }) => name.startsWith(TAIL_PROFILE));
  if (tail?.schedule?.kind !== "fixed-date") return 0;
  const until = Temporal.PlainDateTime.from(tail.schedule.start).toZonedDateTime(zone);
  return (until.epochMilliseconds - now.epochMilliseconds) / 86_400_000;
}
