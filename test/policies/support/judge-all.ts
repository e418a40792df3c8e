import { POLICIES } from "../../../policies/registry.ts";
import { STEP_POLICIES, stepsOfStack } from "../../../policies/steps/judge-steps.ts";
import type { Step } from "../../../policies/steps/step-policy.ts";
import type { Finding } from "../../../policies/support/finding.ts";
import { isStackPolicy, judge, type Stack } from "../../../policies/support/policy.ts";

export interface Told extends Finding {
  readonly by: string;
}

/** All that the pack finds in a stack. */
export function judgeAll(stack: Stack): readonly Told[] {
  return POLICIES.flatMap((policy) =>
    (isStackPolicy(policy)
      ? policy.checkStack(stack, {})
      : stack.resources.flatMap((resource) => judge(policy, resource))
    ).map((finding) => ({ ...finding, by: policy.id })),
  );
}

/** All that `gradetide check` finds in a preview's steps. */
export function judgeAllSteps(stack: Stack, steps: readonly Step[]): readonly Told[] {
  const judged = stepsOfStack(stack.urn, steps, stack.plan, stack.calendars);
  return STEP_POLICIES.flatMap((policy) =>
    policy.checkSteps(judged).map((finding) => ({ ...finding, by: policy.id })),
  );
}
