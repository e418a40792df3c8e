import { backtest } from "./backtest/backtest.ts";
import { backtestJson } from "./backtest/backtest-json.ts";
import { backtestText } from "./backtest/backtest-text.ts";
import { type BacktestOptions, readBacktest } from "./backtest/read-options.ts";
import { progressOf } from "./progress.ts";

/**
 * `gradetide season backtest`: learns from a trace before a date and replays the rest by every strategy.
 *
 * @returns the exit code 0: whether the goals were held stands in the verdicts.
 */
export function printBacktest(options: BacktestOptions & { readonly json?: true }): number {
  const read = readBacktest(options);
  const progress = progressOf(process.stderr);
  const done = backtest(read.input, progress.show);
  progress.end();
  const columns = Math.max(80, process.stdout.columns ?? 80);
  const text = options.json ? backtestJson(read, done) : backtestText(read, done, columns);
  process.stdout.write(`${text}\n`);
  return 0;
}
