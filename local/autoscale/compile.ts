import { check, type Problem, parseLocal } from "./check.ts";
import { secondsOf } from "./duration.ts";
import type { Query } from "./metrics.ts";
import { ProfileCursor } from "./profiles.ts";
import {
  type AutoscaleProfile,
  type AutoscaleProperties,
  type MetricTrigger,
  type Operator,
  type ScaleRule,
  type ScaleType,
  WEEKDAYS,
} from "./setting.ts";
import { type Choices, UNDOCUMENTED } from "./undocumented.ts";
import { DEFAULT_ZONE, ianaZone, instantOf } from "./zones.ts";

/** A setting made ready to be run any number of times. */
export interface CompiledSetting {
  readonly enabled: boolean;
  /** As listed. */
  readonly profiles: readonly CompiledProfile[];
  readonly choices: Choices;
  /** Remembers where it looked last; what it answers doesn't depend on that. */
  readonly cursor: ProfileCursor;
}

export interface CompiledProfile {
  readonly name: string;
  /** Instances. */
  readonly minimum: number;
  readonly maximum: number;
  readonly fallback: number;
  /** The rules that scale out, and those that scale in, as listed. */
  readonly out: readonly CompiledRule[];
  readonly in: readonly CompiledRule[];
  /** What the rules read, each once. */
  readonly queries: readonly Query[];
  /** Room for the values of one run, by query. */
  readonly values: Float64Array;
  readonly schedule: Schedule;
}

/** When a profile runs. */
export type Schedule =
  | { readonly kind: "default" }
  /** Half-open, in epoch milliseconds. */
  | { readonly kind: "fixed"; readonly fromMs: number; readonly untilMs: number }
  | WeeklyStart;

export interface WeeklyStart {
  readonly kind: "weekly";
  /** An IANA name. */
  readonly zone: string;
  /** ISO 8601 days of the week: Monday is 1. */
  readonly days: readonly number[];
  readonly time: Temporal.PlainTime;
}

export interface CompiledRule {
  /** Its place in the profile's list, from 0. */
  readonly index: number;
  /** Its query's place in the profile's list. */
  readonly query: number;
  readonly trigger: MetricTrigger;
  readonly operator: Operator;
  readonly threshold: number;
  /** Whether the metric is divided by the instances. */
  readonly divided: boolean;
  /** Whether the metric grows when fewer instances share the load. */
  readonly projected: boolean;
  readonly type: ScaleType;
  readonly value: number;
  readonly cooldownMs: number;
}

/** A setting that `check` finds fault with was compiled. A caller checks first. */
export class InvalidSettingError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, text }) => `${path}: ${text}`).join("\n"));
    this.name = "InvalidSettingError";
    this.problems = problems;
  }
}

/** Does once what is costly: durations, time zones, numbers, and which metrics are read. */
export function compile(
  properties: AutoscaleProperties,
  choices: Choices = UNDOCUMENTED,
): CompiledSetting {
  const problems = check(properties);
  if (problems.length > 0) throw new InvalidSettingError(problems);
  const profiles = properties.profiles.map((profile) => compileProfile(profile, choices));
  return {
    enabled: properties.enabled ?? false,
    profiles,
    choices,
    cursor: new ProfileCursor(profiles, choices),
  };
}

function compileProfile(profile: AutoscaleProfile, choices: Choices): CompiledProfile {
  const queries: Query[] = [];
  const rules = profile.rules.map((rule, index) =>
    compileRule(rule, { index, query: placeOf(queryOf(rule.metricTrigger), queries), choices }),
  );
  const facing = (direction: string): CompiledRule[] =>
    rules.filter((_, index) => profile.rules[index]?.scaleAction.direction === direction);
  return {
    name: profile.name,
    minimum: Number(profile.capacity.minimum),
    maximum: Number(profile.capacity.maximum),
    fallback: Number(profile.capacity.default),
    out: facing("Increase"),
    in: facing("Decrease"),
    queries,
    values: new Float64Array(queries.length),
    schedule: scheduleOf(profile, choices),
  };
}

interface RulePlace {
  readonly index: number;
  readonly query: number;
  readonly choices: Choices;
}

function compileRule(
  { metricTrigger, scaleAction }: ScaleRule,
  { index, query, choices }: RulePlace,
): CompiledRule {
  const divided = (metricTrigger.dividePerInstance ?? false) || isQueue(metricTrigger);
  const whole = metricTrigger.statistic === "Sum" || metricTrigger.statistic === "Count";
  return {
    index,
    query,
    trigger: metricTrigger,
    operator: metricTrigger.operator,
    threshold: metricTrigger.threshold,
    divided,
    projected: divided || !whole || choices.projected === "all",
    type: scaleAction.type,
    value: Number(scaleAction.value ?? "1"),
    cooldownMs: (secondsOf(scaleAction.cooldown) ?? 0) * 1000,
  };
}

function queryOf(trigger: MetricTrigger): Query {
  return {
    metricName: trigger.metricName,
    resourceUri: trigger.metricResourceUri.toLowerCase(),
    statistic: trigger.statistic,
    timeAggregation: trigger.timeAggregation,
    grain: (secondsOf(trigger.timeGrain) ?? 0) / 60,
    window: (secondsOf(trigger.timeWindow) ?? 0) / 60,
  };
}

function placeOf(query: Query, queries: Query[]): number {
  const key = JSON.stringify(query);
  const found = queries.findIndex((other) => JSON.stringify(other) === key);
  return found >= 0 ? found : queries.push(query) - 1;
}

/**
 * Whether a metric is a queue's: its threshold is always one instance's share (document:
 * autoscale-best-practices, "Considerations for scaling threshold values for queue-length metrics").
 */
function isQueue({ metricResourceUri }: MetricTrigger): boolean {
  return (
    /\/Microsoft\.ServiceBus\/namespaces\/[^/]+\/queues\//i.test(metricResourceUri) ||
    /\/Microsoft\.Storage\/storageAccounts\/.+\/queues\//i.test(metricResourceUri)
  );
}

function scheduleOf({ fixedDate, recurrence }: AutoscaleProfile, choices: Choices): Schedule {
  if (fixedDate) {
    const zone = zoneNamed(fixedDate.timeZone ?? DEFAULT_ZONE);
    const included = choices.fixedDateEnd === "included" ? 1 : 0;
    return {
      kind: "fixed",
      fromMs: instantOf(localNamed(fixedDate.start), zone, choices),
      untilMs: instantOf(localNamed(fixedDate.end), zone, choices) + included,
    };
  }
  if (recurrence) {
    const { timeZone, days, hours, minutes } = recurrence.schedule;
    return {
      kind: "weekly",
      zone: zoneNamed(timeZone),
      days: days.map((day) => (WEEKDAYS as readonly string[]).indexOf(day) + 1),
      time: Temporal.PlainTime.from({ hour: hours[0] ?? 0, minute: minutes[0] ?? 0 }),
    };
  }
  return { kind: "default" };
}

function zoneNamed(name: string): string {
  const zone = ianaZone(name);
  if (zone === undefined) throw new Error(`no time zone ${name}`);
  return zone;
}

function localNamed(text: string): Temporal.PlainDateTime {
  const local = parseLocal(text);
  if (local === undefined) throw new Error(`no date ${text}`);
  return local;
}
