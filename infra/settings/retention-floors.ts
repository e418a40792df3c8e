import type { MarketCode } from "./markets.ts";

/** How long backups are kept, by how far apart they are taken. */
export interface Retention {
  /** Days for which a backup of each day is kept. */
  readonly days: number;
  /** Weeks for which the one of each Sunday is kept. */
  readonly weeks: number;
  /** Months for which the first one of each month is kept. */
  readonly months: number;
  /** Years for which the first one of each year is kept. */
  readonly years: number;
}

/**
 * The least retention of backups by the market whose data is in them.
 *
 * ASSUMED: no statute of these countries names backups of a school platform, and none was found that does. Whoever
 * answers for data protection and for the schools' contracts has to confirm them. What they rest on: a mistake in
 * grades is found when the next ones are set, so each needs a whole school year and the month in which it is handed
 * over (13 months); a school's holidays must not outlast the daily ones (the longest, in Iceland and Sweden, are ten
 * weeks, so there the weekly ones reach twelve); examinations in the United Kingdom and Germany can be appealed in the
 * year after. Longer is not better: what is kept after its purpose must be answered for (Regulation (EU) 2016/679,
 * article 5(1)(e), storage limitation).
 */
export const RETENTION_FLOORS: Readonly<Record<MarketCode, Retention>> = {
  se: { days: 14, weeks: 12, months: 13, years: 1 },
  is: { days: 14, weeks: 12, months: 13, years: 1 },
  gb: { days: 14, weeks: 8, months: 13, years: 2 },
  ch: { days: 14, weeks: 8, months: 13, years: 1 },
  de: { days: 14, weeks: 8, months: 13, years: 2 },
};
