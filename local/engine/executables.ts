import { accessSync, constants, realpathSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";

const suffix = process.platform === "win32" ? ".exe" : "";

/** Every executable file of this name in these folders, in their order. Links are not followed in the paths. */
export function findExecutables(name: string, folders: readonly string[]): readonly string[] {
  return folders.map((folder) => join(folder, name + suffix)).filter(isExecutable);
}

/** Whether the path names a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What is known of a file without opening it; undefined where there is none. Links are followed. */
export function fileStats(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** The path with every link followed; the path itself where that is not possible. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
