import type { MarketCode } from "../../settings/markets.ts";
import type { LoadModel } from "./load-model.ts";

/**
 * The model of a market without a history of its own. Each number has its source, or says that it is
 * assumed; `season fit` replaces all of them by what a market's own history shows.
 */
export const ASSUMED_MODEL: LoadModel = {
  source: "assumed: no history of this market",
  /**
   * 430 people a day for a thousand pupils (over 20,000 people a day logged in from Iceland, whose
   * schools have about 46,500 pupils), 40 requests each (assumed: five pages of eight requests), over
   * 86,400 seconds, on a school day, which has 1.31 times the week's mean.
   */
  rpsPerThousandPupils: 0.15,
  season: {
    term: 1,
    /**
     * Assumed, so that with the bell the first weeks come to 5.4 times the ordinary load of that hour:
     * a Moodle host reports 5 to 10 times the normal load within minutes at the start of term.
     */
    "term-start": 1.8,
    /**
     * Assumed: the platform that this follows went from four copies of its web server to ten when
     * grades are set, of which the opening of the grades has the greater part.
     */
    "grade-period": 1.5,
    /**
     * US primary and secondary schools fall to a twentieth in July. Assumed to be twice as much, as
     * Christmas and the holiday weeks within a term are not measured.
     */
    holiday: 0.1,
  },
  /**
   * Saturday and Sunday are a sixth of a school day (US primary and secondary schools). Monday to
   * Friday: shape of a campus web server's autumn term (Internet Traffic Archive, University of
   * Saskatchewan, September to December 1995).
   */
  weekday: [1.28, 1.35, 1.33, 1.37, 1.23, 0.22, 0.22],
  /** The same campus web server: its weekdays and its weekends. */
  hour: {
    schoolDay: [
      0.45, 0.36, 0.35, 0.33, 0.32, 0.36, 0.46, 0.66, 1.09, 1.45, 1.61, 1.63, 1.59, 1.79, 1.83,
      1.74, 1.55, 1.15, 0.97, 0.98, 0.99, 0.95, 0.77, 0.62,
    ],
    dayOff: [
      0.81, 0.6, 0.41, 0.33, 0.36, 0.36, 0.41, 0.51, 0.75, 0.93, 1.09, 1.22, 1.29, 1.56, 1.59, 1.63,
      1.49, 1.31, 1.32, 1.3, 1.32, 1.29, 1.14, 0.99,
    ],
  },
  /**
   * School platforms break on the stroke of the first lesson (Baden-Württemberg and Bavaria, 2020 and
   * 2021: 07:55 to 08:00). How high it goes is assumed.
   */
  bell: { minute: 8 * 60, times: 3, before: 5, after: 10 },
  /**
   * UCAS took 276 logins a second at 08:00 on results day 2016, from about 700,000 applicants: 0.39 a
   * thousand. Four requests a login that reach a clone, and the half-life, are assumed.
   */
  gradeOpening: { rpsPerThousandPupils: 1.6, halfLifeMinutes: 20 },
  /**
   * The campus web server's hours of a weekday between 8 and 17 o'clock scatter around their mean with
   * 0.16 to 0.26 in the logarithm.
   */
  sigma: 0.2,
};

/** Minutes after local midnight at which a market's first lessons start, where it isn't 08:00: assumed. */
const FIRST_LESSON: Partial<Record<MarketCode, number>> = {
  gb: 8 * 60 + 45,
};

/** The assumed model with the market's own first lesson. */
export function assumedModel(market: MarketCode): LoadModel {
  const { bell } = ASSUMED_MODEL;
  return { ...ASSUMED_MODEL, bell: { ...bell, minute: FIRST_LESSON[market] ?? bell.minute } };
}
