import type { Behaviour } from "../behaviours/behaviour.ts";
import { REGIONS } from "../behaviours/facts/regions.ts";
import { Refusal } from "../behaviours/refusal.ts";
import { textAt } from "../behaviours/support/json.ts";
import { behaviourOf } from "../behaviours/table.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseResourceId, type ResourceId, same } from "../store/resource-id.ts";
import type { ArmDocument } from "../store/store.ts";
import { account } from "./account.ts";
import { contextOf, type Environment } from "./environment.ts";
import { groupNotFound, notFound } from "./not-found.ts";
import type { RequestUrl } from "./request-url.ts";

/** @throws Refusal ResourceNotFound or ResourceGroupNotFound. */
export function read(environment: Environment, behaviour: Behaviour, id: ResourceId): ArmDocument {
  const document = environment.store.get(id.id);
  if (document === undefined || !same(document.type, behaviour.type))
    throw missing(environment, id);
  return seen(environment, document);
}

/** Everything of a type in a subscription, a group, or attached to a resource or below it. */
export function listType(
  environment: Environment,
  behaviour: Behaviour,
  scope: string,
  url: RequestUrl,
): ArmDocument[] {
  const parsed = parseResourceId(scope);
  refuseMissingGroup(environment, parsed);
  return environment.store
    .list({ type: behaviour.type, under: scope })
    .filter(filterOf(url.query.get("$filter")))
    .map((document) => seen(environment, document));
}

/** The resource groups of the subscription. */
export function listGroups(environment: Environment): ArmDocument[] {
  return environment.store
    .list({ type: "Microsoft.Resources/resourceGroups" })
    .map((document) => seen(environment, document));
}

/** Every resource of the subscription or a group, without what is inside its properties. */
export function listResources(
  environment: Environment,
  scope: string,
  url: RequestUrl,
): JsonObject[] {
  refuseMissingGroup(environment, parseResourceId(scope));
  return environment.store
    .list({ under: scope })
    .filter((document) => isListed(document))
    .filter(filterOf(url.query.get("$filter")))
    .map(({ properties, etag, ...rest }) => rest as JsonObject);
}

/** The subscription as ARM shows it. */
export function subscription(): JsonObject {
  return {
    id: `/subscriptions/${account.subscriptionId}`,
    subscriptionId: account.subscriptionId,
    tenantId: account.tenantId,
    displayName: account.subscriptionName,
    state: "Enabled",
  };
}

/** The regions that are open to the subscription. */
export function locations(): Json[] {
  return [...REGIONS.values()]
    .filter((region) => !region.restricted)
    .map(({ name, displayName, zones }) => ({
      id: `/subscriptions/${account.subscriptionId}/locations/${name}`,
      name,
      displayName,
      type: "Region",
      ...(zones.length === 0
        ? {}
        : {
            availabilityZoneMappings: zones.map((zone) => ({
              logicalZone: zone,
              physicalZone: `${name}-az${zone}`,
            })),
          }),
    }));
}

function seen(environment: Environment, document: ArmDocument): ArmDocument {
  const id = parseResourceId(document.id);
  const behaviour = behaviourOf(document.type);
  if (id === undefined || behaviour?.view === undefined) return document;
  return behaviour.view(document, contextOf(environment, id, document));
}

function missing(environment: Environment, id: ResourceId): Refusal {
  return id.type === "Microsoft.Resources/resourceGroups"
    ? groupNotFound(id.name)
    : notFound(environment, id);
}

function refuseMissingGroup({ store }: Environment, id: ResourceId | undefined): void {
  if (id?.resourceGroup === undefined) return;
  const group = `/subscriptions/${id.subscriptionId}/resourceGroups/${id.resourceGroup}`;
  if (store.get(group) === undefined) throw groupNotFound(id.resourceGroup);
}

/** Resources proper: no groups, no extensions of others, nothing that the store keeps for itself. */
function isListed({ type, location }: ArmDocument): boolean {
  return location !== undefined && type !== "Microsoft.Resources/resourceGroups";
}

/** The `$filter`s that are answered for: a resource type, a principal, and what filters nothing here. */
function filterOf(filter: string | undefined): (document: ArmDocument) => boolean {
  if (filter === undefined || filter === "" || filter === "atScope()") return () => true;
  const [, property, value] = /^(resourceType|principalId) eq '([^']*)'$/i.exec(filter) ?? [];
  if (property === undefined || value === undefined) {
    throw new Refusal(
      "InvalidFilterInQueryString",
      `Invalid $filter '${filter}' specified in the query string. The local Azure knows "resourceType eq '…'" and "principalId eq '…'".`,
    );
  }
  return property.toLowerCase() === "resourcetype"
    ? ({ type }) => same(type, value)
    : (document) => same(textAt(document, "properties.principalId") ?? "", value);
}
