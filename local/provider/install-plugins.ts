import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../engine/atomic-files.ts";
import { pluginVersion } from "./sdk-version.ts";

const plugins = ["azure-native", "azure"] as const;

/**
 * Puts the plugins in place under a Pulumi home, at the versions that the installed SDKs ask for, so that the
 * engine finds them there and downloads nothing. Each is a script that starts its entry file with the Node that
 * runs now, which keeps what it compiled in that home: the second start takes half as long. What is right already
 * is left alone; safe when two processes do it at once.
 *
 * @param pulumiHome the absolute path of PULUMI_HOME.
 */
export function installPlugins(pulumiHome: string): void {
  for (const name of plugins) {
    const folder = join(pulumiHome, "plugins", `resource-${name}-v${pluginVersion(name)}`);
    const file = join(folder, `pulumi-resource-${name}`);
    const script = [
      "#!/bin/sh",
      `export NODE_COMPILE_CACHE=${quote(join(pulumiHome, "node-compile-cache"))}`,
      `exec ${quote(process.execPath)} ${quote(join(import.meta.dirname, `${name}.ts`))} "$@"`,
      "",
    ].join("\n");
    if (readOrNothing(file) !== script) writeWhole(file, script, 0o755);
  }
}

/** What can't be read is written anew. */
function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** A word for the shell, whatever is in it. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
