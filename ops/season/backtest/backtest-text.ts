import Table from "cli-table3";
import { dateOf } from "../../../infra/season/demand/local-days.ts";
import { wrap } from "../wrap.ts";
import type { Backtest, Overlays, Strategy } from "./backtest.ts";
import { minutesFrom } from "./minute-load.ts";
import type { ReadBacktest } from "./read-options.ts";
import { dateAt } from "./site.ts";

/** A strategy's columns. */
export const COLUMNS = [
  "strategy",
  "clone-hours",
  "× opt.",
  "refused",
  "at bell",
  "over",
  "p99 ms",
  "scaled",
] as const;

/** What the columns mean, for people. */
export const COLUMNS_TEXT =
  "× opt.: clone-hours as a multiple of the optimum's; refused: requests in parts per million, over the whole part " +
  "and in ten minutes from school days' bells; over: minutes in which some were refused; p99 ms: time in the clones " +
  "that 99 % of the served requests stayed below, by docs/load-model.md; scaled: times that clones came or went.";

/** No lines between the columns: eight of them fit 80 columns only so. */
const PLAIN = Object.fromEntries(
  [
    "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right",
    "left left-mid mid mid-mid right right-mid middle",
  ]
    .join(" ")
    .split(" ")
    .map((place) => [place, ""]),
);

/** A replay for a terminal of `width` columns. Pure. */
export function backtestText(read: ReadBacktest, done: Backtest, width: number): string {
  return [
    ...wrap(splitText(read, done), width),
    ...wrap(overlaysText(read), width),
    "",
    tableText(done.strategies),
    "",
    ...done.verdicts.flatMap(({ held, text }) =>
      wrap(`${held ? "held:  " : "missed:"} plan, ${text}`, width),
    ),
    "",
    ...done.strategies.flatMap(({ title, how }) => wrap(`${title}: ${how}`, width)),
    "",
    ...wrap(COLUMNS_TEXT, width),
  ].join("\n");
}

/** What was replayed, what was learned from, and the rules of the game. */
export function splitText({ trace, calendar, mended }: ReadBacktest, done: Backtest): string {
  const { input, site, split, minutes, schoolDays } = done;
  const last = dateAt(site, split + minutes - 1);
  return (
    `${trace}, ${calendar} (${site.zone}): learned from ${dateAt(site, 0)} on, replayed ${input.trainUntil} to ${last}, ` +
    `${schoolDays} school days. A clone serves ${input.rpsPerClone} requests a second from ${input.bootMinutes} min ` +
    `after its order; ${input.minimum} at least.` +
    mendedText(mended)
  );
}

/** What was mended in the trace: the first of it, and how much more. */
function mendedText([first, ...more]: ReadBacktest["mended"]): string {
  if (first === undefined) return "";
  const rest = more.length === 0 ? "" : ` (${more.length} more were mended: see --json.)`;
  return ` ${first.message}. ${first.mend}.${rest}`;
}

/** How minutes were made, and what was laid over them. */
export function overlaysText({ input }: Pick<ReadBacktest, "input">): string {
  const laid = laidOver(input.overlays);
  return `Minutes: ${minutesFrom(input.history)}. Laid over: ${laid.length === 0 ? "nothing" : laid.join("; ")}.`;
}

function laidOver({
  noise,
  seed,
  bell,
  customer,
  movedHoliday,
  grades,
}: Overlays): readonly string[] {
  return [
    ...(noise === 0 ? [] : [`noise of ${round(noise * 100)} % a minute (seed ${seed})`]),
    ...(bell === undefined
      ? []
      : [`on school days ${bell} times the load from 07:55 to 08:05, back by 08:10`]),
    ...(customer === undefined
      ? []
      : [`a customer, announced: ${customer.times} times the load from ${customer.from} on`]),
    ...(movedHoliday === undefined
      ? []
      : [`the holiday of ${dateOf(movedHoliday.start)} a week later`]),
    ...(grades === undefined
      ? []
      : [`a grade period of two weeks, opened on ${grades} at 17:00, and one 52 weeks before`]),
  ];
}

function tableText(strategies: readonly Strategy[]): string {
  const table = new Table({
    chars: PLAIN,
    head: [...COLUMNS],
    colAligns: COLUMNS.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
  });
  for (const strategy of strategies) table.push(cellsOf(strategy));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** A strategy's columns as texts. */
export function cellsOf({ title, figures, timesOptimum }: Strategy): string[] {
  return [
    title,
    Math.round(figures.cloneHours).toLocaleString("en-GB"),
    timesOptimum.toFixed(2),
    partsText(figures.refusedPpm),
    partsText(figures.bellRefusedPpm),
    figures.minutesOverloaded.toLocaleString("en-GB"),
    Math.round(figures.latencyP99Ms).toLocaleString("en-GB"),
    figures.operations.toLocaleString("en-GB"),
  ];
}

function partsText(ppm: number): string {
  if (ppm === 0) return "0";
  return ppm < 9.5 ? ppm.toFixed(1) : Math.round(ppm).toLocaleString("en-GB");
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
