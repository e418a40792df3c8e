import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { withEngineLock } from "./engine-lock.ts";
import { engineUnavailable, type Tried } from "./engine-problem.ts";
import { engineVersion } from "./engine-version.ts";
import type { EngineOptions } from "./ensure-engine.ts";
import { isExecutable } from "./executables.ts";
import { byTheLauncher, findEngine, fromItsModule } from "./find-engine.ts";
import { build, findGo } from "./go-build.ts";
import { type Attempt, download, findLauncher } from "./launcher.ts";
import type { Places } from "./places.ts";
import { builtEngine } from "./project-engine.ts";

/**
 * Gets an engine onto a machine that has none: through the launcher, else by building it. One process at a time.
 *
 * @throws UserError "engine-unavailable"
 */
export async function getEngine(
  options: EngineOptions,
  folder: string,
  places: Places,
  env: NodeJS.ProcessEnv,
): Promise<Engine> {
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
    throw engineUnavailable(tried, findGo(env) === undefined ? undefined : built.reason);
  });
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
