import type { MarketCode, Settings } from "../../settings/index.ts";
import type { Calendar } from "../calendar.ts";
import { assumedDatabase, assumedGateway, assumedWeb } from "../capacity/assumed-capacity.ts";
import { type CapacityInput, neededCapacity } from "../capacity/capacity.ts";
import { type DatabaseCapacity, sizeLimits } from "../capacity/database.ts";
import { type CapacityFinding, capacityFindings } from "../capacity/findings.ts";
import { freezesOf } from "../capacity/freezes.ts";
import { highest } from "../capacity/highest.ts";
import { lesser, mapRuns } from "../capacity/runs.ts";
import type { WebCapacity } from "../capacity/web.ts";
import type { Customers } from "../customers.ts";
import { type Horizon, quarterAt } from "../demand/horizon.ts";
import type { LoadModel } from "../demand/load-model.ts";
import { type MarketDemand, marketDemand } from "../demand/market-demand.ts";
import { floorNeed } from "../profiles/floor-need.ts";
import { planAnchor } from "../profiles/planned-window.ts";
import { type PlanDay, planDays } from "./days.ts";

/**
 * The load stays below what is planned with this probability in each quarter of an hour. What comes above
 * it is left to the rules, and to what clones carry above their planned utilisation. Assumed: a season
 * rehearsed against real traces will say what it costs.
 */
export const PLANNED_QUANTILE = 0.99;

/** Weeks that a plan looks ahead: a year, and the week that has begun. */
const PLANNED_WEEKS = 53;

/** Days computed beyond the plan's end and cut off: what stands in a quarter depends on those after it. */
const DAYS_BEYOND = 14;

/** What a datacenter's capacity is planned from. */
export interface PlanCapacityInput {
  /** IANA name of the zone by whose clock it is planned. */
  readonly zone: string;
  readonly now: Temporal.Instant;
  readonly settings: Pick<Settings, "markets" | "zones" | "edge" | "web" | "database">;
  /** vCPUs of a clone. */
  readonly vcpus: number;
  readonly calendars: ReadonlyMap<MarketCode, Calendar>;
  readonly customers: Customers;
  readonly modelOf: (market: MarketCode) => LoadModel;
}

/** What a datacenter needs and may have in each quarter of its horizon. */
export interface PlanCapacity {
  /** From the start of the week of `now`, over whole weeks. */
  readonly horizon: Horizon;
  readonly markets: readonly MarketDemand[];
  readonly days: readonly PlanDay[];
  readonly rps: Float64Array;
  readonly web: WebCapacity;
  /** Clones that the load needs. */
  readonly need: Int32Array;
  /** Of them, those that must stand as a floor. */
  readonly floorNeed: Int32Array;
  /** Most clones that are allowed: by the settings, and by the connections that the database takes. */
  readonly limit: Int32Array;
  readonly gateway: Int32Array;
  readonly database: Uint8Array;
  readonly findings: readonly CapacityFinding[];
}

/** Demand and capacity of a datacenter, from the start of the week of `now` over 53 weeks. */
export function planCapacity(input: PlanCapacityInput): PlanCapacity {
  const { zone, settings } = input;
  const horizon = planHorizon(input.now, zone, PLANNED_WEEKS * 7);
  const beyond = planHorizon(input.now, zone, PLANNED_WEEKS * 7 + DAYS_BEYOND);
  const computed = capacityInput(input, beyond);
  const whole = neededCapacity(computed);
  const markets = computed.markets.map((market) => upTo(market, horizon));
  const cut = { ...computed, markets };
  const rps = whole.rps.subarray(0, horizon.quarters);
  const plan = {
    horizon,
    rps,
    clones: whole.clones.subarray(0, horizon.quarters),
    gateway: whole.gateway.subarray(0, horizon.quarters),
    database: {
      sizes: whole.database.sizes.subarray(0, horizon.quarters),
      resizes: whole.database.resizes.filter(({ quarter }) => quarter < horizon.quarters),
    },
  };
  const days = planDays({ horizon, zone, markets, quantile: PLANNED_QUANTILE, rps });
  const late = floorNeed(whole.rps, computed.web).subarray(0, horizon.quarters);
  const need = withoutShrinking(plan.clones, plan.clones, days);
  const limit = clonesAllowed(plan.database.sizes, computed.database, settings.web.ceiling);
  const floors = withoutShrinking(late, plan.clones, days);
  return {
    horizon,
    markets,
    days,
    rps,
    web: computed.web,
    need,
    floorNeed: lesser(floors, limit),
    limit,
    gateway: mapRuns(plan.gateway, (instances) => Math.min(instances, settings.edge.maximum)),
    database: plan.database.sizes,
    findings: capacityFindings(plan, cut),
  };
}

/** Whole local days from the start of the week of `now`. */
function planHorizon(now: Temporal.Instant, zone: string, days: number): Horizon {
  const from = planAnchor(now, zone);
  const until = from.toZonedDateTimeISO(zone).add({ days }).toInstant();
  return { from, quarters: quarterAt({ from, quarters: 0 }, until) };
}

function capacityInput(input: PlanCapacityInput, horizon: Horizon): CapacityInput {
  const { zone, now, settings, vcpus, customers } = input;
  const calendars = settings.markets.map(({ code }) => calendarOf(input, code));
  const zones = settings.zones.length;
  const { floor, ceiling } = settings.web;
  const { minimum, maximum } = settings.edge;
  const database = assumedDatabase(settings.database);
  return {
    markets: calendars.map((calendar) =>
      marketDemand({ calendar, customers, model: input.modelOf(calendar.market), horizon, now }),
    ),
    quantile: PLANNED_QUANTILE,
    web: assumedWeb(vcpus, { zones, minimum: floor, maximum: ceiling }),
    gateway: assumedGateway({ zones, minimum, maximum }),
    database,
    freezes: freezesOf(calendars, horizon, database.freezeLeadDays),
    zone,
  };
}

function calendarOf({ calendars }: PlanCapacityInput, market: MarketCode): Calendar {
  const calendar = calendars.get(market);
  if (calendar === undefined) throw new RangeError(`no calendar of ${market} was given`);
  return calendar;
}

/** A demand up to the end of a shorter horizon. */
function upTo(demand: MarketDemand, horizon: Horizon): MarketDemand {
  const { median, causes, gaps, ...rest } = demand;
  return {
    ...rest,
    horizon,
    median: median.subarray(0, horizon.quarters),
    causes: causes.subarray(0, horizon.quarters),
    gaps,
  };
}

/** The settings' ceiling, or fewer where the database of the time does not take so many connections. */
function clonesAllowed(sizes: Uint8Array, database: DatabaseCapacity, ceiling: number): Int32Array {
  const limits = sizeLimits(database).map(({ clones }) => Math.min(ceiling, clones));
  return mapRuns(sizes, (size) => limits[size] as number);
}

/**
 * Raises what is planned for days without a calendar to the most that any of them needs: what nobody
 * knows is no reason to take a clone away.
 */
function withoutShrinking(
  values: Int32Array,
  need: Int32Array,
  days: readonly PlanDay[],
): Int32Array {
  const raised = values.slice();
  for (let i = 0; i < days.length; ) {
    let end = i;
    let most = 0;
    for (; days[end]?.cause.season === "unknown"; end++) {
      const day = days[end] as PlanDay;
      most = Math.max(most, highest(need, day.start, day.end));
    }
    const last = days[end - 1];
    if (end > i && last !== undefined) raised.fill(most, (days[i] as PlanDay).start, last.end);
    i = Math.max(end, i + 1);
  }
  return raised;
}
