import { delimiter, dirname, join } from "node:path";

/**
 * The environment in which to start an engine, made from the user's own.
 *
 * - The Node that runs this, the one the project pins, comes first on the PATH, since the vendor's language host
 *   runs programs on the first `node` that it finds.
 * - Plugins on the PATH are left alone: the real azure-native there must never stand in for the local one.
 * - The engine neither looks for updates of itself nor downloads plugins.
 * - Node keeps the code that it compiled, unless the user chose where: a preview of two resources takes 0.7 times as
 *   long with it (docs/decisions/0002-engine.md).
 *
 * @param folder this checkout's folder for engines, as for ensureEngine
 */
export function engineEnvironment(folder: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, Path, ...others } = env;
  return {
    NODE_COMPILE_CACHE: join(folder, "compiled"),
    ...others,
    PATH: [dirname(process.execPath), PATH ?? Path ?? ""].join(delimiter),
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
