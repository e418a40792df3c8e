import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckpointResource } from "./checkpoint-files.ts";
import { writeWhole } from "./engine/atomic-files.ts";
import { adoptable } from "./provider/adoptable.ts";
import { openAzure } from "./provider/open-azure.ts";
import type { Pulumi } from "./pulumi.ts";

/** Milliseconds within which a killed engine's plugins have ended: 600 were measured. */
const PLUGINS_END_MS = 1000;

/** The part of `pulumi stack export` that is read and written here. */
interface Export {
  readonly deployment: {
    resources?: CheckpointResource[];
    pending_operations?: { readonly type: string; readonly resource: CheckpointResource }[];
  };
}

/**
 * Mends what a killed run left. Each resource that it was in the middle of creating and that the
 * local Azure has by now is taken into the engine's state; the other pending operations are
 * forgotten, as the refresh before the next update sees for itself what was updated or deleted.
 *
 * The engine's own `refresh --import-pending-creates` forgets what it is told to import (tried with
 * 3.250.0), so this goes by `stack export` and `stack import`, as Pulumi's manual has it for
 * pending operations.
 *
 * @returns how many operations were pending.
 * @throws UserError `engine-failed` when the engine does not take the state back.
 */
export async function recoverPendingOperations(pulumi: Pulumi, stack: string): Promise<number> {
  if ((pulumi.checkpoint(stack).pending_operations ?? []).length === 0) return 0;
  await sleep(PLUGINS_END_MS);
  const exported: Export = JSON.parse(await pulumi.capture(["stack", "export", "--stack", stack]));
  const { deployment } = exported;
  const pending = deployment.pending_operations ?? [];
  const resources = deployment.resources ?? [];
  const azure = openAzure(pulumi.workspace.folder);
  for (const { type, resource } of pending) {
    if (type !== "creating" || !resource.custom) continue;
    const live = await adoptable(azure, resource.urn, resource.type, resource.inputs ?? {});
    if (live === undefined) continue;
    resources.push({ ...resource, id: live.id, outputs: live.outputs });
  }
  deployment.resources = resources;
  delete deployment.pending_operations;

  const file = join(pulumi.workspace.folder, "mended-state.json");
  writeWhole(file, JSON.stringify(exported), 0o600);
  await pulumi.capture(["stack", "import", "--stack", stack, "--file", file]);
  return pending.length;
}
