import { control } from "../support/controls.ts";
import { expectValue } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { toNumber } from "../support/read.ts";
import { T } from "../support/types.ts";

const SCALE = "autoscaleConfiguration";

export const seasonGatewayFollowsPlan: StackPolicy = {
  id: "season-gateway-follows-plan",
  title: "The gateway's minimum follows the season, and its maximum the settings.",
  why: "A gateway takes minutes to grow: what the bell brings at once, only its minimum serves.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "minCapacity: 0, where the plan declares 5",
    remedy: "minCapacity: plan.declared.gatewayMinimum",
  },
  checkStack: (stack) =>
    ofType(stack, T.gateway).flatMap((gateway) => {
      const least = stack.plan.declared.gatewayMinimum;
      const most = stack.settings.edge.maximum;
      return [
        ...expectValue(gateway, `${SCALE}.minCapacity`, (count) => toNumber(count) === least, {
          required: `${least}, by the season's plan`,
          remedy: "Take the count from the plan: `declared.gatewayMinimum`.",
        }),
        ...expectValue(gateway, `${SCALE}.maxCapacity`, (count) => toNumber(count) === most, {
          required: `${most}, by the settings`,
          remedy: "Take the count from `edge.maximum`; raise it there where the plan needs more.",
        }),
      ];
    }),
};
