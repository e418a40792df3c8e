import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How a child ended. */
export interface ChildEnd {
  /** The exit code; undefined where it could not be started or died of a signal. */
  readonly code: number | undefined;
  /** Why there is no exit code, in words. */
  readonly problem: string | undefined;
}

/** The processes that the host started, so that none outlives it. */
export class Children {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process. It belongs to the host's process group, which the engine ends as a whole. */
  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, [...args], { ...options, windowsHide: true });
    this.#running.add(child);
    const forget = (): void => {
      this.#running.delete(child);
    };
    child.once("exit", forget).once("error", forget);
    return child;
  }

  /** Ends all of them at once and waits for none. */
  killAll(): void {
    for (const child of this.#running) {
      child.kill("SIGKILL");
    }
  }
}

/** Waits until a process has ended and its streams have been read. */
export function ended(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: undefined, problem: error.message }));
    child.once("close", (code, signal) =>
      resolve({
        code: code ?? undefined,
        problem: signal === null ? undefined : `ended by ${signal}`,
      }),
    );
  });
}
