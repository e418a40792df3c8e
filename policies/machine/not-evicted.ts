import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const machineNotEvicted: StackPolicy = {
  id: "machine-not-evicted",
  title: "No machine of production's database is one that Azure takes back.",
  why: "A spot machine is cheap because Azure stops it with 30 seconds' notice when somebody pays more: primary, standby and observer may go in the same minute.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: { violation: "priority: Spot", remedy: "priority: Regular, or none" },
  checkStack: (stack) =>
    ofType(stack, T.machine)
      .filter((machine) => !isStagingCopy(stack, machine))
      .flatMap((machine) =>
        expectValue(machine, "priority", is("Regular"), {
          required: "Regular",
          remedy: "Leave `priority` out: Azure's default is Regular.",
          safeWhenAbsent: true,
        }),
      ),
};
