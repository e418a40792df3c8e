import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer, Store } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, objectsAt } from "../support/json.ts";
import { fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { refuseRegion } from "./place.ts";

export const PRIVATE_ZONE = "Microsoft.Network/privateDnsZones";
export const ZONE_LINK = `${PRIVATE_ZONE}/virtualNetworkLinks`;

/**
 * Microsoft.Network/privateDnsZones. Nothing asks it for a name here: what is in it are the names of the private
 * endpoints that name it.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Network privatedns 2024-06-01; Microsoft Learn, "What is an Azure
 * Private DNS zone?" (names and limits).
 */
export const privateZone: Behaviour = {
  type: PRIVATE_ZONE,
  regional: false,
  patch: "tags",
  readOnly: ["etag", "properties"],
  prepare,
  refuse: (draft) => refuseRegion(draft),
  view,
  inUse,
  refuseDelete,
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  return fillProperties(
    { ...draft, etag: newEtag(context) },
    {},
    {
      provisioningState: "Succeeded",
      internalId: lastingUuid(context, "properties.internalId"),
      maxNumberOfRecordSets: 25_000,
      maxNumberOfVirtualNetworkLinks: 1000,
      maxNumberOfVirtualNetworkLinksWithRegistration: 100,
    },
  );
}

/** With how much is in it: its own record of authority, and one for each endpoint. */
function view(document: ArmDocument, { store }: Context): ArmDocument {
  const links = linksOf(store, document.id);
  const named = recordsIn(store, document.id);
  return {
    ...document,
    properties: {
      ...document.properties,
      numberOfRecordSets: 1 + named.length,
      numberOfVirtualNetworkLinks: links.length,
      numberOfVirtualNetworkLinksWithRegistration: links.filter(
        (link) => at(link, "properties.registrationEnabled") === true,
      ).length,
    },
  };
}

function linksOf(store: Store, zone: string): ArmDocument[] {
  return store.list({ type: ZONE_LINK, under: zone });
}

function recordsIn(store: Store, zone: string): JsonObject[] {
  return store
    .referrers(zone)
    .flatMap(({ source }) => objectsAt(store.get(source), "properties.privateDnsZoneConfigs"))
    .filter(
      (config) =>
        String(at(config, "properties.privateDnsZoneId")).toLowerCase() === zone.toLowerCase(),
    )
    .flatMap((config) => objectsAt(config, "properties.recordSets"));
}

function refuseDelete(document: ArmDocument, { store }: Context): Refusal | undefined {
  const [link] = linksOf(store, document.id);
  if (link === undefined) return undefined;
  return new Refusal(
    "CannotDeleteResource",
    `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${link.id}'. Please delete all nested resources before deleting this resource.`,
    { status: 409 },
  );
}

/** Undocumented: that an endpoint's name is in it keeps a zone here; in Azure the name would go with it. */
function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  const [user] = users;
  if (user === undefined) return undefined;
  return new Refusal(
    "PrivateDnsZoneInUse",
    `Private DNS zone ${document.name} is used by ${user.part}. Delete that first.`,
    { status: 409 },
  );
}
