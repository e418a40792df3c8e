import { spawn } from "node:child_process";
import { constants } from "node:os";
import { type Checkpoint, checkpointFile, readCheckpoint } from "./checkpoint-files.ts";
import { ensureEngine } from "./engine/ensure-engine.ts";
import { readIfThere } from "./files.ts";
import { installPlugins } from "./provider/install-plugins.ts";
import { UserError } from "./user-error.ts";
import { engineEnvironment, type Workspace } from "./workspace.ts";

/** The real engine, working in a workspace of this machine. */
export interface Pulumi {
  readonly workspace: Workspace;
  /** Runs a command with this terminal; answers with its exit code. */
  run(words: readonly string[]): Promise<number>;
  /** Runs a command quietly; answers with what it printed. Throws UserError `engine-failed`. */
  capture(words: readonly string[]): Promise<string>;
  /** Runs a command quietly, with more environment variables; answers with how it ended. */
  attempt(words: readonly string[], variables: NodeJS.ProcessEnv): Promise<Attempt>;
  hasStack(stack: string): boolean;
  /** Makes the stack where it is not there yet. */
  ensureStack(stack: string): Promise<void>;
  /** What the engine knows of a stack; empty where it knows nothing. */
  checkpoint(stack: string): Checkpoint;
  /** Whether anything in the stack is protected. */
  protects(stack: string): boolean;
}

/** How a quiet command ended. */
export interface Attempt {
  readonly code: number;
  /** Standard output. */
  readonly printed: string;
  /** Standard error. */
  readonly problems: string;
}

/**
 * Gets the engine, puts the local Azure's plugins into its home, and returns both at work.
 *
 * @throws UserError when no engine can be had.
 */
export async function pulumiAt(workspace: Workspace): Promise<Pulumi> {
  const engine = await ensureEngine({
    folder: workspace.engine,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  installPlugins(workspace.home);
  const env = engineEnvironment(workspace, process.env);
  const start = (
    words: readonly string[],
    stdio: "inherit" | "pipe",
    variables: NodeJS.ProcessEnv = {},
  ) =>
    spawn(engine.pulumi, ["--cwd", workspace.project, ...words], {
      env: { ...env, ...variables },
      stdio: stdio === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"],
    });

  const pulumi: Pulumi = {
    workspace,
    run: (words) => ended(start(words, "inherit")),
    async capture(words) {
      const { code, printed, problems } = await pulumi.attempt(words, {});
      if (code === 0) return printed;
      throw new UserError(
        "engine-failed",
        `\`pulumi ${words.join(" ")}\` failed (exit code ${code}):\n${(problems || printed).trim()}`,
      );
    },
    async attempt(words, variables) {
      const child = start(words, "pipe", variables);
      let printed = "";
      let problems = "";
      child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
      child.stderr?.setEncoding("utf8").on("data", (text: string) => (problems += text));
      return { code: await ended(child), printed, problems };
    },
    hasStack: (stack) => readIfThere(checkpointFile(workspace, stack)) !== undefined,
    async ensureStack(stack) {
      if (pulumi.hasStack(stack)) return;
      await pulumi.capture(["stack", "init", stack, "--no-select"]).catch((error: unknown) => {
        // Another run has just made it.
        if (!pulumi.hasStack(stack)) throw error;
      });
    },
    checkpoint: (stack) => readCheckpoint(workspace, stack),
    protects: (stack) =>
      (pulumi.checkpoint(stack).resources ?? []).some(({ protect }) => protect === true),
  };
  return pulumi;
}

/**
 * Waits for a child. A Ctrl-C reaches it by itself; this process stays until the child has put its
 * state in order.
 */
function ended(child: ReturnType<typeof spawn>): Promise<number> {
  const stay = () => {};
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", stay).on("SIGTERM", passOn);
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 0)),
    );
  }).finally(() => {
    process.off("SIGINT", stay).off("SIGTERM", passOn);
  });
}
