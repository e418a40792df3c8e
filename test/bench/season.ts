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
  /** Milliseconds of the first time in this process, and the median after it. */
  readonly first: number;
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
  const inputs: SeasonPlanInput[] = [];
  for (const [stack, settings] of checkInstallation(ROOT)) {
    inputs.push(await readPlanInput({ root: ROOT, stack, settings, today: TODAY }));
  }
  const markets = inputs.flatMap(({ settings }) => settings.markets).length;
  let quarters = 0;
  const first = time(() => {
    for (const input of inputs) {
      quarters += seasonPlan(input).horizon.quarters * input.settings.markets.length;
    }
  });
  const pairs: (readonly [number, number])[] = [];
  for (let run = 0; run < runs; run++) {
    const plan = time(() => {
      for (const input of inputs) seasonPlan(input);
    });
    pairs.push([plan, time(() => barePass(quarters))]);
  }
  const ratios = pairs.map(([plan, bare]) => plan / bare);
  return {
    markets,
    quarters,
    first,
    plan: median(pairs.map(([plan]) => plan)),
    bare: median(pairs.map(([, bare]) => bare)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
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
function time(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}
