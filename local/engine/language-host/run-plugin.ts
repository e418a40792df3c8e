import type { RunPluginRequest } from "@pulumi/pulumi/proto/language_pb.js";
import { type Children, ended } from "./children.ts";
import { readProgramOptions } from "./program-options.ts";
import { findRuntimeScript } from "./runtime-scripts.ts";

/** Where a plugin's output goes, and how to end it early. */
export interface PluginListener {
  readonly onStart: (kill: () => void) => void;
  readonly onOutput: (stream: "stdout" | "stderr", bytes: Uint8Array) => void;
}

/**
 * Runs a plugin written for Node to its end: a policy pack (kind "analyzer"), whose working directory is its own
 * folder, or any other plugin, in the working directory that the engine names.
 *
 * @returns the exit code; 1 for a plugin that a signal ended
 */
export async function runPlugin(
  request: RunPluginRequest,
  children: Children,
  listener: PluginListener,
): Promise<number> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getProgram();
  const isPack = request.getKind() === "analyzer";
  const script = findRuntimeScript(isPack ? "run-policy-pack" : "run-plugin", folder);
  const options = readProgramOptions(info);
  // A pack's runner wants the engine's address before the pack, the other runner the plugin before its arguments.
  const args = isPack ? [...request.getArgsList(), folder] : [folder, ...request.getArgsList()];
  const child = children.start(process.execPath, [...options.nodeArgs, script, ...args], {
    cwd: isPack ? folder : request.getPwd(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...parseEnvironment(request.getEnvList()), ...options.env },
  });
  listener.onStart(() => child.kill("SIGKILL"));
  child.stdout?.on("data", (bytes: Buffer) => listener.onOutput("stdout", bytes));
  child.stderr?.on("data", (bytes: Buffer) => listener.onOutput("stderr", bytes));
  const { code, problem } = await ended(child);
  if (code === undefined) {
    listener.onOutput("stderr", Buffer.from(`The plugin in ${folder} ${problem}\n`));
  }
  return code ?? 1;
}

/** Reads the engine's list of NAME=VALUE; where it sends none, the host's own environment is meant. */
function parseEnvironment(list: readonly string[]): NodeJS.ProcessEnv {
  if (list.length === 0) {
    return process.env;
  }
  return Object.fromEntries(
    list.map((entry) => {
      const sign = entry.indexOf("=", 1);
      return sign < 0 ? [entry, ""] : [entry.slice(0, sign), entry.slice(sign + 1)];
    }),
  );
}
