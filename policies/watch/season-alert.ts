import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { numberAt, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** Azure's severities: 0 critical, 1 error, 2 warning, 3 information, 4 verbose. */
const LEAST_SEVERE = 2;

export const watchSeasonAlert: StackPolicy = {
  id: "watch-season-alert",
  title: "Alerts are on and reach those on duty; one of them watches the season's cover.",
  why: "When a plan runs out and nobody ran `up`, the last floor stands for ever. Azure itself has to notice.",
  severity: "mandatory",
  control: control("A.8.16"),
  example: {
    violation: "enabled: false, or actions left out",
    remedy: "an enabled ScheduledQueryRule with the action group, over the autoscale setting",
  },
  checkStack(stack) {
    const alerts = ofType(stack, T.logAlert);
    const watches = alerts.some((alert) =>
      madeFrom(stack, alert, "criteria").some(({ type }) => type === T.autoscale),
    );
    return [
      ...alerts.flatMap((alert) => judgeAlert(stack, alert)),
      ...(watches || ofType(stack, T.autoscale).length === 0
        ? []
        : [
            violation(stack, "", "without an alert over the autoscale setting", {
              required: "an alert whose query reads the season's autoscale setting",
              remedy: "Declare the Watch component with `autoscaleSettingId`.",
            }),
          ]),
    ];
  },
};

function judgeAlert(stack: Stack, alert: Resource) {
  const reaches = madeFrom(stack, alert, "actions").some(({ type }) => type === T.actionGroup);
  const severity = numberAt(alert.inputs, "severity");
  return [
    ...expectValue(alert, "enabled", is(true), {
      required: "true",
      remedy: "Set `enabled` to true.",
      safeWhenAbsent: true,
    }),
    ...(reaches
      ? []
      : [
          violation(alert, "actions.actionGroups", "nobody of this stack", {
            required: "the stack's action group",
            remedy: "Set `actions.actionGroups` to the group of those on duty.",
          }),
        ]),
    ...(severity !== undefined && severity <= LEAST_SEVERE
      ? []
      : [
          violation(
            alert,
            "severity",
            textAt(alert.inputs, "severity") ?? String(severity ?? "absent"),
            {
              required: "0 to 2: what nobody must act on is no alert",
              remedy: "Set `severity` to 2 or less, or take the alert away.",
            },
          ),
        ]),
  ];
}
