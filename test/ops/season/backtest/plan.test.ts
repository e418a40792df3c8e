import { describe, expect, test } from "@jest/globals";
import { MOST_PROFILES } from "../../../../infra/season/profiles/scaling-profile.ts";
import { Forecaster } from "../../../../ops/season/backtest/forecast.ts";
import type { Game } from "../../../../ops/season/backtest/game.ts";
import { minuteLoad } from "../../../../ops/season/backtest/minute-load.ts";
import { addBell } from "../../../../ops/season/backtest/overlays.ts";
import { planProfiles } from "../../../../ops/season/backtest/plan-profiles.ts";
import {
  type PlannedUp,
  plannedUps,
  withFreeSchedule,
  withProfiles,
} from "../../../../ops/season/backtest/plan-strategy.ts";
import { DOCUMENTED_RULES } from "../../../../ops/season/backtest/rules.ts";
import { bellsOf, placeSite, type Site } from "../../../../ops/season/backtest/site.ts";
import { surgesOf } from "../../../../ops/season/backtest/surges.ts";
import { calendarIn, weeksOf } from "./support.ts";

const WEEK = 7 * 1440;

interface Planned {
  readonly site: Site;
  readonly load: Float64Array;
  readonly ups: readonly PlannedUp[];
}

/** Six weeks with a bell of three times, of which the last two are planned. */
function planned(zone: string, change: (load: Float64Array) => void = () => {}): Planned {
  const history = weeksOf(6, zone);
  const site = placeSite(calendarIn(zone), history.startMs, history.values.length * 60);
  const load = minuteLoad(history, site).slice();
  addBell(load, site, 3);
  change(load);
  const game: Game = {
    ...{ startMs: history.startMs, rps: load, rpsPerClone: 100, bootMinutes: 5, minimum: 2 },
    bells: bellsOf(site),
  };
  const forecaster = new Forecaster(load, site, () => 1);
  const part = { from: 4 * WEEK, until: 6 * WEEK, relearns: true };
  const model = forecaster.model(part.from);
  return { site, load, ups: [...plannedUps({ forecaster, site, game }, part, model)] };
}

const BERLIN = planned("Europe/Berlin");

describe("surgesOf", () => {
  test("marks what rises by more than a quarter within a quarter of an hour, and nothing that comes slowly", () => {
    const slow = Float64Array.from({ length: 120 }, (_, minute) => 100 + minute);
    expect(surgesOf(slow).some((marked) => marked === 1)).toBe(false);
    const jump = Float64Array.from({ length: 60 }, (_, minute) => (minute < 30 ? 100 : 130));
    expect(
      [...surgesOf(jump).entries()].filter(([, marked]) => marked === 1).map(([at]) => at),
    ).toEqual(Array.from({ length: 15 }, (_, i) => 30 + i));
  });
});

describe("plannedUps", () => {
  test("come at the start and on each Monday", () => {
    expect(BERLIN.ups.map(({ from, until }) => [from / WEEK, until / WEEK])).toEqual([
      [4, 5],
      [5, 6],
    ]);
  });

  test("hold what the bell needs from a boot ahead of it, on school days, and else the fewest", () => {
    const [{ floors }] = BERLIN.ups as [PlannedUp];
    const tuesday = (hour: number, minute: number): number =>
      floors[1440 + hour * 60 + minute] as number;
    const bell = (BERLIN.load[4 * WEEK + 1440 + 8 * 60] as number) / 100;
    expect(tuesday(7, 50)).toBeGreaterThanOrEqual(Math.ceil(bell));
    expect(tuesday(7, 50)).toBeLessThan(3 * bell);
    expect([tuesday(7, 49), tuesday(8, 12), tuesday(12, 0)]).toEqual([2, 2, 2]);
    const saturday = floors.subarray(5 * 1440, 6 * 1440);
    expect(saturday.every((clones) => clones === 2)).toBe(true);
    // A public holiday: Wednesday, 11 February.
    expect(BERLIN.ups[1]?.floors.subarray(2 * 1440, 3 * 1440).every((clones) => clones === 2)).toBe(
      true,
    );
  });

  test("know nothing of what comes after them", () => {
    const other = planned("Europe/Berlin", (load) => load.fill(7, 4 * WEEK));
    expect(other.ups[0]?.floors).toEqual(BERLIN.ups[0]?.floors);
    expect(other.ups[1]?.floors).not.toEqual(BERLIN.ups[1]?.floors);
  });

  test("move with the zone's clock", () => {
    const tokyo = planned("Asia/Tokyo");
    expect(tokyo.ups.map(({ floors }) => floors)).toEqual(BERLIN.ups.map(({ floors }) => floors));
    const recurrences = [tokyo, BERLIN].map(({ site, ups }) =>
      ups.map(({ from, floors }) => {
        const now = Temporal.Instant.fromEpochMilliseconds(site.startMs + from * 60_000);
        return planProfiles(now, site.zone, floors, 2).map(
          ({ name, floor }) => `${name}: ${floor}`,
        );
      }),
    );
    expect(recurrences[0]).toEqual(recurrences[1]);
  });

  test("assume a bell where no school day was seen", () => {
    const history = weeksOf(2, "UTC");
    const site = placeSite(calendarIn("UTC"), history.startMs, history.values.length * 60);
    const forecaster = new Forecaster(minuteLoad(history, site), site, () => 1);
    expect(forecaster.model(3 * 1440).bell.times).toBe(3);
    expect(forecaster.model(WEEK).bell.times).toBe(1);
  });
});

describe("withProfiles", () => {
  test("covers the floors of each minute by at most 20 profiles", () => {
    const deployed = withProfiles(BERLIN.ups, BERLIN.site, 2)(DOCUMENTED_RULES);
    expect(deployed.map(({ from }) => from)).toEqual([0, WEEK]);
    BERLIN.ups.forEach(({ from, until, floors }, up) => {
      const { setting } = deployed[up] as (typeof deployed)[number];
      expect(setting.profiles.length).toBeLessThanOrEqual(MOST_PROFILES);
      for (let minute = 0; minute < until - from; minute++) {
        const profile = setting.cursor.at(BERLIN.site.startMs + (from + minute) * 60_000);
        expect(profile?.minimum).toBeGreaterThanOrEqual(floors[minute] as number);
      }
    });
  });
});

describe("withFreeSchedule", () => {
  test("has the floor of each minute itself", () => {
    const deployed = withFreeSchedule(BERLIN.ups)(DOCUMENTED_RULES);
    const at = (minute: number): number | undefined =>
      deployed.findLast(({ from }) => from <= minute)?.setting.profiles[0]?.minimum;
    const floors = BERLIN.ups.flatMap(({ from, until, floors }) => [
      ...floors.subarray(0, until - from),
    ]);
    for (let minute = 0; minute < floors.length; minute += 5)
      expect(at(minute)).toBe(floors[minute]);
  });
});
