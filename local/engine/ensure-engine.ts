import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { isNativeError } from "node:util/types";
import { engineFolderUnusable, engineUnavailable, type Tried } from "./engine-problem.ts";
import { engineVersion } from "./engine-version.ts";
import { isExecutable } from "./executables.ts";
import { byTheLauncher, type Engine, findEngine, fromItsModule } from "./find-engine.ts";
import { build } from "./go-build.ts";
import { type Attempt, download, findLauncher } from "./launcher.ts";
import { type Places, placesOf } from "./places.ts";
import { prepareProjectEngine } from "./project-engine.ts";

export type { Engine } from "./find-engine.ts";

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
    return engine ?? (await getEngine(options, folder, places, env));
  } catch (error) {
    throw isFileProblem(error) ? engineFolderUnusable(error) : error;
  }
}

async function getEngine(
  options: EngineOptions,
  folder: string,
  places: Places,
  env: NodeJS.ProcessEnv,
): Promise<Engine> {
  if (isExecutable(places.built)) {
    return builtEngine(places);
  }
  const { withEngineLock } = await import("./engine-lock.ts");
  return withEngineLock(places.cache, options.report, async () => {
    if (isExecutable(places.built)) {
      return builtEngine(places);
    }
    // Whoever had the lock before may have got one.
    const { engine, passedOver } = await findEngine(folder, places, env);
    if (engine !== undefined) {
      return engine;
    }
    const tried: Tried[] = [...passedOver];
    const launcher = "launcher" in options ? options.launcher : findLauncher();
    const downloaded = await inWorkFolder(places, (work) =>
      download(launcher, { places, work, env, report: options.report }),
    );
    if ("pulumi" in downloaded) {
      return { pulumi: downloaded.pulumi, version: engineVersion, source: "npm" };
    }
    options.report(`The npm launcher got no engine (${downloaded.reason})`);
    tried.push({ way: byTheLauncher, answer: downloaded.reason });

    const built = await inWorkFolder(places, (work) =>
      build({ places, work, env, report: options.report }),
    );
    if ("pulumi" in built) {
      return builtEngine(places);
    }
    tried.push({ way: fromItsModule, answer: built.reason });
    throw engineUnavailable(tried);
  });
}

function builtEngine(places: Places): Engine {
  return { pulumi: prepareProjectEngine(places), version: engineVersion, source: "built" };
}

/** Runs an attempt in a folder of its own. Only the lock's owner works here: what else lies about was left by the killed. */
async function inWorkFolder(
  places: Places,
  attempt: (work: string) => Promise<Attempt>,
): Promise<Attempt> {
  for (const name of readdirSync(places.cache)) {
    if (name.startsWith("work-")) {
      rmSync(join(places.cache, name), { recursive: true, force: true });
    }
  }
  const work = join(places.cache, `work-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    return await attempt(work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function isFileProblem(error: unknown): error is NodeJS.ErrnoException {
  return (
    isNativeError(error) &&
    "code" in error &&
    ("syscall" in error || error.code === "ERR_SQLITE_ERROR")
  );
}
