import { backtest } from "./backtest/backtest.ts";
import { backtestJson } from "./backtest/backtest-json.ts";
import { backtestText } from "./backtest/backtest-text.ts";
import { type BacktestOptions, readBacktest } from "./backtest/read-options.ts";

/** Milliseconds before anything is shown. */
const PATIENCE = 1000;

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

/** What is being done, on a line of a terminal that is gone in the end; nothing in the first second. */
function progressOf(out: NodeJS.WriteStream): {
  readonly show: (what: string) => void;
  readonly end: () => void;
} {
  const started = performance.now();
  let visible = false;
  return {
    show: (what) => {
      const passed = performance.now() - started;
      if (!out.isTTY || passed < PATIENCE) return;
      visible = true;
      out.write(`\r${Math.floor(passed / 1000)} s  ${what} …\x1b[K`);
    },
    end: () => {
      if (visible) out.write("\r\x1b[K");
    },
  };
}
