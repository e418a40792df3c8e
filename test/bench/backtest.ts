import { readFileSync } from "node:fs";
import { join } from "node:path";
import { historySlice, stepAt } from "../../infra/season/history/history.ts";
import { parseHistory } from "../../infra/season/history/parse-history.ts";
import { readSiteCalendar } from "../../infra/settings/calendars/read-site-calendar.ts";
import { type BacktestInput, backtest } from "../../ops/season/backtest/backtest.ts";
import { type Game, startClones } from "../../ops/season/backtest/game.ts";
import { optimumClones } from "../../ops/season/backtest/optimum.ts";
import { reactiveSetting } from "../../ops/season/backtest/pick.ts";
import { replayRules } from "../../ops/season/backtest/replay-rules.ts";
import { DOCUMENTED_RULES } from "../../ops/season/backtest/rules.ts";
import { Score } from "../../ops/season/backtest/score.ts";
import { ROOT } from "./projects.ts";
import { median } from "./timing.ts";

/** A year at 1-minute steps. */
const STEPS = 525_600;
const RUNS = 9;

/** A strategy's year against a bare loop over the same array, and a whole backtest of a year. */
export interface BacktestResult {
  readonly strategies: readonly {
    readonly what: string;
    /** Nanoseconds a step, medians; and the median of their ratio, pair by pair. */
    readonly replay: number;
    readonly bare: number;
    readonly ratio: number;
    readonly least: number;
    readonly most: number;
  }[];
  /** Bytes that the heap grew by from the end of one year to the end of ten. */
  readonly grown: number;
  /** Seconds of processor time of all strategies of a year, with a year to learn from. */
  readonly whole: number;
}

/** Times replays and the bare loop in turn, A B A B …, after runs of each that don't count. */
export function benchBacktest(runs = RUNS): BacktestResult {
  const game: Game = {
    startMs: Date.UTC(2026, 0, 1),
    ...{ rps: yearOfLoad(), rpsPerClone: 100, bootMinutes: 5, minimum: 2 },
    bells: Int32Array.from({ length: 365 }, (_, day) => day * 1440 + 480),
  };
  const setting = reactiveSetting(DOCUMENTED_RULES, 2);
  const rules = (): void => {
    replayRules(game, [{ from: 0, setting }], new Score(game, startClones(game), true));
  };
  const optimum = (): void => {
    const score = new Score(game, startClones(game), true);
    optimumClones(game).forEach((clones, minute) => {
      score.add(minute, clones, clones);
    });
  };
  const strategies = [
    { what: "rules", ...measure(rules, game, runs) },
    { what: "the optimum", ...measure(optimum, game, runs) },
  ];
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let year = 0; year < 10; year += 1) rules();
  globalThis.gc?.();
  const grown = process.memoryUsage().heapUsed - before;
  const started = process.cpuUsage();
  backtest(twoYears());
  const { user, system } = process.cpuUsage(started);
  return { strategies, grown, whole: (user + system) / 1e6 };
}

function measure(
  replay: () => void,
  { rps }: Game,
  runs: number,
): Omit<BacktestResult["strategies"][number], "what"> {
  const pairs: (readonly [number, number])[] = [];
  for (let run = -2; run < runs; run += 1) {
    const pair = [time(replay), time(() => bareLoop(rps))] as const;
    if (run >= 0) pairs.push(pair);
  }
  const ratios = pairs.map(([one, bare]) => one / bare);
  return {
    replay: median(pairs.map(([one]) => one)),
    bare: median(pairs.map(([, bare]) => bare)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

/** Nanoseconds a step. */
function time(run: () => void): number {
  const started = performance.now();
  run();
  return ((performance.now() - started) * 1e6) / STEPS;
}

/** The least that such a loop could do: one read, one division and two comparisons a step. */
function bareLoop(load: Float64Array): number {
  let count = 4;
  for (let step = 0; step < load.length; step += 1) {
    const used = (load[step] as number) / count;
    if (used > 70 && count < 10) count += 1;
    else if (used < 30 && count > 2) count -= 1;
  }
  return count;
}

/** Requests a second: quiet nights, busy days, with some noise that is always the same. */
function yearOfLoad(): Float64Array {
  let seed = 1;
  return Float64Array.from({ length: STEPS }, (_, step) => {
    seed = (seed * 48_271) % 2_147_483_647;
    const day = Math.sin(((step % 1440) / 1440) * 2 * Math.PI - Math.PI / 2);
    return 600 + 450 * day + 60 * (seed / 2_147_483_647);
  });
}

/** A year of the application server's trace to learn from, and one to replay, with a bell laid over. */
function twoYears(): BacktestInput {
  const folder = join(ROOT, "data", "traces");
  const name = "app-server-hourly-2015-20";
  const calendar = readSiteCalendar(join(folder, "calendars", `${name}.yaml`));
  const { zone } = calendar;
  const { history } = parseHistory(readFileSync(join(folder, `${name}.csv`), "utf8"), { zone });
  if (history === undefined) throw new Error(`${name} can't be read any more`);
  const stepOf = (date: string): number =>
    stepAt(history, Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant());
  return {
    history: historySlice(history, stepOf("2017-04-01"), stepOf("2019-04-01")),
    calendar,
    trainUntil: Temporal.PlainDate.from("2018-04-01"),
    ...{ rpsPerClone: 9, bootMinutes: 5, minimum: 2 },
    overlays: { noise: 0.08, seed: 1, bell: 2 },
  };
}

/** What was measured, for people. */
export function backtestLines({ strategies, grown, whole }: BacktestResult): readonly string[] {
  return [
    ...strategies.map(
      ({ what, replay, bare, ratio, least, most }) =>
        `a year of a backtest, ${what}: ${replay.toFixed(0)} ns a step against ${bare.toFixed(1)} ns of a bare loop: ` +
        `${ratio.toFixed(0)} times (${least.toFixed(0)} … ${most.toFixed(0)}), goal at most 200`,
    ),
    `heap after ten such years: ${(grown / 1000).toFixed(0)} kB more`,
    `all strategies of a year, with a year to learn from: ${whole.toFixed(1)} s of processor time`,
  ];
}

if (import.meta.main) for (const line of backtestLines(benchBacktest())) console.log(line);
