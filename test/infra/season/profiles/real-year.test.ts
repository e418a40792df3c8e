import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  ASSUMED_DATABASE,
  assumedGateway,
  assumedWeb,
} from "../../../../infra/season/capacity/assumed-capacity.ts";
import { type Capacity, capacity } from "../../../../infra/season/capacity/capacity.ts";
import { assumedModel } from "../../../../infra/season/demand/assumed-model.ts";
import { type Horizon, quarterAt, quarterStart } from "../../../../infra/season/demand/horizon.ts";
import {
  causeOf,
  type MarketDemand,
  marketDemand,
} from "../../../../infra/season/demand/market-demand.ts";
import { lend } from "../../../../infra/season/lending/lend.ts";
import { productionCeilings } from "../../../../infra/season/lending/reserve.ts";
import { compileProfiles } from "../../../../infra/season/profiles/compile-profiles.ts";
import { floorNeed } from "../../../../infra/season/profiles/floor-need.ts";
import { planAnchor } from "../../../../infra/season/profiles/planned-window.ts";
import type { ProfileSet, ProfilesInput } from "../../../../infra/season/profiles/profile-set.ts";
import {
  type MarketCode,
  readCalendars,
  readCustomers,
  readSettings,
  type Settings,
  VM_SIZES,
} from "../../../../infra/settings/index.ts";
import { activeProfile } from "../../../../local/autoscale/profiles.ts";
import { deployed, firstOther, wellFormed, zoneOf } from "./replay.ts";

const WEEKS = 52;
/** Weeks that are known beyond the last week's plan. */
const BEYOND = 12;
const DAY_MS = 86_400_000;

/** A stack's capacity over all the weeks, and what of it is planned in each of them. */
class Year {
  readonly capacity: Capacity;
  readonly floorNeed: Int32Array;
  readonly market: MarketCode;
  readonly settings: Settings;

  constructor(settings: Settings, planned: Capacity, markets: readonly MarketDemand[]) {
    const [first] = settings.markets;
    if (first === undefined) throw new Error("a stack has a market");
    this.settings = settings;
    this.market = first.code;
    this.capacity = planned;
    this.floorNeed = floorNeed(planned.rps, webOf(settings));
    for (let i = 0; i < this.floorNeed.length; i++) {
      const unknown = markets.some(
        ({ causes }) => causeOf(causes[i] as number).season === "unknown",
      );
      if (unknown) this.floorNeed[i] = planned.clones[i] as number;
    }
  }

  /** What is planned in a week, on its Wednesday. */
  week(week: number): ProfilesInput {
    const zone = zoneOf(this.market);
    const { horizon, clones } = this.capacity;
    const monday = horizon.from.toZonedDateTimeISO(zone.iana).add({ weeks: week });
    const first = quarterAt(horizon, monday.toInstant());
    return {
      now: monday.add({ days: 2, hours: 12 }).toInstant(),
      zone,
      horizon: { from: quarterStart(horizon, first), quarters: horizon.quarters - first },
      floorNeed: this.floorNeed.subarray(first),
      need: clones.subarray(first),
      limit: new Int32Array(horizon.quarters - first).fill(this.settings.web.ceiling),
      reasonOf: () => "test",
    };
  }
}

function webOf({ web, zones }: Settings) {
  const { vcpus } = VM_SIZES.get(web.vmSize) as { readonly vcpus: number };
  const bounds = { zones: zones.length, minimum: web.floor, maximum: web.ceiling };
  return assumedWeb(vcpus, bounds);
}

async function yearOf(stack: string): Promise<Year> {
  const settings = readSettings(".", stack);
  const markets = settings.markets.map(({ code }) => code);
  const zone = zoneOf(markets[0] as MarketCode);
  const calendars = await readCalendars(".", markets);
  const customers = readCustomers(".");
  const now = planAnchor(Temporal.Instant.from("2026-11-25T12:00Z"), zone.iana);
  const end = now.toZonedDateTimeISO(zone.iana).add({ weeks: WEEKS + 7 + BEYOND });
  const quarters = (end.epochMilliseconds - now.epochMilliseconds) / 900_000;
  const horizon: Horizon = { from: now, quarters };
  const demands = [...calendars.values()].map((calendar) =>
    marketDemand({ calendar, customers, model: assumedModel(calendar.market), horizon, now }),
  );
  const planned = capacity({
    markets: demands,
    quantile: 0.99,
    web: webOf(settings),
    gateway: assumedGateway({ ...settings.edge, zones: settings.zones.length }),
    database: ASSUMED_DATABASE,
    freezes: [],
    zone: zone.iana,
  });
  return new Year(settings, planned, demands);
}

describe.each(["prod-se", "prod-is", "prod-uk"])("%s, a year, planned anew each week", (stack) => {
  let year: Year;
  const sets: { readonly input: ProfilesInput; readonly set: ProfileSet }[] = [];
  beforeAll(async () => {
    year = await yearOf(stack);
    for (let week = 0; week < WEEKS; week++) {
      const input = year.week(week);
      sets.push({ input, set: compileProfiles(input) });
    }
  });
  const allowed = (clones: number): number => Math.min(clones, year.settings.web.ceiling);

  test("has a floor stand in every quarter in which the rules would come too late", () => {
    for (const { input, set } of sets) {
      const setting = deployed(set.profiles);
      const next = input.horizon.from.epochMilliseconds + 7 * DAY_MS + 3_600_000;
      for (let i = 0; ; i++) {
        const at = input.horizon.from.epochMilliseconds + i * 900_000;
        if (at >= next) break;
        const floor = activeProfile(setting, at)?.minimum ?? 0;
        if (floor >= allowed(input.floorNeed[i] as number)) continue;
        throw new Error(`${floor} at ${new Date(at).toISOString()}: ${input.floorNeed[i]} needed`);
      }
    }
    expect(sets).toHaveLength(WEEKS);
  });

  test("covers all that is known for half a year when nobody runs up any more", () => {
    for (const { input, set } of sets.filter((_, week) => week % 4 === 0)) {
      const until = Math.min(26 * 7 * 96, input.horizon.quarters);
      expect(firstOther(set, 0, until)).toBe(-1);
    }
    for (const { input, set } of sets) {
      const { floors, ceilings } = set;
      expect(floors.findIndex((floor, i) => floor < allowed(input.floorNeed[i] as number))).toBe(
        -1,
      );
      expect(ceilings.findIndex((most, i) => most < allowed(input.need[i] as number))).toBe(-1);
      expect(wellFormed(set.profiles)).toBe(true);
    }
  });

  test("has floors within a few percent of the fewest clone-hours that cover", () => {
    const total = { floors: 0, lowerBound: 0 };
    for (const { set } of sets) {
      total.floors += set.cloneHours.floors;
      total.lowerBound += set.cloneHours.lowerBound;
      expect(set.gap).toBeLessThan(0.06);
    }
    expect(total.floors / total.lowerBound).toBeLessThan(1.04);
  });

  test("never has more together with staging than is reserved", () => {
    for (const { input, set } of sets.filter((_, week) => week % 4 === 0)) {
      const zones = year.settings.zones.length;
      const { reserve, staging } = lend({
        ...input,
        production: set,
        ceilings: productionCeilings({ ...input, production: set }),
        zones,
        staging: { floor: 1, ceiling: 6 },
      });
      for (const { start, end, perZone } of reserve) {
        for (let i = start; i < Math.min(end, set.plannedQuarters); i++) {
          const both = (set.ceilings[i] as number) + (staging.ceilings[i] as number);
          if (both > perZone * zones) throw new Error(`${both} in quarter ${i}: ${perZone} a zone`);
        }
      }
    }
    expect(sets).toHaveLength(WEEKS);
  });
});
