import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { engineVersion } from "./engine-version.ts";

/** Where engines lie on this machine. All paths are absolute. */
export interface Places {
  /** Shared by all checkouts of this user: the lock, work in progress and finished engines of one version. */
  readonly cache: string;
  /** The engine that was built from its Go module, without a language host beside it. */
  readonly built: string;
  /** The folder of the engine that the npm launcher downloaded, with its own language hosts. */
  readonly downloaded: string;
  /** The engine that the npm launcher or Pulumi's Automation API downloaded for this user earlier. */
  readonly vendors: string;
  /** This checkout's folder for a built engine: a link to it, with the language host beside it. */
  readonly project: string;
}

/** The file name of the engine. */
export const engineFile = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Names the places for one user and one checkout.
 *
 * @param folder this checkout's folder for engines, for example ".gradetide/engine" made absolute
 * @param env the user's environment: XDG_CACHE_HOME, HOME, LOCALAPPDATA and PULUMI_HOME are read
 */
export function placesOf(folder: string, env: NodeJS.ProcessEnv): Places {
  const cache = join(userCache(env), "gradetide", "engine", engineVersion);
  const machine = `${process.platform}-${process.arch}`;
  const vendorsHome = absolute(env.PULUMI_HOME) ?? join(home(env), ".pulumi");
  return {
    cache,
    built: join(cache, `built-${machine}`, engineFile),
    downloaded: join(cache, `npm-${machine}`),
    vendors: join(vendorsHome, "versions", engineVersion, "bin", engineFile),
    project: join(folder, engineVersion),
  };
}

/** The folders of the PATH, in order; entries that are empty or relative are left out. */
export function pathFolders(env: NodeJS.ProcessEnv): readonly string[] {
  const path = env.PATH ?? env.Path ?? "";
  return path.split(delimiter).filter((folder) => isAbsolute(folder));
}

function userCache(env: NodeJS.ProcessEnv): string {
  const set = absolute(env.XDG_CACHE_HOME);
  if (set !== undefined) {
    return set;
  }
  switch (process.platform) {
    case "win32":
      return absolute(env.LOCALAPPDATA) ?? join(home(env), "AppData", "Local");
    case "darwin":
      return join(home(env), "Library", "Caches");
    default:
      return join(home(env), ".cache");
  }
}

function home(env: NodeJS.ProcessEnv): string {
  return absolute(env.HOME) ?? homedir();
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
