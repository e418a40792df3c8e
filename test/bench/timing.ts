import { spawn } from "node:child_process";

/** A command to be timed as a whole process. */
export interface Command {
  readonly file: string;
  readonly words: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Two commands timed in turn, A B A B …, and the ratio of each pair. */
export interface Comparison {
  /** Seconds, median over the runs. */
  readonly one: number;
  readonly other: number;
  /** Median of one / other, pair by pair: it holds when the machine's speed drifts. */
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
}

/** Seconds that a command takes from its start to its end. Throws with its output when it fails. */
export async function seconds(command: Command): Promise<number> {
  const started = performance.now();
  const child = spawn(command.file, command.words, {
    cwd: command.cwd,
    env: command.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) throw new Error(`${command.file} ${command.words.join(" ")} failed:\n${text}`);
  return (performance.now() - started) / 1000;
}

/** Times two commands in turn, after one run of each that does not count. */
export async function compare(one: Command, other: Command, runs: number): Promise<Comparison> {
  await seconds(one);
  await seconds(other);
  const pairs: (readonly [number, number])[] = [];
  for (let run = 0; run < runs; run += 1) pairs.push([await seconds(one), await seconds(other)]);
  const ratios = pairs.map(([a, b]) => a / b);
  return {
    one: median(pairs.map(([a]) => a)),
    other: median(pairs.map(([, b]) => b)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing");
  return (upper + lower) / 2;
}
