import { logHealth } from "../compute/health-log.ts";
import type { Moment } from "../event-kind.ts";
import { logActivity } from "../monitor/activity-log.ts";
import { describeFault, type Fault } from "./fault.ts";

/**
 * Says in the activity log that a fault begins, bites or ends, as an incident of Service Health on the
 * subscription. Source of the names: Learn, "Azure activity log event schema" (Service Health category).
 */
export function logIncident(
  { store, account, at }: Moment,
  fault: Fault,
  stage: "Active" | "Resolved",
  description: string,
): void {
  const { what } = fault;
  logActivity(store, at, {
    resourceId: `/subscriptions/${account.subscriptionId}`,
    operationName: "Microsoft.ServiceHealth/incident/action",
    category: "ServiceHealth",
    level: stage === "Active" ? "Warning" : "Informational",
    status: stage,
    caller: "Microsoft.ServiceHealth",
    description,
    properties: {
      title: describeFault(what),
      service: what.kind === "call" ? "Azure Resource Manager" : "Virtual Machines",
      region: "region" in what ? what.region : "Global",
      incidentType: "Incident",
      trackingId: `fault ${fault.id}`,
      stage,
    },
  });
}

/**
 * Says what a fault does to one machine. Source of the properties: the same document, and its sample of a
 * machine that became unavailable.
 */
export function logMachine(
  { store, at }: Moment,
  machineId: string,
  fault: Fault,
  stage: "Active" | "Resolved",
  description: string,
): void {
  const [before, now] =
    stage === "Active" ? ["Available", "Unavailable"] : ["Unavailable", "Available"];
  logHealth(store, at, {
    machineId,
    stage,
    caller: "Microsoft.ResourceHealth",
    description,
    properties: {
      title: `Virtual Machine health status changed to ${now.toLowerCase()}`,
      currentHealthStatus: now,
      previousHealthStatus: before,
      type: "Downtime",
      cause: "PlatformInitiated",
      trackingId: `fault ${fault.id}`,
    },
  });
}
