import { compile } from "../../../local/autoscale/compile.ts";
import { type AutoscaleState, type Decision, evaluate } from "../../../local/autoscale/evaluate.ts";
import { MetricTable } from "../../../local/autoscale/metrics.ts";
import type {
  AutoscaleProfile,
  AutoscaleProperties,
  MetricTrigger,
  ScaleAction,
  ScaleRule,
} from "../../../local/autoscale/setting.ts";
import { type Choices, UNDOCUMENTED } from "../../../local/autoscale/undocumented.ts";

export const RESOURCE =
  "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/vmss";
/** A Wednesday, 12:00 UTC. */
export const NOON = Date.UTC(2026, 0, 14, 12);
export const MINUTE = 60_000;

/** What a rule may say otherwise than "Percentage CPU", a window of ten minutes, one instance. */
export type RuleWords = Partial<Omit<MetricTrigger, "operator" | "threshold">> &
  Partial<Omit<ScaleAction, "direction">>;

export function out(
  operator: MetricTrigger["operator"],
  threshold: number,
  words: RuleWords = {},
): ScaleRule {
  return rule("Increase", operator, threshold, words);
}

export function inward(
  operator: MetricTrigger["operator"],
  threshold: number,
  words: RuleWords = {},
): ScaleRule {
  return rule("Decrease", operator, threshold, words);
}

function rule(
  direction: ScaleAction["direction"],
  operator: MetricTrigger["operator"],
  threshold: number,
  { type = "ChangeCount", value = "1", cooldown = "PT5M", ...trigger }: RuleWords,
): ScaleRule {
  return {
    metricTrigger: {
      metricName: "Percentage CPU",
      metricResourceUri: RESOURCE,
      timeGrain: "PT1M",
      statistic: "Average",
      timeWindow: "PT10M",
      timeAggregation: "Average",
      ...trigger,
      operator,
      threshold,
    },
    scaleAction: { direction, type, value, cooldown },
  };
}

/** A profile of some rules with the limits 1, 100 and 1. */
export function profile(
  name: string,
  rules: readonly ScaleRule[] = [],
  rest: Partial<AutoscaleProfile> = {},
): AutoscaleProfile {
  return { name, capacity: limits(1, 100, 1), rules, ...rest };
}

export function limits(
  minimum: number,
  maximum: number,
  fallback: number,
): AutoscaleProfile["capacity"] {
  return { minimum: `${minimum}`, maximum: `${maximum}`, default: `${fallback}` };
}

export function setting(...profiles: readonly AutoscaleProfile[]): AutoscaleProperties {
  return { enabled: true, profiles };
}

/** Metrics that had the same value in each of the last 20 whole minutes. */
export function steady(values: Readonly<Record<string, number>>, nowMs = NOON): MetricTable {
  const table = new MetricTable();
  for (const [name, value] of Object.entries(values)) {
    const series = table.ensure(name, RESOURCE);
    for (let minute = nowMs / MINUTE - 20; minute < nowMs / MINUTE; minute += 1) {
      series.setValue(minute, value);
    }
  }
  return table;
}

/** One run at noon of some rules, with steady metrics. */
export function run(
  rules: readonly ScaleRule[] | AutoscaleProfile,
  state: AutoscaleState | number,
  values: Readonly<Record<string, number>>,
  choices: Partial<Choices> = {},
): Decision {
  const only = "name" in rules ? rules : profile("only", rules);
  return evaluate(
    compile(setting(only), { ...UNDOCUMENTED, ...choices }),
    typeof state === "number" ? { count: state } : state,
    steady(values),
    NOON,
  );
}

export function cpu(value: number): Readonly<Record<string, number>> {
  return { "Percentage CPU": value };
}

/** When a recurrence starts. */
export function weekly(
  days: readonly string[],
  time: string,
  timeZone = "UTC",
): Pick<AutoscaleProfile, "recurrence"> {
  const [hour, minute] = time.split(":").map(Number);
  return {
    recurrence: {
      frequency: "Week",
      schedule: { timeZone, days, hours: [hour ?? 0], minutes: [minute ?? 0] },
    },
  };
}

export function dates(
  start: string,
  end: string,
  timeZone?: string,
): Pick<AutoscaleProfile, "fixedDate"> {
  return { fixedDate: { ...(timeZone === undefined ? {} : { timeZone }), start, end } };
}
