import type { Calendar } from "../calendar.ts";
import type { Customers } from "../customers.ts";
import { dayNumber } from "./local-days.ts";

/** The mean length of a year in days, as `grownPupils` has it. */
const DAYS_PER_YEAR = 365.2425;

/** Who is counted: the market's pupils, spread over its regions, and the announced customers. */
export interface PupilsInput {
  readonly calendar: Calendar;
  readonly customers: Customers;
  /** Today's date in the market: customers noticed after it are not known. */
  readonly today: Temporal.PlainDate;
}

/**
 * Writes the pupils of each of a market's regions on a day: `pupilsOn` by region, in plain numbers, as
 * it is asked for every day of the horizon. A customer without a region is spread as the market is.
 */
export function regionPupils(input: PupilsInput): (day: number, pupils: Float64Array) => void {
  const { calendar, customers, today } = input;
  const shares = calendar.regions.map(({ share }) => share);
  const market = customers.markets[calendar.market];
  const asOf = dayNumber(market.asOf);
  const announced = customers.customers
    .filter(
      (customer) =>
        customer.market === calendar.market &&
        Temporal.PlainDate.compare(customer.noticed, today) <= 0,
    )
    .map((customer) => ({
      start: dayNumber(customer.start),
      pupils: customer.pupils,
      region: calendar.regions.findIndex(({ code }) => code === customer.region),
    }));
  return (day, pupils) => {
    const years = Math.max(0, day - asOf) / DAYS_PER_YEAR;
    let spread = market.pupils * (1 + market.growthPerYear) ** years;
    for (const customer of announced) {
      if (customer.start <= day && customer.region < 0) spread += customer.pupils;
    }
    for (let region = 0; region < shares.length; region++) {
      pupils[region] = spread * (shares[region] as number);
    }
    for (const { start, region, pupils: more } of announced) {
      if (start <= day && region >= 0) pupils[region] = (pupils[region] as number) + more;
    }
  };
}
