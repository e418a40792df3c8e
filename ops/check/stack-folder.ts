import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Workspace, workspaceAt } from "../../local/workspace.ts";

/**
 * A workspace of its own for one stack, in a temporary folder: with an engine's state and a local Azure that
 * nobody else works on. Its program is that of a tree, to which its entries are links.
 *
 * @param engine the folder in which the project keeps an engine that was built.
 */
export function stackFolder(folder: string, stack: string, engine: string): Workspace {
  const root = join(folder, stack);
  mkdirSync(root);
  return { ...workspaceAt(root), engine };
}

/** Makes a workspace's program that of another tree; what the engine and the local Azure keep stays. */
export function showTree({ root, folder }: Workspace, tree: string): void {
  const kept = new Set([folder]);
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    if (!kept.has(path)) rmSync(path);
  }
  for (const name of readdirSync(tree)) {
    if (name !== ".gradetide" && name !== ".git") symlinkSync(join(tree, name), join(root, name));
  }
}
