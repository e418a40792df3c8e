import { resolve } from "node:path";
import type { Engine } from "./engine.ts";
import { remedies, type Tried, wantedGo } from "./engine-problem.ts";
import { engineVersion } from "./engine-version.ts";
import { isExecutable } from "./executables.ts";
import { byTheLauncher, findEngine, fromItsModule } from "./find-engine.ts";
import { findGo } from "./go-build.ts";
import { findLauncher, reachesDownload } from "./launcher.ts";
import { placesOf } from "./places.ts";
import { runProcess } from "./run-process.ts";

/** What `gradetide doctor` says about the engine. */
export interface EngineReport {
  /** "ready": there is an engine. "obtainable": the next run gets one. "missing": it can't. */
  readonly state: "ready" | "obtainable" | "missing";
  /** The engine that would be used; undefined unless ready. */
  readonly engine: Engine | undefined;
  /** What is there, what was passed over and why, and what could be used, one line each, in the order of use. */
  readonly findings: readonly Tried[];
  /** What to do, one remedy a line, any one of which is enough; empty unless missing. */
  readonly remedies: readonly string[];
}

/**
 * Says which engine would be used, or how one would be got, without downloading, building or writing more than the
 * remembered versions. Where there is none, it asks the vendor's download for its headers, for at most 5 s.
 */
export async function inspectEngine(options: {
  /** This checkout's folder for engines, as for ensureEngine. */
  readonly folder: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default that of the installed npm package `pulumi` */
  readonly launcher?: string | undefined;
  /** Whether the launcher would find what it downloads. @default asks https://get.pulumi.com */
  readonly reaches?: (env: NodeJS.ProcessEnv) => Promise<boolean>;
}): Promise<EngineReport> {
  const env = options.env ?? process.env;
  const folder = resolve(options.folder);
  const places = placesOf(folder, env);
  const { engine, passedOver } = await findEngine(folder, places, env);
  if (engine !== undefined) {
    return { state: "ready", engine, findings: passedOver, remedies: [] };
  }
  if (isExecutable(places.built)) {
    const finding = { way: fromItsModule, answer: `built already: ${places.built}` };
    return { state: "obtainable", engine, findings: [...passedOver, finding], remedies: [] };
  }
  const launcher = "launcher" in options ? options.launcher : findLauncher();
  const [go, reached] = await Promise.all([
    inspectGo(env),
    launcher === undefined ? false : (options.reaches ?? reachesDownload)(env),
  ]);
  const findings = [
    ...passedOver,
    { way: byTheLauncher, answer: launcherAnswer(launcher, reached) },
    { way: fromItsModule, answer: go.answer },
  ];
  return reached || go.usable
    ? { state: "obtainable", engine, findings, remedies: [] }
    : { state: "missing", engine, findings, remedies: remedies() };
}

function launcherAnswer(launcher: string | undefined, reached: boolean): string {
  if (launcher === undefined) {
    return "not installed; npm ci installs it";
  }
  return reached
    ? "would download one from https://get.pulumi.com"
    : "https://get.pulumi.com does not answer";
}

async function inspectGo(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly usable: boolean; readonly answer: string }> {
  const go = findGo(env);
  if (go === undefined) {
    return { usable: false, answer: "there is no go on the PATH" };
  }
  const outcome = await runProcess({
    command: go,
    args: ["env", "GOVERSION", "GOTOOLCHAIN"],
    env: { ...env, GOWORK: "off" },
    limitSeconds: 20,
  });
  const [version = "", toolchain = ""] = outcome.stdout.trim().split("\n");
  if (outcome.code !== 0 || !/^go\d/.test(version)) {
    return { usable: false, answer: `${go} did not tell its version` };
  }
  const found = version.slice(2);
  // A Go from 1.21 on fetches the newer one that go.mod wants, unless it may not.
  const fetchesNewer = toolchain !== "local" && !isOlder(found, "1.21");
  if (isOlder(found, wantedGo()) && !fetchesNewer) {
    const answer = `${go} is ${found}, wanted is ${wantedGo()} or newer${toolchain === "local" ? " (GOTOOLCHAIN=local keeps it from fetching that)" : ""}`;
    return { usable: false, answer };
  }
  return {
    usable: true,
    answer: `${go} (${version}) would build ${engineVersion}, in some minutes`,
  };
}

function isOlder(version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split(".").map(Number.parseFloat));
  for (const index of [0, 1, 2]) {
    const difference = (have?.[index] ?? 0) - (want?.[index] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}
