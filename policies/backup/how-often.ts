import { items, textAt } from "../support/read.ts";

/** How often a backup falls under a mark, from seldom to always. Source: Learn, "Backup Policies" (AbsoluteMarker). */
const OFTEN = ["FirstOfYear", "FirstOfMonth", "FirstOfWeek", "FirstOfDay", "AllBackup"] as const;

/** How often that must be for a mark to be what its name says. */
const WANTED: Readonly<Record<string, (typeof OFTEN)[number]>> = {
  Weekly: "FirstOfWeek",
  Monthly: "FirstOfMonth",
  Yearly: "FirstOfYear",
};

/** Weeks of a month of which a mark may name each: the last one is the fourth or the fifth. */
const WEEKS = 4;

const MONTHS = 12;

/** Whether one criterion of a mark is met each week, month or year, as the mark's name says; more often is well. */
export function isMetAsNamed(criterion: unknown, name: string): boolean {
  const wanted = WANTED[name];
  return wanted === undefined || howOften(criterion) >= OFTEN.indexOf(wanted);
}

/** A place in `OFTEN`, or -1 where it says nothing. What it names besides the day makes it as seldom as that. */
function howOften(criterion: unknown): number {
  const count = (list: string): number => items(criterion, list).length;
  if (count("monthsOfYear") > 0 && count("monthsOfYear") < MONTHS) return 0;
  const absolute = items(criterion, "absoluteCriteria").map(({ value }) =>
    (OFTEN as readonly unknown[]).indexOf(value),
  );
  if (absolute.length > 0) return Math.max(...absolute);
  if (count("daysOfMonth") > 0) return 1;
  if (count("weeksOfTheMonth") > 0 && count("weeksOfTheMonth") < WEEKS) return 1;
  if (count("daysOfTheWeek") > 0) return 2;
  return textAt(items(criterion, "scheduleTimes")[0], "value") === undefined ? -1 : 3;
}
