import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const machineNotEvicted: StackPolicy = {
  id: "machine-not-evicted",
  title: "No machine of production's database is one that Azure takes back, or restarts by itself.",
  why: "A spot machine is cheap because Azure stops it with 30 seconds' notice when somebody pays more: primary, standby and observer may go in the same minute. One that Azure patches by itself is restarted in a night of Azure's choice, be it that before the grades are due.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "priority: Spot, or patchMode: AutomaticByPlatform",
    remedy: "priority: Regular, or none; no patchSettings",
  },
  checkStack: (stack) =>
    ofType(stack, T.machine)
      .filter((machine) => !isStagingCopy(stack, machine))
      .flatMap((machine) => [
        ...expectValue(machine, "priority", is("Regular"), {
          required: "Regular",
          remedy: "Leave `priority` out: Azure's default is Regular.",
          safeWhenAbsent: true,
        }),
        ...expectValue(machine, PATCHES, restartsByHand, {
          required: "patches that restart nothing",
          remedy:
            "Leave `patchSettings` out, or set `rebootSetting` to Never: who patches says when.",
          safeWhenAbsent: true,
        }),
      ]),
};

const PATCHES = "osProfile.linuxConfiguration.patchSettings";

/** Source: Learn, "Automatic Guest Patching for Azure Virtual Machines": without a word it restarts where a patch wants it. */
function restartsByHand(settings: unknown): boolean {
  return (
    textAt(settings, "patchMode") !== "AutomaticByPlatform" ||
    textAt(settings, "automaticByPlatformSettings.rebootSetting") === "Never"
  );
}
