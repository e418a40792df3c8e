import { secondsOf } from "../../autoscale/duration.ts";
import type { Query } from "../../autoscale/metrics.ts";
import type { Statistic } from "../../autoscale/setting.ts";
import type { JsonObject } from "../../json.ts";
import { GATEWAY_UNITS, SCALE_SET_UNITS } from "../../load/azure-metrics.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { type EventKind, RANKS, schedule } from "../event-kind.ts";
import { numberAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { logAlert } from "./alert-log.ts";
import { metricsBefore } from "./metric-series.ts";

const MINUTE = 60_000;
const KIND = "metric alert";

/**
 * Runs in a row that find nothing before an alert is over.
 * Source: Microsoft Learn, "Understand how metric alerts work in Azure Monitor".
 */
const CALM_RUNS = 3;

/** Seconds: metrics are kept at hand for as long. A rule that looks back further does not run here. */
const LONGEST_WINDOW = 12 * 3600;

/** A rule whose alert stands, and for how many runs it has found nothing. */
type Standing = { readonly calm: number };

/** One run of a metric alert: what was measured decides, and the log says when it fires and when it is over. */
export const metricAlertRun: EventKind = {
  kind: "metric alert run",
  rank: RANKS.alert,
  run({ subject }, { store, at }) {
    const rule = store.get(subject);
    if (rule === undefined) return;
    schedule(store, metricAlertRun, at + frequencyOf(rule), rule.id);
    run(store, rule, at);
  },
};

/**
 * Lets a rule run from its next turn on, where it is on and what it asks for is measured here. Undocumented: on which
 * minutes it runs; here on whole multiples of its frequency.
 */
export function startMetricAlert(store: Store, rule: ArmDocument, at: number): void {
  store.events.cancel(rule.id, metricAlertRun.kind);
  if (rule.properties?.enabled !== true || !isMeasured(rule)) {
    store.states.delete(KIND, rule.id);
    return;
  }
  const frequency = frequencyOf(rule);
  schedule(store, metricAlertRun, (Math.floor(at / frequency) + 1) * frequency, rule.id);
}

/** The rule is gone. */
export function stopMetricAlert(store: Store, ruleId: string): void {
  store.events.cancel(ruleId, metricAlertRun.kind);
  store.states.delete(KIND, ruleId);
}

function run(store: Store, rule: ArmDocument, at: number): void {
  const until = Math.floor(at / MINUTE);
  const reader = metricsBefore(store, until);
  const { conditions, stateless } = compiled(rule);
  const values = conditions.map(
    ({ metric, query }) =>
      reader.series(metric, query.resourceUri)?.read(query, until) ?? Number.NaN,
  );
  // Without values there is nothing to judge: what stood goes on standing.
  if (values.some(Number.isNaN)) return;
  const standing = store.states.get<Standing>(KIND, rule.id);
  if (conditions.every(({ isMet }, index) => isMet(values[index] as number))) {
    if (standing === undefined || stateless) {
      logAlert(store, at, rule, { status: "Active", found: `${found(conditions, values)}.` });
    }
    if (standing?.calm !== 0) store.states.set(KIND, rule.id, { calm: 0 });
    return;
  }
  if (standing === undefined) return;
  if (standing.calm + 1 < CALM_RUNS) {
    store.states.set(KIND, rule.id, { calm: standing.calm + 1 });
    return;
  }
  store.states.delete(KIND, rule.id);
  if (stateless) return;
  logAlert(store, at, rule, {
    status: "Resolved",
    found: `It is over: ${found(conditions, values)}.`,
  });
}

/** A rule made ready to run. */
interface Compiled {
  readonly conditions: readonly CompiledCondition[];
  /** Whether it fires at each run. */
  readonly stateless: boolean;
}

interface CompiledCondition {
  readonly metric: string;
  readonly query: Query;
  readonly isMet: (value: number) => boolean;
  /** What is asked, in words. */
  readonly asked: string;
}

/** Rules made ready to run, by their properties as a transaction reads them. */
const ofTransaction = new WeakMap<JsonObject, Compiled>();

function compiled(rule: ArmDocument): Compiled {
  const { properties = {} } = rule;
  return ofTransaction.getOrInsertComputed(properties, () => ({
    conditions: conditionsOf(rule).map((condition) => compile(rule, condition)),
    stateless: properties.autoMitigate === false,
  }));
}

function compile(rule: ArmDocument, condition: JsonObject): CompiledCondition {
  const [scope = ""] = textsAt(rule, "properties.scopes");
  const window = (secondsOf(textAt(rule, "properties.windowSize") ?? "") ?? 0) / 60;
  const metric = textAt(condition, "metricName") ?? "";
  const aggregation = textAt(condition, "timeAggregation") ?? "";
  const operator = textAt(condition, "operator") ?? "";
  const threshold = numberAt(condition, "threshold") ?? 0;
  return {
    metric,
    query: {
      metricName: metric,
      resourceUri: scope.toLowerCase(),
      statistic: STATISTICS[aggregation] ?? "Average",
      // One sample is the whole window: an average is over values, not over minutes.
      timeAggregation: "Last",
      grain: window,
      window,
    },
    isMet: (value) => COMPARISONS[operator]?.(value, threshold) ?? false,
    asked: `${metric} ${aggregation.toLowerCase()} VALUE, asked ${operator} ${threshold}`,
  };
}

const STATISTICS: Readonly<Record<string, Statistic>> = {
  Average: "Average",
  Minimum: "Min",
  Maximum: "Max",
  Total: "Sum",
  Count: "Count",
};

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  Equals: (value, threshold) => value === threshold,
  GreaterThan: (value, threshold) => value > threshold,
  GreaterThanOrEqual: (value, threshold) => value >= threshold,
  LessThan: (value, threshold) => value < threshold,
  LessThanOrEqual: (value, threshold) => value <= threshold,
};

/** What was found and what was asked, in words. */
function found(conditions: readonly CompiledCondition[], values: readonly number[]): string {
  return conditions
    .map(({ asked }, index) =>
      asked.replace("VALUE", `${Number((values[index] as number).toPrecision(4))}`),
    )
    .join("; ");
}

function isMeasured(rule: ArmDocument): boolean {
  const window = secondsOf(textAt(rule, "properties.windowSize") ?? "") ?? 0;
  if (window > LONGEST_WINDOW) return false;
  return conditionsOf(rule).every((condition) => {
    const metric = textAt(condition, "metricName") ?? "";
    return Object.hasOwn(GATEWAY_UNITS, metric) || Object.hasOwn(SCALE_SET_UNITS, metric);
  });
}

function conditionsOf(rule: ArmDocument): readonly JsonObject[] {
  return objectsAt(rule, "properties.criteria.allOf");
}

function frequencyOf(rule: ArmDocument): number {
  return (secondsOf(textAt(rule, "properties.evaluationFrequency") ?? "") ?? 60) * 1000;
}
