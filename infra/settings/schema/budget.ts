import type * as z from "zod";
import { LIMITS } from "../limits.ts";
import { section, text, wholeNumber } from "./field.ts";

/** The months' names in settings, January first. */
export const MONTH_NAMES = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
] as const;

export type MonthName = (typeof MONTH_NAMES)[number];

const MONTH = /^\d{4}-\d{2}$/;

/** The month in a text, or undefined. */
export function writtenMonth(value: string): Temporal.PlainYearMonth | undefined {
  if (!MONTH.test(value)) return undefined;
  try {
    return Temporal.PlainYearMonth.from(value, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function amount(what: string, example: string): z.ZodType<number, number> {
  return wholeNumber({ ...LIMITS.budgetAmount, of: "units of the currency", what, example });
}

const months = section(
  "Months with another amount, each year: those in which the datacenter is larger.",
  Object.fromEntries(
    MONTH_NAMES.map((name) => [
      name,
      amount("The amount of that month, each year.", "14000").optional(),
    ]),
  ) as Record<MonthName, z.ZodOptional<z.ZodType<number, number>>>,
);

/** Schema of `budget`. */
export const budget = section(
  "What a month may cost, in the currency in which Azure bills the subscription. Whoever is on duty is told at 80 and 100 % of it, and where it is forecast to be passed; nothing is switched off. Without it nobody is told.",
  {
    monthly: amount("The amount of a month that has none of its own.", "9000"),
    months: months.prefault({}),
    until: text(
      {
        what: "The last month for which the amounts were granted.",
        allowed: "a month, not before this one",
        example: "2027-12",
        defaultInWords: "they hold without an end",
      },
      (value) =>
        writtenMonth(value) === undefined ? { allowed: "a month, as year-month" } : undefined,
    ).optional(),
  },
);
