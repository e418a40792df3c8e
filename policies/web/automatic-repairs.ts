import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

const REPAIRS = "automaticRepairsPolicy";

/** Azure's bounds: 10 to 90 minutes. Source: Learn, "Automatic instance repairs". */
function isGracePeriod(value: unknown): boolean {
  const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(value)) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total >= 10 && total <= 90;
}

export const webAutomaticRepairs: ResourcePolicy = {
  id: "web-automatic-repairs",
  title: "A clone that is not well is replaced by itself.",
  why: "At night nobody replaces it, and in the grade week every clone is needed.",
  severity: "mandatory",
  control: control("A.5.30"),
  example: {
    violation: "automaticRepairsPolicy: { enabled: false }",
    remedy: "automaticRepairsPolicy: { enabled: true, gracePeriod: PT10M, repairAction: Replace }",
  },
  types: [T.scaleSet],
  check: (resource) => [
    ...expectValue(resource, `${REPAIRS}.enabled`, is(true), {
      required: "true",
      remedy: "Set `automaticRepairsPolicy.enabled` to true; Azure's default is off.",
    }),
    ...expectValue(resource, `${REPAIRS}.gracePeriod`, isGracePeriod, {
      required: "10 to 90 minutes, as PT10M",
      remedy: "Set `web.gracePeriodMinutes` between 10 and 90.",
      safeWhenAbsent: true,
    }),
    ...expectValue(resource, `${REPAIRS}.repairAction`, is("Replace"), {
      required: "Replace",
      remedy: "Set `repairAction` to Replace: a restart keeps a broken disk.",
      safeWhenAbsent: true,
    }),
  ],
};
