import type { DatabaseSizeName } from "../../settings/index.ts";
import { DATABASE_SIZES, type DatabaseSize } from "../capacity/database-sizes.ts";
import { highest } from "../capacity/highest.ts";
import { type Horizon, QUARTERS_PER_DAY, quarterAt } from "../demand/horizon.ts";
import type { MarketDemand } from "../demand/market-demand.ts";
import type { Lending } from "../lending/lending.ts";
import { RAISE_DAYS } from "../lending/reserve.ts";
import { rateLimit } from "./rate-limit.ts";

/** What `up` declares on the day of a plan, besides the profiles: it stands until another `up`. */
export interface Declared {
  /** Clones that stand at the day's start: a new scale set starts with as many. */
  readonly clones: number;
  /** The same of staging. */
  readonly stagingClones: number;
  /** Machines reserved in each zone. */
  readonly reservePerZone: number;
  /** Gateway instances that stand whatever the load. */
  readonly gatewayMinimum: number;
  /** Requests a minute from one client address above which the firewall blocks it. */
  readonly rateLimitPerMinute: number;
  /** The database's size by its name. */
  readonly databaseSize: DatabaseSizeName;
}

/** What is declared from. */
export interface DeclaredInput {
  readonly now: Temporal.Instant;
  readonly horizon: Horizon;
  readonly markets: readonly Pick<MarketDemand, "median">[];
  /** The settings' limit, which is that of the busiest time. */
  readonly rateLimitPerMinute: number;
  readonly floors: Int32Array;
  readonly lending: Lending;
  readonly gateway: Int32Array;
  readonly database: Uint8Array;
}

/**
 * What `up` declares on the day of `now`. Reserve, gateway and firewall's limit are those of the week, and of the days
 * in which the next one is near (`RAISE_DAYS`); the database's size is that at the end of the day.
 */
export function declaredOn(input: DeclaredInput): Declared {
  const { now, horizon, floors, lending, gateway, database } = input;
  const today = quarterAt(horizon, now);
  const near = Math.min((7 + RAISE_DAYS) * QUARTERS_PER_DAY, horizon.quarters);
  const tonight = Math.min(today + QUARTERS_PER_DAY, horizon.quarters) - 1;
  return {
    clones: floors[today] as number,
    stagingClones: lending.staging.floors[today] as number,
    reservePerZone: lending.reserve[0]?.perZone ?? 0,
    gatewayMinimum: highest(gateway, 0, near),
    rateLimitPerMinute: rateLimit(input.rateLimitPerMinute, input.markets, near),
    databaseSize: (DATABASE_SIZES[database[tonight] as number] as DatabaseSize).name,
  };
}
