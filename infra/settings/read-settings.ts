import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { issuesBetween } from "./installation.ts";
import { CONFIG_KEY, type Inspection, inspectSettings } from "./parse-settings.ts";
import { shorten } from "./received.ts";
import { imageName, RELEASES_FILE, readReleases, releaseOf } from "./releases/read-releases.ts";
import { isRecord, own } from "./salvage.ts";
import type { Settings } from "./settings.ts";
import { SettingsError, type SettingsErrorCode, type SettingsIssue } from "./settings-error.ts";
import { readSource, type Source } from "./source.ts";
import { closest } from "./suggest.ts";

const STACK_FILE = /^Pulumi\.([A-Za-z0-9_.-]+)\.yaml$/;

/**
 * Reads and checks the settings of one stack from `Pulumi.<stack>.yaml` in a folder.
 *
 * @throws SettingsError: `stack-unknown` (there are others), `settings-not-found` (there is none),
 * `settings-unreadable`, `settings-yaml` (with every place that is no YAML), `settings-invalid`
 * (with everything that is wrong).
 */
export function readSettings(folder: string, stack: string): Settings {
  const { settings, issues } = inspectFile(folder, stack);
  if (settings === undefined) throw new SettingsError("settings-invalid", issues);
  return settings;
}

/**
 * Reads and checks every stack of a folder, and what joins them: no two serve the same market or
 * hostname, and no two address spaces overlap.
 *
 * @returns The settings by stack, in the order of the stacks' names.
 * @throws SettingsError with everything that is wrong in any file; the code is the first file's
 * that can't be read, else `settings-invalid`.
 */
export function checkInstallation(folder: string): ReadonlyMap<string, Settings> {
  const inspections: Inspection[] = [];
  const issues: SettingsIssue[] = [];
  let code: SettingsErrorCode | undefined;
  const stacks = listStacks(folder);
  if (stacks.length === 0) throw noStacks();
  for (const stack of stacks) {
    try {
      const inspection = inspectFile(folder, stack);
      inspections.push(inspection);
      issues.push(...inspection.issues);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      code ??= error.code as SettingsErrorCode;
      issues.push(...error.issues);
    }
  }
  issues.push(...issuesBetween(inspections));
  if (issues.length > 0) throw new SettingsError(code ?? "settings-invalid", issues);
  return new Map(
    inspections.flatMap(({ stack, settings }) => (settings ? [[stack, settings] as const] : [])),
  );
}

/**
 * Refuses a stack that does not fit beside the others of a folder: a market or hostname that another
 * serves too, an address space that overlaps another's. Others that can't be read are left out.
 *
 * @throws SettingsError `settings-invalid`, with every finding at this stack's own file.
 */
export function checkBesideOthers(folder: string, stack: string): void {
  const own = inspectFile(folder, stack);
  const others = listStacks(folder).flatMap((name) => {
    try {
      return name === stack ? [] : [inspectFile(folder, name)];
    } catch (error) {
      if (error instanceof SettingsError) return [];
      throw error;
    }
  });
  const issues = others.flatMap((other) => issuesBetween([other, own]));
  if (issues.length > 0) throw new SettingsError("settings-invalid", issues);
}

/**
 * Refuses a stack whose clones would be made from an image that staging has not run (data/releases.yaml).
 *
 * @param today the day of the deployment: a run that ends later does not count.
 * @throws SettingsError `settings-invalid` at the stack's image, or with what is wrong in data/releases.yaml.
 */
export function checkRelease(folder: string, stack: string, today: Temporal.PlainDate): void {
  const { settings, issue } = inspectFile(folder, stack);
  if (settings === undefined) return;
  const { image } = settings.web;
  if (releaseOf(image, readReleases(folder), today) !== undefined) return;
  throw new SettingsError("settings-invalid", [
    issue({
      path: ["web", "image", "gallery" in image ? "gallery" : "marketplace"],
      received: imageName(image),
      allowed: `an image that staging has run: ${RELEASES_FILE} has no record of it that ends by ${today}`,
      edit: `set \`staging.image\` to it, let staging run it, and write the run into ${RELEASES_FILE}`,
    }),
  ]);
}

/** The day of a deployment: today, or a later one that the season is planned from. */
export function deploymentDay({ season }: Settings): Temporal.PlainDate {
  const today = Temporal.Now.plainDateISO("UTC");
  const planned = season.today ?? today;
  return Temporal.PlainDate.compare(planned, today) > 0 ? planned : today;
}

/** The stacks that have a settings file in a folder, by name. */
export function listStacks(folder: string): readonly string[] {
  return filesIn(folder)
    .flatMap((name) => STACK_FILE.exec(name)?.[1] ?? [])
    .sort();
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw failure("settings-unreadable", {
      file: folder,
      received: `a folder that can't be listed: ${reason(error)}`,
      allowed: "the project's folder",
      edit: "name the folder in which Pulumi.yaml stands",
    });
  }
}

function inspectFile(folder: string, stack: string): Inspection {
  const file = `Pulumi.${stack}.yaml`;
  const stacks = listStacks(folder);
  if (stacks.length === 0) throw noStacks();
  if (!stacks.includes(stack)) throw unknownStack(file, stack, stacks);
  const text = readText(join(folder, file), file);
  const source = readSource(text);
  if (source.problems.length > 0) throw noYaml(file, text, source);
  const value = readRoot(file, source);
  return inspectSettings({ stack, file, text, value });
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw failure("settings-unreadable", {
      file,
      received: `a file that can't be read: ${reason(error)}`,
      allowed: "a file that you may read",
      edit: `look at \`ls -l ${file}\``,
    });
  }
}

/** The value of `config:`, `gradetide:datacenter:`; undefined when only that key is missing. */
function readRoot(file: string, source: Source): unknown {
  const root = source.value();
  const config = isRecord(root) ? own(root, "config") : undefined;
  if (isRecord(config)) return own(config, CONFIG_KEY);
  const keys = isRecord(root) ? Object.keys(root) : [];
  const meant = closest("config", keys);
  throw failure("settings-invalid", {
    file,
    path: "config",
    received: config === undefined ? "nothing" : "a key without settings below it",
    allowed: `a section with \`${CONFIG_KEY}\``,
    edit:
      meant && meant !== "config" ? `did you mean \`config:\`? Rename \`${meant}\`` : ADD_CONFIG,
  });
}

const ADD_CONFIG = `add \`config:\` with \`${CONFIG_KEY}:\` below it, as in another stack's file`;

function noYaml(file: string, text: string, source: Source): SettingsError {
  const lines = text.split(/\r?\n/);
  return new SettingsError(
    "settings-yaml",
    source.problems.map(({ line, column, message }) => ({
      file,
      line,
      column,
      path: "",
      received: `the line \`${shorten(lines[line - 1] ?? "")}\``,
      allowed: `YAML; the parser says: ${shorten(message)}`,
      edit: "mend this line or the one before it",
    })),
  );
}

function unknownStack(file: string, stack: string, stacks: readonly string[]): SettingsError {
  const meant = closest(stack, stacks);
  return failure("stack-unknown", {
    file,
    received: `a stack without a settings file: ${shorten(stack)}`,
    allowed: `one of ${stacks.join(", ")}`,
    edit: meant ? `did you mean \`--stack ${meant}\`?` : `name one of them with \`--stack\``,
  });
}

function noStacks(): SettingsError {
  return failure("settings-not-found", {
    file: "Pulumi.<stack>.yaml",
    received: "a folder without any such file",
    allowed: "the project's folder",
    edit: "run the command in the folder in which Pulumi.yaml stands",
  });
}

function failure(
  code: SettingsErrorCode,
  issue: Omit<SettingsIssue, "path"> & { readonly path?: string },
): SettingsError {
  return new SettingsError(code, [{ path: "", ...issue }]);
}

/** The system's word for what failed, without the path that it repeats. */
function reason(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" ? code : shorten(String(error));
}
