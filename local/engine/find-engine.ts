import { join, sep } from "node:path";
import type { Engine } from "./engine.ts";
import type { Tried } from "./engine-problem.ts";
import { engineVersion } from "./engine-version.ts";
import { examine } from "./examine.ts";
import { findExecutables, isExecutable } from "./executables.ts";
import { KnownAnswers } from "./known-answers.ts";
import { engineFile, type Places, pathFolders } from "./places.ts";
import { isProjectEngineReady, projectEngine } from "./project-engine.ts";

/** What is on the machine: the engine to take, if any, and what spoke against those before it. */
export interface Found {
  readonly engine: Engine | undefined;
  readonly passedOver: readonly Tried[];
}

export const onThePath = "pulumi on the PATH";
export const byTheLauncher = `npm launcher (pulumi@${engineVersion})`;
export const fromItsModule = "building from its Go module";

/**
 * Looks for an engine that is ready: on the PATH, then downloaded, then built. Downloads and builds nothing. An
 * engine already got comes before another try of the launcher, so that a machine where the vendor's download is
 * out of reach waits for it once.
 *
 * @param folder this checkout's folder for engines
 */
export async function findEngine(
  folder: string,
  places: Places,
  env: NodeJS.ProcessEnv,
): Promise<Found> {
  const known = new KnownAnswers(join(folder, "versions.json"));
  const passedOver: Tried[] = [];
  const take = async (
    candidates: readonly string[],
    source: "path" | "npm",
    way: string,
  ): Promise<Engine | undefined> => {
    for (const candidate of candidates) {
      const examined = await examine(candidate, env, known);
      if (examined.suitable) {
        return { pulumi: examined.pulumi, version: examined.version, source };
      }
      passedOver.push({ way, answer: `${candidate} ${examined.reason}` });
    }
    return undefined;
  };

  const installed = findExecutables("pulumi", pathFolders(env).filter(isForeign(folder)));
  const downloaded = [places.vendors, join(places.downloaded, engineFile)].filter(isExecutable);
  const engine =
    (await take([...new Set(installed)], "path", onThePath)) ??
    (await take(downloaded, "npm", byTheLauncher)) ??
    readyEngine(places);
  if (passedOver.every(({ way }) => way !== onThePath)) {
    passedOver.unshift({ way: onThePath, answer: "there is none" });
  }
  return { engine, passedOver };
}

/** npm puts the launcher's link on the PATH of every script; and an engine of ours is no engine of the machine's. */
function isForeign(folder: string): (path: string) => boolean {
  return (path) =>
    !path.endsWith(join("node_modules", ".bin")) && !`${path}${sep}`.startsWith(folder + sep);
}

function readyEngine(places: Places): Engine | undefined {
  return isProjectEngineReady(places)
    ? { pulumi: projectEngine(places), version: engineVersion, source: "built" }
    : undefined;
}
