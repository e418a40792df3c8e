import type { CompiledProfile, CompiledRule, CompiledSetting } from "./compile.ts";
import type { MetricReader, Query } from "./metrics.ts";
import { countIn, countOut, fires, observed, projected } from "./rules.ts";
import type { Choices } from "./undocumented.ts";

const MINUTE_MS = 60_000;

/** What a run needs to know of the runs before it. Plain data, to be stored between runs. */
export interface AutoscaleState {
  /** The instances that the target has now, whoever set them. */
  readonly count: number;
  readonly lastAction?: LastAction;
}

/** The scale action that came last. */
export interface LastAction {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** The cool-down of the rule that fired. It blocks both directions. */
  readonly cooldownMs: number;
}

export type Reason =
  /** `enabled` is false. */
  | "disabled"
  /** Neither a default profile nor another that suits. */
  | "no-profile"
  /** The count was under the minimum, or over the maximum, and is pulled back. */
  | "below-minimum"
  | "above-maximum"
  /** A rule scales out, or in. */
  | "rule-out"
  | "rule-in"
  /** A rule scales in by less than it says: more would make a rule scale out again. */
  | "flapping-reduced"
  /** Any scale-in would make a rule scale out again. */
  | "flapping-skipped"
  /** A rule fired, or a pull was due, in the cool-down of the last action. */
  | "cooldown"
  /** A rule fired, but the count is at its limit. */
  | "at-maximum"
  | "at-minimum"
  /** A rule fired that changes nothing, such as an ExactCount of the count. */
  | "no-change"
  /** No rule to scale out fired, nor all rules to scale in. */
  | "no-rule-fired"
  /** Metrics can't be read: up to `default`, or, with that many instances or more, nothing. */
  | "metrics-unavailable-default"
  | "metrics-unavailable";

/** What one run did, and why. `explain` puts it in words. */
export interface Decision {
  /** Epoch milliseconds of the run. */
  readonly atMs: number;
  readonly action: "none" | "out" | "in";
  readonly reason: Reason;
  /** Instances before and after. */
  readonly from: number;
  readonly to: number;
  /** The instances asked for, where the cool-down or flapping was in the way; else as `to`. */
  readonly wanted: number;
  readonly profile: CompiledProfile | undefined;
  /** The rule that decided, or would have. */
  readonly rule: CompiledRule | undefined;
  /** What that rule compared. */
  readonly value: number | undefined;
  /** The rule that would have scaled out again with the `wanted` count, if any. */
  readonly opposite: CompiledRule | undefined;
  /** What that one would have compared. */
  readonly estimate: number | undefined;
  /** When the cool-down ends that was in the way. */
  readonly cooldownUntilMs: number | undefined;
}

/**
 * One run of autoscale: which profile, its limits, then its rules.
 *
 * - A count outside the limits is pulled back first, whoever set it (document: autoscale-best-practices,
 *   "Manual scaling is reset by autoscale minimum and maximum").
 * - Out where any rule fires, to the largest count; in only where no rule scales out and all rules to scale
 *   in fire, to the largest count (document: autoscale-understanding-settings, "How does autoscale
 *   evaluate multiple rules?").
 * - The cool-down of the rule that fired last blocks both (the same, "How does autoscale evaluate cooldown?").
 * - A scale-in that would make a rule scale out is reduced or skipped (document: autoscale-flapping).
 *
 * The same arguments give the same decision. Nothing is read but the reader.
 */
export function evaluate(
  setting: CompiledSetting,
  state: AutoscaleState,
  reader: MetricReader,
  nowMs: number,
): Decision {
  const profile = setting.enabled ? setting.cursor.at(nowMs) : undefined;
  if (profile === undefined) {
    return still({ state, profile, nowMs }, setting.enabled ? "no-profile" : "disabled");
  }
  const run = { state, profile, nowMs, choices: setting.choices };
  if (state.count < profile.minimum) return pull(run, profile.minimum, "below-minimum");
  if (state.count > profile.maximum) return pull(run, profile.maximum, "above-maximum");
  const unread = readAll(run, reader);
  const out = scaleOut(run);
  if (out !== undefined) return out;
  if (unread > 0 && (unread === profile.queries.length || run.choices.unreadable === "any")) {
    return withoutMetrics(run);
  }
  return scaleIn(run) ?? still(run, "no-rule-fired");
}

/** The state after a decision was carried out. */
export function stateAfter(
  { choices }: CompiledSetting,
  state: AutoscaleState,
  { action, to, rule, atMs }: Decision,
): AutoscaleState {
  if (action === "none") return state;
  const cooldownMs = rule?.cooldownMs ?? choices.pullCooldownMinutes * MINUTE_MS;
  if (cooldownMs === 0) return { ...state, count: to };
  return { count: to, lastAction: { atMs, cooldownMs } };
}

/** What one run looks at. */
interface Run {
  readonly state: AutoscaleState;
  readonly profile: CompiledProfile;
  readonly nowMs: number;
  readonly choices: Choices;
}

/** Reads each metric once into the profile's values, and counts those that can't be read. */
function readAll({ profile, nowMs, choices }: Run, reader: MetricReader): number {
  const { queries, values } = profile;
  const end = Math.floor(nowMs / MINUTE_MS) - choices.metricDelayMinutes;
  let unread = 0;
  for (let index = 0; index < queries.length; index += 1) {
    const query = queries[index] as Query;
    const series = reader.series(query.metricName, query.resourceUri);
    const value = series === undefined ? Number.NaN : series.read(query, end);
    values[index] = value;
    if (Number.isNaN(value)) unread += 1;
  }
  return unread;
}

/** What a rule compares in this run; NaN where its metric can't be read, which makes no rule fire. */
function seen({ profile, state }: Pick<Run, "profile" | "state">, rule: CompiledRule): number {
  return observed(rule, profile.values[rule.query] as number, state.count);
}

function scaleOut(run: Run): Decision | undefined {
  const { state, profile, choices } = run;
  let deciding: CompiledRule | undefined;
  let largest = -1;
  for (const rule of profile.out) {
    if (!fires(rule, seen(run, rule))) continue;
    const count = countOut(rule, state.count, choices);
    if (count > largest || (count === largest && choices.tiedRules === "last-listed")) {
      deciding = rule;
      largest = count;
    }
  }
  if (deciding === undefined) return undefined;
  const to = Math.min(largest, profile.maximum);
  if (to === state.count) return still(run, largest > to ? "at-maximum" : "no-change", deciding);
  return isCooling(run) ? cooling(run, to, deciding) : moved(run, "rule-out", to, deciding);
}

function scaleIn(run: Run): Decision | undefined {
  const { state, profile, choices } = run;
  let deciding: CompiledRule | undefined;
  let largest = -1;
  for (const rule of profile.in) {
    if (!fires(rule, seen(run, rule))) return undefined;
    const count = countIn(rule, state.count, choices);
    if (count > largest || (count === largest && choices.tiedRules === "last-listed")) {
      deciding = rule;
      largest = count;
    }
  }
  if (deciding === undefined) return undefined;
  const to = Math.max(largest, profile.minimum);
  if (to === state.count) return still(run, largest < to ? "at-minimum" : "no-change", deciding);
  return isCooling(run) ? cooling(run, to, deciding) : withoutFlapping(run, to, deciding);
}

/**
 * Scales in as far towards `wanted` as makes no rule scale out again: to that count, else to one between
 * it and the present one, the smallest first.
 */
function withoutFlapping(run: Run, wanted: number, rule: CompiledRule): Decision {
  const { count } = run.state;
  const opposite = oppositeOf(run, wanted);
  if (opposite === undefined) return moved(run, "rule-in", wanted, rule);
  let to = wanted + 1;
  while (to < count && oppositeOf(run, to) !== undefined) to += 1;
  const estimate = projected(opposite, seen(run, opposite), count, wanted);
  const decision =
    to < count ? moved(run, "flapping-reduced", to, rule) : still(run, "flapping-skipped", rule);
  return { ...decision, wanted, opposite, estimate };
}

/** The first rule that would scale out with `to` instances under the same load. */
function oppositeOf(run: Run, to: number): CompiledRule | undefined {
  return run.profile.out.find((rule) =>
    fires(rule, projected(rule, seen(run, rule), run.state.count, to)),
  );
}

/** `default` counts only where metrics can't be read, and never scales in (autoscale-understanding-settings). */
function withoutMetrics(run: Run): Decision {
  return run.state.count < run.profile.fallback
    ? pull(run, run.profile.fallback, "metrics-unavailable-default")
    : still(run, "metrics-unavailable");
}

function pull(run: Run, to: number, reason: Reason): Decision {
  return run.choices.pullWaitsForCooldown && isCooling(run)
    ? cooling(run, to, undefined)
    : moved(run, reason, to, undefined);
}

function isCooling({ state, nowMs }: Run): boolean {
  return state.lastAction !== undefined && nowMs < cooldownEnd(state.lastAction);
}

function cooldownEnd({ atMs, cooldownMs }: LastAction): number {
  return atMs + cooldownMs;
}

function cooling(run: Run, wanted: number, rule: CompiledRule | undefined): Decision {
  const { lastAction } = run.state;
  const cooldownUntilMs = lastAction === undefined ? undefined : cooldownEnd(lastAction);
  return { ...still(run, "cooldown", rule), wanted, cooldownUntilMs };
}

function moved(run: Run, reason: Reason, to: number, rule: CompiledRule | undefined): Decision {
  const action = to > run.state.count ? "out" : "in";
  return { ...still(run, reason, rule), to, wanted: to, action };
}

function still(
  run: Pick<Run, "state" | "nowMs"> & { readonly profile: CompiledProfile | undefined },
  reason: Reason,
  rule?: CompiledRule,
): Decision {
  const { state, profile, nowMs } = run;
  return {
    atMs: nowMs,
    action: "none",
    reason,
    from: state.count,
    to: state.count,
    wanted: state.count,
    profile,
    rule,
    value: rule === undefined || profile === undefined ? undefined : seen({ profile, state }, rule),
    opposite: undefined,
    estimate: undefined,
    cooldownUntilMs: undefined,
  };
}
