import { delimiter, dirname } from "node:path";

/**
 * The environment in which to start an engine, made from the user's own.
 *
 * - The Node that runs this, the one the project pins, comes first on the PATH, since the vendor's language host
 *   runs programs on the first `node` that it finds.
 * - Plugins on the PATH are left alone: the real azure-native there must never stand in for the local one.
 * - The engine neither looks for updates of itself nor downloads plugins.
 */
export function engineEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, Path, ...others } = env;
  return {
    ...others,
    PATH: [dirname(process.execPath), PATH ?? Path ?? ""].join(delimiter),
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
