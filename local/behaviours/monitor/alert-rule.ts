import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { objectsAt } from "../support/json.ts";
import { fillIdentity, fillProperties, IDENTITY_REFERENCE, newEtag } from "../support/outputs.ts";
import { ACTION_GROUP } from "./action-group.ts";
import { refuseQueries } from "./alert-query.ts";
import { refuseSchedule } from "./alert-schedule.ts";
import { WORKSPACE } from "./workspace.ts";

const TYPE = "Microsoft.Insights/scheduledQueryRules";

/**
 * Microsoft.Insights/scheduledQueryRules of the kind LogAlert, over one workspace. It is kept and checked, and
 * never runs: the local Azure has no logs and no query language.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2025-01-01-preview, scheduledQueryRule_API.json;
 * Microsoft Learn, "Create or edit a log search alert rule". Undocumented: which code any refusal has.
 */
export const alertRule: Behaviour = {
  type: TYPE,
  regional: true,
  patch: "merge",
  readOnly: [
    "etag",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
    "properties.createdWithApiVersion",
    "properties.isLegacyLogAnalyticsRule",
    "properties.isWorkspaceAlertsStorageConfigured",
  ],
  references: [
    IDENTITY_REFERENCE,
    { at: "properties.scopes[]", types: [WORKSPACE] },
    { at: "properties.actions.actionGroups[]", types: [ACTION_GROUP] },
  ],
  prepare,
  refuse: (draft) => [...refuseSchedule(draft), ...refuseQueries(draft)],
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const conditions = objectsAt(draft, "properties.criteria.allOf").map((condition) => ({
    criterionType: "StaticThresholdCriterion",
    failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
    ...condition,
  }));
  return {
    kind: "LogAlert",
    ...fillProperties(
      fillIdentity(draft, context),
      {
        enabled: true,
        autoMitigate: true,
        checkWorkspaceAlertsStorageConfigured: false,
        skipQueryValidation: false,
        displayName: context.id.name,
      },
      {
        criteria: { allOf: conditions },
        createdWithApiVersion: "2025-01-01-preview",
        isLegacyLogAnalyticsRule: false,
        isWorkspaceAlertsStorageConfigured: false,
      },
    ),
    etag: newEtag(context),
  };
}
