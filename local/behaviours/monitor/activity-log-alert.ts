import type { Json, JsonObject } from "../../json.ts";
import { parseResourceId, same, within } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import type { Refusal } from "../refusal.ts";
import { at, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { ACTION_GROUP } from "./action-group.ts";
import { refused } from "./alert-refusal.ts";

export const ACTIVITY_LOG_ALERT = "Microsoft.Insights/activityLogAlerts";

const SCOPES = "properties.scopes";
const CONDITION = "properties.condition.allOf";

/** Source: @pulumi/azure-native 3.28, activityLogAlert.d.ts: "Global, West Europe and North Europe". */
const LOCATIONS = ["global", "westeurope", "northeurope"];

/** Source: the same, AlertRuleLeafCondition.field; and whatever begins with `properties`. */
const FIELDS = [
  "resourceId",
  "category",
  "caller",
  "level",
  "operationName",
  "resourceGroup",
  "resourceProvider",
  "status",
  "subStatus",
  "resourceType",
];

/** Source: Microsoft Learn, "Azure activity log event schema". */
const CATEGORIES = [
  "Administrative",
  "ServiceHealth",
  "ResourceHealth",
  "Alert",
  "Autoscale",
  "Security",
  "Recommendation",
  "Policy",
];

/**
 * Microsoft.Insights/activityLogAlerts: fires for entries of the activity log that meet all of its
 * conditions (activity-alert-run.ts).
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2020-10-01, activityLogAlerts_API.json (fields, one of
 * `equals` and `containsAny`, `anyOf`); Microsoft Learn, "Create an activity log alert" (a category is needed; scopes
 * are of the alert's own subscription). Undocumented: which code any refusal has.
 */
export const activityLogAlert: Behaviour = {
  type: ACTIVITY_LOG_ALERT,
  regional: false,
  patch: "merge",
  readOnly: [],
  references: [{ at: "properties.actions.actionGroups[].actionGroupId", types: [ACTION_GROUP] }],
  prepare: (draft) => fillProperties(draft, { enabled: true }, {}),
  refuse: (draft, context) => [
    ...refuseLocation(draft),
    ...refuseScopes(draft, context),
    ...refuseConditions(draft),
  ],
};

function refuseLocation(draft: JsonObject): Refusal[] {
  const location = textAt(draft, "location") ?? "";
  if (LOCATIONS.includes(normalLocation(location))) return [];
  const message = `An activity log alert's location is one of ${LOCATIONS.join(", ")}, not '${location}'.`;
  return [refused("location", message)];
}

function refuseScopes(draft: JsonObject, { account }: Context): Refusal[] {
  const scopes = textsAt(draft, SCOPES);
  if (scopes.length === 0) return [refused(SCOPES, "A rule has one scope at least.")];
  const own = `/subscriptions/${account.subscriptionId}`;
  return scopes.flatMap((scope, index) =>
    parseResourceId(scope) !== undefined && within(scope, own)
      ? []
      : [refused(`${SCOPES}[${index}]`, `The scope '${scope}' is not in the rule's subscription.`)],
  );
}

function refuseConditions(draft: JsonObject): Refusal[] {
  const conditions = objectsAt(draft, CONDITION);
  const fields = conditions.map((condition) => textAt(condition, "field")?.toLowerCase());
  const category = conditions.find(({ field }) => same(String(field ?? ""), "category"));
  const known = CATEGORIES.some((one) => same(one, textAt(category, "equals") ?? ""));
  return [
    ...(known
      ? []
      : [
          refused(
            CONDITION,
            `A rule says its category by \`equals\`: one of ${CATEGORIES.join(", ")}.`,
          ),
        ]),
    ...conditions.flatMap((condition, index) => {
      const path = `${CONDITION}[${index}]`;
      const field = fields[index];
      const twice = field !== undefined && fields.indexOf(field) < index;
      return [
        ...(twice ? [refused(`${path}.field`, `The field '${field}' stands twice.`)] : []),
        ...refuseCondition(condition, path),
      ];
    }),
  ];
}

function refuseCondition(condition: JsonObject, path: string): Refusal[] {
  const any = objectsAt(condition, "anyOf");
  if (at(condition, "anyOf") === undefined) return refuseLeaf(condition, path);
  const alone = ["field", "equals", "containsAny"].every((key) => at(condition, key) === undefined);
  return [
    ...(alone && any.length > 0
      ? []
      : [refused(path, "A condition has `anyOf` with conditions in it, or a field of its own.")]),
    ...any.flatMap((leaf, index) => refuseLeaf(leaf, `${path}.anyOf[${index}]`)),
  ];
}

function refuseLeaf(leaf: JsonObject, path: string): Refusal[] {
  const field = textAt(leaf, "field") ?? "";
  const known =
    FIELDS.some((one) => same(one, field)) || field.toLowerCase().startsWith("properties");
  const said = [textAt(leaf, "equals"), any(leaf)].filter((one) => one !== undefined);
  return [
    ...(known
      ? []
      : [
          refused(
            `${path}.field`,
            `The field '${field}' is none of ${FIELDS.join(", ")} and no property.`,
          ),
        ]),
    ...(said.length === 1
      ? []
      : [refused(path, "A condition has either `equals` or `containsAny` with values.")]),
  ];
}

function any(leaf: JsonObject): Json | undefined {
  const values = textsAt(leaf, "containsAny");
  return values.length > 0 ? values : undefined;
}
