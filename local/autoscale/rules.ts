import type { CompiledRule } from "./compile.ts";
import type { Choices, Rounding } from "./undocumented.ts";

/** The value that a rule compares: its metric's, or one instance's share of it. */
export function observed(rule: CompiledRule, metric: number, count: number): number {
  return rule.divided ? metric / Math.max(1, count) : metric;
}

/** What the value would be with another number of instances under the same load. */
export function projected(rule: CompiledRule, value: number, from: number, to: number): number {
  return rule.projected && value !== 0 ? (value * from) / to : value;
}

/** Whether a value makes a rule fire. NaN, a metric that can't be read, never does. */
export function fires(rule: CompiledRule, value: number): boolean {
  switch (rule.operator) {
    case "GreaterThan":
      return value > rule.threshold;
    case "LessThan":
      return value < rule.threshold;
    case "GreaterThanOrEqual":
      return value >= rule.threshold;
    case "LessThanOrEqual":
      return value <= rule.threshold;
    case "Equals":
      return value === rule.threshold;
    case "NotEquals":
      return value !== rule.threshold && !Number.isNaN(value);
  }
}

/** The instances after a rule to scale out. Never fewer than before: an ExactCount below changes nothing. */
export function countOut(rule: CompiledRule, count: number, choices: Choices): number {
  return rule.type === "ExactCount"
    ? Math.max(count, rule.value)
    : count + step(rule, count, choices.percentOut, choices);
}

/** The instances after a rule to scale in. Never more than before, nor less than none. */
export function countIn(rule: CompiledRule, count: number, choices: Choices): number {
  return rule.type === "ExactCount"
    ? Math.min(count, rule.value)
    : Math.max(0, count - step(rule, count, choices.percentIn, choices));
}

function step(rule: CompiledRule, count: number, rounding: Rounding, choices: Choices): number {
  switch (rule.type) {
    case "PercentChangeCount":
      return Math.max(choices.percentLeast, round((count * rule.value) / 100, rounding));
    case "ServiceAllowedNextValue":
      return choices.nextAllowedStep;
    default:
      return rule.value;
  }
}

function round(value: number, rounding: Rounding): number {
  if (rounding === "nearest") return Math.round(value);
  return rounding === "up" ? Math.ceil(value) : Math.floor(value);
}
