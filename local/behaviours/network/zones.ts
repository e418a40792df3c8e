import type { Json, JsonObject } from "../../json.ts";
import type { FixedProperty } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { equal, textsAt } from "../support/json.ts";

/**
 * Zones of a network resource stay as they were at creation.
 * Source: the network provider's own refusal, ResourceAvailabilityZonesCannotBeModified.
 */
export const FIXED_ZONES: FixedProperty = {
  path: "zones",
  allows: (before, after) => equal(zonesOf(before), zonesOf(after)),
  refusal: (before, after, id) =>
    new Refusal(
      "ResourceAvailabilityZonesCannotBeModified",
      `Resource ${id} has an existing availability zone constraint ${show(before)} and the request has availability zone constraint ${show(after)}, which do not match. Zones cannot be added/updated/removed once the resource is created. The resource cannot be updated from regional to zonal or vice-versa.`,
      { target: "zones" },
    ),
};

/** In ascending order. */
export function zonesOf(document: Json | undefined): string[] {
  return textsAt(document, "zones").toSorted();
}

function show(document: JsonObject): string {
  return zonesOf(document).join(", ") || "(none)";
}
