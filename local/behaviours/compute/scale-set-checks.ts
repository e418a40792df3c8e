import type { JsonObject } from "../../json.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { at, numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";

const PROFILE = "properties.virtualMachineProfile";
const NETWORK_API_VERSIONS = ["2020-11-01", "2022-11-01"];

/**
 * What is wrong with a Flexible scale set itself.
 *
 * Sources: Microsoft Learn, "Orchestration modes for Virtual Machine Scale Sets", "Virtual Machine
 * Scale Sets and placement groups" (at most 1,000), "Configure customer-selected availability zones
 * for a scale set" (fault domains 1 or 5), "Capacity reservation overview" (limitations);
 * Azure/azure-rest-api-specs#27029 (what Flexible requires).
 */
export function refuseScaleSet(set: JsonObject): Refusal[] {
  if (textAt(set, "properties.orchestrationMode") !== "Flexible") {
    return [
      invalidParameter(
        "properties.orchestrationMode",
        "The local Azure knows scale sets of orchestrationMode 'Flexible' only; without a value Azure takes 'Uniform'.",
      ),
    ];
  }
  return [
    ...refuseCapacity(set),
    ...refuseSpreading(set),
    ...refuseNetworkProfile(set),
    ...refuseIdentity(set),
    ...refuseReservation(set),
  ];
}

/** A capacity that is missing, or null, is refused whenever there is a sku: Azure/vm-scale-sets#70. */
export function refuseCapacity(set: JsonObject): Refusal[] {
  const capacity = at(set, "sku.capacity");
  if (capacity === undefined) {
    return [
      invalidParameter("sku.capacity", "Required parameter 'sku.capacity' is missing (null)."),
    ];
  }
  const fits = typeof capacity === "number" && Number.isInteger(capacity);
  if (fits && capacity >= 0 && capacity <= 1000) return [];
  return [
    invalidParameter(
      "sku.capacity",
      `The value ${JSON.stringify(capacity)} of parameter sku.capacity is not allowed. It must be a whole number from 0 to 1000.`,
    ),
  ];
}

function refuseSpreading(set: JsonObject): Refusal[] {
  const domains = numberAt(set, "properties.platformFaultDomainCount");
  const target = "properties.platformFaultDomainCount";
  const refusals: Refusal[] = [];
  if (domains === undefined) {
    refusals.push(
      invalidParameter(target, "Required parameter 'platformFaultDomainCount' is missing (null)."),
    );
  } else {
    const zonal = textsAt(set, "zones").length > 0;
    const allowed = zonal ? [1, 5] : [1, 2, 3, 5];
    if (!allowed.includes(domains)) {
      refusals.push(
        invalidParameter(
          target,
          `The value '${domains}' of parameter 'platformFaultDomainCount' is not allowed${zonal ? " with zones" : ""}. Allowed values are: ${allowed.join(", ")}.`,
        ),
      );
    }
  }
  if (at(set, "properties.singlePlacementGroup") === true && textsAt(set, "zones").length > 1) {
    refusals.push(
      invalidParameter(
        "properties.singlePlacementGroup",
        "The value 'True' of parameter 'singlePlacementGroup' is not allowed for a Flexible scale set that spans zones. Allowed values are: False.",
      ),
    );
  }
  return refusals;
}

function refuseNetworkProfile(set: JsonObject): Refusal[] {
  const profile = objectAt(set, `${PROFILE}.networkProfile`);
  if (profile === undefined) return [];
  const target = `${PROFILE}.networkProfile`;
  const version = textAt(profile, "networkApiVersion");
  const refusals: Refusal[] = [];
  if (version === undefined || !NETWORK_API_VERSIONS.includes(version)) {
    refusals.push(
      invalidParameter(
        `${target}.networkApiVersion`,
        `The networkApiVersion of a Flexible scale set must be one of ${NETWORK_API_VERSIONS.join(", ")}, not ${version ?? "(null)"}.`,
      ),
    );
  }
  const interfaces = objectsAt(profile, "networkInterfaceConfigurations");
  const primaries = interfaces.filter((item) => at(item, "properties.primary") === true).length;
  if (interfaces.length > 1 && primaries !== 1) {
    refusals.push(
      invalidParameter(
        `${target}.networkInterfaceConfigurations`,
        `Exactly one network interface configuration must be primary, not ${primaries}.`,
      ),
    );
  }
  return refusals;
}

function refuseIdentity(set: JsonObject): Refusal[] {
  const type = textAt(set, "identity.type");
  if (type === undefined || type === "None" || type === "UserAssigned") return [];
  return [
    invalidParameter(
      "identity.type",
      `The identity type '${type}' is not supported for a Flexible scale set. Allowed values are: UserAssigned, None.`,
    ),
  ];
}

function refuseReservation(set: JsonObject): Refusal[] {
  const group = textAt(set, `${PROFILE}.capacityReservation.capacityReservationGroup.id`);
  if (group === undefined) return [];
  const clash =
    at(set, "properties.singlePlacementGroup") === true
      ? "singlePlacementGroup set to true"
      : textAt(set, `${PROFILE}.priority`) === "Spot"
        ? "priority 'Spot'"
        : undefined;
  if (clash === undefined) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      `A capacity reservation group can't be used by a scale set with ${clash}.`,
      { status: 409, target: `${PROFILE}.capacityReservation` },
    ),
  ];
}
