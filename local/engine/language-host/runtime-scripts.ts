import { createRequire } from "node:module";
import { join } from "node:path";

/** The scripts of `@pulumi/pulumi` that the host runs. */
export type RuntimeScript = "run" | "run-policy-pack" | "run-plugin";

/**
 * Finds a script in the `@pulumi/pulumi` that a program itself loads, so that there is one copy in its process.
 *
 * @param folder the program's or the policy pack's folder
 * @throws Error which says how to install the dependencies
 */
export function findRuntimeScript(script: RuntimeScript, folder: string): string {
  try {
    return createRequire(join(folder, "index.js")).resolve(`@pulumi/pulumi/cmd/${script}`);
  } catch (error) {
    throw new Error(`@pulumi/pulumi is not installed for ${folder}: run "npm ci" there`, {
      cause: error,
    });
  }
}
