import { copyFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "./files.ts";
import { UserError } from "./user-error.ts";
import type { Workspace } from "./workspace.ts";

/** The part of a checkpoint that is read here. */
export interface Checkpoint {
  readonly resources?: readonly CheckpointResource[];
  readonly pending_operations?: readonly {
    readonly type: string;
    readonly resource: CheckpointResource;
  }[];
}

export interface CheckpointResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly protect?: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs of the resources that it waits for. */
  readonly dependencies?: readonly string[];
}

/** Where the engine's file backend keeps the checkpoints of this project. */
export function checkpointFolder({ state }: Workspace): string {
  return join(state, ".pulumi", "stacks", "gradetide");
}

/** Where it keeps a stack's checkpoint. */
export function checkpointFile(workspace: Workspace, stack: string): string {
  return join(checkpointFolder(workspace), `${stack}.json`);
}

/** What the engine knows of a stack; empty where it knows nothing. */
export function readCheckpoint(workspace: Workspace, stack: string): Checkpoint {
  const text = readIfThere(checkpointFile(workspace, stack));
  return text === undefined ? {} : (JSON.parse(text).checkpoint?.latest ?? {});
}

/**
 * Mends what a killed engine left half written. It writes beside each checkpoint a file of
 * attributes that it can do without, but not read when it is empty; and where the checkpoint itself
 * was cut, the one before it lies there still.
 *
 * Call it only while no run is at work on the stack.
 *
 * @throws UserError `state-lost` when both checkpoints are cut.
 */
export function mendCheckpoint(workspace: Workspace, stack: string): void {
  const folder = checkpointFolder(workspace);
  const file = checkpointFile(workspace, stack);
  for (const name of namesIn(folder).filter((one) => one.startsWith(`${stack}.json`))) {
    const path = join(folder, name);
    if (name.endsWith(".tmp") || (name.endsWith(".attrs") && !isJson(path))) rmSync(path);
  }
  if (readIfThere(file) === undefined || isJson(file)) return;
  if (!isJson(`${file}.bak`)) {
    throw new UserError(
      "state-lost",
      `The engine's state of ${stack} on this machine is cut (${file}), and so is the one before it.\n` +
        "`npx gradetide local reset --yes` starts over; Azure is not touched by it.",
    );
  }
  renameSync(file, `${file}.cut`);
  copyFileSync(`${file}.bak`, file);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isJson(path: string): boolean {
  try {
    JSON.parse(readIfThere(path) ?? "");
    return true;
  } catch {
    return false;
  }
}
