import { fileURLToPath } from "node:url";
import { seasonPlan } from "../../infra/season/plan.ts";
import { readSettings } from "../../infra/settings/index.ts";
import { readPlanInput } from "../../infra/settings/plan-input.ts";
import { UserError } from "../../local/user-error.ts";
import { progressOf } from "./progress.ts";
import { readFault } from "./rehearse/fault.ts";
import { rehearse } from "./rehearse/rehearse.ts";
import { rehearsalHtml } from "./rehearse/rehearse-html.ts";
import { rehearsalJson } from "./rehearse/rehearse-json.ts";
import { rehearsalText } from "./rehearse/rehearse-text.ts";
import { writePage } from "./write-page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Draws of the load, at most: each takes a few seconds. */
const MOST_SEEDS = 20;

/** What a person writes behind `season rehearse`. */
export interface RehearseOptions {
  readonly json?: true;
  /** The file that becomes a page. */
  readonly html?: string;
  /** A date. */
  readonly today?: string;
  /** How many draws of the load: seeds 1, 2, … */
  readonly seeds: string;
  readonly fault: readonly string[];
}

/**
 * `gradetide season rehearse STACK`: the coming year of a real stack, minute by minute.
 *
 * @returns the exit code 0: who was refused stands in the table.
 */
export async function printRehearsal(stack: string, options: RehearseOptions): Promise<number> {
  const settings = readSettings(ROOT, stack);
  const today = options.today === undefined ? {} : { today: readDate(options.today) };
  const input = await readPlanInput({ root: ROOT, stack, settings, ...today });
  const seeds = readSeeds(options.seeds);
  const faults = options.fault.map((text) => readFault(text, input.zone.iana));
  const progress = progressOf(process.stderr);
  const planOn = (now: Temporal.Instant) => seasonPlan({ ...input, now });
  const done = rehearse({ input, planOn, seeds, faults }, progress.show);
  progress.end();
  if (options.html !== undefined) {
    writePage(options.html, rehearsalHtml(done, faults));
    process.stderr.write(`Wrote ${options.html}.\n`);
  }
  if (options.json) process.stdout.write(`${rehearsalJson(done, faults)}\n`);
  else if (options.html === undefined) {
    const columns = Math.max(80, process.stdout.columns ?? 80);
    process.stdout.write(`${rehearsalText(done, faults, columns)}\n`);
  }
  return 0;
}

function readDate(text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text);
  } catch {
    // A date that does not exist is as wrong as a text that is none.
  }
  throw new UserError("date-refused", `--today takes a date as 2026-11-25, not "${text}".`);
}

function readSeeds(text: string): readonly number[] {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_SEEDS) return Array.from({ length: count }, (_, i) => i + 1);
  throw new UserError(
    "seeds-refused",
    `--seeds takes how many years are drawn, from 1 to ${MOST_SEEDS}, not "${text}".`,
  );
}
