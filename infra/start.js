import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Where Pulumi starts the program. Plain JavaScript, so that a Node that can't read TypeScript still
 * gets as far as saying so.
 */

/** The oldest Node that runs the program: it strips types by itself and has Temporal. */
const NODE_MAJOR = 26;

/** Where Node keeps what it has compiled: a third of a second less in each run but the first. */
const COMPILED = new URL("../.gradetide/compiled", import.meta.url);

/** @returns {Promise<Record<string, unknown>>} the stack's outputs */
export default async function start() {
  const [major] = process.versions.node.split(".");
  if (Number(major) < NODE_MAJOR) {
    const { RunError } = (await import("@pulumi/pulumi")).default;
    throw new RunError(
      `Gradetide's program needs Node ${NODE_MAJOR} or newer; \`pulumi\` found ` +
        `${process.version} (${process.execPath}).\n` +
        "Put a newer one first on the PATH. The project brings one: " +
        'run `npm ci`, then `PATH="$PWD/node_modules/node/bin:$PATH" pulumi …`.',
    );
  }
  enableCompileCache(fileURLToPath(COMPILED));
  const { formatStack } = await import("./format-stack.ts");
  Error.prepareStackTrace = formatStack;
  const { startProviders } = await import("./start-providers.ts");
  startProviders();
  const { program } = await import("./index.ts");
  return program();
}
