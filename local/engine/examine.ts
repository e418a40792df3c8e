import { dirname, sep } from "node:path";
import { isSuitableVersion, parseVersion, suitableVersions } from "./engine-version.ts";
import { findExecutables, followLinks } from "./executables.ts";
import { fileKey, type KnownAnswers } from "./known-answers.ts";

/** The file that must lie beside an engine for it to run a Node program without a warning. */
export const languageHostName = "pulumi-language-nodejs";

/** What one engine on this machine turned out to be. */
export type Examined =
  | { readonly suitable: true; readonly pulumi: string; readonly version: string }
  | { readonly suitable: false; readonly pulumi: string; readonly reason: string };

/**
 * Says whether an engine that somebody else installed can be used. It is asked for its version once: the
 * answer is kept for as long as the file is the same.
 *
 * Its language host must lie beside it, once links are followed. One elsewhere on the PATH does not count:
 * the engine takes it only while it also takes every other plugin from the PATH, a provider for the real
 * Azure included, and warns at each run (`getPluginInfoAndPath` in pulumi/pulumi, sdk/go/common/workspace).
 *
 * @param pulumi the absolute path of the engine
 */
export async function examine(
  pulumi: string,
  env: NodeJS.ProcessEnv,
  known: KnownAnswers,
): Promise<Examined> {
  const target = followLinks(pulumi);
  if (target.includes(`${sep}node_modules${sep}`)) {
    return { suitable: false, pulumi, reason: "is the npm launcher, not an engine" };
  }
  const answer = await askVersion(pulumi, target, env, known);
  if ("reason" in answer) {
    return { suitable: false, pulumi, reason: answer.reason };
  }
  const { version } = answer;
  if (!isSuitableVersion(version)) {
    return { suitable: false, pulumi, reason: `is ${version}, wanted is ${suitableVersions}` };
  }
  const folders = [dirname(pulumi), dirname(target)];
  if (findExecutables(languageHostName, folders).length === 0) {
    const reason = `is ${version}, but has no ${languageHostName} beside it in ${dirname(target)}`;
    return { suitable: false, pulumi, reason };
  }
  return { suitable: true, pulumi, version };
}

type VersionAnswer = { readonly version: string } | { readonly reason: string };

async function askVersion(
  pulumi: string,
  target: string,
  env: NodeJS.ProcessEnv,
  known: KnownAnswers,
): Promise<VersionAnswer> {
  const key = fileKey(target);
  const before = key === undefined ? undefined : known.get(key);
  if (before !== undefined) {
    return { version: before };
  }
  const { runProcess } = await import("./run-process.ts");
  const outcome = await runProcess({
    command: pulumi,
    args: ["version"],
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" },
    limitSeconds: 20,
  });
  const version = outcome.code === 0 ? parseVersion(outcome.stdout) : undefined;
  if (version !== undefined) {
    if (key !== undefined) {
      known.set(key, version);
    }
    return { version };
  }
  const end = outcome.stopped ?? `exit code ${outcome.code}`;
  const { lastLines } = await import("./last-lines.ts");
  const said = lastLines(`${outcome.stdout}${outcome.stderr}`, 3).join(" / ");
  return { reason: `did not tell its version (${end}${said === "" ? "" : `: ${said}`})` };
}
