import type { JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { logActivity } from "../monitor/activity-log.ts";

/** What Resource Health says of one machine. */
export interface HealthEvent {
  readonly machineId: string;
  readonly stage: "Active" | "Resolved";
  /** Who found it. */
  readonly caller: string;
  readonly description: string;
  readonly properties: JsonObject;
}

/**
 * Says in the activity log, at an instant (milliseconds), that a machine is no longer well, or well again.
 * Source of the names: Learn, "Azure activity log event schema" (Resource Health category).
 */
export function logHealth(
  store: Store,
  at: number,
  { machineId, stage, ...said }: HealthEvent,
): void {
  const isActive = stage === "Active";
  logActivity(store, at, {
    resourceId: machineId,
    operationName: `Microsoft.Resourcehealth/healthevent/${isActive ? "Activated" : "Resolved"}/action`,
    category: "ResourceHealth",
    level: isActive ? "Critical" : "Informational",
    status: stage,
    ...said,
  });
}
