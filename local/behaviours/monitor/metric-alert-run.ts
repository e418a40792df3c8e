import { secondsOf } from "../../autoscale/duration.ts";
import type { JsonObject } from "../../json.ts";
import { GATEWAY_UNITS, SCALE_SET_UNITS } from "../../load/azure-metrics.ts";
import type { Sample } from "../../store/metrics.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { type EventKind, RANKS, schedule } from "../event-kind.ts";
import { numberAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { logAlert } from "./alert-log.ts";

const MINUTE = 60_000;
const KIND = "metric alert";

/**
 * Runs in a row that find nothing before an alert is over.
 * Source: Microsoft Learn, "Understand how metric alerts work in Azure Monitor".
 */
const CALM_RUNS = 3;

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
  const [scope = ""] = textsAt(rule, "properties.scopes");
  const window = (secondsOf(textAt(rule, "properties.windowSize") ?? "") ?? 0) / 60;
  const until = Math.floor(at / MINUTE);
  const looks = conditionsOf(rule).map((condition) => {
    const metric = textAt(condition, "metricName") ?? "";
    return look(condition, store.metrics.read(scope, metric, until - window, until));
  });
  // Without values there is nothing to judge: what stood goes on standing.
  if (looks.some(({ value }) => value === undefined)) return;
  const standing = store.states.get<Standing>(KIND, rule.id);
  const found = looks.map(({ text }) => text).join("; ");
  if (looks.every(({ isMet }) => isMet)) {
    const isNews = standing === undefined || rule.properties?.autoMitigate === false;
    if (isNews) logAlert(store, at, rule, { status: "Active", found: `${found}.` });
    if (standing?.calm !== 0) store.states.set(KIND, rule.id, { calm: 0 });
    return;
  }
  if (standing === undefined) return;
  if (standing.calm + 1 < CALM_RUNS) {
    store.states.set(KIND, rule.id, { calm: standing.calm + 1 });
    return;
  }
  store.states.delete(KIND, rule.id);
  if (rule.properties?.autoMitigate !== false) {
    logAlert(store, at, rule, { status: "Resolved", found: `It is over: ${found}.` });
  }
}

interface Look {
  /** Undefined where nothing was measured. */
  readonly value: number | undefined;
  readonly isMet: boolean;
  readonly text: string;
}

function look(condition: JsonObject, samples: readonly Sample[]): Look {
  const aggregation = textAt(condition, "timeAggregation") ?? "";
  const operator = textAt(condition, "operator") ?? "";
  const threshold = numberAt(condition, "threshold") ?? 0;
  const value = samples.length === 0 ? undefined : aggregate(samples, aggregation);
  const shown = value === undefined ? "nothing" : Number(value.toPrecision(4));
  return {
    value,
    isMet: value !== undefined && (COMPARISONS[operator]?.(value, threshold) ?? false),
    text: `${textAt(condition, "metricName")} ${aggregation.toLowerCase()} ${shown}, asked ${operator} ${threshold}`,
  };
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  Equals: (value, threshold) => value === threshold,
  GreaterThan: (value, threshold) => value > threshold,
  GreaterThanOrEqual: (value, threshold) => value >= threshold,
  LessThan: (value, threshold) => value < threshold,
  LessThanOrEqual: (value, threshold) => value <= threshold,
};

/** All values of a window together: an average is over values, not over minutes. */
function aggregate(samples: readonly Sample[], aggregation: string): number {
  const sum = (of: (sample: Sample) => number): number =>
    samples.reduce((total, sample) => total + of(sample), 0);
  switch (aggregation) {
    case "Minimum":
      return Math.min(...samples.map(({ minimum }) => minimum));
    case "Maximum":
      return Math.max(...samples.map(({ maximum }) => maximum));
    case "Total":
      return sum(({ total }) => total);
    case "Count":
      return sum(({ count }) => count);
    default:
      return sum(({ total }) => total) / sum(({ count }) => count);
  }
}

function isMeasured(rule: ArmDocument): boolean {
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
