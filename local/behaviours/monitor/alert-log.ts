import type { ArmDocument, Store } from "../../store/store.ts";
import { numberAt, textAt } from "../support/json.ts";
import { type Activity, writeActivity } from "./activity-entry.ts";

/** What an alert rule found. */
export interface Finding {
  /** "Active" or, once it is over, "Resolved". */
  readonly status: "Active" | "Resolved";
  /** What was found, in words. */
  readonly found: string;
}

/** Levels by severity, 0 first. */
const LEVELS = ["Critical", "Error", "Warning", "Informational", "Informational"] as const;

/**
 * Logs that a rule fired or is over. Nobody is written to here. Azure keeps fired alerts in a place of their own; that
 * they stand in the activity log, as those of its older rules do, is ours.
 * Source of the operation's words and category: Learn, "Azure activity log event schema", category Alert.
 */
export function logAlert(
  store: Store,
  at: number,
  rule: ArmDocument,
  { found, status }: Finding,
): void {
  const severity = numberAt(rule, "properties.severity") ?? LEVELS.length - 1;
  const activity: Activity = {
    resourceId: rule.id,
    operationName: `${rule.type}/${status === "Active" ? "Activated" : "Resolved"}/Action`,
    category: "Alert",
    level: status === "Active" ? (LEVELS[severity] ?? "Informational") : "Informational",
    status,
    caller: "Microsoft.Insights/alertRules",
    description: [found, textAt(rule, "properties.description") ?? ""].join(" ").trim(),
    properties: { Severity: severity },
  };
  writeActivity(store, at, activity);
}
