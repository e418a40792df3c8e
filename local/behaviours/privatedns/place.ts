import type { JsonObject } from "../../json.ts";
import { normalLocation } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";

/** Private DNS is in no region: its resources say "global". */
export function refuseRegion(draft: JsonObject): Refusal[] {
  const location = textAt(draft, "location");
  if (location !== undefined && normalLocation(location) === "global") return [];
  return [
    new Refusal(
      "LocationNotAvailableForResourceType",
      `The provided location '${location ?? ""}' is not available for resource type '${textAt(draft, "type")}'. List of available regions for the resource type is 'global'.`,
      { target: "location" },
    ),
  ];
}
