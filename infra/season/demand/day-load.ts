import type { SeasonKind } from "../calendar.ts";
import { bellQuarters, type DayShapes, dayShapes } from "./day-shape.ts";
import { QUARTERS_PER_DAY } from "./horizon.ts";
import type { LoadModel } from "./load-model.ts";
import { surgeAfter } from "./opening-surge.ts";

/** The kinds of a day's season; a kind's place is its code. `unknown`: the calendar doesn't know. */
export const DAY_SEASONS = ["holiday", "term", "term-start", "grade-period", "unknown"] as const;

/** What season a day lies in, as far as the calendar knows. */
export type DaySeason = SeasonKind | "unknown";

/** Codes of what a day is: twice its season's code, and 1 more for a public holiday on a weekday. */
export const DAY_CLASSES = 2 * DAY_SEASONS.length;

/** The code of an unknown day. */
export const UNKNOWN_DAY = 2 * DAY_SEASONS.indexOf("unknown");

/** Weekdays: 0 is Monday. */
const SATURDAY = 5;
const SUNDAY = 6;

/**
 * Local hours, from the first to before the second, in which grades may be opened on a weekday whose
 * calendar is unknown. Assumed: nobody opens grades at night or at a weekend.
 * What is left of a surge at midnight isn't carried over.
 */
export const UNKNOWN_OPENING_HOURS = [6, 20] as const;

/** A day's load of a thousand pupils, without openings that are known. */
export interface DayLoad {
  /** Requests a second in the worst minute of each quarter. */
  readonly quarters: Float64Array;
  /** The quarters' sum: which of two days is the heavier. */
  readonly total: number;
  /** 1 where the bell is heard. */
  readonly bells: Uint8Array;
}

/**
 * The load of a day of a class and a weekday, each computed when it is first asked for.
 *
 * An unknown day has, in each quarter, the most that any class has on that weekday, and on weekdays the
 * surge of an opening that nobody has told of yet.
 */
export function dayLoads(model: LoadModel): (dayClass: number, weekday: number) => DayLoad {
  const shapes = dayShapes(model);
  const bells = bellQuarters(model.bell);
  const none = new Uint8Array(QUARTERS_PER_DAY);
  const known = new Map<number, DayLoad>();
  return (dayClass, weekday) => {
    const key = dayClass * 7 + weekday;
    const found = known.get(key);
    if (found !== undefined) return found;
    const quarters =
      dayClass === UNKNOWN_DAY
        ? unknownLoad(model, shapes, weekday)
        : knownLoad(model, shapes, dayClass, weekday);
    const made = {
      quarters,
      total: quarters.reduce((sum, load) => sum + load, 0),
      bells: isSchoolDay(dayClass, weekday) ? bells : none,
    };
    known.set(key, made);
    return made;
  };
}

/** Whether schools have, or on an unknown day may have, lessons on a day of that class and weekday. */
function isSchoolDay(dayClass: number, weekday: number): boolean {
  const publicHoliday = dayClass % 2 === 1;
  return weekday < SATURDAY && !publicHoliday && DAY_SEASONS[dayClass >> 1] !== "holiday";
}

function knownLoad(
  model: LoadModel,
  shapes: DayShapes,
  dayClass: number,
  weekday: number,
): Float64Array {
  const season = DAY_SEASONS[dayClass >> 1] as SeasonKind;
  const likeDay = dayClass % 2 === 1 ? SUNDAY : weekday;
  const mean =
    model.rpsPerThousandPupils * model.season[season] * (model.weekday[likeDay] as number);
  const shape = isSchoolDay(dayClass, weekday) ? shapes.schoolDay : shapes.dayOff;
  return shape.map((factor) => mean * factor);
}

function unknownLoad(model: LoadModel, shapes: DayShapes, weekday: number): Float64Array {
  const most = new Float64Array(QUARTERS_PER_DAY);
  for (let dayClass = 0; dayClass < UNKNOWN_DAY; dayClass++) {
    const load = knownLoad(model, shapes, dayClass, weekday);
    for (let slot = 0; slot < most.length; slot++) {
      most[slot] = Math.max(most[slot] as number, load[slot] as number);
    }
  }
  if (weekday >= SATURDAY) return most;
  const [from, until] = UNKNOWN_OPENING_HOURS;
  for (let slot = from * 4; slot < most.length; slot++) {
    const minutes = Math.max(0, slot - until * 4) * 15;
    most[slot] = (most[slot] as number) + surgeAfter(model.gradeOpening, minutes);
  }
  return most;
}
