import { stripVTControlCharacters } from "node:util";

/** The last lines of what a process said that hold anything, without colours, oldest first. */
export function lastLines(output: string, count: number): readonly string[] {
  return stripVTControlCharacters(output)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "")
    .slice(-count);
}
