import { writtenMonth } from "../schema/budget.ts";
import type { Rule } from "./rule.ts";

/** The amounts were granted for this month at least: Azure takes no budget of a month that has passed. */
export const budgetIsNotPast: Rule = ({ settings, today }) => {
  const written = settings.budget?.until;
  const until = typeof written === "string" ? writtenMonth(written) : undefined;
  const now = today.toPlainYearMonth();
  if (until === undefined || Temporal.PlainYearMonth.compare(until, now) >= 0) return [];
  return [
    {
      path: ["budget", "until"],
      allowed: `${now} or later, as today is ${today}: a budget in the past watches nothing`,
      edit: "set the month up to which new amounts are granted, or remove `until`",
    },
  ];
};
