import type { Json, JsonObject } from "../../json.ts";
import type { FixedProperty } from "../behaviour.ts";
import { changeNotAllowed, type Refusal } from "../refusal.ts";
import { at, objectsAt, textAt, textsAt } from "../support/json.ts";

const PROFILE = "properties.virtualMachineProfile";
const IMAGE = `${PROFILE}.storageProfile.imageReference`;

/**
 * What a scale set is given once.
 *
 * Sources: Microsoft Learn, "Modify a Virtual Machine Scale Set" (properties with restrictions on
 * modification: image publisher and offer, disk type, singlePlacementGroup, subnet), "Configure
 * customer-selected availability zones for a scale set" (zones are added, never removed);
 * MicrosoftDocs/azure-docs#108952 (platformFaultDomainCount, and the refusal's text). That the
 * administrator's name, the computer names' prefix and the orchestration mode stay: the REST
 * reference of the type and the service's refusals of the kind "Changing property … is not allowed".
 * Undocumented: going from a marketplace image to one of a gallery is let pass.
 */
export const SCALE_SET_FIXED: readonly FixedProperty[] = [
  { path: "zones", allows: addsZones },
  { path: "properties.orchestrationMode" },
  { path: "properties.platformFaultDomainCount" },
  {
    path: "properties.singlePlacementGroup",
    allows: (before) => at(before, "properties.singlePlacementGroup") === true,
  },
  { path: `${PROFILE}.osProfile.computerNamePrefix` },
  { path: `${PROFILE}.osProfile.adminUsername` },
  { path: `${PROFILE}.storageProfile.osDisk.managedDisk.storageAccountType` },
  { path: `${IMAGE}.publisher`, allows: changesKindOfImage },
  { path: `${IMAGE}.offer`, allows: changesKindOfImage },
];

/** A set's subnets may change within their virtual network only. */
export function refuseOtherNetwork(before: JsonObject | undefined, after: JsonObject): Refusal[] {
  const known = networks(before);
  if (known.length === 0 || networks(after).every((network) => known.includes(network))) return [];
  return [
    changeNotAllowed(
      `${PROFILE}.networkProfile.networkInterfaceConfigurations.ipConfigurations.subnet`,
    ),
  ];
}

function addsZones(before: JsonObject, after: JsonObject): boolean {
  const now = textsAt(after, "zones");
  return textsAt(before, "zones").every((zone) => now.includes(zone));
}

function changesKindOfImage(before: JsonObject, after: JsonObject): boolean {
  const fromGallery = (set: JsonObject): boolean => textAt(set, `${IMAGE}.id`) !== undefined;
  return fromGallery(before) !== fromGallery(after);
}

function networks(set: Json | undefined): string[] {
  return objectsAt(set, `${PROFILE}.networkProfile.networkInterfaceConfigurations`)
    .flatMap((configuration) => objectsAt(configuration, "properties.ipConfigurations"))
    .map((ip) => textAt(ip, "properties.subnet.id")?.toLowerCase().split("/subnets/")[0] ?? "");
}
