import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import type { Refusal } from "../refusal.ts";
import { asObject, at, compact, objectsAt, textAt } from "../support/json.ts";
import { backReferences, fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { fillParts, refusePartNames } from "../support/parts.ts";
import { refuseAddresses } from "./address-space.ts";
import { isGateway, refuseBlockedGateway } from "./gateway-subnet.ts";
import { refuseSubnetChanges, subnetInUse } from "./subnet-use.ts";

/** Microsoft.Network/virtualNetworks, with its subnets inside. */
export const virtualNetwork: Behaviour = {
  type: "Microsoft.Network/virtualNetworks",
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceGuid",
    "properties.subnets[].etag",
    "properties.subnets[].properties.provisioningState",
    "properties.subnets[].properties.ipConfigurations",
    "properties.subnets[].properties.applicationGatewayIPConfigurations",
  ],
  references: [
    {
      at: "properties.subnets[].properties.networkSecurityGroup.id",
      types: ["Microsoft.Network/networkSecurityGroups"],
      sameRegion: true,
    },
    {
      at: "properties.subnets[].properties.natGateway.id",
      types: ["Microsoft.Network/natGateways"],
      sameRegion: true,
    },
    {
      at: "properties.subnets[].properties.routeTable.id",
      types: ["Microsoft.Network/routeTables"],
      sameRegion: true,
    },
    { at: "properties.ddosProtectionPlan.id", types: ["Microsoft.Network/ddosProtectionPlans"] },
  ],
  prepare,
  refuse: (draft, context) => [
    ...refusePartNames(draft, ["subnets"]),
    ...refuseAddresses(draft),
    ...refuseSubnetChanges(draft, context),
    ...refuseBlocking(draft, context),
  ],
  view,
  inUse: (_document, users) => subnetInUse(users),
};

/**
 * A body without `subnets` keeps those that there are; an empty list takes them away (Azure updates,
 * "Azure Virtual Network now supports updates without subnet property").
 * Source of the defaults: the REST reference of the type at 2024-05-01.
 */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const etag = newEtag(context);
  const properties = fillParts(
    {
      ...compact({ subnets: at(context.previous, "properties.subnets") }),
      ...asObject(draft.properties),
    },
    ["subnets"],
    context.id.id,
    (subnet) => ({
      ...subnet,
      etag,
      type: "Microsoft.Network/virtualNetworks/subnets",
      properties: {
        delegations: [],
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
        ...asObject(subnet.properties),
      },
    }),
  );
  return fillProperties(
    { ...draft, etag, properties },
    { enableDdosProtection: false, virtualNetworkPeerings: [] },
    {
      provisioningState: "Succeeded",
      resourceGuid: lastingUuid(context, "properties.resourceGuid"),
    },
  );
}

/** A subnet that holds a gateway keeps a security group that lets the gateway live. */
function refuseBlocking(draft: JsonObject, { store }: Context): Refusal[] {
  return objectsAt(draft, "properties.subnets").flatMap((subnet) => {
    const id = textAt(subnet, "id") ?? "";
    const gateway = store.referrers(id).find(isGateway);
    const group = textAt(subnet, "properties.networkSecurityGroup.id");
    if (gateway === undefined || group === undefined) return [];
    return refuseBlockedGateway(store.get(group), id, gateway.source) ?? [];
  });
}

function view(document: ArmDocument, { store }: Context): ArmDocument {
  const users = store.referrers(document.id);
  if (users.length === 0) return document;
  const subnets = objectsAt(document, "properties.subnets").map((subnet) => {
    const id = textAt(subnet, "id") ?? "";
    return { ...subnet, properties: { ...asObject(subnet.properties), ...usersOf(users, id) } };
  });
  return { ...document, properties: { ...document.properties, subnets } };
}

function usersOf(users: readonly Referrer[], subnet: string): JsonObject {
  const gateways = backReferences(users.filter(isGateway), subnet);
  const machines = backReferences(
    users.filter(({ source }) => source.includes("/networkinterfaces/")),
    subnet,
  );
  return {
    ...(gateways.length === 0 ? {} : { applicationGatewayIPConfigurations: gateways }),
    ...(machines.length === 0 ? {} : { ipConfigurations: machines }),
  };
}
