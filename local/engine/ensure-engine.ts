import { resolve } from "node:path";
import { isNativeError } from "node:util/types";
import type { Engine } from "./engine.ts";
import { isExecutable } from "./executables.ts";
import { findEngine } from "./find-engine.ts";
import { placesOf } from "./places.ts";
import { builtEngine } from "./project-engine.ts";

export type { Engine } from "./engine.ts";

/** What {@link ensureEngine} wants to know. */
export interface EngineOptions {
  /** This checkout's folder for engines, for example "<checkout>/.gradetide/engine". Made where it is missing. */
  readonly folder: string;
  /** Shows a line of progress. Called at least every 5 s while something is fetched or built, else not at all. */
  readonly report: (line: string) => void;
  /** The user's environment. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** The script of the npm launcher. @default that of the installed npm package `pulumi` */
  readonly launcher?: string | undefined;
}

/**
 * Gets the Pulumi engine: one that is on the machine, else through the vendor's npm launcher, else built from its Go
 * module. An engine that is there is returned within milliseconds and without starting a process.
 *
 * Any number of processes may ask at once: one gets the engine, the others wait for it.
 *
 * @throws UserError "engine-unavailable" with all that was tried and what to install, or "engine-folder" where a
 *   folder can't be written
 */
export async function ensureEngine(options: EngineOptions): Promise<Engine> {
  const env = options.env ?? process.env;
  const folder = resolve(options.folder);
  const places = placesOf(folder, env);
  try {
    const { engine } = await findEngine(folder, places, env);
    if (engine !== undefined) {
      return engine;
    }
    if (isExecutable(places.built)) {
      return builtEngine(places);
    }
    const { getEngine } = await import("./get-engine.ts");
    return await getEngine(options, folder, places, env);
  } catch (error) {
    if (!isFileProblem(error)) {
      throw error;
    }
    const { engineFolderUnusable } = await import("./engine-problem.ts");
    throw engineFolderUnusable(error);
  }
}

function isFileProblem(error: unknown): error is NodeJS.ErrnoException {
  return (
    isNativeError(error) &&
    "code" in error &&
    ("syscall" in error || error.code === "ERR_SQLITE_ERROR")
  );
}
