import { QUARTERS_PER_DAY, quarterStart } from "../../infra/season/demand/horizon.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { dayName } from "./local-dates.ts";

/** The most that something has within a row of the chart, in clones. */
export interface ChartRow {
  /** The row's first quarter. */
  readonly start: number;
  readonly need: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly reserve: number;
  readonly lent: number;
}

/** Two weeks a row: a year fits a screen. */
const DAYS_PER_ROW = 14;

/** The signs of a bar, told apart by their shape: no colour is needed. */
const SIGNS = [
  ["█", "floor at the busiest time"],
  ["▓", "the same, and lent to staging when quiet"],
  ["▒", "brought by rules"],
  ["░", "reserved beyond it, and lent"],
  ["·", "reserved beyond it"],
  ["┊", "ceiling"],
] as const;
const [[FLOOR], [FLOOR_LENT], [RULES], [LENT], [RESERVED], [CEILING]] = SIGNS;

const LABEL_WIDTH = "Mon 23 Nov ".length;
const NUMBER_WIDTH = 6;
const NUMBERS = ["need", "floor", "ceil", "resv", "lent"] as const;

/** A wider clone than this tells nothing more. */
const WIDEST_CLONE = 3;

/** The plan as rows of so many days, each with the most of its quarters. */
export function chartRows(plan: SeasonPlan, days = DAYS_PER_ROW): readonly ChartRow[] {
  const rows: ChartRow[] = [];
  const step = days * QUARTERS_PER_DAY;
  for (let start = 0; start < plan.horizon.quarters; start += step) {
    const most = (values: Int32Array): number =>
      values.subarray(start, start + step).reduce((one, other) => Math.max(one, other), 0);
    rows.push({
      start,
      need: most(plan.need),
      floor: most(plan.floors),
      ceiling: most(plan.ceilings),
      reserve: most(plan.reserve),
      lent: most(plan.lent),
    });
  }
  return rows;
}

/**
 * Draws the year for a terminal of `width` columns: two weeks a row, clones to the right, the numbers
 * behind them. Bars, and not the lines of a chart library: those cross each other and are told apart by
 * colour alone, while a row of this can be read aloud. Pure.
 */
export function chart(plan: SeasonPlan, width: number): string {
  const rows = chartRows(plan);
  const room = Math.max(12, width - LABEL_WIDTH - NUMBERS.length * NUMBER_WIDTH);
  const highest = Math.max(...rows.flatMap((row) => [row.need, row.ceiling, row.reserve]));
  const fit = (room - 1) / highest;
  const scale = fit < 1 ? fit : Math.min(WIDEST_CLONE, Math.floor(fit));
  const title = "clones, the most in two weeks".slice(0, room).padEnd(room);
  const numbers = (texts: readonly (string | number)[]): string =>
    texts.map((text) => String(text).padStart(NUMBER_WIDTH)).join("");
  return [
    "".padEnd(LABEL_WIDTH) + title + numbers(NUMBERS),
    ...rows.map((row) => {
      const label = dayName(quarterStart(plan.horizon, row.start), plan.zone.iana);
      const { need, floor, ceiling, reserve, lent } = row;
      return (
        label.padEnd(LABEL_WIDTH) +
        bar(row, scale, room) +
        numbers([need, floor, ceiling, reserve, lent])
      );
    }),
    ...legend(width),
  ].join("\n");
}

function bar(row: ChartRow, scale: number, room: number): string {
  const end = Math.round(row.ceiling * scale);
  let drawn = "";
  for (let x = 0; x < room; x++) drawn += x === end ? CEILING : cell(row, (x + 0.5) / scale);
  return drawn;
}

function cell({ need, floor, reserve, lent }: ChartRow, clone: number): string {
  const isLent = clone >= reserve - lent && clone < reserve;
  if (clone < floor) return isLent ? FLOOR_LENT : FLOOR;
  if (clone < need) return RULES;
  if (clone >= reserve) return " ";
  return isLent ? LENT : RESERVED;
}

/** What the signs mean, in lines that fit the width. */
function legend(width: number): readonly string[] {
  const lines: string[] = [];
  for (const [sign, meaning] of SIGNS) {
    const text = `${sign} ${meaning}`;
    const last = lines.at(-1);
    if (last === undefined || last.length + text.length + 2 > width) lines.push(text);
    else lines[lines.length - 1] = `${last}  ${text}`;
  }
  return lines;
}
