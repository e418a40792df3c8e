import { openAzure } from "./provider/open-azure.ts";
import type { Workspace } from "./workspace.ts";

/** The part of a machine's document that is read here. */
interface Machine {
  readonly zones?: readonly string[];
  readonly properties?: { readonly virtualMachineScaleSet?: { readonly id: string } };
}

/**
 * How many machines of a scale set stand in each zone, by zone, sorted.
 *
 * @param scaleSetId ARM id of a scale set of this machine's Azure.
 */
export async function clonesByZone(
  workspace: Workspace,
  scaleSetId: string,
): Promise<ReadonlyMap<string, number>> {
  const [, , subscription] = scaleSetId.split("/");
  const { body } = await openAzure(workspace.folder).handle({
    method: "GET",
    url: `/subscriptions/${subscription}/providers/Microsoft.Compute/virtualMachines?api-version=2024-11-01`,
  });
  const { value = [] } = (body ?? {}) as { value?: readonly Machine[] };
  const zones = value
    .filter(({ properties }) => sameId(properties?.virtualMachineScaleSet?.id, scaleSetId))
    .map((machine) => machine.zones?.[0] ?? "none");
  return new Map(
    [...Map.groupBy(zones.toSorted(), (zone) => zone)].map(([zone, all]) => [zone, all.length]),
  );
}

/** ARM ids mean the same in any case. */
function sameId(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
