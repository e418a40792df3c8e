import type { MarketCode } from "../settings/markets.ts";

/** A market's pupils on the platform, and how many more there will be. */
export interface MarketPupils {
  /** Pupils of the schools served on `asOf`. */
  readonly pupils: number;
  readonly asOf: Temporal.PlainDate;
  /** 0.35: a year later there are 35 % more, where no customer is announced by name. */
  readonly growthPerYear: number;
  /** The count is an estimate with its reasoning, not a count. */
  readonly assumed: boolean;
}

/** A school or a group of schools that is announced and not yet in its market's pupils. */
export interface Customer {
  readonly name: string;
  readonly market: MarketCode;
  /** Code of a region of the market's calendar; absent: spread as the market's regions are. */
  readonly region?: string;
  readonly pupils: number;
  /** The first day on which it uses the platform. */
  readonly start: Temporal.PlainDate;
  /** The day on which its coming was told. Not after `start`; nothing may be planned from it before. */
  readonly noticed: Temporal.PlainDate;
}

/** Who is served, and who is announced. */
export interface Customers {
  readonly markets: Readonly<Record<MarketCode, MarketPupils>>;
  /** In the file's order. */
  readonly customers: readonly Customer[];
}

const DAYS_PER_YEAR = 365.2425;

/**
 * A market's pupils on a date as they grow by themselves: compound, day by day, from `asOf`.
 * Before `asOf` it is the count of `asOf`: the past is no reason to plan for less.
 */
export function grownPupils(market: MarketPupils, date: Temporal.PlainDate): number {
  const days = Math.max(0, market.asOf.until(date, { largestUnit: "days" }).days);
  return market.pupils * (1 + market.growthPerYear) ** (days / DAYS_PER_YEAR);
}

/** The announced customers of a market that use the platform on a date and were noticed by `today`. */
export function customersOn(
  { customers }: Customers,
  market: MarketCode,
  date: Temporal.PlainDate,
  today: Temporal.PlainDate,
): readonly Customer[] {
  return customers.filter(
    (customer) =>
      customer.market === market &&
      Temporal.PlainDate.compare(customer.start, date) <= 0 &&
      Temporal.PlainDate.compare(customer.noticed, today) <= 0,
  );
}

/**
 * A market's pupils on a date: grown by themselves, and the announced customers on top (that growth
 * may hold some of them already errs towards more capacity).
 */
export function pupilsOn(
  customers: Customers,
  market: MarketCode,
  date: Temporal.PlainDate,
  today: Temporal.PlainDate,
): number {
  return customersOn(customers, market, date, today).reduce(
    (sum, { pupils }) => sum + pupils,
    grownPupils(customers.markets[market], date),
  );
}
