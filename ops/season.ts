import { fileURLToPath } from "node:url";
import { type SeasonPlan, seasonPlan } from "../infra/season/plan.ts";
import { readSettings } from "../infra/settings/index.ts";
import { readPlanInput } from "../infra/settings/plan-input.ts";
import { UserError } from "../local/user-error.ts";
import { DUE, dueBetween, dueText } from "./season/due.ts";
import { type FitOptions, fitMarket, type MarketFit, writeFit } from "./season/fit.ts";
import { fitJson, fitText } from "./season/fit-text.ts";
import { planHtml } from "./season/plan-html.ts";
import { planJson } from "./season/plan-json.ts";
import { planText } from "./season/plan-text.ts";
import { writePage } from "./season/write-page.ts";

/** What a person writes behind `season plan`. */
export interface PlanOptions {
  readonly json?: true;
  /** The file that becomes a page. */
  readonly html?: string;
  /** A date. */
  readonly today?: string;
}

/** What a person writes behind `season due`. */
export interface DueOptions {
  readonly json?: true;
  /** Dates. */
  readonly today?: string;
  readonly since?: string;
}

/**
 * `gradetide season plan STACK`: the coming year as a chart and a table, as JSON, or as a page.
 *
 * @returns the exit code 0.
 */
export async function printPlan(stack: string, options: PlanOptions): Promise<number> {
  const plan = await planOf(stack, readDate("--today", options.today));
  if (options.html !== undefined) {
    writePage(options.html, planHtml(plan));
    process.stderr.write(`Wrote ${options.html}.\n`);
  }
  if (options.json) process.stdout.write(`${planJson(plan)}\n`);
  else if (options.html === undefined) process.stdout.write(`${planText(plan, columns())}\n`);
  return 0;
}

/**
 * `gradetide season due STACK`: whether `up` is due, with what and by when.
 *
 * @returns the exit code: 0 when nothing is due, else 3.
 */
export async function printDue(stack: string, options: DueOptions): Promise<number> {
  const today = await planOf(stack, readDate("--today", options.today));
  const date = today.now.toZonedDateTimeISO(today.zone.iana).toPlainDate();
  const since = readDate("--since", options.since) ?? date.subtract({ days: 1 });
  if (Temporal.PlainDate.compare(since, date) > 0) {
    throw new UserError(
      "date-refused",
      `--since ${since} is after ${date}, for which is asked. Give the day of the last \`up\`, ${date} at the latest.`,
    );
  }
  const before = await planOf(stack, since);
  const due = dueBetween(before, today);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ stack, today: date, since, due })}\n`
      : `${dueText(due, before, today, columns())}\n`,
  );
  return due.length === 0 ? 0 : DUE;
}

/**
 * `gradetide season fit FILE`: learns a market's load from its history, writes it where plans read it, and
 * says what was learned beside what stood before.
 *
 * @returns the exit code 0.
 */
export function printFit(file: string, options: FitOptions & { readonly json?: true }): number {
  const working = process.stderr.isTTY;
  if (working) process.stderr.write(`Learning from ${file} …`);
  let fit: MarketFit;
  try {
    fit = fitMarket(ROOT, file, options, Temporal.Now.plainDateISO());
  } finally {
    if (working) process.stderr.write("\r\x1b[K");
  }
  writeFit(ROOT, fit);
  if (options.json) process.stdout.write(`${fitJson(fit)}\n`);
  else process.stdout.write(`${fitText(fit, columns())}\n`);
  process.stderr.write(
    `Wrote ${fit.file}: plans are made by it from now on. Commit it and run \`up\`, as \`season due\` can't see such a change.\n`,
  );
  return 0;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));

async function planOf(stack: string, today: Temporal.PlainDate | undefined): Promise<SeasonPlan> {
  const root = ROOT;
  const settings = readSettings(root, stack);
  return seasonPlan(
    await readPlanInput({ root, stack, settings, ...(today === undefined ? {} : { today }) }),
  );
}

/** @throws UserError `date-refused` */
function readDate(option: string, text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text);
  } catch {
    // A date that does not exist is as wrong as a text that is none.
  }
  throw new UserError("date-refused", `${option} takes a date as 2026-11-25, not "${text}".`);
}

/** A terminal's width; 80 columns where there is none. */
function columns(): number {
  return Math.max(80, process.stdout.columns ?? 80);
}
