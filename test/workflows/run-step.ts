import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A step of a workflow, found by its job and its name, or by how its command starts. */
export function stepOf(file: string, job: string, name: string): Step & { readonly run: string } {
  const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows", file), "utf8"));
  const steps: readonly Step[] = jobs[job].steps;
  const found = steps.find((step) => step.name === name || step.run?.startsWith(name));
  if (found?.run === undefined) throw new Error(`${file} has no step ${name} in ${job}`);
  return { ...found, run: found.run };
}

/** How a step ended. */
export interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/**
 * Runs a step's commands as they stand in the YAML, as GitHub does: bash with -e and pipefail, in a folder,
 * with stand-ins first on the PATH.
 *
 * @param standIns shell scripts by the command's name.
 */
export function runStep(
  { run }: { readonly run: string },
  folder: string,
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly standIns: Readonly<Record<string, string>>;
  },
): Ended {
  const bin = join(folder, ".stand-ins");
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries(options.standIns)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  // A step puts node_modules first on the PATH: the stand-ins have to stand there too.
  const script = `export PATH="${bin}${delimiter}$PATH"\n${run.replaceAll(
    'export PATH="$PWD/node_modules/node/bin:$PWD/node_modules/.bin:$PATH"',
    `export PATH="${bin}${delimiter}$PWD/node_modules/node/bin:$PWD/node_modules/.bin:$PATH"`,
  )}`;
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
    {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e8,
      env: { ...process.env, GITHUB_STEP_SUMMARY: join(folder, "summary.md"), ...options.env },
    },
  );
  return { code: status, text: `${stdout}\n${stderr}` };
}
