import { mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { flush } from "./atomic-files.ts";
import { engineVersion } from "./engine-version.ts";
import { languageHostName } from "./examine.ts";
import { findExecutables } from "./executables.ts";
import { lastLines } from "./last-lines.ts";
import { engineFile, type Places } from "./places.ts";
import { type Outcome, runProcess } from "./run-process.ts";

/** For the whole download, some 200 MB. */
const limitSeconds = 900;

/** What came of a way to get an engine: its path, or why not. */
export type Attempt = { readonly pulumi: string } | { readonly reason: string };

/** The script of the npm package `pulumi` in this project, or undefined where npm left it out. */
export function findLauncher(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("pulumi/run.js");
  } catch {
    return undefined;
  }
}

/** What an attempt to get an engine works with. */
export interface AttemptOptions {
  readonly places: Places;
  /** A folder for this attempt alone, not there yet; the caller removes it afterwards. */
  readonly work: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
}

/**
 * Has the official npm launcher download the engine with its language hosts, into a temporary folder first: the
 * launcher takes any file that an interrupted download left for an engine.
 *
 * The launcher reads PULUMI_HOME and PULUMI_VERSION, and downloads through Node's `fetch` and then a shell script
 * (npm package `pulumi`, run.js and lib/).
 *
 * @param launcher its script, or undefined where npm left it out
 * @param patienceSeconds how long it may be silent at first; the vendor's script speaks once it was fetched. @default 8
 */
export async function download(
  launcher: string | undefined,
  { places, work, env, report }: AttemptOptions,
  patienceSeconds = 8,
): Promise<Attempt> {
  if (launcher === undefined) {
    return {
      reason: `the npm package pulumi@${engineVersion} is not installed; npm ci installs it`,
    };
  }
  mkdirSync(work, { recursive: true });
  report(`Getting the Pulumi engine ${engineVersion} through its npm launcher`);
  const outcome = await runProcess({
    command: process.execPath,
    args: [launcher, "version"],
    env: launcherEnvironment(env, work),
    onLine: (line) => reportLine(line, report),
    onTick: (seconds) => report(`Still downloading the engine, ${Math.round(seconds)} s`),
    silenceSeconds: patienceSeconds,
    limitSeconds,
  });
  if (outcome.code !== 0) {
    return { reason: `${outcome.stopped ?? `exit code ${outcome.code}`}${whatItSaid(outcome)}` };
  }
  const bin = join(work, "versions", engineVersion, "bin");
  if (findExecutables("pulumi", [bin]).length === 0) {
    return { reason: `it ended well, but left no ${engineFile}` };
  }
  if (findExecutables(languageHostName, [bin]).length === 0) {
    return { reason: `its engine came without ${languageHostName}` };
  }
  flush(bin);
  rmSync(places.downloaded, { recursive: true, force: true });
  renameSync(bin, places.downloaded);
  return { pulumi: join(places.downloaded, engineFile) };
}

/** Whether what the launcher fetches first is in reach, through the user's proxy where there is one. */
export async function reachesDownload(env: NodeJS.ProcessEnv): Promise<boolean> {
  const script =
    'fetch("https://get.pulumi.com/install.sh", { method: "HEAD" }).then(({ ok }) => process.exit(ok ? 0 : 1))';
  const { code } = await runProcess({
    command: process.execPath,
    args: ["-e", script],
    env: withProxy(env),
    limitSeconds: 5,
  });
  return code === 0;
}

/** Its last words, without the line with which it starts. */
function whatItSaid(outcome: Outcome): string {
  const lines = lastLines(`${outcome.stdout}${outcome.stderr}`, 4)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("Downloading pulumi "));
  return lines.length === 0 ? "" : `: ${lines.join(" / ")}`;
}

function launcherEnvironment(env: NodeJS.ProcessEnv, work: string): NodeJS.ProcessEnv {
  const { PULUMI_VERSION: _, ...others } = env;
  return {
    ...withProxy(others),
    PULUMI_HOME: work,
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
}

/** Node's fetch heeds HTTPS_PROXY only when it is told to. */
function withProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { NODE_USE_ENV_PROXY: "1", ...env };
}

function reportLine(line: string, report: (line: string) => void): void {
  const text = stripVTControlCharacters(line).trim();
  if (text !== "") {
    report(`  ${text}`);
  }
}
