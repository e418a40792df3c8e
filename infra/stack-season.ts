import * as pulumi from "@pulumi/pulumi";
import { type SeasonPlan, seasonPlan } from "./season/plan.ts";
import type { Settings } from "./settings/index.ts";
import { readPlanInput } from "./settings/plan-input.ts";

/** Findings that are warned of at each run: `gradetide season plan` tells all of them. */
const WARNINGS = 3;

/**
 * The plan of a stack's season, from the day that its settings say: computed once, and read by all that
 * depends on time. What a person must do is warned of, the nearest first, and stops nothing.
 *
 * @param root the project's folder.
 * @throws SettingsError with everything that is wrong in data/.
 */
export async function stackSeason(
  root: string,
  stack: string,
  settings: Settings,
): Promise<SeasonPlan> {
  const plan = seasonPlan(await readPlanInput({ root, stack, settings }));
  const todo = plan.findings.filter(({ level }) => level === "act");
  for (const { message } of todo.slice(0, WARNINGS)) void pulumi.log.warn(`To do: ${message}.`);
  return plan;
}

/** What a stack's outputs say of its season today. Dates are by the datacenter's clock, ends not included. */
export function seasonOutputs(plan: SeasonPlan): Record<string, unknown> {
  const dateOf = (at: Temporal.Instant): string =>
    at.toZonedDateTimeISO(plan.zone.iana).toPlainDate().toString();
  const stretch = plan.stretches.find(({ end }) => Temporal.Instant.compare(plan.now, end) < 0);
  return {
    // The policies measure by the plan of the same day.
    plannedFrom: dateOf(plan.now),
    reason: stretch?.reason,
    until: stretch && dateOf(stretch.end),
    coveredUntil: dateOf(plan.profiles.coveredUntil),
    // What stands of them is in outputs of their own; these are what the plan says.
    databaseSize: plan.declared.databaseSize,
    staging: stretch?.staging,
  };
}
