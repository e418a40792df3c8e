import { quarterStart } from "../../infra/season/demand/horizon.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { type ChartRow, chartRows } from "./chart.ts";
import { escapeHtml } from "./html.ts";
import { MONTHS } from "./local-dates.ts";
import { stretchTexts } from "./stretch-table.ts";

/** Units of the drawing; the page scales it to its own width. */
const WIDTH = 1200;
const LEFT = 40;
const RIGHT = 110;
const TOP = 16;
/** Clones upwards from the base line, what is lent downwards from it. */
const UP = 260;
const DOWN = 110;
const BASE = TOP + UP;
const HEIGHT = BASE + DOWN + 24;

/** The lines of the chart, told apart by their dashes and by the name at their end, not by colour. */
export const LINES = [
  ["ceiling", "ceiling"],
  ["reserve", "reserved"],
  ["need", "need"],
  ["floor", "floor"],
] as const;

/** The year of a plan as SVG: a point a day, and a link for each stretch to its row of the table. */
export function planSvg(plan: SeasonPlan): string {
  const rows = chartRows(plan, 1);
  const highest = 1 + Math.max(...rows.flatMap((row) => [row.need, row.ceiling, row.reserve]));
  const y = (clones: number): number => round(BASE - (clones / highest) * UP);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="Clones over the year; ` +
      'left and right arrows go from stretch to stretch, Enter to its row of the table">',
    HATCH,
    grid(highest, y),
    months(plan),
    lentArea(rows, highest),
    ...LINES.map(([key]) => `<path class="line ${key}" d="${line(rows, (row) => y(row[key]))}"/>`),
    names(rows, y),
    stretchLinks(plan),
    "</svg>",
  ].join("\n");
}

const HATCH =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" ' +
  'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>';

/** A day's left edge; the day after the last one has the chart's right edge. */
function x(day: number, days: number): number {
  return round(LEFT + (day / days) * (WIDTH - LEFT - RIGHT));
}

/** Steps: a day's value holds from its left edge to its right one. */
function line(rows: readonly ChartRow[], y: (row: ChartRow) => number): string {
  return rows
    .map(
      (row, day) =>
        `${day === 0 ? "M" : "L"}${x(day, rows.length)} ${y(row)}H${x(day + 1, rows.length)}`,
    )
    .join("");
}

function lentArea(rows: readonly ChartRow[], highest: number): string {
  const depth = (row: ChartRow): number => round(BASE + (row.lent / highest) * UP);
  const days = rows.length;
  const clipped = (row: ChartRow): number => Math.min(depth(row), BASE + DOWN);
  return `<path class="lent" d="M${x(0, days)} ${BASE}${line(rows, clipped).replace("M", "L")}V${BASE}Z"/>`;
}

function grid(highest: number, y: (clones: number) => number): string {
  const step = Math.max(1, Math.ceil(highest / 6));
  const lines: string[] = [];
  for (let clones = 0; clones <= highest; clones += step) {
    lines.push(
      `<path class="grid" d="M${LEFT} ${y(clones)}H${WIDTH - RIGHT}"/>` +
        `<text class="number" x="${LEFT - 6}" y="${y(clones) + 4}">${clones}</text>`,
    );
  }
  return `<g aria-hidden="true">${lines.join("")}</g>`;
}

/** A tick at the first day of each month, with the year where one begins. */
function months(plan: SeasonPlan): string {
  const { horizon, zone } = plan;
  const first = horizon.from.toZonedDateTimeISO(zone.iana).toPlainDate();
  const last = quarterStart(horizon, horizon.quarters).toZonedDateTimeISO(zone.iana).toPlainDate();
  const days = first.until(last, { largestUnit: "days" }).days;
  const ticks: string[] = [];
  for (
    let month = first.with({ day: 1 }).add({ months: 1 });
    Temporal.PlainDate.compare(month, last) < 0;
    month = month.add({ months: 1 })
  ) {
    const at = x(first.until(month, { largestUnit: "days" }).days, days);
    const name = `${MONTHS[month.month - 1]}${month.month === 1 ? ` ${month.year}` : ""}`;
    ticks.push(
      `<path class="grid" d="M${at} ${TOP}V${BASE + DOWN}"/>` +
        `<text class="month" x="${at + 4}" y="${HEIGHT - 8}">${name}</text>`,
    );
  }
  return `<g aria-hidden="true">${ticks.join("")}</g>`;
}

/** Each line's name at its right end, moved apart where ends meet. */
function names(rows: readonly ChartRow[], y: (clones: number) => number): string {
  const last = rows.at(-1);
  if (last === undefined) return "";
  let above = Number.NEGATIVE_INFINITY;
  const ends = LINES.map(([key, name]) => ({ name, at: y(last[key]) }))
    .sort((one, other) => one.at - other.at)
    .map(({ name, at }) => {
      above = Math.max(at, above + 15);
      return `<text class="name" x="${WIDTH - RIGHT + 8}" y="${above + 4}">${name}</text>`;
    });
  const lent = `<text class="name" x="${WIDTH - RIGHT + 8}" y="${BASE + 24}">lent to staging</text>`;
  return `<g aria-hidden="true">${ends.join("")}${lent}</g>`;
}

/** One link a stretch, of which one at a time is reached with the Tab key. */
function stretchLinks(plan: SeasonPlan): string {
  const { quarters } = plan.horizon;
  return plan.stretches
    .map((stretch, i) => {
      const [start, end] = stretch.quarters;
      const left = x(start, quarters);
      const width = round(x(end, quarters) - left);
      const label = escapeHtml(stretchLabel(plan, i));
      return (
        `<a href="#stretch-${i}" class="stretch" tabindex="${i === 0 ? 0 : -1}" aria-label="${label}">` +
        `<title>${label}</title>` +
        `<rect x="${left}" y="${TOP}" width="${width}" height="${UP + DOWN}"/></a>`
      );
    })
    .join("\n");
}

/** A stretch in one sentence. */
export function stretchLabel(plan: SeasonPlan, index: number): string {
  const stretch = plan.stretches[index];
  if (stretch === undefined) return "";
  const texts = stretchTexts(stretch, plan.zone.iana);
  return (
    `${texts.days}, ${stretch.reason}${stretch.provisional ? " (dates may change)" : ""}: ${texts.clones} clones of at most ${texts.most}, ` +
    `gateway ${texts.gateway}, database ${texts.database}, reserve ${texts.reserve}, ` +
    `lent to staging ${texts.staging}`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
