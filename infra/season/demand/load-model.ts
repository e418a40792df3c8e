import type { SeasonKind } from "../calendar.ts";

/** Seven numbers, Monday to Sunday. */
export type Week = readonly [number, number, number, number, number, number, number];

/**
 * How many requests a market's pupils make, and when. Plain numbers: a fit writes them, a file holds
 * them. The load of a minute is
 *
 *     pupils / 1000 × rpsPerThousandPupils × season × weekday × hour × bell  +  opening
 *
 * and it is the median: half of all such minutes have less. Hours are local ones.
 */
export interface LoadModel {
  /** Where the numbers come from. */
  readonly source: string;
  /** Requests a second that a thousand pupils make, mean over an ordinary week of term. */
  readonly rpsPerThousandPupils: number;
  /** Load of a season of that kind as a multiple of the ordinary term's. */
  readonly season: Readonly<Record<SeasonKind, number>>;
  /** Load of a weekday as a multiple of the week's mean. A public holiday is like a Sunday. */
  readonly weekday: Week;
  /** Load of each of 24 hours as a multiple of the day's mean, linear between the hours' middles. */
  readonly hour: {
    /** Monday to Friday outside holidays and public holidays. */
    readonly schoolDay: readonly number[];
    /** All other days. */
    readonly dayOff: readonly number[];
  };
  readonly bell: Bell;
  readonly gradeOpening: OpeningSurge;
  /** Standard deviation of the logarithm of the load around its median (log-normal). */
  readonly sigma: number;
  /** How the load of one pupil grows, where a history is long enough to show it. @default not at all */
  readonly growth?: LoadGrowth;
}

/** Growth of the load beyond that of the pupils: compound, day by day, from the date on that the level is of. */
export interface LoadGrowth {
  /** 0.05: a year later a pupil makes 5 % more requests. */
  readonly perYear: number;
  /** The day, in days since 1970-01-01, whose load the level is. */
  readonly fromDay: number;
}

/** What growth multiplies the load of a day by; a day before `fromDay` has less, where it grows. */
export function grownLoad({ growth }: Pick<LoadModel, "growth">, day: number): number {
  return growth === undefined
    ? 1
    : (1 + growth.perYear) ** ((day - growth.fromDay) / DAYS_PER_YEAR);
}

const DAYS_PER_YEAR = 365.2425;

/**
 * The first lesson's bell, on school days. From `before` minutes ahead of it to `before` minutes after
 * it the load is `times` what the hour alone would be; then it falls back linearly until `after`.
 */
export interface Bell {
  /** Minutes after local midnight at which first lessons start. */
  readonly minute: number;
  /** At least 1; 1 is no bell. */
  readonly times: number;
  /** Minutes. */
  readonly before: number;
  /** Minutes, not fewer than `before`. */
  readonly after: number;
}

/** The surge when grades are opened: there on the instant, then halved again and again. It is added. */
export interface OpeningSurge {
  /** Requests a second from a thousand pupils whose grades are opened, on the instant. */
  readonly rpsPerThousandPupils: number;
  readonly halfLifeMinutes: number;
}
