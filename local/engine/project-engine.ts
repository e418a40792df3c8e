import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkWhole, writeWhole } from "./atomic-files.ts";
import type { Engine } from "./engine.ts";
import { engineVersion } from "./engine-version.ts";
import { languageHostName } from "./examine.ts";
import { fileStats, isExecutable } from "./executables.ts";
import { engineFile, type Places } from "./places.ts";

const windows = process.platform === "win32";
const hostProgram = fileURLToPath(new URL("./language-host/main.ts", import.meta.url));

/** This checkout's name for a built engine. */
export function projectEngine(places: Places): string {
  return join(places.project, engineFile);
}

/**
 * Whether this checkout has a built engine with the language host beside it, both as they should be. Starts no
 * process and changes nothing. An engine whose original was removed from the user's cache is still whole.
 */
export function isProjectEngineReady(places: Places): boolean {
  const own = fileStats(projectEngine(places));
  if (own === undefined || !isExecutable(projectEngine(places))) {
    return false;
  }
  const original = fileStats(places.built);
  const same =
    original === undefined ||
    (own.size === original.size && Math.abs(own.mtimeMs - original.mtimeMs) < 1000);
  return same && readScript(hostScriptPath(places)) === hostScript();
}

/**
 * Gives this checkout the built engine by a name of its own, with the language host beside it. The engine looks
 * for its host beside the file by which it was started, after following symbolic links: a hard link is therefore
 * needed, and the script can name this checkout's Node and sources while the cache is shared.
 *
 * @returns the path of the engine
 */
export function prepareProjectEngine(places: Places): string {
  writeWhole(hostScriptPath(places), hostScript(), 0o755);
  linkWhole(places.built, projectEngine(places));
  return projectEngine(places);
}

/** The built engine, put in place for this checkout. */
export function builtEngine(places: Places): Engine {
  return { pulumi: prepareProjectEngine(places), version: engineVersion, source: "built" };
}

function hostScriptPath(places: Places): string {
  return join(places.project, windows ? `${languageHostName}.cmd` : languageHostName);
}

/** Runs the language host on the Node that runs this, which is the one that the project pins. */
function hostScript(): string {
  if (windows) {
    return `@"${process.execPath}" "${hostProgram}" %*\r\n`;
  }
  return `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(hostProgram)} "$@"\n`;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

function readScript(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
