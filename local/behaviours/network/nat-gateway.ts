import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectsAt, textAt } from "../support/json.ts";
import { backReferences, fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { refusePublicAddress } from "./public-ip-use.ts";
import { FIXED_ZONES, zonesOf } from "./zones.ts";

/** Microsoft.Network/natGateways. */
export const natGateway: Behaviour = {
  type: "Microsoft.Network/natGateways",
  regional: true,
  zonal: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceGuid",
    "properties.subnets",
  ],
  fixed: [FIXED_ZONES, { path: "sku.name" }],
  references: [
    {
      at: "properties.publicIpAddresses[].id",
      types: ["Microsoft.Network/publicIPAddresses"],
      sameRegion: true,
    },
    {
      at: "properties.publicIpPrefixes[].id",
      types: ["Microsoft.Network/publicIPPrefixes"],
      sameRegion: true,
    },
  ],
  prepare: (draft, context) =>
    fillProperties(
      { ...draft, etag: newEtag(context) },
      { idleTimeoutInMinutes: 4 },
      {
        provisioningState: "Succeeded",
        resourceGuid: lastingUuid(context, "properties.resourceGuid"),
      },
    ),
  refuse,
  view(document, { store }) {
    const subnets = backReferences(store.referrers(document.id), document.id);
    if (subnets.length === 0) return document;
    return { ...document, properties: { ...document.properties, subnets } };
  },
  inUse,
};

/** Source: Microsoft Learn, "What is Azure NAT Gateway?" and "NAT gateway and availability zones". */
function refuse(draft: JsonObject, { store, id }: Context): Refusal[] {
  const refusals: Refusal[] = [];
  if (textAt(draft, "sku.name") !== "Standard") {
    refusals.push(
      new Refusal("InvalidNatGatewaySku", `Nat Gateway ${id.id} must have the sku Standard.`, {
        target: "sku.name",
      }),
    );
  }
  const zones = zonesOf(draft);
  if (zones.length > 1) {
    refusals.push(
      new Refusal(
        "NatGatewayMustHaveOneZone",
        `Nat Gateway ${id.id} of sku Standard stands in one zone at most, not in ${zones.join(", ")}.`,
        { target: "zones" },
      ),
    );
  }
  const timeout = numberAt(draft, "properties.idleTimeoutInMinutes") ?? 4;
  if (!Number.isInteger(timeout) || timeout < 4 || timeout > 120) {
    refusals.push(
      new Refusal(
        "NatGatewayIdleTimeoutOutOfRange",
        `Nat Gateway ${id.id} has idleTimeoutInMinutes ${timeout}; it must be a whole number from 4 to 120.`,
        { target: "properties.idleTimeoutInMinutes" },
      ),
    );
  }
  const addresses = objectsAt(draft, "properties.publicIpAddresses").flatMap((item, index) =>
    refusePublicAddress(store, {
      user: id.id,
      kind: "Nat Gateway",
      address: textAt(item, "id") ?? "",
      zones,
      target: `properties.publicIpAddresses[${index}].id`,
    }),
  );
  return [...refusals, ...addresses];
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  if (users.length === 0) return undefined;
  return new Refusal(
    "NatGatewayInUseBySubnet",
    `Nat Gateway ${document.id} cannot be deleted because it is in use by the subnets ${users.map(({ part }) => part).join(", ")}. Remove it from them first.`,
  );
}
