import type { Calendar } from "../../infra/season/calendar.ts";
import { type Freeze, freezesOf } from "../../infra/season/capacity/freezes.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { orderExceptions, type StackExceptions } from "../exceptions/apply-exceptions.ts";
import type { Finding } from "../support/finding.ts";
import type { PolicyText } from "../support/policy.ts";
import { stepsChangeFreeze } from "./change-freeze.ts";
import { stepsDataKept } from "./data-kept.ts";
import { stepsKnownProperties } from "./known-properties.ts";
import { stepsNoShrink } from "./no-shrink.ts";
import type { Step, StepPolicy, StepsOfStack } from "./step-policy.ts";

/** The policies that `gradetide check` judges, in the order in which they are told. */
export const STEP_POLICIES: readonly StepPolicy[] = [
  stepsDataKept,
  stepsChangeFreeze,
  stepsNoShrink,
  stepsKnownProperties,
];

/** Days before a grade period from which on nothing shrinks: what stands then is what it starts with. */
const LEAD_DAYS = 7;

/** A finding with the policy that it is of. */
export interface Judged {
  readonly policy: PolicyText;
  readonly finding: Finding;
}

/** What the step policies find, less what somebody decided to live with, and exceptions that are over. */
export function judgeSteps(input: {
  /** URN of the stack itself. */
  readonly urn: string;
  readonly steps: readonly Step[];
  readonly plan: SeasonPlan;
  readonly calendars: readonly Calendar[];
  readonly exceptions: StackExceptions;
}): readonly Judged[] {
  const { urn, steps, plan, calendars, exceptions } = input;
  const stack = stepsOfStack(urn, steps, plan, calendars);
  const found = STEP_POLICIES.flatMap((policy) =>
    policy
      .checkSteps(stack)
      .filter((finding) => !exceptions.covers(policy.id, finding))
      .map((finding) => ({ policy, finding })),
  );
  const judged = new Set(STEP_POLICIES.map(({ id }) => id));
  return [
    ...found,
    ...exceptions.findings(stack, judged).map((finding) => ({ policy: orderExceptions, finding })),
  ];
}

/** A preview's steps beside the grade periods of the stack's markets. */
export function stepsOfStack(
  urn: string,
  steps: readonly Step[],
  plan: SeasonPlan,
  calendars: readonly Calendar[],
): StepsOfStack {
  const { horizon } = plan;
  return {
    urn,
    steps,
    plan,
    horizon,
    gradePeriods: gradePeriods(calendars, plan, 0),
    leadDays: LEAD_DAYS,
    withLead: gradePeriods(calendars, plan, LEAD_DAYS),
  };
}

/** Grade periods that a calendar knows: days without one are planned as the busiest, and are no freeze. */
function gradePeriods(
  calendars: readonly Calendar[],
  { horizon }: SeasonPlan,
  leadDays: number,
): readonly Freeze[] {
  const known = calendars.map((calendar) => ({
    ...calendar,
    regions: calendar.regions.map((region) => ({
      ...region,
      knownFrom: region.knownFrom.subtract({ years: 10 }),
      knownUntil: region.knownUntil.add({ years: 10 }),
    })),
  }));
  return freezesOf(known, horizon, leadDays);
}
