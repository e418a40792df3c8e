import { readCheckpoint } from "../../local/checkpoint-files.ts";
import { UserError } from "../../local/user-error.ts";
import { trackedStacks, type Workspace } from "../../local/workspace.ts";

/**
 * The ARM id of a stack's scale set on this machine.
 *
 * @throws UserError `stack-unknown` or `nothing-stands`
 */
export function scaleSetOf(workspace: Workspace, stack: string): string {
  const known = trackedStacks(workspace);
  if (!known.includes(stack)) {
    throw new UserError(
      "stack-unknown",
      `There is no stack "${stack}": no file Pulumi.${stack}.yaml. There are ${known.join(", ")}.`,
    );
  }
  const { resources = [] } = readCheckpoint(workspace, stack);
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const id = root?.outputs?.scaleSetId;
  if (typeof id === "string" && resources.some((one) => one.id === id)) return id;
  throw new UserError(
    "nothing-stands",
    `No clones of ${stack} stand on this machine. \`npx gradetide local up --stack ${stack}\` puts it up.`,
  );
}
