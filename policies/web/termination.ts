import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

const NOTICE = "virtualMachineProfile.scheduledEventsProfile.terminateNotificationProfile";

export const webTermination: ResourcePolicy = {
  id: "web-termination",
  title:
    "A clone that goes is shut down, and where it is told of its end has 5 to 15 minutes for it.",
  why: "Less cuts requests off; Azure takes no more. Without a notice the gateway drains a leaving clone, which is right too.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "terminateNotificationProfile: { enable: true, notBeforeTimeout: PT1M }",
    remedy: "notBeforeTimeout: PT5M",
  },
  types: [T.scaleSet],
  check: (resource) => [
    ...expectValue(resource, "scaleInPolicy.forceDeletion", is(false), {
      required: "false",
      remedy: "Leave `scaleInPolicy.forceDeletion` out: by force, a clone is cut off as it serves.",
      safeWhenAbsent: true,
    }),
    ...(read(resource.inputs, NOTICE).kind === "absent"
      ? []
      : [
          ...expectValue(resource, `${NOTICE}.enable`, is(true), {
            required: "true",
            remedy: "Switch the notice on, or take `terminateNotificationProfile` away.",
          }),
          ...expectValue(resource, `${NOTICE}.notBeforeTimeout`, isNotice, {
            required: "5 to 15 minutes, as PT5M",
            remedy: "Set `notBeforeTimeout` between PT5M and PT15M.",
            safeWhenAbsent: true,
          }),
        ]),
  ],
};

/** Source: Learn, "Terminate notification for Azure Virtual Machine Scale Set instances". */
function isNotice(value: unknown): boolean {
  const minutes = Number(/^PT(\d+)M$/.exec(String(value))?.[1]);
  return minutes >= 5 && minutes <= 15;
}
