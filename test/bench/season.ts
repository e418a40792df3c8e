import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type SeasonPlanInput, seasonPlan } from "../../infra/season/plan.ts";
import { checkInstallation } from "../../infra/settings/index.ts";
import { readPlanInput } from "../../infra/settings/plan-input.ts";
import { ROOT } from "./projects.ts";
import { median } from "./timing.ts";

/** A Wednesday before the grades of December. */
const TODAY = Temporal.PlainDate.from("2026-11-25");

/** The plans of the five markets, in their three datacenters, against a bare pass over the same quarter-hours. */
export interface SeasonResult {
  readonly markets: number;
  /** Quarters of an hour, over all markets. */
  readonly quarters: number;
  /** Milliseconds of the first time in a fresh process: the median of several, and the least. */
  readonly first: number;
  readonly firstLeast: number;
  /** The median after it. */
  readonly plan: number;
  /** Milliseconds of one multiplication and one comparison a quarter. */
  readonly bare: number;
  /** Median of plan / bare, pair by pair. */
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
}

/** Plans the real stacks and walks a bare loop in turn, A B A B …. Reading the files does not count. */
export async function benchSeason(runs = 15): Promise<SeasonResult> {
  const inputs = await planInputs();
  const markets = inputs.flatMap(({ settings }) => settings.markets).length;
  const quarters = planAll(inputs);
  const [, ...firsts] = Array.from({ length: 1 + runs }, planOnce);
  const pairs: (readonly [number, number])[] = [];
  for (let run = 0; run < runs; run++) {
    pairs.push([time(() => planAll(inputs)), time(() => barePass(quarters))]);
  }
  const ratios = pairs.map(([plan, bare]) => plan / bare);
  return {
    markets,
    quarters,
    first: median(firsts),
    firstLeast: Math.min(...firsts),
    plan: median(pairs.map(([plan]) => plan)),
    bare: median(pairs.map(([, bare]) => bare)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

/** What the real stacks' plans are made from. */
export async function planInputs(): Promise<readonly SeasonPlanInput[]> {
  const inputs: SeasonPlanInput[] = [];
  for (const [stack, settings] of checkInstallation(ROOT)) {
    inputs.push(await readPlanInput({ root: ROOT, stack, settings, today: TODAY }));
  }
  return inputs;
}

/** Plans them all. Returns the quarter-hours, over all markets. */
export function planAll(inputs: readonly SeasonPlanInput[]): number {
  return inputs.reduce(
    (quarters, input) =>
      quarters + seasonPlan(input).horizon.quarters * input.settings.markets.length,
    0,
  );
}

/** Milliseconds of the plans in a process of their own. */
function planOnce(): number {
  const script = join(import.meta.dirname, "season-once.ts");
  return Number(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}

/** The least that anyone could do: each quarter written once and compared once. */
function barePass(quarters: number): number {
  const loads = new Float64Array(quarters);
  let most = 0;
  for (let i = 0; i < quarters; i++) {
    const load = (i % 96) * 1.7;
    loads[i] = load;
    if (load > most) most = load;
  }
  return most;
}

/** Milliseconds. */
export function time(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}
