import type { Store } from "../../store/store.ts";
import { rulesMetBy } from "./activity-alert-run.ts";
import { type Activity, writeActivity } from "./activity-entry.ts";
import { logAlert } from "./alert-log.ts";

/** Writes an entry at an instant (milliseconds), and lets the alerts fire that it sets off. */
export function logActivity(store: Store, at: number, activity: Activity): void {
  writeActivity(store, at, activity);
  for (const rule of rulesMetBy(store, activity)) {
    const found = `${activity.operationName} ${activity.status}: ${activity.description}`;
    logAlert(store, at, rule, { status: "Active", found });
  }
}
