import type { Problem } from "../schema/field.ts";
import { dayOf, exists } from "./days.ts";

/** Days as a person writes them: both the first and the last are meant. Days since 1970-01-01. */
export interface WrittenDays {
  readonly first: number;
  readonly last: number;
  /** Nobody has published these days. */
  readonly provisional: boolean;
  /** Only the last day is assumed. */
  readonly provisionalEnd: boolean;
}

/** Years in which dates may lie. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

/** No school calendar that anyone plans with lies outside these years. */
const YEARS: Years = { from: 2000, to: 2100 };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAYS = /^(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?( provisional)?( end)?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with a date: 2026-08-17. */
export function checkDate(text: string, years = YEARS): Problem | undefined {
  return DATE.test(text) ? checkDay(text, years) : {};
}

/** What is wrong with days: "2026-10-26 to 2026-10-30", "2026-10-02", either with " provisional". */
export function checkDays(text: string, years = YEARS): Problem | undefined {
  const [, first = "", last = first, provisional, end] = DAYS.exec(text) ?? [];
  if (first === "" || (end !== undefined && provisional === undefined)) return {};
  const problem = checkDay(first, years) ?? checkDay(last, years);
  if (problem !== undefined) return problem;
  if (first <= last) return undefined;
  return {
    allowed: "a first day that is not after the last",
    instead: `${last} to ${first}${provisional ?? ""}${end ?? ""}`,
  };
}

/** What is wrong with the days of a holiday, of which no end is assumed alone. */
export function checkHolidayDays(text: string, years = YEARS): Problem | undefined {
  const problem = checkDays(text, years);
  if (problem !== undefined || !text.endsWith(" end")) return problem;
  return { instead: text.slice(0, -" end".length) };
}

/** What is wrong with a moment in local time: 2026-12-18 08:00. */
export function checkMoment(text: string, years = YEARS): Problem | undefined {
  const [, date = "", time = ""] = MOMENT.exec(text) ?? [];
  return TIME.test(time) ? checkDay(date, years) : {};
}

/** What is wrong with a time of the day: 08:00. */
export function checkTime(text: string): Problem | undefined {
  return TIME.test(text) ? undefined : {};
}

function checkDay(text: string, years: Years): Problem | undefined {
  if (!exists(text)) {
    return { allowed: `a day that exists; ${text} does not`, edit: "correct the day" };
  }
  const year = Number(text.slice(0, "2026".length));
  if (year >= years.from && year <= years.to) return undefined;
  return { allowed: `a year from ${years.from} to ${years.to}`, edit: "correct the year" };
}

/** Days that {@link checkDays} finds nothing wrong with. */
export function parseDays(text: string): WrittenDays {
  const [, first = "", last = first, provisional, end] = DAYS.exec(text) ?? [];
  return {
    first: dayOf(first),
    last: dayOf(last),
    provisional: provisional !== undefined && end === undefined,
    provisionalEnd: provisional !== undefined,
  };
}

/**
 * A moment that {@link checkMoment} finds nothing wrong with, in a zone. Where the change of daylight
 * time skips or repeats the hour, the earlier instant: what must stand by then stands in time.
 */
export function parseMoment(text: string, zone: string): Temporal.ZonedDateTime {
  const local = Temporal.PlainDateTime.from(text.replace(" ", "T"));
  return local.toZonedDateTime(zone, { disambiguation: "earlier" });
}
