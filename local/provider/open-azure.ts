import { isAbsolute } from "node:path";
import type { ArmRequest, ArmResponse } from "../arm/control-plane.ts";
import type { Arm } from "./arm-client.ts";

/** The variable that names the folder of the local Azure; the store is `azure.db` in it. */
export const folderVariable = "GRADETIDE_LOCAL";

/**
 * The folder of the local Azure that a plugin works for.
 *
 * @throws Error if the variable is missing or no absolute path.
 */
export function azureFolder(env: NodeJS.ProcessEnv): string {
  const folder = env[folderVariable];
  if (folder === undefined || !isAbsolute(folder)) {
    throw new Error(
      `${folderVariable} is ${folder === undefined ? "not set" : JSON.stringify(folder)}. ` +
        "It has to be the absolute path of the local Azure's folder; `gradetide local …` sets it.",
    );
  }
  return folder;
}

/**
 * The local Azure whose store lies in `folder`. It is opened at the first request, so that a plugin
 * answers the engine before it has loaded the control plane.
 */
export function openAzure(folder: string): Arm {
  let opened: Promise<Arm> | undefined;
  return {
    async handle(request: ArmRequest): Promise<ArmResponse> {
      opened ??= open(folder);
      return (await opened).handle(request);
    },
  };
}

async function open(folder: string): Promise<Arm> {
  const { openLocalAzure } = await import("../local-azure.ts");
  return openLocalAzure(folder).plane;
}
