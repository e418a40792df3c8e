import { readSettings } from "../../infra/settings/index.ts";
import { readCheckpoint } from "../../local/checkpoint-files.ts";
import { UserError } from "../../local/user-error.ts";
import { trackedStacks, type Workspace } from "../../local/workspace.ts";

/**
 * The ARM id of a stack's scale set on this machine.
 *
 * @throws UserError `stack-unknown` or `nothing-stands`
 */
export function scaleSetOf(workspace: Workspace, stack: string): string {
  requireStack(workspace, stack);
  const { resources = [] } = readCheckpoint(workspace, stack);
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const id = root?.outputs?.scaleSetId;
  if (typeof id === "string" && resources.some((one) => one.id === id)) return id;
  throw new UserError(
    "nothing-stands",
    `No clones of ${stack} stand on this machine. \`npx gradetide local up --stack ${stack}\` puts it up.`,
  );
}

/**
 * The region in which a stack stands, as the engine knows it; before that, the one that it is set to.
 *
 * @throws UserError `stack-unknown`
 */
export function regionOf(workspace: Workspace, stack: string): string {
  requireStack(workspace, stack);
  const { resources = [] } = readCheckpoint(workspace, stack);
  const region = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.region;
  return typeof region === "string" ? region : readSettings(workspace.root, stack).region;
}

function requireStack(workspace: Workspace, stack: string): void {
  const known = trackedStacks(workspace);
  if (!known.includes(stack)) {
    throw new UserError(
      "stack-unknown",
      `There is no stack "${stack}": no file Pulumi.${stack}.yaml. There are ${known.join(", ")}.`,
    );
  }
}
