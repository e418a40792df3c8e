import { Refusal } from "../behaviours/refusal.ts";
import type { ResourceId } from "../store/resource-id.ts";
import type { Environment } from "./environment.ts";

/** ARM's words for a resource that is not there, or whose group is not. */
export function notFound({ store }: Environment, id: ResourceId): Refusal {
  const { subscriptionId, resourceGroup } = id;
  if (resourceGroup !== undefined) {
    const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
    if (store.get(group) === undefined) return groupNotFound(resourceGroup);
  }
  const where = resourceGroup === undefined ? "" : ` under resource group '${resourceGroup}'`;
  return new Refusal(
    "ResourceNotFound",
    `The Resource '${id.type}/${id.names.join("/")}'${where} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    { status: 404 },
  );
}

export function groupNotFound(name: string): Refusal {
  return new Refusal("ResourceGroupNotFound", `Resource group '${name}' could not be found.`, {
    status: 404,
  });
}

export function subscriptionNotFound(id: string): Refusal {
  return new Refusal("SubscriptionNotFound", `The subscription '${id}' could not be found.`, {
    status: 404,
  });
}
