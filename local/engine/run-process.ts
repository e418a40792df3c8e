import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { passSignals } from "./pass-signals.ts";

/** How long to read on after the end, where something that the process started holds its streams open. */
const drainMilliseconds = 2000;

/** How a process ended, and what it said. */
export interface Outcome {
  /** The exit code; undefined when it could not be started, was stopped or died of a signal. */
  readonly code: number | undefined;
  /** Why there is no exit code, in words. */
  readonly stopped: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A process to run to its end. */
export interface Task {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Each line of either stream as it comes. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Called every {@link Task.tickSeconds} while it runs, with the seconds since its start. */
  readonly onTick?: (seconds: number) => void;
  /** @default 5 */
  readonly tickSeconds?: number;
  /** The process is stopped after so many seconds. @default no limit */
  readonly limitSeconds?: number;
  /** The process is stopped when its standard output is still silent after so many seconds. @default no limit */
  readonly silenceSeconds?: number;
}

/**
 * Runs a process to its end and never throws: a command that is not there is an outcome too. The process
 * and those that it starts form a group of their own, which is ended together with this process.
 */
export async function runProcess(task: Task): Promise<Outcome> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const child = spawn(task.command, [...task.args], {
    env: task.env,
    ...(task.cwd === undefined ? {} : { cwd: task.cwd }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  let stopped: string | undefined;
  const stop = (reason: string): void => {
    stopped ??= reason;
    killGroup(child, "SIGKILL");
  };
  const release = passSignals((signal) => killGroup(child, signal));
  const output = { stdout: "", stderr: "" };
  const timers = startTimers(task, seconds, stop, () => output.stdout === "");
  const streams = (["stdout", "stderr"] as const).map((name) =>
    collectLines(child, name, (line) => {
      output[name] += `${line}\n`;
      task.onLine?.(line, name);
    }),
  );
  try {
    const end = await ended(child);
    await Promise.race([Promise.all(streams), sleep(drainMilliseconds, undefined, { ref: false })]);
    return {
      code: stopped === undefined ? end.code : undefined,
      stopped: stopped ?? end.problem,
      ...output,
      seconds: seconds(),
    };
  } finally {
    for (const timer of timers) {
      clearInterval(timer);
    }
    release();
  }
}

function startTimers(
  task: Task,
  seconds: () => number,
  stop: (reason: string) => void,
  silent: () => boolean,
): readonly NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  const { onTick, limitSeconds, silenceSeconds } = task;
  if (onTick !== undefined) {
    timers.push(setInterval(() => onTick(seconds()), (task.tickSeconds ?? 5) * 1000));
  }
  if (limitSeconds !== undefined) {
    timers.push(
      setTimeout(() => stop(`stopped: not done after ${limitSeconds} s`), limitSeconds * 1000),
    );
  }
  if (silenceSeconds !== undefined) {
    timers.push(
      setTimeout(() => {
        if (silent()) {
          stop(`stopped: no answer within ${silenceSeconds} s`);
        }
      }, silenceSeconds * 1000),
    );
  }
  return timers;
}

function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | undefined; readonly problem: string | undefined }> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: undefined, problem: error.message }));
    child.once("exit", (code, signal) =>
      resolve({
        code: code ?? undefined,
        problem: signal === null ? undefined : `ended by ${signal}`,
      }),
    );
  });
}

async function collectLines(
  child: ChildProcess,
  name: "stdout" | "stderr",
  onLine: (line: string) => void,
): Promise<void> {
  const stream = child[name];
  if (stream === null) {
    return;
  }
  for await (const line of createInterface({ input: stream })) {
    onLine(line);
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
