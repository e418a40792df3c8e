import { join } from "node:path";

/**
 * Environment variables with which to start any engine of ours.
 *
 * - Plugins on the PATH are left alone: a real azure-native there must never stand in for the local one.
 * - The engine neither looks for updates of itself nor downloads plugins.
 * - Node keeps the code that it compiled: a preview of two resources takes 0.7 times as long with it
 *   (docs/decisions/0002-engine.md).
 *
 * @param folder this checkout's folder for engines, as for ensureEngine
 */
export function engineVariables(folder: string): Readonly<Record<string, string>> {
  return {
    NODE_COMPILE_CACHE: join(folder, "compiled"),
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
