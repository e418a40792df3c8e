import type { RunRequest } from "@pulumi/pulumi/proto/language_pb.js";
import { type Children, ended } from "./children.ts";
import { readProgramOptions } from "./program-options.ts";
import { findRuntimeScript } from "./runtime-scripts.ts";

/** `@pulumi/pulumi/cmd/run` ends with this code when it has shown the error itself (its constant in index.js). */
const alreadyShown = 32;

/** What a program's run came to. */
export interface RunResult {
  /** What to show; empty when all went well or the program showed its error itself. */
  readonly error: string;
  /** The program failed and said so. */
  readonly bail: boolean;
}

/**
 * Runs a program to its end; what it prints goes where the host's own output goes.
 *
 * @param onStart receives a function that kills the program
 */
export async function runProgram(
  request: RunRequest,
  engineAddress: string,
  children: Children,
  onStart: (kill: () => void) => void,
): Promise<RunResult> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const options = readProgramOptions(info);
  const child = children.start(
    process.execPath,
    [
      ...options.nodeArgs,
      findRuntimeScript("run", folder),
      ...runArguments(request, engineAddress),
    ],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...options.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    },
  );
  onStart(() => child.kill("SIGKILL"));
  const { code, problem } = await ended(child);
  if (code === 0) {
    return { error: "", bail: false };
  }
  if (code === alreadyShown) {
    return { error: "", bail: true };
  }
  const how = code === undefined ? problem : `exited with non-zero exit code: ${code}`;
  return { error: `Program ${how}`, bail: false };
}

/** The arguments of `@pulumi/pulumi/cmd/run`: see the usage text in its index.js. */
function runArguments(request: RunRequest, engineAddress: string): readonly string[] {
  const info = request.getInfo();
  const named: Readonly<Record<string, string>> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(named).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || request.getProgram() || ".",
    ...request.getArgsList(),
  ];
}
