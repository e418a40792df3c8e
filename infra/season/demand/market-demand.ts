import { type Calendar, type CalendarGap, calendarGaps } from "../calendar.ts";
import type { Customers } from "../customers.ts";
import { dayClasses } from "./day-classes.ts";
import {
  DAY_CLASSES,
  DAY_SEASONS,
  type DayLoad,
  type DaySeason,
  dayLoads,
  UNKNOWN_DAY,
} from "./day-load.ts";
import { type Horizon, QUARTERS_PER_DAY } from "./horizon.ts";
import { grownLoad, type LoadModel } from "./load-model.ts";
import { type DayPiece, dateOf, dayNumber, localDays, weekdayOf } from "./local-days.ts";
import { type Opening, openingsIn, surgeIn } from "./opening-surge.ts";
import { quantileFactor } from "./quantile.ts";
import { regionPupils } from "./region-pupils.ts";

/** What a market's demand is computed from. */
export interface DemandInput {
  readonly calendar: Calendar;
  readonly customers: Customers;
  readonly model: LoadModel;
  readonly horizon: Horizon;
  /** What is known is what was known then: customers noticed later are not. */
  readonly now: Temporal.Instant;
}

/** Why a quarter needs what it needs: the season with most of the load, and what is on top of it. */
export interface Cause {
  readonly season: DaySeason;
  readonly event?: "bell" | "grade-opening";
}

/** The demand of one local day's quarters, or of a piece of it. */
export interface DemandPiece {
  /** Index in the horizon of its first quarter. */
  readonly first: number;
  /** Median requests a second. Overwritten by the next piece. */
  readonly median: Float64Array;
  /** Codes for `causeOf`. Overwritten by the next piece. */
  readonly causes: Uint8Array;
}

/** A market's demand over a horizon. */
export interface MarketDemand {
  readonly market: Calendar["market"];
  readonly horizon: Horizon;
  /** Median requests a second in the worst minute of each quarter. */
  readonly median: Float64Array;
  /** Codes for `causeOf`. */
  readonly causes: Uint8Array;
  /** Spread of the load around the median, in the logarithm. */
  readonly sigma: number;
  /** Days that the calendar doesn't know, planned as the busiest, and days whose dates may move. */
  readonly gaps: readonly CalendarGap[];
}

const EVENTS = [undefined, "bell", "grade-opening"] as const;

/** Reads a code of `causes`. */
export function causeOf(code: number): Cause {
  const season = DAY_SEASONS[Math.floor(code / EVENTS.length)];
  if (season === undefined) throw new RangeError(`no such cause: ${code}`);
  const event = EVENTS[code % EVENTS.length];
  return event === undefined ? { season } : { season, event };
}

/** A market's demand over the whole horizon: two arrays with an entry a quarter of an hour. */
export function marketDemand(input: DemandInput): MarketDemand {
  const { calendar, horizon, model } = input;
  const median = new Float64Array(horizon.quarters);
  const causes = new Uint8Array(horizon.quarters);
  const write = dayWriter(input);
  for (const day of localDays(horizon, calendar.zone)) write(day, { median, causes }, day.first);
  const { firstDay, days } = daysOf(horizon, calendar.zone);
  return {
    market: calendar.market,
    horizon,
    median,
    causes,
    sigma: model.sigma,
    gaps: calendarGaps(calendar, dateOf(firstDay), dateOf(firstDay + days)),
  };
}

/**
 * The same day by day, for horizons of any length: it holds one day of numbers and, for each region, a
 * byte a day. Regions whose day is alike are one, so that the cost hardly grows with them.
 */
export function* demandPieces(input: DemandInput): Generator<DemandPiece> {
  const median = new Float64Array(QUARTERS_PER_DAY);
  const causes = new Uint8Array(QUARTERS_PER_DAY);
  const write = dayWriter(input);
  for (const day of localDays(input.horizon, input.calendar.zone)) {
    write(day, { median, causes }, 0);
    yield {
      first: day.first,
      median: median.subarray(0, day.length),
      causes: causes.subarray(0, day.length),
    };
  }
}

/** Where demand is written. */
interface Written {
  readonly median: Float64Array;
  readonly causes: Uint8Array;
}

/** Writes the demand of a day, or of a piece of it, from a place on. Regions whose day is alike are one. */
function dayWriter(input: DemandInput): (day: DayPiece, to: Written, at: number) => void {
  const { calendar, customers, horizon, model } = input;
  const { firstDay, days } = daysOf(horizon, calendar.zone);
  const classes = calendar.regions.map((region) => dayClasses(region, firstDay, days));
  const today = input.now.toZonedDateTimeISO(calendar.zone).toPlainDate();
  const pupilsOnDay = regionPupils({ calendar, customers, today });
  const openings = openingsIn(calendar, horizon, model.gradeOpening);
  const loads = dayLoads(model);
  const pupils = new Float64Array(classes.length);
  const pupilsInClass = new Float64Array(DAY_CLASSES);
  return (day, to, at) => {
    pupilsOnDay(day.day, pupils);
    growLoad(pupils, model, day.day);
    pupilsInClass.fill(0);
    for (let region = 0; region < classes.length; region++) {
      const code = classes[region]?.[day.day - firstDay] as number;
      pupilsInClass[code] = (pupilsInClass[code] as number) + (pupils[region] as number);
    }
    addDay(to, at, day, pupilsInClass, loads);
    addOpenings(to, at, day, { openings, pupils, model });
  };
}

/** A pupil whose load has grown counts as more than one. */
function growLoad(pupils: Float64Array, model: LoadModel, day: number): void {
  if (model.growth === undefined) return;
  const factor = grownLoad(model, day);
  for (let region = 0; region < pupils.length; region++) {
    pupils[region] = (pupils[region] as number) * factor;
  }
}

/** Writes the load of a day without openings, and the season that has most of it. */
function addDay(
  { median, causes }: Written,
  at: number,
  { day, slot, length }: DayPiece,
  pupilsInClass: Float64Array,
  loads: (dayClass: number, weekday: number) => DayLoad,
): void {
  const weekday = weekdayOf(day);
  let most = -1;
  let heaviest = UNKNOWN_DAY;
  median.fill(0, at, at + length);
  for (let code = 0; code < DAY_CLASSES; code++) {
    const thousands = (pupilsInClass[code] as number) / 1000;
    if (thousands === 0) continue;
    const { quarters, total } = loads(code, weekday);
    for (let i = 0; i < length; i++) {
      median[at + i] = (median[at + i] as number) + thousands * (quarters[slot + i] as number);
    }
    if (thousands * total <= most) continue;
    most = thousands * total;
    heaviest = code;
  }
  const { bells } = loads(heaviest, weekday);
  const season = (heaviest >> 1) * EVENTS.length;
  for (let i = 0; i < length; i++) causes[at + i] = season + (bells[slot + i] as number);
}

/** Adds the openings' surges to a piece; they are the cause where they are half of the load. */
function addOpenings(
  { median, causes }: Written,
  at: number,
  { first, length }: DayPiece,
  {
    openings,
    pupils,
    model,
  }: {
    readonly openings: readonly Opening[];
    readonly pupils: Float64Array;
    readonly model: LoadModel;
  },
): void {
  const end = first + length;
  const met = openings.filter((opening) => opening.first < end && opening.end > first);
  if (met.length === 0) return;
  const surges = new Float64Array(length);
  for (const opening of met) {
    const thousands = (pupils[opening.region] as number) / 1000;
    const until = Math.min(opening.end, end);
    for (let quarter = Math.max(opening.first, first); quarter < until; quarter++) {
      const surge = thousands * surgeIn(model.gradeOpening, opening, quarter);
      surges[quarter - first] = (surges[quarter - first] as number) + surge;
    }
  }
  for (let i = 0; i < length; i++) {
    const base = median[at + i] as number;
    const surge = surges[i] as number;
    if (surge === 0) continue;
    median[at + i] = base + surge;
    if (surge < base) continue;
    const season = Math.floor((causes[at + i] as number) / EVENTS.length);
    causes[at + i] = season * EVENTS.length + EVENTS.indexOf("grade-opening");
  }
}

/** The local days that a horizon touches. */
function daysOf({ from, quarters }: Horizon, zone: string): { firstDay: number; days: number } {
  const first = from.toZonedDateTimeISO(zone);
  const last = from.add({ minutes: 15 * quarters - 1 }).toZonedDateTimeISO(zone);
  const firstDay = dayNumber(first.toPlainDate());
  return { firstDay, days: dayNumber(last.toPlainDate()) - firstDay + 1 };
}

/** The load that a market stays below with probability `p` in each quarter, in requests a second. */
export function demandQuantile({ median, sigma }: MarketDemand, p: number): Float64Array {
  const factor = quantileFactor(sigma, p);
  const loads = median.slice();
  for (let i = 0; i < loads.length; i++) loads[i] = (loads[i] as number) * factor;
  return loads;
}
