import { type Horizon, quarterStart } from "../../../../infra/season/demand/horizon.ts";
import { azureSchedule } from "../../../../infra/season/profiles/azure-schedule.ts";
import { planAnchor } from "../../../../infra/season/profiles/planned-window.ts";
import type { ClockZone, ProfilesInput } from "../../../../infra/season/profiles/profile-set.ts";
import type { ScalingProfile } from "../../../../infra/season/profiles/scaling-profile.ts";
import { MARKETS, type MarketCode } from "../../../../infra/settings/markets.ts";
import { type CompiledSetting, compile } from "../../../../local/autoscale/compile.ts";
import { activeProfile } from "../../../../local/autoscale/profiles.ts";

export function zoneOf(market: MarketCode): ClockZone {
  const { timeZone, windowsTimeZone } = MARKETS[market];
  return { iana: timeZone, windows: windowsTimeZone };
}

/** The profiles as Azure has them, ready to be run; refuses what Azure would refuse. */
export function deployed(profiles: readonly ScalingProfile[]): CompiledSetting {
  return compile({
    enabled: true,
    profiles: profiles.map(({ name, floor, ceiling, schedule }) => ({
      name,
      capacity: { minimum: `${floor}`, maximum: `${ceiling}`, default: `${floor}` },
      rules: [],
      ...azureSchedule(schedule),
    })),
  });
}

/** The first quarter, from `from` on, in which Azure runs another profile than is said; -1 when none. */
export function firstOther(
  { profiles, profileAt, horizon }: Replayed,
  from = 0,
  until = horizon.quarters,
): number {
  const setting = deployed(profiles);
  for (let i = from; i < until; i++) {
    const { epochMilliseconds } = quarterStart(horizon, i);
    const active = activeProfile(setting, epochMilliseconds);
    if (active?.name !== profiles[profileAt[i] as number]?.name) return i;
  }
  return -1;
}

interface Replayed {
  readonly profiles: readonly ScalingProfile[];
  readonly profileAt: Uint8Array;
  readonly horizon: Horizon;
}

/** Fixed dates that follow each other without an overlap; the setting has at most 20 profiles. */
export function wellFormed(profiles: readonly ScalingProfile[]): boolean {
  const fixed = profiles.flatMap(({ schedule }) =>
    schedule?.kind === "fixed-date" ? [schedule] : [],
  );
  const names = new Set(profiles.map(({ name }) => name));
  return (
    profiles.length <= 20 &&
    names.size === profiles.length &&
    fixed.every(({ start, end }, i) => start < end && (fixed[i - 1]?.end ?? "") <= start)
  );
}

/** An input over so many days from the week of `now` on, with a need of 1 clone and no limit. */
export function quiet(market: MarketCode, now: string, days = 70): ProfilesInput {
  const zone = zoneOf(market);
  const instant = Temporal.PlainDateTime.from(now).toZonedDateTime(zone.iana).toInstant();
  const from = planAnchor(instant, zone.iana);
  const quarters = days * 96;
  return {
    now: instant,
    zone,
    horizon: { from, quarters },
    floorNeed: new Int32Array(quarters).fill(1),
    need: new Int32Array(quarters).fill(1),
    limit: new Int32Array(quarters).fill(1000),
    reasonOf: () => "test",
  };
}
