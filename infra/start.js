/**
 * Where Pulumi starts the program. Plain JavaScript, so that a Node that can't read TypeScript still
 * gets as far as saying so.
 */

/** The oldest Node that runs the program: it strips types by itself and has Temporal. */
const NODE_MAJOR = 26;

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
  // Pulumi maps each stack that its SDK records (one a property) back to sources. Ours run as they
  // are written, so there is nothing to map, and half a second of each preview to save.
  Error.prepareStackTrace = undefined;
  const { program } = await import("./index.ts");
  return program();
}
