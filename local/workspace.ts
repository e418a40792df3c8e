import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { writeWhole } from "./engine/atomic-files.ts";
import { engineVariables } from "./engine/engine-variables.ts";
import { readIfThere, writeIfChanged } from "./files.ts";
import { localProject, localStackSettings } from "./stack-files.ts";
import { UserError } from "./user-error.ts";

/**
 * Everything that a run on this machine keeps, in one folder of the project that git ignores: a
 * Pulumi home of its own, the engine's state, a project whose settings the engine may rewrite, and
 * the local Azure's store. Nothing outside of it is written.
 */
export interface Workspace {
  /** The project's root folder. */
  readonly root: string;
  /** `<root>/.gradetide`; the local Azure's store is `azure.db` in it. */
  readonly folder: string;
  /** PULUMI_HOME: plugins and credentials. */
  readonly home: string;
  /** The file backend's folder. */
  readonly state: string;
  /** Where an engine that was built lies, with its language host. */
  readonly engine: string;
  /** The engine's working directory. */
  readonly project: string;
}

/** Names the places below `root` without touching them. */
export function workspaceAt(root: string): Workspace {
  const folder = join(root, ".gradetide");
  return {
    root,
    folder,
    home: join(folder, "home"),
    state: join(folder, "state"),
    engine: join(folder, "engine"),
    project: join(folder, "project"),
  };
}

/**
 * Makes the folders and brings the local project up to date with the tracked files.
 *
 * @param needed the stack that is about to be worked on: the file of another that can't be read is
 * passed over. @default all are needed
 * @param today the date of the local Azure's clock, for the settings of that stack. @default the machine's own
 * @throws UserError `project-unreadable` when a tracked file can't be read as YAML.
 */
export function prepareWorkspace(
  workspace: Workspace,
  needed?: string,
  today?: Temporal.PlainDate,
): void {
  for (const folder of [workspace.home, workspace.state, workspace.project]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const passphrase = join(workspace.folder, "passphrase");
  if (!existsSync(passphrase)) {
    writeWhole(passphrase, `${randomBytes(24).toString("base64url")}\n`, 0o600);
  }
  writeIfChanged(join(workspace.project, "package.json"), '{ "type": "module" }\n');
  writeIfChanged(
    join(workspace.project, "start.js"),
    'export { default } from "../../infra/start.js";\n',
  );
  writeIfChanged(
    join(workspace.project, "Pulumi.yaml"),
    localProject(readTracked(workspace, "Pulumi.yaml")),
  );
  for (const stack of trackedStacks(workspace)) {
    try {
      copySettings(workspace, stack, stack === needed ? today : undefined);
    } catch (error) {
      if (!(error instanceof UserError) || needed === undefined || stack === needed) throw error;
    }
  }
}

function copySettings(workspace: Workspace, stack: string, today?: Temporal.PlainDate): void {
  const file = `Pulumi.${stack}.yaml`;
  const copy = join(workspace.project, file);
  const text = localStackSettings(file, readTracked(workspace, file), readIfThere(copy), today);
  writeIfChanged(copy, text);
}

/** Bytes that must be free before anything is changed: a run writes its state a hundred times over. */
const ROOM_NEEDED = 100e6;

/**
 * Refuses to start on a disk that is nearly full: the engine cuts its own state when it can't write
 * it, and the copy that it keeps with it (tried with 3.250.0).
 *
 * @param free bytes that are free where the workspace lies.
 * @throws UserError `disk-full`
 */
export function requireRoom(workspace: Workspace, free = freeBytes(workspace.folder)): void {
  if (free >= ROOM_NEEDED) return;
  throw new UserError(
    "disk-full",
    `There are ${(free / 1e6).toFixed(0)} MB free for ${workspace.folder}; a run needs ` +
      `${ROOM_NEEDED / 1e6} MB.\nFree some room and run this again: nothing was started.`,
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** The stacks that have a settings file, sorted. */
export function trackedStacks(workspace: Workspace): string[] {
  return readdirSync(workspace.root)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** Forgets everything: the engine's state and the local Azure with it. The engine itself stays. */
export function resetWorkspace(workspace: Workspace): void {
  for (const name of ["home", "state", "project", "passphrase"]) {
    rmSync(join(workspace.folder, name), { recursive: true, force: true });
  }
  for (const suffix of ["", "-wal", "-shm"]) {
    rmSync(join(workspace.folder, `azure.db${suffix}`), { force: true });
  }
}

/**
 * The environment of an engine that works here and nowhere else: the user's own Pulumi and Azure
 * variables are taken out, so that a local run can reach neither their state nor their cloud. The one that lets the
 * engine take more options stays.
 */
export function engineEnvironment(workspace: Workspace, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(PULUMI_(?!DEBUG_COMMANDS$)|ARM_|AZURE_)/.test(name),
  );
  const bin = join(workspace.root, "node_modules", ".bin");
  return {
    ...Object.fromEntries(kept),
    PATH: [bin, env.PATH ?? ""].join(delimiter),
    PULUMI_HOME: workspace.home,
    PULUMI_BACKEND_URL: `file://${workspace.state}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: join(workspace.folder, "passphrase"),
    GRADETIDE_LOCAL: workspace.folder,
    ...engineVariables(workspace.engine),
  };
}

function readTracked(workspace: Workspace, file: string): string {
  try {
    return readFileSync(join(workspace.root, file), "utf8");
  } catch (error) {
    throw new UserError(
      "project-unreadable",
      `${file} can't be read: ${error instanceof Error ? error.message : error}\n` +
        `Run this in a whole checkout of the project (\`git checkout -- ${file}\` brings it back).`,
    );
  }
}
