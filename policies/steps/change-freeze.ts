import { quarterAt } from "../../infra/season/demand/horizon.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { T } from "../support/types.ts";
import { type Step, type StepPolicy, takesAway } from "./step-policy.ts";

/** Properties whose change restarts what serves users, or takes it away for a while, by type. */
const RESTARTS: Readonly<Record<string, RegExp>> = {
  [T.scaleSet]: /^(virtualMachineProfile|sku\.(name|tier)|zones|upgradePolicy)/,
  [T.gateway]: /^(sku|zones|gatewayIPConfigurations|frontendIPConfigurations|identity)/,
  [T.network]: /^(subnets|addressSpace)/,
  [T.machine]: /^(hardwareProfile|storageProfile|osProfile|networkProfile|zones)/,
  [T.postgres]: /^(sku|version|highAvailability|storage|network)/,
};

/** Types whose change nobody who uses the platform notices. */
const UNSEEN: readonly string[] = [
  T.workspace,
  T.actionGroup,
  T.logAlert,
  T.metricAlert,
  T.activityAlert,
  T.diagnostics,
  T.budget,
  T.workbook,
];

export const stepsChangeFreeze: StepPolicy = {
  id: "steps-change-freeze",
  title: "Inside a grade period nothing is replaced, restarted or taken away.",
  why: "In these weeks every minute is missed by tens of thousands, and nobody can undo it in time.",
  severity: "mandatory",
  control: control("A.8.32"),
  example: {
    violation: "a new image version on 14 December",
    remedy: "merge it after the grade period, or write an exception",
  },
  checkSteps: ({ steps, plan, horizon, gradePeriods }) => {
    const now = quarterAt(horizon, plan.now);
    const freeze = gradePeriods.find(({ first, end }) => first <= now && now < end);
    if (freeze === undefined) return [];
    const day = 96;
    const left = Math.ceil((freeze.end - now) / day);
    return steps
      .filter((step) => step.op !== "create-replacement" && interrupts(step))
      .map((step) =>
        violation(step, "", inWords(step), {
          required: `no interruption until the grade period is over, in ${left} days`,
          remedy:
            "Merge it after the grade period. Where it can't wait, write an exception for this resource, with who decided.",
        }),
      );
  },
};

function interrupts(step: Step): boolean {
  if (UNSEEN.includes(step.type) || !step.type.startsWith("azure")) return false;
  if (takesAway(step)) return true;
  const restarts = RESTARTS[step.type];
  return step.op === "update" && step.changed.some((path) => restarts?.test(path) ?? false);
}

function inWords(step: Step): string {
  if (step.op === "delete") return "would be deleted";
  const what = step.changed.join(", ");
  return takesAway(step) ? `would be replaced, for ${what}` : `would be restarted, for ${what}`;
}
