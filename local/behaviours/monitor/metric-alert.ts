import { secondsOf } from "../../autoscale/duration.ts";
import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { type MetricDefinition, metricDefinitions } from "../facts/metric-definitions.ts";
import type { Refusal } from "../refusal.ts";
import { millisecondsOf } from "../support/instants.ts";
import { numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { resolve } from "../support/references.ts";
import { ACTION_GROUP } from "./action-group.ts";
import { refused } from "./alert-refusal.ts";
import { startMetricAlert, stopMetricAlert } from "./metric-alert-run.ts";

export const METRIC_ALERT = "Microsoft.Insights/metricAlerts";

const FREQUENCY = "properties.evaluationFrequency";
const WINDOW = "properties.windowSize";
const CONDITIONS = "properties.criteria.allOf";
const SCOPES = "properties.scopes";
const ACTIONS = "properties.actions";
const SINGLE = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria";

/** Source: hashicorp/terraform-provider-azurerm, monitor_metric_alert: frequency and window_size. */
const FREQUENCIES = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"];
const WINDOWS = [...FREQUENCIES, "PT6H", "PT12H", "P1D"];

/** Source: Microsoft Learn, "Azure Monitor service limits": conditions of a rule, action groups of a rule. */
const MOST_CONDITIONS = 5;
const MOST_ACTION_GROUPS = 5;

const DIMENSION_OPERATORS = ["Include", "Exclude"];

/**
 * Microsoft.Insights/metricAlerts over one resource, with fixed thresholds. It runs on the clock where
 * its metrics are measured here (metric-alert-run.ts).
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2018-03-01, metricAlert_API.json; Microsoft Learn,
 * "Create a metric alert with a Resource Manager template" (location global, scopes, conditions), "Troubleshoot
 * Azure Monitor metric alerts" (a metric that is not found). Undocumented: which code any refusal has.
 */
export const metricAlert: Behaviour = {
  type: METRIC_ALERT,
  regional: false,
  patch: "merge",
  readOnly: ["properties.lastUpdatedTime", "properties.isMigrated"],
  references: [{ at: "properties.actions[].actionGroupId", types: [ACTION_GROUP] }],
  prepare: (draft, { now }) =>
    fillProperties(draft, { autoMitigate: true }, { lastUpdatedTime: now, isMigrated: false }),
  refuse: (draft, context) => [
    ...refuseLocation(draft),
    ...refuseSchedule(draft),
    ...refuseSeverity(draft),
    ...refuseActions(draft),
    ...refuseScope(draft, context),
  ],
  afterWrite: (rule, { now, store }) => startMetricAlert(store, rule, millisecondsOf(now)),
  afterDelete: ({ id }, { store }) => stopMetricAlert(store, id),
};

function refuseLocation(draft: JsonObject): Refusal[] {
  const location = textAt(draft, "location") ?? "";
  if (same(location, "global")) return [];
  return [refused("location", `A metric alert's location is global, not '${location}'.`)];
}

function refuseSchedule(draft: JsonObject): Refusal[] {
  const frequency = textAt(draft, FREQUENCY) ?? "";
  const window = textAt(draft, WINDOW) ?? "";
  const wrong = [
    ...(FREQUENCIES.includes(frequency) ? [] : [oneOf(FREQUENCY, frequency, FREQUENCIES)]),
    ...(WINDOWS.includes(window) ? [] : [oneOf(WINDOW, window, WINDOWS)]),
  ];
  if (wrong.length > 0 || (secondsOf(window) ?? 0) >= (secondsOf(frequency) ?? 0)) return wrong;
  const message = `The window ${window} is shorter than the frequency ${frequency}: what lies between would not be seen.`;
  return [refused(WINDOW, message)];
}

function oneOf(path: string, value: string, allowed: readonly string[]): Refusal {
  return refused(path, `${path} '${value}' is not supported: it is one of ${allowed.join(", ")}.`);
}

function refuseSeverity(draft: JsonObject): Refusal[] {
  const severity = numberAt(draft, "properties.severity") ?? -1;
  if ([0, 1, 2, 3, 4].includes(severity)) return [];
  const message = `The severity ${severity}: it is a whole number from 0 (worst) to 4.`;
  return [refused("properties.severity", message)];
}

function refuseActions(draft: JsonObject): Refusal[] {
  const actions = objectsAt(draft, ACTIONS);
  if (actions.length <= MOST_ACTION_GROUPS) return [];
  const message = `A rule has at most ${MOST_ACTION_GROUPS} action groups, not ${actions.length}.`;
  return [refused(ACTIONS, message)];
}

function refuseScope(draft: JsonObject, { store }: Context): Refusal[] {
  const scopes = textsAt(draft, SCOPES);
  const [scope, ...rest] = scopes;
  const kind = objectAt(draft, "properties.criteria")?.["odata.type"];
  if (kind !== SINGLE) {
    const message = `The local Azure keeps criteria of one resource only (${SINGLE}), not '${kind}'.`;
    return [refused("properties.criteria", message)];
  }
  if (scope === undefined || rest.length > 0) {
    return [refused(SCOPES, `A rule over one resource has one scope, not ${scopes.length}.`)];
  }
  if (resolve(store, scope) === undefined) {
    return [refused(`${SCOPES}[0]`, `The target resource '${scope}' was not found.`)];
  }
  const type = parseResourceId(scope)?.type ?? "";
  return refuseConditions(draft, type);
}

function refuseConditions(draft: JsonObject, type: string): Refusal[] {
  const conditions = objectsAt(draft, CONDITIONS);
  const names = conditions.map((condition) => textAt(condition, "name"));
  if (conditions.length === 0 || conditions.length > MOST_CONDITIONS) {
    const message = `A rule has 1 to ${MOST_CONDITIONS} conditions, not ${conditions.length}.`;
    return [refused(CONDITIONS, message)];
  }
  return conditions.flatMap((condition, index) => {
    const path = `${CONDITIONS}[${index}]`;
    const twice = names.indexOf(names[index]) < index;
    return [
      ...(twice ? [refused(`${path}.name`, `The name '${names[index]}' stands twice.`)] : []),
      ...refuseCondition(draft, condition, { path, type }),
    ];
  });
}

function refuseCondition(
  draft: JsonObject,
  condition: JsonObject,
  { path, type }: { readonly path: string; readonly type: string },
): Refusal[] {
  if (condition.skipMetricValidation === true) return [];
  const name = textAt(condition, "metricName") ?? "";
  const namespace = textAt(condition, "metricNamespace") ?? type;
  const metric = same(namespace, type) ? metricDefinitions(type)?.[name] : undefined;
  if (metric === undefined) {
    const message = `Couldn't find a metric named ${name} in the namespace ${namespace} of ${type}.`;
    return [refused(`${path}.metricName`, message)];
  }
  const aggregation = textAt(condition, "timeAggregation") ?? "";
  return [
    ...(metric.aggregations.some((one) => one === aggregation)
      ? []
      : [
          refused(
            `${path}.timeAggregation`,
            `${name} is not measured as ${aggregation}: it is one of ${metric.aggregations.join(", ")}.`,
          ),
        ]),
    ...refuseWindow(draft, metric, name),
    ...refuseDimensions(condition, metric, { path, name }),
  ];
}

function refuseWindow(draft: JsonObject, { grain = 1 }: MetricDefinition, name: string): Refusal[] {
  if ((secondsOf(textAt(draft, WINDOW) ?? "") ?? 0) >= grain * 60) return [];
  return [refused(WINDOW, `${name} is measured each ${grain} minutes: the window is shorter.`)];
}

function refuseDimensions(
  condition: JsonObject,
  { dimensions = [] }: MetricDefinition,
  { path, name }: { readonly path: string; readonly name: string },
): Refusal[] {
  return objectsAt(condition, "dimensions").flatMap((dimension, index) => {
    const target = `${path}.dimensions[${index}]`;
    const asked = textAt(dimension, "name") ?? "";
    const operator = textAt(dimension, "operator") ?? "";
    if (!dimensions.some((one) => same(one, asked))) {
      return [refused(`${target}.name`, `${name} has no dimension '${asked}'.`)];
    }
    if (!DIMENSION_OPERATORS.some((one) => same(one, operator))) {
      return [oneOf(`${target}.operator`, operator, DIMENSION_OPERATORS)];
    }
    const message = "A dimension has one value at least; * stands for all.";
    return textsAt(dimension, "values").length > 0 ? [] : [refused(`${target}.values`, message)];
  });
}
