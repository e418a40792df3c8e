import { control } from "../support/controls.ts";
import { expectValue, is, isBetween, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { stageOfSetting } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { judgeConditions } from "./alert-conditions.ts";
import { judgeCriteria, judgeScope } from "./alert-criteria.ts";

/** Azure's severities: 0 critical, 1 error, 2 warning, 3 information, 4 verbose. */
const LEAST_SEVERE = 2;

export const watchAlerts: StackPolicy = {
  id: "watch-alerts",
  title:
    "There are alerts; each is on, matters, looks at production in this stack, for what can come, tells in time and reaches those on duty; one watches the season's cover.",
  why: "What nobody is told of lasts until users call. When a plan runs out and nobody ran `up`, the last floor stands for ever: Azure itself has to notice.",
  severity: "mandatory",
  control: control("A.8.16"),
  example: {
    violation: "enabled: false, an alert without an action group, or one on fewer than 0 clones",
    remedy: "enabled: true, and the group of those on duty",
  },
  config: {
    watched: {
      type: "array",
      items: { type: "string" },
      description: "Types of which each stack has an alert that looks at one.",
      default: [T.gateway, T.reservationGroup, T.vault, T.postgres, T.machineBackupVault],
    },
    tables: {
      type: "array",
      items: { type: "string" },
      description: "Tables of the workspace, each of which a query of an alert begins with.",
      default: ["AGWAccessLogs", "AZKVAuditLogs", "AddonAzureBackupJobs"],
    },
  },
  checkStack(stack, config) {
    const alerts = ofType(stack, T.logAlert, T.metricAlert, T.activityAlert);
    const types = setting<readonly string[]>(watchAlerts, config, "watched");
    const seen = new Set(alerts.flatMap(({ dependencies }) => dependencies));
    const production = ofType(stack, T.autoscale).filter(
      (one) => stageOfSetting(stack, one) === "production",
    );
    const unseen = [
      ...types.flatMap((type) => {
        const all = ofType(stack, type);
        return all.length > 0 && !all.some(({ urn }) => seen.has(urn)) ? all : [];
      }),
      ...production.filter(
        ({ urn }) =>
          !ofType(stack, T.logAlert).some(({ madeFrom: made }) => made.criteria?.includes(urn)),
      ),
    ];
    return [
      ...alerts.flatMap((alert) => [...judgeAlert(stack, alert), ...judgeScope(stack, alert)]),
      ...alerts
        .filter(({ type }) => type !== T.activityAlert)
        .flatMap((alert) => judgeCriteria(stack, alert)),
      ...ofType(stack, T.activityAlert).flatMap(judgeConditions),
      ...unasked(stack, setting<readonly string[]>(watchAlerts, config, "tables")),
      ...unseen.map((resource) =>
        violation(resource, "", "watched by no alert", {
          required: "an alert of this stack that looks at it",
          remedy:
            "Declare it in the watch: infra/datacenter/watch has the alerts, one file a subject.",
        }),
      ),
    ];
  },
};

/** Tables that no query begins with; nothing where a query is not known yet. */
function unasked(stack: Stack, tables: readonly string[]): readonly Finding[] {
  const queries = ofType(stack, T.logAlert).map(({ inputs }) =>
    read(inputs, "criteria.allOf[0].query"),
  );
  if (queries.some(({ kind }) => kind === "unknown")) return [];
  const asked = queries.map((query) => (query.kind === "value" ? String(query.value) : ""));
  return tables
    .filter((table) => !asked.some((query) => new RegExp(`^\\s*${table}\\b`).test(query)))
    .map((table) =>
      violation(stack, "", `without an alert on ${table}`, {
        required: `a query of an alert that begins with ${table}`,
        remedy:
          "Declare it in the watch: infra/datacenter/watch has the alerts, one file a subject.",
      }),
    );
}

function judgeAlert(stack: Stack, alert: Resource): ReturnType<typeof expectValue> {
  const reaches = madeFrom(stack, alert, "actions").some(({ type }) => type === T.actionGroup);
  return [
    ...expectValue(alert, "enabled", is(true), {
      required: "true",
      remedy: "Set `enabled` to true.",
      safeWhenAbsent: true,
    }),
    ...(reaches
      ? []
      : [
          violation(alert, "actions", "nobody of this stack", {
            required: "an action group of this stack",
            remedy: "Set `actions` to the group of those on duty.",
          }),
        ]),
    ...(alert.type === T.activityAlert
      ? []
      : expectValue(alert, "severity", isBetween(0, LEAST_SEVERE), {
          required: "0 to 2: what nobody must act on is no alert",
          remedy: "Set `severity` to 2 or less, or take the alert away.",
        })),
    ...(read(alert.inputs, "muteActionsDuration").kind === "absent"
      ? []
      : [
          violation(alert, "muteActionsDuration", "set", {
            required: "no muting",
            remedy: "Take `muteActionsDuration` away: a muted alert is not told a second time.",
          }),
        ]),
  ];
}
