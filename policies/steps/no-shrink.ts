import { quarterAt } from "../../infra/season/demand/horizon.ts";
import { profilesOf, runningBounds } from "../season/running-bounds.ts";
import { shortfall, whenInWords } from "../season/words.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { numberAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { type Step, type StepPolicy, type StepsOfStack, takesAway } from "./step-policy.ts";

/** Counts that stand from the deployment on, by type. */
const COUNTS: Readonly<Record<string, string>> = {
  [T.reservation]: "sku.capacity",
  [T.gateway]: "autoscaleConfiguration.minCapacity",
};

export const stepsNoShrink: StepPolicy = {
  id: "steps-no-shrink",
  title: "Inside a grade period, and in the days before it, nothing gets smaller.",
  why: "What is taken back then can't be had again: everybody grows in the same week.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "fewer pupils in data/customers.yaml, and a lower floor in the grade week",
    remedy: "lower it after the grade period",
  },
  checkSteps: (stack) =>
    stack.steps.flatMap((step) =>
      step.type === T.autoscale
        ? floorsShrink(stack, step)
        : takesAway(step) || step.op === "update"
          ? countShrinks(stack, step)
          : [],
    ),
};

function floorsShrink({ plan, horizon, withLead }: StepsOfStack, step: Step): readonly Finding[] {
  const { before, after } = step;
  if (before === undefined || after === undefined) return [];
  const old = runningBounds(profilesOf({ inputs: before }), horizon);
  const next = runningBounds(profilesOf({ inputs: after }), horizon);
  const planned = plan.profiles.plannedQuarters;
  const now = quarterAt(horizon, plan.now);
  return withLead.flatMap(({ first, end }) => {
    const from = Math.max(now, first);
    const lack = shortfall(next.floors, old.floors, from, Math.min(end, planned));
    if (lack === undefined) return [];
    const [had, has] = [old.floors[lack.worst], next.floors[lack.worst]];
    return [
      violation(
        step,
        "profiles",
        `${has} clones at ${whenInWords(plan, lack.worst)}, ${had} before`,
        {
          required: "a floor that does not sink in a grade period or right before it",
          remedy:
            "Change it after the grade period; where the old floor was a mistake, write an exception.",
        },
      ),
    ];
  });
}

function countShrinks({ plan, horizon, withLead }: StepsOfStack, step: Step): readonly Finding[] {
  const path = COUNTS[step.type];
  const now = quarterAt(horizon, plan.now);
  if (path === undefined || !withLead.some(({ first, end }) => first <= now && now < end))
    return [];
  const had = numberAt(step.before, path) ?? 0;
  const has = numberAt(step.after, path) ?? 0;
  if (has >= had || (step.after === undefined && step.op !== "delete")) return [];
  return [
    violation(step, path, `${has}, ${had} before`, {
      required: "no less than before, in a grade period or right before it",
      remedy: "Change it after the grade period, or write an exception with who decided.",
    }),
  ];
}
