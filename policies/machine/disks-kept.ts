import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

const VERSION = /^\d+(\.\d+)+$/;

export const machineDisksKept: StackPolicy = {
  id: "machine-disks-kept",
  title:
    "A machine's disks stay attached, and stay when the machine goes; its image is pinned to one version.",
  why: "A machine is replaced in minutes; what is on its disks is not. Of `latest` nobody knows what comes back.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: { violation: "deleteOption: Delete on a disk", remedy: "deleteOption: Detach" },
  checkStack: (stack) =>
    ofType(stack, T.machine).flatMap((machine) => [
      ...judgeDisks(machine),
      // Staging's is made anew from its image, and holds nobody's data.
      ...(isStagingCopy(stack, machine)
        ? []
        : expectValue(machine, "storageProfile.osDisk.deleteOption", is("Detach"), DETACH)),
      ...judgeImage(machine),
    ]),
};

/** Azure's default is Detach. */
const DETACH = {
  required: "Detach",
  remedy: "Set `deleteOption` to Detach.",
  safeWhenAbsent: true,
} as const;

function judgeDisks(machine: Resource): readonly Finding[] {
  return items(machine.inputs, "storageProfile.dataDisks").flatMap(({ path }) => [
    ...expectValue(machine, `${path}.deleteOption`, is("Detach"), DETACH),
    ...expectValue(machine, `${path}.toBeDetached`, is(false), {
      required: "false",
      remedy: "Leave `toBeDetached` out: Azure pulls the disk from under the database.",
      safeWhenAbsent: true,
    }),
  ]);
}

function judgeImage(machine: Resource): readonly Finding[] {
  if (textAt(machine.inputs, "storageProfile.imageReference.id") !== undefined) return [];
  return expectValue(
    machine,
    "storageProfile.imageReference.version",
    (version) => VERSION.test(String(version)),
    {
      required: "one version, written out in numbers",
      remedy: "Set the image's version in the datacenter's settings.",
    },
  );
}
