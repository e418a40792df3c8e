/** An ARM id taken apart. */
export interface ResourceId {
  /** The id as it was written, without a slash at its end. */
  readonly id: string;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** The provider's namespace, e.g. "Microsoft.Network"; "Microsoft.Resources" for subscriptions and groups. */
  readonly namespace: string;
  /** The full type as written, e.g. "Microsoft.Network/virtualNetworks/subnets". */
  readonly type: string;
  /** One name for each part of the type after the namespace. */
  readonly names: readonly string[];
  /** The last name. */
  readonly name: string;
  /** What an extension resource (a role assignment) is attached to, or what holds the resource. */
  readonly scope: string;
}

const SUBSCRIPTION = "Microsoft.Resources/subscriptions";
const RESOURCE_GROUP = "Microsoft.Resources/resourceGroups";

/**
 * Takes an ARM id apart; undefined when it is none.
 *
 * Understood are a subscription, a resource group, a resource or child of either, a resource of the
 * tenant ("/providers/…"), and an extension of any of these: the last "/providers/" decides.
 * Source: Microsoft Learn, "Resource functions for Bicep" (resourceId, extensionResourceId).
 */
export function parseResourceId(text: string): ResourceId | undefined {
  const id = text.replace(/\/+$/, "");
  const segments = id.split("/").slice(1);
  if (!id.startsWith("/") || segments.length < 2 || segments.includes("")) return undefined;

  const provider = segments.findLastIndex((segment) => same(segment, "providers"));
  const holder = segments.slice(0, provider < 0 ? segments.length : provider);
  const place = parsePlace(holder);
  if (place === undefined) return undefined;
  if (provider < 0) return placeId(id, place);

  const [namespace, ...pairs] = segments.slice(provider + 1);
  if (namespace === undefined || pairs.length === 0 || pairs.length % 2 !== 0) return undefined;
  const names = pairs.filter((_, index) => index % 2 === 1);
  const types = pairs.filter((_, index) => index % 2 === 0);
  return {
    id,
    ...place,
    namespace,
    type: [namespace, ...types].join("/"),
    names,
    name: names.at(-1) ?? "",
    scope: holder.length === 0 ? "/" : `/${holder.join("/")}`,
  };
}

/** Whether two ARM names, types or ids are the same: case means nothing in them. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether `id` is `parent` itself or lies below it. */
export function within(id: string, parent: string): boolean {
  return same(id, parent) || id.toLowerCase().startsWith(`${parent.toLowerCase()}/`);
}

/** The id of the resource that a child of any depth belongs to: the part up to its first name. */
export function topLevelId(id: string): string {
  const segments = id.split("/");
  const provider = segments.findLastIndex((segment) => same(segment, "providers"));
  return provider < 0 ? id : segments.slice(0, provider + 4).join("/");
}

interface Place {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
}

function parsePlace(segments: readonly string[]): Place | undefined {
  if (segments.length === 0) return {};
  const [subscriptions, subscriptionId, groups, resourceGroup] = segments;
  if (!same(subscriptions ?? "", "subscriptions") || subscriptionId === undefined) return undefined;
  if (groups === undefined) return { subscriptionId };
  if (same(groups, "resourceGroups")) {
    return resourceGroup === undefined ? undefined : { subscriptionId, resourceGroup };
  }
  return same(groups, "providers") ? { subscriptionId } : undefined;
}

function placeId(id: string, place: Place): ResourceId | undefined {
  const { subscriptionId, resourceGroup } = place;
  if (subscriptionId === undefined) return undefined;
  const name = resourceGroup ?? subscriptionId;
  const type = resourceGroup === undefined ? SUBSCRIPTION : RESOURCE_GROUP;
  const depth = id.split("/").length;
  if (depth !== (resourceGroup === undefined ? 3 : 5)) return undefined;
  return {
    id,
    ...place,
    namespace: "Microsoft.Resources",
    type,
    names: [name],
    name,
    scope: resourceGroup === undefined ? "/" : `/subscriptions/${subscriptionId}`,
  };
}
