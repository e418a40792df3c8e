import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { readIfThere } from "./files.ts";
import { UserError } from "./user-error.ts";
import type { Workspace } from "./workspace.ts";

/** What the engine's file backend writes into a lock. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
  readonly timestamp: string;
}

/**
 * Takes away the locks that killed runs left on a stack.
 *
 * @returns how many it took away.
 * @throws UserError `stack-busy` when a run that is still alive holds the stack.
 */
export function clearDeadLocks(workspace: Workspace, stack: string): number {
  const lock = liveLock(workspace, stack);
  if (lock !== undefined) {
    throw new UserError(
      "stack-busy",
      `Another run (process ${lock.pid}, since ${lock.timestamp}) is at work on ${stack}.\n` +
        "Wait until it has ended, or end it with Ctrl-C in its terminal, and run this again.",
    );
  }
  const folder = lockFolder(workspace, stack);
  const files = lockFiles(folder);
  for (const file of files) {
    for (const name of [file, `${file}.attrs`]) rmSync(join(folder, name), { force: true });
  }
  return files.length;
}

/** Whether a run that is alive holds a stack. */
export function isBusy(workspace: Workspace, stack: string): boolean {
  return liveLock(workspace, stack) !== undefined;
}

function liveLock(workspace: Workspace, stack: string): Lock | undefined {
  const folder = lockFolder(workspace, stack);
  return lockFiles(folder)
    .map((file) => readLock(join(folder, file)))
    .find((lock) => lock !== undefined && lock.hostname === hostname() && isAlive(lock.pid));
}

function lockFolder({ state }: Workspace, stack: string): string {
  return join(state, ".pulumi", "locks", "organization", "gradetide", stack);
}

function lockFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

/** A lock cut short by a kill is nobody's. */
function readLock(path: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether the process runs: one that has ended and waits to be buried (a zombie) does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const [, state] = /\) ([A-Z]) /.exec(readIfThere(`/proc/${pid}/stat`) ?? "") ?? [];
  return state !== "Z" && state !== "X";
}
