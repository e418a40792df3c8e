import type { MarketCode, Settings } from "../settings/index.ts";
import type { Calendar, CalendarGap } from "./calendar.ts";
import { DATABASE_SIZES } from "./capacity/database-sizes.ts";
import { lesser, total } from "./capacity/runs.ts";
import type { WebCapacity } from "./capacity/web.ts";
import type { Customer } from "./customers.ts";
import { assumedModel } from "./demand/assumed-model.ts";
import { decisiveCause } from "./demand/datacenter-demand.ts";
import type { Horizon } from "./demand/horizon.ts";
import type { LoadModel } from "./demand/load-model.ts";
import { dateOf, dayNumber } from "./demand/local-days.ts";
import type { MarketDemand } from "./demand/market-demand.ts";
import { lend } from "./lending/lend.ts";
import type { Lending } from "./lending/lending.ts";
import { productionCeilings } from "./lending/reserve.ts";
import type { PlanDay } from "./plan/days.ts";
import { type Declared, declaredOn } from "./plan/declared.ts";
import { type PlanFinding, planFindings } from "./plan/findings.ts";
import { lentClones, reservedClones } from "./plan/lent.ts";
import { PLANNED_QUANTILE, type PlanCapacityInput, planCapacity } from "./plan/plan-capacity.ts";
import { type PlanStretch, planStretches } from "./plan/stretches.ts";
import { reasonInKebab, reasonInWords } from "./plan/words.ts";
import { compileProfiles } from "./profiles/compile-profiles.ts";
import type { ClockZone, ProfileSet } from "./profiles/profile-set.ts";

/** What a datacenter's plan is computed from. Nothing of it is read here: no file, no clock. */
export interface SeasonPlanInput extends Omit<PlanCapacityInput, "zone" | "modelOf" | "settings"> {
  readonly settings: PlanCapacityInput["settings"] & Pick<Settings, "staging">;
  /** The stack's name. */
  readonly datacenter: string;
  /** The zone by whose clock it is planned: that of its first market. */
  readonly zone: ClockZone;
  /** Countries' names. */
  readonly countries: ReadonlyMap<MarketCode, string>;
  /** Load models that were learned from markets' own histories. @default none */
  readonly models?: ReadonlyMap<MarketCode, LoadModel>;
  /** A market's load model. @default the learned one, or else the assumed one */
  readonly modelOf?: (market: MarketCode) => LoadModel;
}

/** A datacenter's season: what must stand when, and why. Arrays have an entry a quarter of an hour. */
export interface SeasonPlan {
  readonly datacenter: string;
  readonly zone: ClockZone;
  /** The start of the local day from which it is planned. */
  readonly now: Temporal.Instant;
  /** From the start of the week of `now`, by the zone's clock, over 53 weeks. */
  readonly horizon: Horizon;
  /** Availability zones over which machines and the reserve are spread. */
  readonly zones: readonly string[];
  readonly markets: readonly MarketDemand[];
  /** Requests a second that are planned for. */
  readonly rps: Float64Array;
  /** What a clone carries, and how many may stand. */
  readonly web: WebCapacity;
  /** Clones that the load needs, by a floor or by rules: be it more than is allowed. */
  readonly need: Int32Array;
  /**
   * Clones that stand whatever the load: as today's setting has them where it is planned, and after that
   * what must stand because rules would come too late. The settings' floor at least.
   */
  readonly floors: Int32Array;
  /** Most clones that may stand: above the need, and never above the settings' ceiling. */
  readonly ceilings: Int32Array;
  /** Gateway instances that stand whatever the load, within the settings' bounds. */
  readonly gateway: Int32Array;
  /** The database's size, as a place in `DATABASE_SIZES`. */
  readonly database: Uint8Array;
  /** Clones that Azure promises, in all zones together. */
  readonly reserve: Int32Array;
  /** Of them, what staging may use. */
  readonly lent: Int32Array;
  /** What autoscale is told today, and what Azure would run by it. */
  readonly profiles: ProfileSet;
  /** What is reserved when, and staging's own setting of today. */
  readonly lending: Lending;
  /** What `up` declares on the day of `now`, besides the profiles. */
  readonly declared: Declared;
  /** Customers of this datacenter who have given notice and whose first day lies ahead, by that day. */
  readonly notices: readonly Customer[];
  /** For people: whole local days with one reason. */
  readonly stretches: readonly PlanStretch[];
  /** Over what people must decide, and what the plan rests on. */
  readonly findings: readonly PlanFinding[];
  /** Clone-hours of the whole horizon. */
  readonly cloneHours: {
    /** Of the floors: what stands at least. */
    readonly floors: number;
    /** Of what the load needs, by floors and rules together, as far as it is allowed. */
    readonly both: number;
    /** Of the settings' ceiling all the time. */
    readonly ceiling: number;
  };
}

/** The plan of a datacenter. Pure: the same input gives the same plan. */
export function seasonPlan(input: SeasonPlanInput): SeasonPlan {
  const learned = input.models;
  const modelOf =
    input.modelOf ?? ((market: MarketCode) => learned?.get(market) ?? assumedModel(market));
  const capacity = planCapacity({ ...input, zone: input.zone.iana, modelOf });
  const { horizon, markets, days, rps, need, limit, gateway, database } = capacity;
  const zones = input.settings.zones.length;
  const { staging } = input.settings;
  const { zone, now } = input;
  const reasonAt = (quarter: number): string =>
    reasonInKebab(decisiveCause(markets, PLANNED_QUANTILE, quarter));
  const told = { now, zone, horizon, need, limit, reasonOf: reasonAt };
  const profiles = compileProfiles({ ...told, floorNeed: capacity.floorNeed });
  const ceilings = productionCeilings({ production: profiles, need, limit });
  const lending = lend({ ...told, production: profiles, ceilings, zones, staging });
  const floors = profiles.floors.slice();
  floors.set(capacity.floorNeed.subarray(profiles.plannedQuarters), profiles.plannedQuarters);
  const reserve = reservedClones(lending, horizon.quarters, zones);
  const lent = lentClones(lending, ceilings, { zones, ceiling: staging.ceiling });
  const arrays = { horizon, need, floors, ceilings, gateway, database, reserve, lent };
  return {
    datacenter: input.datacenter,
    zone: input.zone,
    now: input.now,
    zones: input.settings.zones,
    markets,
    rps,
    web: capacity.web,
    ...arrays,
    profiles,
    lending,
    declared: declaredOn({
      ...{ now, horizon, markets, floors, lending, gateway, database },
      rateLimitPerMinute: input.settings.edge.rateLimitPerMinute,
    }),
    notices: notices(input),
    stretches: planStretches(days, {
      ...arrays,
      databaseSizes: DATABASE_SIZES.map(({ name }) => name),
      zones: input.settings.zones,
      reasonOf: (day) => reasonOf(day, input),
      isProvisional: provisionalDays(markets),
    }),
    findings: planFindings({
      horizon,
      zone: input.zone.iana,
      markets,
      customers: input.customers,
      capacity: capacity.findings,
      countryOf: (market) => countryOf(input, market),
      isLearned: (market) => learned?.has(market) ?? false,
      isUnknown: (quarter) =>
        decisiveCause(markets, PLANNED_QUANTILE, quarter).season === "unknown",
    }),
    cloneHours: {
      floors: hours(floors),
      both: hours(lesser(need, limit)),
      ceiling: (input.settings.web.ceiling * horizon.quarters) / 4,
    },
  };
}

function notices({ now, zone, calendars, customers }: SeasonPlanInput): readonly Customer[] {
  const today = now.toZonedDateTimeISO(zone.iana).toPlainDate();
  return customers.customers
    .filter(
      ({ market, noticed, start }) =>
        calendars.has(market) &&
        Temporal.PlainDate.compare(noticed, today) <= 0 &&
        Temporal.PlainDate.compare(start, today) > 0,
    )
    .sort((one, other) => Temporal.PlainDate.compare(one.start, other.start));
}

function reasonOf({ cause, day }: PlanDay, input: SeasonPlanInput): string {
  const calendar = input.calendars.get(cause.market) as Calendar;
  return reasonInWords(cause, countryOf(input, cause.market), calendar, dateOf(day));
}

function countryOf({ countries }: SeasonPlanInput, market: MarketCode): string {
  return countries.get(market) ?? market;
}

/** Whether the market that decides a day has dates there that may change, or none at all. */
function provisionalDays(markets: readonly MarketDemand[]): (day: PlanDay) => boolean {
  const gaps = new Map(markets.map((demand) => [demand.market, demand.gaps.map(numbers)] as const));
  return ({ day, cause }) =>
    gaps.get(cause.market)?.some(({ from, until }) => from <= day && day < until) ?? false;
}

function numbers({ from, until }: CalendarGap): { readonly from: number; readonly until: number } {
  return { from: dayNumber(from), until: dayNumber(until) };
}

function hours(clones: Int32Array): number {
  return total(clones) / 4;
}
