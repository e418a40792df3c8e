import type { CompiledRule } from "./compile.ts";
import type { Decision } from "./evaluate.ts";

/** A decision in a sentence or two, in Azure's words in kind. The caller names the resource and the setting. */
export function explain(decision: Decision): string {
  const { reason, from, to, wanted, profile, rule, value, opposite, estimate } = decision;
  const scaled = `scaled ${decision.action} from ${instances(from)} to ${to}`;
  const limits = `minimum ${profile?.minimum}, maximum ${profile?.maximum}, default ${profile?.fallback}`;
  const name = `Profile "${profile?.name}"`;
  switch (reason) {
    case "disabled":
      return "The autoscale setting is disabled.";
    case "no-profile":
      return "No profile of the autoscale setting applies now.";
    case "below-minimum":
      return `${name} ${scaled}: the instance count was under its limits (${limits}).`;
    case "above-maximum":
      return `${name} ${scaled}: the instance count was over its limits (${limits}).`;
    case "metrics-unavailable-default":
      return `${name} ${scaled}, its default: metrics could not be read.`;
    case "metrics-unavailable":
      return `${name} left ${instances(from)}: metrics could not be read, and its default is ${profile?.fallback}.`;
    case "rule-out":
    case "rule-in":
      return `${name} ${scaled}: ${fired(rule, value)}.`;
    case "flapping-reduced":
      return (
        `${name} ${scaled}: ${fired(rule, value)}. Scale down will occur with updated instance count to avoid` +
        ` flapping; intended new instance count ${wanted}, where ${fired(opposite, estimate)}.`
      );
    case "flapping-skipped":
      return (
        `${name} left ${instances(from)} to avoid flapping: ${fired(rule, value)}, but with ${wanted}` +
        ` ${fired(opposite, estimate)}, and no count in between is better.`
      );
    case "cooldown":
      return (
        `${name} left ${instances(from)} instead of ${wanted}: the cooldown of the last scale action ends at` +
        ` ${instant(decision.cooldownUntilMs)}${rule === undefined ? "" : `; ${fired(rule, value)}`}.`
      );
    case "at-maximum":
    case "at-minimum":
      return `${name} left ${instances(from)}, its ${reason.slice(3)}: ${fired(rule, value)}.`;
    case "no-change":
      return `${name} left ${instances(from)}, which is what its rule asks for: ${fired(rule, value)}.`;
    case "no-rule-fired":
      return `${name} left ${instances(from)}: no scale-out rule fired, nor all scale-in rules.`;
  }
}

/** What fired, for example "Percentage CPU (Average over PT10M) is 82.5, GreaterThan 70 (rule 1: ChangeCount 2)". */
function fired(rule: CompiledRule | undefined, value: number | undefined): string {
  if (rule === undefined || value === undefined) return "no rule";
  const { metricName, timeAggregation, timeWindow } = rule.trigger;
  const share = rule.divided ? " per instance" : "";
  return (
    `${metricName}${share} (${timeAggregation} over ${timeWindow}) is ${shown(value)}, ` +
    `${rule.operator} ${rule.threshold} (rule ${rule.index + 1}: ${rule.type} ${rule.value})`
  );
}

function instances(count: number): string {
  return `${count} instance${count === 1 ? "" : "s"}`;
}

function shown(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function instant(ms: number | undefined): string {
  return ms === undefined ? "some time" : Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
