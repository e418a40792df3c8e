import Table from "cli-table3";
import type { PlanStretch } from "../../infra/season/plan/stretches.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { daysName, timeName } from "./local-dates.ts";
import { wrap } from "./wrap.ts";

/** A stretch's columns, as texts. */
export const STRETCH_COLUMNS = [
  "days",
  "why",
  "clones",
  "most",
  "gateway",
  "database",
  "reserve",
  "staging",
] as const;

export type StretchTexts = Readonly<Record<(typeof STRETCH_COLUMNS)[number], string>>;

/** What a stretch's columns say. */
export function stretchTexts(stretch: PlanStretch, zone: string): StretchTexts {
  return {
    days: daysName(stretch.start, stretch.end, zone),
    why: stretch.provisional ? `${stretch.reason} *` : stretch.reason,
    clones: clonesText(stretch),
    most: String(stretch.ceiling),
    gateway: String(stretch.gatewayMinimum),
    database: stretch.databaseSize.replace("Standard_", ""),
    reserve: Object.values(stretch.reserve).join("+"),
    staging: rangeText(stretch.staging),
  };
}

/** "4, 8 at 07:30–08:15", and what the load needs where that is more. */
function clonesText({ floor, busy, need, ceiling }: PlanStretch): string {
  const usual =
    busy === undefined
      ? rangeText(floor)
      : `${floor.least}, ${floor.most} at ${timeName(busy.from)}–${timeName(busy.until)}`;
  if (need > ceiling) return `${usual}; ${need} needed`;
  return need > floor.most ? `${usual}; rules to ${need}` : usual;
}

function rangeText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? String(most) : `${least}–${most}`;
}

/** How narrow columns are made where the terminal is, one after the other; days break after the dash. */
const NARROWED = [
  ["why", 24],
  ["days", "Mon 23 Nov –".length],
  ["why", 14],
  ["clones", 12],
] as const;

/** No lines between the columns: nine of them fit 80 columns only so. */
const PLAIN = Object.fromEntries(
  [
    "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right",
    "left left-mid mid mid-mid right right-mid middle",
  ]
    .join(" ")
    .split(" ")
    .map((name) => [name, ""]),
);

const EXPLANATION =
  "clones: the floor · most: the ceiling · reserve: by zone · staging: clones' room that it is lent";
const PROVISIONAL = "* rests on dates that may still change, or on none.";

/** Draws the stretches for a terminal of `width` columns, 80 at least. Pure. */
export function stretchTable(plan: SeasonPlan, width: number): string {
  const rows = plan.stretches.map((stretch) => stretchTexts(stretch, plan.zone.iana));
  const widths = STRETCH_COLUMNS.map((column) =>
    Math.max(column.length, ...rows.map((row) => row[column].length)),
  );
  for (const [column, narrowest] of NARROWED) shrink(widths, column, width, narrowest);
  const table = new Table({
    head: [...STRETCH_COLUMNS],
    colWidths: widths.map((one) => one + 1),
    wordWrap: true,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1, compact: true },
    chars: PLAIN,
  });
  for (const row of rows) table.push(STRETCH_COLUMNS.map((column) => row[column]));
  const notes = plan.stretches.some(({ provisional }) => provisional) ? [PROVISIONAL] : [];
  const lines = table.toString().split("\n");
  return [...lines.map((line) => line.trimEnd()), "", ...wrap(EXPLANATION, width), ...notes].join(
    "\n",
  );
}

/** Takes from one column what the whole table is too wide; days are whole or in two lines. */
function shrink(
  widths: number[],
  column: (typeof STRETCH_COLUMNS)[number],
  width: number,
  narrowest: number,
): void {
  const place = STRETCH_COLUMNS.indexOf(column);
  const whole = widths.reduce((sum, one) => sum + one + 1, -1);
  const own = widths[place] as number;
  if (whole <= width || own <= narrowest) return;
  widths[place] = column === "days" ? narrowest : Math.max(narrowest, own - (whole - width));
}
