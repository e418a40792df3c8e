import type { Store } from "../../store/store.ts";
import { logActivity } from "../monitor/activity-log.ts";

/** Says in the activity log how an upgrade of a set's machines goes. */
export function logUpgrade(
  store: Store,
  at: number,
  setId: string,
  status: "Started" | "Succeeded" | "Failed",
  description: string,
): void {
  logActivity(store, at, {
    resourceId: setId,
    operationName: "Microsoft.Compute/virtualMachineScaleSets/rollingUpgrades/action",
    category: "Administrative",
    level: status === "Failed" ? "Error" : "Informational",
    status,
    caller: "Virtual machine scale set upgrades",
    description,
  });
}
