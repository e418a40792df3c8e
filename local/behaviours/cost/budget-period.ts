import type { JsonObject } from "../../json.ts";
import type { Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";

const START = "properties.timePeriod.startDate";
const END = "properties.timePeriod.endDate";

/** Since when costs can be budgeted. */
const FIRST_START = Temporal.PlainDate.from("2017-06-01");

/** How far ahead a budget may start. */
const MONTHS_AHEAD = 12;

/** Months of a grain, each counted from January. */
const MONTHS: Readonly<Record<string, number>> = { Monthly: 1, Quarterly: 3, Annually: 12 };

/**
 * What is wrong with the time that a budget covers. Only a new budget has to start in the grain that runs now or
 * later: one that stands grows old.
 *
 * Source: Azure/azure-rest-api-specs, Microsoft.Consumption 2024-08-01, consumption.json, BudgetProperties.timePeriod
 * (first of a month, from June 2017, within the grain that runs, at most twelve months ahead, before its end).
 */
export function refusePeriod(draft: JsonObject, { now, previous }: Context): Refusal[] {
  const start = dateOf(textAt(draft, START));
  const end = dateOf(textAt(draft, END));
  if (start === undefined) return [refused(START, "The start date is no date.")];
  if (end === undefined) return [refused(END, "The end date is no date.")];
  const today = Temporal.Instant.from(now).toZonedDateTimeISO("UTC").toPlainDate();
  const isNew = previous === undefined;
  return [
    ...(start.day === 1
      ? []
      : [refused(START, `The start date ${start} is not the first of a month.`)]),
    ...(isBefore(start, FIRST_START)
      ? [refused(START, `The start date ${start} is before ${FIRST_START}.`)]
      : []),
    ...(isBefore(start, end)
      ? []
      : [refused(END, `The end date ${end} is not after the start date ${start}.`)]),
    ...(isNew ? refuseNew(start, today, textAt(draft, "properties.timeGrain") ?? "") : []),
  ];
}

function refuseNew(start: Temporal.PlainDate, today: Temporal.PlainDate, grain: string): Refusal[] {
  const months = MONTHS[grain] ?? 1;
  const running = today.with({ day: 1 }).subtract({ months: (today.month - 1) % months });
  const last = today.with({ day: 1 }).add({ months: MONTHS_AHEAD });
  if (isBefore(start, running)) {
    const message = `The start date ${start} lies before the ${grain} time grain that runs now, which began on ${running}.`;
    return [refused(START, message)];
  }
  if (!isBefore(last, start)) return [];
  return [refused(START, `The start date ${start} is more than ${MONTHS_AHEAD} months ahead.`)];
}

function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0;
}

/** The date in UTC of an instant, or a date. */
function dateOf(text: string | undefined): Temporal.PlainDate | undefined {
  try {
    return text === undefined
      ? undefined
      : Temporal.PlainDate.from(text.replace(/Z$/, ""), { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function refused(target: string, message: string): Refusal {
  return new Refusal("400", message, { target });
}
