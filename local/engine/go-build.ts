import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { flush } from "./atomic-files.ts";
import { engineVersion, parseVersion } from "./engine-version.ts";
import { findExecutables } from "./executables.ts";
import { lastLines } from "./last-lines.ts";
import type { Attempt, AttemptOptions } from "./launcher.ts";
import { engineFile, pathFolders } from "./places.ts";
import { type Outcome, runProcess } from "./run-process.ts";

/** The Go package of the engine's command. go.mod beside this file pins its version, go.sum its content. */
const enginePackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The folder with go.mod and go.sum. */
const moduleFolder = fileURLToPath(new URL(".", import.meta.url));

/** The `go` to build with: first on the PATH, else under GOROOT. */
export function findGo(env: NodeJS.ProcessEnv): string | undefined {
  const folders = [...pathFolders(env), ...(env.GOROOT ? [join(env.GOROOT, "bin")] : [])];
  return findExecutables("go", folders)[0];
}

/**
 * Builds the engine from its published Go module. The finished file takes its place in one step, after it told
 * its version: whatever a killed build leaves behind lies in `work` and is never taken for an engine.
 */
export async function build({ places, work, env, report }: AttemptOptions): Promise<Attempt> {
  const go = findGo(env);
  if (go === undefined) {
    return { reason: "there is no go on the PATH" };
  }
  mkdirSync(work, { recursive: true });
  // A GOFLAGS of the user's own, or a go.work above this checkout, would change what is built.
  const goEnv = { ...env, GOWORK: "off", GO111MODULE: "on" };
  report(
    `Building the Pulumi engine ${engineVersion} with ${go}, once for this user (some minutes)`,
  );

  const listed = await listPackages(go, goEnv, report);
  if (listed.code !== 0) {
    return { reason: problemOf(`go list -deps ${enginePackage}`, listed) };
  }
  const total = listed.stdout.trim().split("\n").length;
  const binary = join(work, engineFile);
  const built = await compile(go, binary, goEnv, total, report);
  if (built.code !== 0) {
    return { reason: problemOf(`go build ${enginePackage}`, built) };
  }
  const asked = await runProcess({
    command: binary,
    args: ["version"],
    env: goEnv,
    limitSeconds: 60,
  });
  if (asked.code !== 0 || parseVersion(asked.stdout) !== engineVersion) {
    return { reason: problemOf("the built engine's version", asked) };
  }
  chmodSync(binary, 0o755);
  flush(binary);
  mkdirSync(dirname(places.built), { recursive: true });
  rmSync(places.built, { recursive: true, force: true });
  renameSync(binary, places.built);
  flush(dirname(places.built));
  report(`Built the engine in ${Math.round(listed.seconds + built.seconds)} s`);
  return { pulumi: places.built };
}

/** Fetches the sources that the build needs, and names its packages: that gives the progress a total. */
function listPackages(
  go: string,
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<Outcome> {
  let fetched = 0;
  report("Fetching its sources");
  return runProcess({
    command: go,
    args: ["list", "-C", moduleFolder, "-mod=readonly", "-deps", enginePackage],
    env,
    onLine: (line, stream) => {
      fetched += stream === "stderr" && line.startsWith("go: downloading ") ? 1 : 0;
    },
    onTick: (seconds) =>
      report(`Fetching its sources: ${fetched} modules, ${Math.round(seconds)} s`),
  });
}

function compile(
  go: string,
  binary: string,
  env: NodeJS.ProcessEnv,
  total: number,
  report: (line: string) => void,
): Promise<Outcome> {
  let compiled = 0;
  report("Compiling it");
  return runProcess({
    command: go,
    args: [
      ...["build", "-C", moduleFolder, "-mod=readonly", "-v", "-o", binary],
      ...["-ldflags", `-s -w -X ${versionVariable}=v${engineVersion}`],
      enginePackage,
    ],
    env,
    onLine: (line, stream) => {
      compiled += stream === "stderr" && isPackage(line) ? 1 : 0;
    },
    onTick: (seconds) =>
      report(`Compiling: ${compiled} of at most ${total} packages, ${Math.round(seconds)} s`),
  });
}

/** `go build -v` names each package that it compiles on a line of its own, among its messages. */
function isPackage(line: string): boolean {
  return /^[\w.~/-]+$/.test(line);
}

function problemOf(what: string, outcome: Outcome): string {
  const said = `${outcome.stdout}${outcome.stderr}`
    .split("\n")
    .filter((line) => !isPackage(line))
    .join("\n");
  const end = outcome.stopped ?? `exit code ${outcome.code}`;
  return [`${what}: ${end}`, ...lastLines(said, 10).map((line) => `    ${line}`)].join("\n");
}
