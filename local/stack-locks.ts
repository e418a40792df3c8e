import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
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
      `Another run (process ${lock.pid} on ${lock.hostname}, since ${lock.timestamp}) is at work on ` +
        `${stack}.\nWait until it has ended, or end it with Ctrl-C in its terminal, and run this again. ` +
        "Where it is long dead on another machine: " +
        `npx gradetide local cancel --stack ${stack} --yes`,
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
    .find((lock) => lock !== undefined && (lock.hostname !== hostname() || isEngine(lock.pid)));
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

/**
 * Whether the process runs and is an engine. One that has ended and waits to be buried (a zombie)
 * does not run; one that got a dead engine's number is none. Where there is no /proc, a process that
 * runs is taken for an engine.
 */
function isEngine(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (!existsSync("/proc/self/stat")) return true;
  const [, name, state] = /\((.*)\) ([A-Z]) /.exec(readIfThere(`/proc/${pid}/stat`) ?? "") ?? [];
  return state !== "Z" && state !== "X" && /pulumi/.test(name ?? "");
}
