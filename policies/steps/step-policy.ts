import type { Freeze } from "../../infra/season/capacity/freezes.ts";
import type { Horizon } from "../../infra/season/demand/horizon.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import type { Finding } from "../support/finding.ts";
import type { PolicyText } from "../support/policy.ts";

/** Our word, beside Pulumi's, for what a refresh has not found in Azure any more. */
export const GONE = "gone";

/** What a preview would do to one resource. */
export interface Step {
  /** Pulumi's word: `create`, `update`, `delete`, `replace`, `create-replacement`, `delete-replaced`, …; or `GONE`. */
  readonly op: string;
  readonly urn: string;
  /** Without an API version. */
  readonly type: string;
  /** Properties that differ, by their paths: what the preview's diff names. */
  readonly changed: readonly string[];
  /** Inputs before and after; absent where the resource is new or goes. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** What steps are measured by. */
export interface StepsOfStack {
  /** URN of the stack itself. */
  readonly urn: string;
  readonly steps: readonly Step[];
  readonly plan: SeasonPlan;
  readonly horizon: Horizon;
  /** Grade periods without a lead, and with the lead in which nothing may shrink: quarters of the horizon. */
  readonly gradePeriods: readonly Freeze[];
  readonly leadDays: number;
  readonly withLead: readonly Freeze[];
}

/**
 * A policy over what a preview would do. The engine tells a policy pack neither the old state nor the
 * operation, so `gradetide check` judges these.
 */
export interface StepPolicy extends PolicyText {
  readonly checkSteps: (stack: StepsOfStack) => readonly Finding[];
}

/** Whether an operation takes the resource away, if only to make it anew. */
export function takesAway({ op }: Step): boolean {
  return ["delete", "replace", "delete-replaced", "create-replacement"].includes(op);
}
