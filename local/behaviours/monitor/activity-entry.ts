import type { JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { isoInstant } from "../support/instants.ts";
import { compact } from "../support/json.ts";
import { uuidOf } from "../support/made-up.ts";

/** What the activity log says of one thing that happened. Source of the names: Learn, "Azure activity log event schema". */
export interface Activity {
  /** The id of what it happened to. */
  readonly resourceId: string;
  /** e.g. "Microsoft.Compute/virtualMachineScaleSets/write". */
  readonly operationName: string;
  readonly category: "Administrative" | "Alert" | "Autoscale" | "ResourceHealth" | "ServiceHealth";
  readonly level: "Informational" | "Warning" | "Error" | "Critical";
  readonly status: "Started" | "Succeeded" | "Failed" | "Active" | "Resolved";
  /** Who did it. */
  readonly caller: string;
  /** One or two sentences for people. */
  readonly description: string;
  /** @default none */
  readonly properties?: JsonObject;
}

/** Writes an entry alone. Its id depends on the resource and how many it has had. */
export function writeActivity(store: Store, at: number, activity: Activity): void {
  const { resourceId, properties, ...rest } = activity;
  const resource = resourceId.toLowerCase();
  const eventDataId = uuidOf(`activity ${resource} ${store.next(`activity ${resource}`)}`);
  store.log.append(at, resource, {
    eventTimestamp: isoInstant(at),
    resourceId,
    ...rest,
    eventDataId,
    ...compact({ properties }),
  });
}
