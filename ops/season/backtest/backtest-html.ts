import { curvesHtml } from "../curves-page.ts";
import type { Backtest, Strategy } from "./backtest.ts";
import { COLUMNS, COLUMNS_TEXT, cellsOf, overlaysText, splitText } from "./backtest-text.ts";
import type { ReadBacktest } from "./read-options.ts";

/** The strategies whose curves are drawn, the need before them. */
const DRAWN: readonly Strategy["name"][] = ["plan", "picked", "documented", "office-hours"];

/** A replay as a page: curves, table, verdicts, and how each strategy was played. */
export function backtestHtml(read: ReadBacktest, done: Backtest): string {
  const curves = DRAWN.flatMap((name) => {
    const found = done.strategies.find((strategy) => strategy.name === name);
    // A name has little room at the chart's right end.
    return found === undefined
      ? []
      : [{ name: found.title.replace("reactive, ", ""), clones: found.curve }];
  });
  const [plan, ...others] = curves;
  if (plan === undefined) throw new RangeError("a backtest has a plan");
  return curvesHtml({
    title: `${read.trace}, replayed from ${done.input.trainUntil}`,
    paragraphs: [
      splitText(read, done),
      overlaysText(read),
      ...done.verdicts.map(({ held, text }) => `${held ? "Held" : "Missed"}: plan, ${text}.`),
      ...done.strategies.map(({ title, how }) => `${title}: ${how}.`),
      "Thick line: what stood under the plan; the others by their dashes, and by their names at the right end.",
    ],
    columns: COLUMNS,
    rows: done.strategies.map(cellsOf),
    caption: COLUMNS_TEXT,
    curves: [plan, { name: "optimum", clones: done.need }, ...others],
    startMs: done.site.startMs + done.split * 60_000,
    zone: done.site.zone,
  });
}
