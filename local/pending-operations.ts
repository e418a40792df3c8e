import { existingId } from "./provider/existing-id.ts";
import { openAzure } from "./provider/open-azure.ts";
import type { Pulumi } from "./pulumi.ts";
import type { ValueObject } from "./schema/values.ts";

/**
 * Mends what a killed run left: for each resource that it was in the middle of creating, finds out
 * whether the local Azure has it, and has the engine adopt it, or forget it where there is none.
 * What was being updated or deleted needs no more than the refresh that this is.
 *
 * @returns how many operations were pending.
 * @throws UserError `engine-failed` when the engine can't be brought to it.
 */
export async function recoverPendingOperations(pulumi: Pulumi, stack: string): Promise<number> {
  const pending = pulumi.checkpoint(stack).pending_operations ?? [];
  if (pending.length === 0) return 0;
  const azure = openAzure({ GRADETIDE_LOCAL: pulumi.workspace.folder });
  const adopted: string[] = [];
  for (const { type, resource } of pending) {
    if (type !== "creating" || !resource.custom) continue;
    const id = await existingId(azure, resource.type, (resource.inputs ?? {}) as ValueObject);
    if (id === undefined) continue;
    adopted.push("--import-pending-creates", resource.urn, "--import-pending-creates", id);
  }
  await pulumi.capture([
    ...["refresh", "--stack", stack, "--yes", "--skip-preview"],
    ...adopted,
    "--clear-pending-creates",
  ]);
  return pending.length;
}
