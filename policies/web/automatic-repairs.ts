import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const REPAIRS = "automaticRepairsPolicy";

/** A duration in minutes: `PT1H30M` is 90; undefined where it is none. */
function minutesOf(value: unknown): number | undefined {
  const [found, hours = "0", minutes = "0"] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(value)) ?? [];
  return found === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

export const webAutomaticRepairs: StackPolicy = {
  id: "web-automatic-repairs",
  title: "A clone that is not well is replaced by itself, as soon as the settings say.",
  why: "At night nobody replaces it, and in the grade week every clone is needed.",
  severity: "mandatory",
  control: control("A.5.30"),
  example: {
    violation: "automaticRepairsPolicy: { enabled: false }",
    remedy: "automaticRepairsPolicy: { enabled: true, gracePeriod: PT10M, repairAction: Replace }",
  },
  checkStack: (stack) =>
    ofType(stack, T.scaleSet).flatMap((set) => [
      ...expectValue(set, `${REPAIRS}.enabled`, is(true), {
        required: "true",
        remedy: "Set `automaticRepairsPolicy.enabled` to true; Azure's default is off.",
      }),
      ...judgeGrace(set, stack.settings.web.gracePeriodMinutes),
      ...expectValue(set, `${REPAIRS}.repairAction`, is("Replace"), {
        required: "Replace",
        remedy: "Set `repairAction` to Replace: a restart keeps a broken disk.",
        safeWhenAbsent: true,
      }),
    ]),
};

/** The settings keep to Azure's bounds, 10 to 90 minutes. Source: Learn, "Automatic instance repairs". */
function judgeGrace(set: Resource, minutes: number): readonly Finding[] {
  return expectValue(set, `${REPAIRS}.gracePeriod`, (value) => minutesOf(value) === minutes, {
    required: `${minutes} minutes, by the settings`,
    remedy: "Take it from `web.gracePeriodMinutes`: 10 to 90, and each of them with a sick clone.",
    // Azure's default is 10 minutes.
    ...(minutes === 10 ? ({ safeWhenAbsent: true } as const) : {}),
  });
}
