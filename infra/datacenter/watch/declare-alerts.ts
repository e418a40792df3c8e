import { ActivityLogAlert } from "@pulumi/azure-native/monitor/activityLogAlert.js";
import { MetricAlert } from "@pulumi/azure-native/monitor/metricAlert.js";
import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../names.ts";
import type {
  ActivityAlertSpec,
  AlertSpec,
  GraphPart,
  LogAlertSpec,
  MetricAlertSpec,
} from "./alert.ts";
import { ALERTS, type AlertName, type Severity } from "./alert-names.ts";

/** What every alert is declared with. */
export interface AlertContext {
  /** The watch's own name: a rule's is `NAME-ALERT`. */
  readonly name: string;
  readonly datacenter: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly workspaceId: pulumi.Input<string>;
  /** ARM ids of the action groups that an alert of a severity tells. */
  readonly told: (severity: Severity) => readonly pulumi.Input<string>[];
  /** The identity as which Azure Resource Graph is asked, and what lets it, by what is asked about. */
  readonly identityId: pulumi.Input<string>;
  readonly mayRead: Readonly<Record<GraphPart, readonly pulumi.Resource[]>>;
  readonly parent: pulumi.Resource;
}

/** Declares one alert rule. */
export function declareAlert(spec: AlertSpec, context: AlertContext): pulumi.CustomResource {
  if (spec.kind === "metric") return metricAlert(spec, context);
  if (spec.kind === "activity") return activityAlert(spec, context);
  return logAlert(spec, context);
}

/** What a rule says of itself, in its messages too: what is wrong where, and which runbook helps. */
function wordsOf(name: AlertName, { datacenter }: AlertContext): string {
  const { title, when, runbook } = ALERTS[name];
  return `${title} (${datacenter}): ${when}. What to do: docs/runbooks/${runbook}.md.`;
}

function metricAlert(spec: MetricAlertSpec, context: AlertContext): MetricAlert {
  const suffix = spec.of === undefined ? spec.name : `${spec.name}-${spec.of}`;
  const { severity } = ALERTS[spec.name];
  return new MetricAlert(
    `${context.name}-${suffix}`,
    {
      ruleName: azureName("alertRule", `alert-${context.datacenter}-${suffix}`),
      resourceGroupName: context.resourceGroupName,
      location: "global",
      description: wordsOf(spec.name, context),
      enabled: true,
      severity,
      scopes: [spec.scope],
      evaluationFrequency: spec.every,
      windowSize: spec.window,
      autoMitigate: true,
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            criterionType: "StaticThresholdCriterion",
            name: spec.name,
            metricName: spec.metric,
            timeAggregation: spec.aggregation,
            operator: spec.comparison,
            threshold: spec.threshold,
            ...(spec.namespace === undefined
              ? {}
              : { metricNamespace: spec.namespace, skipMetricValidation: true }),
          },
        ],
      },
      actions: context.told(severity).map((actionGroupId) => ({ actionGroupId })),
      tags: { ...context.tags, tier: "watch" },
    },
    { parent: context.parent },
  );
}

function activityAlert(spec: ActivityAlertSpec, context: AlertContext): ActivityLogAlert {
  return new ActivityLogAlert(
    `${context.name}-${spec.name}`,
    {
      activityLogAlertName: azureName("alertRule", `alert-${context.datacenter}-${spec.name}`),
      resourceGroupName: context.resourceGroupName,
      location: "global",
      description: wordsOf(spec.name, context),
      enabled: true,
      scopes: [spec.scope],
      condition: {
        allOf: Object.entries(spec.fields).map(([field, [value, ...others]]) =>
          others.length === 0
            ? { field, equals: value ?? "" }
            : { field, containsAny: [value ?? "", ...others] },
        ),
      },
      actions: {
        actionGroups: context
          .told(ALERTS[spec.name].severity)
          .map((actionGroupId) => ({ actionGroupId })),
      },
      tags: { ...context.tags, tier: "watch" },
    },
    { parent: context.parent },
  );
}

/**
 * A rule over the workspace. Its query is not tried when it is made: a table is there once something has been
 * logged, and a new role takes minutes to work.
 */
function logAlert(spec: LogAlertSpec, context: AlertContext): ScheduledQueryRule {
  const { title, severity } = ALERTS[spec.name];
  return new ScheduledQueryRule(
    `${context.name}-${spec.name}`,
    {
      ruleName: azureName("alertRule", `alert-${context.datacenter}-${spec.name}`),
      resourceGroupName: context.resourceGroupName,
      location: context.region,
      kind: "LogAlert",
      displayName: `${title} (${context.datacenter})`,
      description: wordsOf(spec.name, context),
      enabled: true,
      severity,
      scopes: [context.workspaceId],
      ...(spec.asIdentity === undefined
        ? {}
        : { identity: { type: "UserAssigned", userAssignedIdentities: [context.identityId] } }),
      evaluationFrequency: spec.every,
      windowSize: spec.window ?? spec.every,
      autoMitigate: spec.every !== "P1D",
      skipQueryValidation: true,
      criteria: {
        allOf: [
          {
            query: spec.query,
            ...(spec.column === undefined
              ? { timeAggregation: "Count" }
              : { timeAggregation: "Maximum", metricMeasureColumn: spec.column }),
            operator: spec.comparison,
            threshold: spec.threshold,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: [...context.told(severity)] },
      tags: { ...context.tags, tier: "watch" },
    },
    {
      parent: context.parent,
      ...(spec.asIdentity === undefined
        ? {}
        : { dependsOn: [...context.mayRead[spec.asIdentity]] }),
    },
  );
}
