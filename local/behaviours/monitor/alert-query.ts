import type { JsonObject } from "../../json.ts";
import type { Refusal } from "../refusal.ts";
import { numberAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { refused } from "./alert-refusal.ts";

const SCOPES = "properties.scopes";
const CONDITIONS = "properties.criteria.allOf";
const ACTIONS = "properties.actions.actionGroups";

/** Most action groups of one rule. Source: Microsoft Learn, "Action groups". */
const MOST_ACTION_GROUPS = 5;

/** Queries of another service than the workspace. */
const ELSEWHERE = /\b(arg|adx)\s*\(/i;

/** What no log alert may use, with the brackets that follow. */
const UNSUPPORTED = /\b(bag_unpack|pivot|narrow)\s*\(/i;

/**
 * What is wrong with what a rule asks, of whom, as whom, and whom it tells. The query itself is not understood.
 *
 * Source: Microsoft Learn, "Create or edit a log search alert rule" (plugins, Resource Graph and Data Explorer
 * with a managed identity only, no semicolon in the name of a rule with an identity);
 * hashicorp/terraform-provider-azurerm, monitor_scheduled_query_rules_alert_v2 (one scope, measured columns).
 */
export function refuseQueries(draft: JsonObject): Refusal[] {
  const kind = textAt(draft, "kind") ?? "";
  const scopes = textsAt(draft, SCOPES);
  const groups = textsAt(draft, ACTIONS);
  const conditions = objectsAt(draft, CONDITIONS);
  return [
    ...(kind === "LogAlert"
      ? []
      : [refused("kind", `The local Azure keeps rules of the kind LogAlert only, not '${kind}'.`)]),
    ...(scopes.length === 1
      ? []
      : [refused(SCOPES, `A rule has one scope, not ${scopes.length}.`)]),
    ...(groups.length <= MOST_ACTION_GROUPS
      ? []
      : [
          refused(
            ACTIONS,
            `A rule has at most ${MOST_ACTION_GROUPS} action groups, not ${groups.length}.`,
          ),
        ]),
    ...(conditions.length > 0 ? [] : [refused(CONDITIONS, "A rule has a condition at least.")]),
    ...conditions.flatMap((condition, index) =>
      refuseCondition(draft, condition, `${CONDITIONS}[${index}]`),
    ),
    ...refuseName(draft),
  ];
}

function refuseCondition(draft: JsonObject, condition: JsonObject, path: string): Refusal[] {
  const query = textAt(condition, "query") ?? "";
  const [, unsupported] = UNSUPPORTED.exec(query) ?? [];
  const [, elsewhere] = ELSEWHERE.exec(query) ?? [];
  const counted = textAt(condition, "timeAggregation") === "Count";
  const measured = textAt(condition, "metricMeasureColumn") !== undefined;
  const missing = ["query", "timeAggregation", "operator"].filter(
    (name) => (textAt(condition, name) ?? "").trim() === "",
  );
  return [
    ...missing.map((name) => refused(`${path}.${name}`, `The condition's ${name} is missing.`)),
    ...(numberAt(condition, "threshold") === undefined
      ? [refused(`${path}.threshold`, "The condition's threshold is missing.")]
      : []),
    ...(unsupported === undefined
      ? []
      : [refused(`${path}.query`, `Queries of log alerts can't use ${unsupported}().`)]),
    ...(elsewhere === undefined || hasIdentity(draft)
      ? []
      : [
          refused(
            "identity",
            `A managed identity is required for a query with ${elsewhere}(), which the rule has not.`,
          ),
        ]),
    ...(counted || measured || missing.includes("timeAggregation")
      ? []
      : [refused(`${path}.metricMeasureColumn`, "Only rows are counted without a column.")]),
  ];
}

function refuseName(draft: JsonObject): Refusal[] {
  const name = textAt(draft, "name") ?? "";
  if (!hasIdentity(draft) || !name.includes(";")) return [];
  return [refused("name", `The name '${name}' of a rule with an identity can't have a semicolon.`)];
}

function hasIdentity(draft: JsonObject): boolean {
  const type = textAt(draft, "identity.type");
  return type !== undefined && type !== "None";
}
