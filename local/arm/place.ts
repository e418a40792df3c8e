import type { Behaviour } from "../behaviours/behaviour.ts";
import { normalLocation, REGIONS } from "../behaviours/facts/regions.ts";
import { Refusal } from "../behaviours/refusal.ts";
import { textsAt } from "../behaviours/support/json.ts";
import type { JsonObject } from "../json.ts";

/** Why a resource can't stand where its body says: no such region, or no such zone in it. */
export function refusePlace(behaviour: Behaviour, body: JsonObject, id: string): Refusal[] {
  if (!behaviour.regional) return [];
  const { location } = body;
  if (typeof location !== "string" || location === "") {
    return [
      new Refusal(
        "LocationRequired",
        `The location property is required for this definition of ${behaviour.type}.`,
        { target: "location" },
      ),
    ];
  }
  const region = REGIONS.get(normalLocation(location));
  if (region === undefined || region.restricted) {
    return [locationRefusal(behaviour.type, location, region?.restricted === true)];
  }
  const missing = textsAt(body, "zones").filter((zone) => !region.zones.includes(zone));
  if (behaviour.zonal !== true || missing.length === 0) return [];
  return [
    new Refusal(
      "AvailabilityZoneNotSupported",
      `The zone(s) '${missing.join(",")}' for resource '${id}' is not supported. The supported zones for location '${region.name}' are '${region.zones.join(",")}'.`,
      { target: "zones" },
    ),
  ];
}

/** Why a resource that stands already can't be written for another region. */
export function refuseMove(previous: JsonObject | undefined, draft: JsonObject): Refusal[] {
  const { location: before } = previous ?? {};
  const { location: after } = draft;
  if (typeof before !== "string" || typeof after !== "string" || before === after) return [];
  return [
    new Refusal(
      "InvalidResourceLocation",
      `The resource '${draft.id}' already exists in location '${before}'. A resource with the same name cannot be created in location '${after}'. Please select a new resource name.`,
      { status: 409, target: "location" },
    ),
  ];
}

function locationRefusal(type: string, location: string, restricted: boolean): Refusal {
  const open = [...REGIONS.values()].filter((region) => !region.restricted);
  const why = restricted
    ? " The region is restricted: Microsoft opens it to a subscription on request."
    : "";
  return new Refusal(
    "LocationNotAvailableForResourceType",
    `The provided location '${location}' is not available for resource type '${type}'.${why} List of available regions for the resource type is '${open.map(({ name }) => name).join(",")}'.`,
    { target: "location" },
  );
}
