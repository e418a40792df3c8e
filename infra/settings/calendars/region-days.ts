import type { MarketCode } from "../markets.ts";
import { isWeekend } from "./days.ts";
import { type PublicHolidays, regionOfHolidays } from "./public-holidays.ts";
import type { WrittenRegion } from "./schema.ts";
import { parseDays, type WrittenDays } from "./written-dates.ts";

/** A named holiday, as written. */
export interface Holiday extends WrittenDays {
  readonly name: string;
}

/** What the days of a region are, worked out once from what is written. Days since 1970-01-01. */
export interface RegionDays {
  /** As written. */
  readonly terms: readonly WrittenDays[];
  /** By date. */
  readonly holidays: readonly Holiday[];
  /** The days that the file speaks of: from the first term or holiday to the end of the last. */
  readonly first: number;
  readonly last: number;
  /** Those from `first` to `last`, sorted. */
  readonly publicHolidays: readonly number[];
  /** Whether a day from `first` to `last` stands in a term or a holiday. */
  isWritten(day: number): boolean;
  /** Whether a day from `first` to `last` is a weekend or a public holiday. */
  isFree(day: number): boolean;
  /** Whether a day of a term is neither a weekend nor a public holiday nor a school holiday. */
  isSchoolDay(day: number): boolean;
}

const TERM = 1;
const HOLIDAY = 2;
const PUBLIC = 4;

/** Works out what the days of a region are; its days must be right one by one. */
export function regionDays(
  market: MarketCode,
  region: Pick<WrittenRegion, "code" | "publicHolidays" | "terms" | "holidays">,
  publicHolidays: PublicHolidays,
): RegionDays {
  const terms = region.terms.map(parseDays);
  const holidays = Object.entries(region.holidays)
    .flatMap(([name, days]) => days.map((text) => ({ name, ...parseDays(text) })))
    .sort((one, other) => one.first - other.first);
  const all = [...terms, ...holidays];
  const first = Math.min(...all.map(({ first }) => first));
  const last = Math.max(...all.map(({ last }) => last));
  const free = publicHolidays
    .of(market, regionOfHolidays(region))
    .filter((day) => day >= first && day <= last);
  const marks = new Uint8Array(last - first + 1);
  const mark = (from: number, to: number, bit: number): void => {
    for (let day = from; day <= to; day += 1) marks[day - first] = (marks[day - first] ?? 0) | bit;
  };
  for (const days of terms) mark(days.first, days.last, TERM);
  for (const days of holidays) mark(days.first, days.last, HOLIDAY);
  for (const day of free) mark(day, day, PUBLIC);
  return {
    terms,
    holidays,
    first,
    last,
    publicHolidays: free,
    isWritten: (day) => ((marks[day - first] ?? 0) & (TERM | HOLIDAY)) !== 0,
    isFree: (day) => ((marks[day - first] ?? 0) & PUBLIC) !== 0 || isWeekend(day),
    isSchoolDay: (day) => marks[day - first] === TERM && !isWeekend(day),
  };
}

/** The school days of a term. */
export function schoolDaysOf(term: WrittenDays, days: RegionDays): readonly number[] {
  const schoolDays: number[] = [];
  for (let day = term.first; day <= term.last; day += 1) {
    if (days.isSchoolDay(day)) schoolDays.push(day);
  }
  return schoolDays;
}
