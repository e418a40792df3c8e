import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb.js";

/** What `runtime.options` of Pulumi.yaml or PulumiPolicy.yaml says about starting Node. */
export interface ProgramOptions {
  /** Arguments for Node itself, from the text `nodeargs`. */
  readonly nodeArgs: readonly string[];
  /** Environment variables which `@pulumi/pulumi/cmd/run` reads. */
  readonly env: NodeJS.ProcessEnv;
}

/** Reads the options `typescript` (true unless set, as the vendor's host has it), `nodeargs` and `tsconfig`. */
export function readProgramOptions(info: ProgramInfo | undefined): ProgramOptions {
  const options: Record<string, unknown> = info?.getOptions()?.toJavaScript() ?? {};
  const { nodeargs, tsconfig, typescript } = options;
  return {
    nodeArgs: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter((part) => part) : [],
    env: {
      PULUMI_NODEJS_TYPESCRIPT: typescript === false ? "false" : "true",
      ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    },
  };
}
