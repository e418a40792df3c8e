import { secondsOf } from "../../autoscale/duration.ts";
import type { JsonObject } from "../../json.ts";
import type { Refusal } from "../refusal.ts";
import { at, numberAt, objectsAt, textAt } from "../support/json.ts";
import { refused } from "./alert-refusal.ts";

const FREQUENCY = "properties.evaluationFrequency";
const WINDOW = "properties.windowSize";
const MUTE = "properties.muteActionsDuration";
const RANGE = "properties.overrideQueryTimeRange";
const SEVERITY = "properties.severity";
const STATEFUL = "properties.autoMitigate";

/** What may stand in each. Source: hashicorp/terraform-provider-azurerm, monitor_scheduled_query_rules_alert_v2. */
const UP_TO_SIX_HOURS = ["PT5M", "PT10M", "PT15M", "PT30M", "PT45M"].concat([
  "PT1H",
  "PT2H",
  "PT3H",
  "PT4H",
  "PT5H",
  "PT6H",
]);
const FREQUENCIES = ["PT1M", ...UP_TO_SIX_HOURS, "P1D"];
const WINDOWS = [...FREQUENCIES, "P2D"];
const MUTES = [...UP_TO_SIX_HOURS, "P1D", "P2D"];
const RANGES = [...MUTES, "PT20M"];

const DAY = 86_400;
/** Seconds: a rule that keeps state runs at least so often. */
const LONGEST_STATEFUL = DAY / 2;
/** Seconds that a query looks back at most. */
const LONGEST_LOOK_BACK = 2 * DAY;
const MOST_PERIODS = 6;

/**
 * What is wrong with when a rule runs, how far it looks back and how often it tells.
 *
 * Sources: Microsoft Learn, "Create or edit a log search alert rule" (a rule that keeps state runs every 12
 * hours at least; two days are looked back at most); hashicorp/terraform-provider-azurerm, the same document
 * (values, periods, state and muting exclude each other).
 */
export function refuseSchedule(draft: JsonObject): Refusal[] {
  return [
    ...refuseValue(draft, FREQUENCY, FREQUENCIES, "needed"),
    ...refuseValue(draft, WINDOW, WINDOWS, "needed"),
    ...refuseValue(draft, MUTE, MUTES),
    ...refuseValue(draft, RANGE, RANGES),
    ...refuseSeverity(draft),
    ...refuseState(draft),
    ...refusePeriods(draft),
  ];
}

function refuseValue(
  draft: JsonObject,
  path: string,
  allowed: readonly string[],
  needed?: "needed",
): Refusal[] {
  const value = at(draft, path);
  if (value === undefined && needed === undefined) return [];
  if (typeof value === "string" && allowed.includes(value)) return [];
  const what = value === undefined ? "is missing" : `'${value}' is not supported`;
  return [refused(path, `${path} ${what}: it is one of ${allowed.join(", ")}.`)];
}

function refuseSeverity(draft: JsonObject): Refusal[] {
  const severity = numberAt(draft, SEVERITY);
  if (severity !== undefined && [0, 1, 2, 3, 4].includes(severity)) return [];
  const message = `The severity ${severity ?? "is missing"}: it is a whole number from 0 (worst) to 4.`;
  return [refused(SEVERITY, message)];
}

function refuseState(draft: JsonObject): Refusal[] {
  if (at(draft, STATEFUL) !== true) return [];
  const frequency = secondsOf(textAt(draft, FREQUENCY) ?? "") ?? 0;
  const rare = `A rule that resolves its alerts itself runs every 12 hours or more often, not every ${textAt(draft, FREQUENCY)}.`;
  const muted = "A rule that resolves its alerts itself can't be muted as well.";
  return [
    ...(frequency > LONGEST_STATEFUL ? [refused(STATEFUL, rare)] : []),
    ...(textAt(draft, MUTE) === undefined ? [] : [refused(MUTE, muted)]),
  ];
}

function refusePeriods(draft: JsonObject): Refusal[] {
  const window = secondsOf(textAt(draft, WINDOW) ?? "") ?? 0;
  const range = textAt(draft, RANGE);
  return objectsAt(draft, "properties.criteria.allOf").flatMap((condition, index) => {
    const path = `properties.criteria.allOf[${index}].failingPeriods`;
    const periods = numberAt(condition, "failingPeriods.numberOfEvaluationPeriods") ?? 1;
    const failing = numberAt(condition, "failingPeriods.minFailingPeriodsToAlert") ?? 1;
    if (![periods, failing].every(isPeriods) || failing > periods) {
      const message = `${failing} of ${periods} periods are not supported: both are whole numbers from 1 to ${MOST_PERIODS}, the first not above the second.`;
      return [refused(path, message)];
    }
    if (window * periods > LONGEST_LOOK_BACK) {
      const message = `${periods} windows of ${textAt(draft, WINDOW)} are more than the two days that a query looks back at most.`;
      return [refused(path, message)];
    }
    if (range !== undefined && (secondsOf(range) ?? 0) < window * periods) {
      const message = `The time range ${range} is shorter than ${periods} windows of ${textAt(draft, WINDOW)}.`;
      return [refused(RANGE, message)];
    }
    return [];
  });
}

function isPeriods(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MOST_PERIODS;
}
