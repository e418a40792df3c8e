import type { Customers } from "../customers.ts";
import type { Horizon } from "../demand/horizon.ts";
import type { LoadModel } from "../demand/load-model.ts";
import { type MarketDemand, marketDemand } from "../demand/market-demand.ts";
import type { SiteCalendar } from "./site-calendar.ts";

/** What the demand of a site without a market is computed from. */
export interface SiteDemandInput {
  readonly model: LoadModel;
  readonly calendar: SiteCalendar;
  readonly horizon: Horizon;
  /** @default 1000, for which the model's level is the site's */
  readonly pupils?: number;
}

/** A code under which a site's demand is computed; it stands for no country. */
const ANY = "se";

/**
 * The demand of a site that is no market of ours, by the very code that plans the markets: the median in
 * the worst minute of each quarter, and its spread. Pupils don't grow; the model's own growth holds.
 */
export function siteDemand({
  model,
  calendar,
  horizon,
  pupils = 1000,
}: SiteDemandInput): MarketDemand {
  const asOf = horizon.from.toZonedDateTimeISO(calendar.zone).toPlainDate();
  const served = { pupils, asOf, growthPerYear: 0, assumed: false };
  const customers: Customers = {
    markets: { se: served, is: served, gb: served, ch: served, de: served },
    customers: [],
  };
  return marketDemand({
    calendar: { ...calendar, market: ANY },
    customers,
    model,
    horizon,
    now: horizon.from,
  });
}
