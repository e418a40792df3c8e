import { execFileSync, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Checkpoint } from "../../local/checkpoint-files.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a command of a checkout ended. */
export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly text: string;
}

/** A run that is still going on. */
export interface Running {
  readonly ended: Promise<Outcome>;
  /** Sends a signal to the command and all that it started. */
  signal(name: "SIGINT" | "SIGKILL"): void;
  /** What it has printed so far. */
  readonly text: () => string;
}

/** A fresh checkout of this project in a temporary folder, with a git history of one commit. */
export interface Checkout {
  readonly folder: string;
  /** `npx gradetide …` in it. */
  start(...words: string[]): Running;
  gradetide(...words: string[]): Promise<Outcome>;
  read(file: string): string;
  /** Replaces `from` in a file, which must stand there exactly once. */
  edit(file: string, from: string, to: string): void;
  /** `git status --short`. */
  gitStatus(): string;
  checkpoint(stack: string): Checkpoint;
  remove(): void;
}

export function freshCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "gradetide-checkout-"));
  for (const file of projectFiles()) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ROOT, file), target);
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  git(folder, "init", "--quiet");
  writeFileSync(join(folder, ".git", "info", "exclude"), "node_modules\n");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "as checked out");

  const start = (...words: string[]): Running => run(folder, words);
  return {
    folder,
    start,
    gradetide: (...words) => start(...words).ended,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    edit(file, from, to) {
      const text = readFileSync(join(folder, file), "utf8");
      if (text.split(from).length !== 2) throw new Error(`${file} does not hold "${from}" once`);
      writeFileSync(join(folder, file), text.replace(from, to));
    },
    gitStatus: () => git(folder, "status", "--short"),
    checkpoint(stack) {
      const file = join(folder, ".gradetide/state/.pulumi/stacks/gradetide", `${stack}.json`);
      return existsSync(file)
        ? (JSON.parse(readFileSync(file, "utf8")).checkpoint.latest ?? {})
        : {};
    },
    // A plugin that has just been ended may still write what it compiled.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }),
  };
}

/** All that git tracks or would track. */
function projectFiles(): string[] {
  return git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard")
    .split("\n")
    .filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

function git(folder: string, ...words: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
  return execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" });
}

function run(folder: string, words: readonly string[]): Running {
  const child = spawn(process.execPath, [join(folder, "ops/gradetide.js"), ...words], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return {
    text: () => text,
    ended: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, text }));
    }),
    signal(name) {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    },
  };
}
