import type { AutoscaleProfile, ScaleRule } from "../../../local/autoscale/setting.ts";

/** How a setting follows Percentage CPU: one rule out, one rule in. */
export interface RuleSet {
  /** Percent of the serving clones' CPU, averaged over them and the window. */
  readonly outAbove: number;
  readonly inBelow: number;
  readonly windowMinutes: number;
  readonly out: Step;
  readonly in: Step;
}

/** What a rule does, and for how long nothing else is done. */
export interface Step {
  readonly unit: "clones" | "percent";
  readonly value: number;
  readonly cooldownMinutes: number;
}

/**
 * The rules of Microsoft's tutorials: one more above 70 %, one fewer below 30 %, ten minutes of both, a
 * cool-down of five. Source: Learn, "Get started with autoscale in Azure" and "Tutorial: Automatically scale a
 * virtual machine scale set".
 */
export const DOCUMENTED_RULES: RuleSet = {
  outAbove: 70,
  inBelow: 30,
  windowMinutes: 10,
  out: { unit: "clones", value: 1, cooldownMinutes: 5 },
  in: { unit: "clones", value: 1, cooldownMinutes: 5 },
};

/** "CPU > 70 % over 10 min: +1, < 30 %: -1; cool-down 5 and 5 min". */
export function rulesText({ outAbove, inBelow, windowMinutes, out, in: inward }: RuleSet): string {
  const step = ({ unit, value }: Step): string => (unit === "percent" ? `${value} %` : `${value}`);
  return (
    `CPU > ${outAbove} % over ${windowMinutes} min: +${step(out)}, < ${inBelow} %: -${step(inward)}; ` +
    `cool-down ${out.cooldownMinutes} and ${inward.cooldownMinutes} min`
  );
}

/** Between which counts a profile keeps. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** A profile as Azure has it. */
export function azureProfile(
  name: string,
  rules: RuleSet,
  { minimum, maximum }: Bounds,
  schedule: Pick<AutoscaleProfile, "fixedDate" | "recurrence"> = {},
): AutoscaleProfile {
  return {
    name,
    capacity: { minimum: `${minimum}`, maximum: `${maximum}`, default: `${minimum}` },
    rules: azureRules(rules),
    ...schedule,
  };
}

/** The metric of the rules; there is one scale set and its name does not matter. */
const SCALE_SET =
  "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/web";

function azureRules(rules: RuleSet): readonly ScaleRule[] {
  const trigger = {
    metricName: "Percentage CPU",
    metricResourceUri: SCALE_SET,
    timeGrain: "PT1M",
    statistic: "Average",
    timeWindow: `PT${rules.windowMinutes}M`,
    timeAggregation: "Average",
  } as const;
  const action = ({ unit, value, cooldownMinutes }: Step) =>
    ({
      type: unit === "percent" ? "PercentChangeCount" : "ChangeCount",
      value: `${value}`,
      cooldown: `PT${cooldownMinutes}M`,
    }) as const;
  return [
    {
      metricTrigger: { ...trigger, operator: "GreaterThan", threshold: rules.outAbove },
      scaleAction: { ...action(rules.out), direction: "Increase" },
    },
    {
      metricTrigger: { ...trigger, operator: "LessThan", threshold: rules.inBelow },
      scaleAction: { ...action(rules.in), direction: "Decrease" },
    },
  ];
}
