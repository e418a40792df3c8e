import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { writeWhole } from "./atomic-files.ts";
import { fileStats } from "./executables.ts";
import { engineFile } from "./places.ts";

/** An engine is more than 100 MB; what is this small is a script that picks one and may pick another tomorrow. */
const leastEngineBytes = 1024 * 1024;

/**
 * Names a file as it is now, by its path, size and time of change, so that an answer can be kept for it.
 *
 * @param path with every link followed
 * @returns undefined for what can change its answer without changing itself, such as a version manager's shim
 */
export function fileKey(path: string): string | undefined {
  const stats = fileStats(path);
  if (stats === undefined || stats.size < leastEngineBytes || basename(path) !== engineFile) {
    return undefined;
  }
  return `${path} ${stats.size} ${stats.mtimeMs}`;
}

/** The versions that engines told earlier, in one small file. A file that can't be read is an empty one. */
export class KnownAnswers {
  readonly #path: string;
  #answers: Map<string, string> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** The version kept for a {@link fileKey}. */
  get(key: string): string | undefined {
    return this.#load().get(key);
  }

  /** Keeps a version. A full disk costs only the question next time. */
  set(key: string, version: string): void {
    const answers = this.#load();
    answers.set(key, version);
    try {
      writeWhole(this.#path, `${JSON.stringify(Object.fromEntries(answers), undefined, 2)}\n`);
    } catch {
      // Kept for this process only.
    }
  }

  #load(): Map<string, string> {
    this.#answers ??= new Map(Object.entries(readAnswers(this.#path)));
    return this.#answers;
  }
}

function readAnswers(path: string): Record<string, string> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof content !== "object" || content === null) {
      return {};
    }
    return Object.fromEntries(
      Object.entries(content).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    );
  } catch {
    return {};
  }
}
