import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of the plugin that an installed SDK asks the engine for, e.g. `3.28.0`. */
export function pluginVersion(sdk: "azure-native" | "azure"): string {
  const file = createRequire(import.meta.url).resolve(`@pulumi/${sdk}/package.json`);
  const { pulumi, version } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: string;
    readonly pulumi?: { readonly version?: string };
  };
  return pulumi?.version ?? version;
}
