import { backtest } from "./backtest/backtest.ts";
import { backtestHtml } from "./backtest/backtest-html.ts";
import { backtestJson } from "./backtest/backtest-json.ts";
import { backtestText } from "./backtest/backtest-text.ts";
import { type BacktestOptions, readBacktest } from "./backtest/read-options.ts";
import { progressOf } from "./progress.ts";
import { writePage } from "./write-page.ts";

/** What a person writes behind `season backtest`. */
export interface PrintOptions extends BacktestOptions {
  readonly json?: true;
  /** The file that becomes a page. */
  readonly html?: string;
}

/**
 * `gradetide season backtest`: learns from a trace before a date and replays the rest by every strategy.
 *
 * @returns the exit code 0: whether the goals were held stands in the verdicts.
 */
export function printBacktest(options: PrintOptions): number {
  const read = readBacktest(options);
  const progress = progressOf(process.stderr);
  const done = backtest(read.input, progress.show);
  progress.end();
  if (options.html !== undefined) {
    writePage(options.html, backtestHtml(read, done));
    process.stderr.write(`Wrote ${options.html}.\n`);
  }
  const columns = Math.max(80, process.stdout.columns ?? 80);
  if (options.json) process.stdout.write(`${backtestJson(read, done)}\n`);
  else if (options.html === undefined) {
    process.stdout.write(`${backtestText(read, done, columns)}\n`);
  }
  return 0;
}
