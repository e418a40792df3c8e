import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";
import { refuseRegion } from "./place.ts";
import { ZONE_LINK } from "./private-zone.ts";

const NETWORK = "properties.virtualNetwork.id";

/**
 * Microsoft.Network/privateDnsZones/virtualNetworkLinks: lets a network's machines ask a zone.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Network privatedns 2024-06-01; Microsoft Learn, "What is a virtual
 * network link?" (one link a network and zone, one zone of a name a network, one zone with registration a network).
 */
export const networkLink: Behaviour = {
  type: ZONE_LINK,
  regional: false,
  patch: "merge",
  readOnly: ["etag", "properties.provisioningState", "properties.virtualNetworkLinkState"],
  fixed: [fixed(NETWORK)],
  references: [{ at: NETWORK, types: ["Microsoft.Network/virtualNetworks"] }],
  prepare,
  refuse: (draft, context) => [
    ...refuseRegion(draft),
    ...refuseShape(draft),
    ...refuseSecond(draft, context),
  ],
};

function fixed(path: string): FixedProperty {
  return {
    path,
    refusal: () =>
      new Refusal(
        "BadRequest",
        `The property '${path}' of a virtual network link can't be changed.`,
        {
          target: path,
        },
      ),
  };
}

function prepare(draft: JsonObject, context: Context): JsonObject {
  return fillProperties(
    { ...draft, etag: newEtag(context) },
    { registrationEnabled: false },
    { provisioningState: "Succeeded", virtualNetworkLinkState: "Completed" },
  );
}

function refuseShape(draft: JsonObject): Refusal[] {
  if (textAt(draft, NETWORK) !== undefined) return [];
  return [
    new Refusal("BadRequest", "The virtual network link must name a virtual network.", {
      target: NETWORK,
    }),
  ];
}

function refuseSecond(draft: JsonObject, { id, store }: Context): Refusal[] {
  const network = textAt(draft, NETWORK) ?? "";
  const zone = id.names[0] ?? "";
  const others = store
    .list({ type: ZONE_LINK })
    .filter((link) => !same(link.id, id.id) && same(textAt(link, NETWORK) ?? "", network));
  const double = others.find((link) => same(zoneOf(link.id), zone));
  if (double !== undefined) {
    return [
      new Refusal(
        "Conflict",
        `A virtual network cannot be linked to multiple zones with overlapping namespaces, nor twice to one. You tried to link virtual network with '${zone}' zone: it is linked by ${double.id}.`,
        { status: 409, target: NETWORK },
      ),
    ];
  }
  return [];
}

function zoneOf(link: string): string {
  return link.split("/").at(-3) ?? "";
}
