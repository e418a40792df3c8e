import { readFileSync } from "node:fs";
import { writeWhole } from "./engine/atomic-files.ts";

/** Writes a file as a whole, and not at all when it says the same already. */
export function writeIfChanged(path: string, text: string): void {
  if (readIfThere(path) !== text) writeWhole(path, text);
}

/** The file's text, or `undefined` where there is no such file. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
