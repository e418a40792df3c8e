import { quarterAt } from "../../infra/season/demand/horizon.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { shrinks } from "./no-shrink.ts";
import { isStatic } from "./static-parameters.ts";
import { type Step, type StepPolicy, type StepsOfStack, takesAway } from "./step-policy.ts";

/**
 * Properties whose change restarts what serves users, takes it away for a while, or runs something on it, by type. Sources:
 * Learn, "Run scripts in your Linux VM by using managed Run Commands"; "Use the Azure Custom Script Extension Version 2 with
 * Linux virtual machines"; "End-to-end encryption using encryption at host", "Proximity placement groups" (deallocation).
 */
const RESTARTS: Readonly<Record<string, RegExp>> = {
  [T.scaleSet]: /^(virtualMachineProfile|sku\.(name|tier)|zones|upgradePolicy)/,
  [T.gateway]: /^(sku|zones|gatewayIPConfigurations|frontendIPConfigurations|identity)/,
  [T.network]: /^(subnets|addressSpace)/,
  [T.machine]:
    /^(hardwareProfile|storageProfile|osProfile|networkProfile|securityProfile|zones|additionalCapabilities|proximityPlacementGroup|availabilitySet|host|capacityReservation|priority)/,
  [T.machineCommand]: /^(source|parameters|protectedParameters|runAs)/,
  [T.machineExtension]:
    /^(settings|protectedSettings|forceUpdateTag|publisher|type|typeHandlerVersion)/,
  [T.postgres]: /^(sku|version|highAvailability|storage|network)/,
};

/** Types that run on a machine of the database as its administrator. */
const RUNS: readonly string[] = [T.machineCommand, T.machineExtension];

/** Types whose change nobody who uses the platform notices. */
const UNSEEN: readonly string[] = [
  T.workspace,
  T.actionGroup,
  T.logAlert,
  T.metricAlert,
  T.activityAlert,
  T.diagnostics,
  T.dataCollection,
  T.dataCollectionOf,
  T.budget,
  T.workbook,
];

/**
 * What a step interrupts: where it restarts, replaces or deletes. A danger is said once: what a step makes smaller is told
 * by `steps-no-shrink`, which looks at the days before a grade period too, and here only what it interrupts besides.
 */
export const stepsChangeFreeze: StepPolicy = {
  id: "steps-change-freeze",
  title:
    "Inside a grade period nothing is replaced, restarted or taken away, and no script is run anew.",
  why: "In these weeks every minute is missed by tens of thousands, and nobody can undo it in time.",
  severity: "mandatory",
  control: control("A.8.32"),
  example: {
    violation: "a new image version on 14 December",
    remedy: "merge it after the grade period, or write an exception",
  },
  checkSteps: (stack) => {
    const { steps, plan, horizon, gradePeriods } = stack;
    const now = quarterAt(horizon, plan.now);
    const freeze = gradePeriods.find(({ first, end }) => first <= now && now < end);
    if (freeze === undefined) return [];
    const day = 96;
    const left = Math.ceil((freeze.end - now) / day);
    return steps
      .filter(({ op }) => op !== "create-replacement")
      .map((step) => ({ step, paths: besidesShrinking(stack, step) }))
      .filter(({ step, paths }) => paths !== undefined && interrupts(steps, step, paths))
      .map(({ step, paths = [] }) =>
        violation(step, "", inWords(step, paths), {
          required: `no interruption until the grade period is over, in ${left} days`,
          remedy:
            "Merge it after the grade period. Where it can't wait, write an exception for this resource, with who decided.",
        }),
      );
  },
};

/** The changed properties that make nothing smaller; undefined where a step does nothing else. */
function besidesShrinking(stack: StepsOfStack, step: Step): readonly string[] | undefined {
  const shrunk = shrinks(stack, step).map(({ path }) => path);
  if (shrunk.length === 0) return step.changed;
  const others = step.changed.filter(
    (path) => !shrunk.some((one) => path.startsWith(one) || one.startsWith(path)),
  );
  return step.op === "delete" || others.length === 0 ? undefined : others;
}

function interrupts(steps: readonly Step[], step: Step, changed: readonly string[]): boolean {
  if (UNSEEN.includes(step.type) || !step.type.startsWith("azure")) return false;
  if (takesAway(step)) return true;
  if (step.type === T.postgresSetting) return setsStatic(steps, step, changed);
  const restarts = RESTARTS[step.type];
  return step.op === "update" && changed.some((path) => restarts?.test(path) ?? false);
}

/** Whether a server that stands gets another value of a parameter that waits for its restart. */
function setsStatic(
  steps: readonly Step[],
  { op, before, after }: Step,
  changed: readonly string[],
): boolean {
  if (!isStatic(textAt(after, "configurationName"))) return false;
  if (op === "update") return changed.includes("value") && before !== undefined;
  const server = textAt(after, "serverName");
  const stands = ({ type, before: had }: Step): boolean =>
    type === T.postgres && had !== undefined && textAt(had, "serverName") === server;
  return op === "create" && server !== undefined && steps.some(stands);
}

function inWords(step: Step, paths: readonly string[]): string {
  if (step.op === "delete") return "would be deleted";
  const what = paths.join(", ") || "its place";
  if (takesAway(step)) return `would be replaced, for ${what}`;
  if (RUNS.includes(step.type)) return `would be run again, for ${what}`;
  const parameter = textAt(step.after, "configurationName");
  return step.type === T.postgresSetting
    ? `would restart the database, for ${parameter}`
    : `would be restarted, for ${what}`;
}
