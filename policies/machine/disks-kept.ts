import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const VERSION = /^\d+(\.\d+)+$/;

export const machineDisksKept: ResourcePolicy = {
  id: "machine-disks-kept",
  title: "A machine's data stays when the machine goes, and its image is pinned to one version.",
  why: "A machine is replaced in minutes; what is on its disks is not. Of `latest` nobody knows what comes back.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: { violation: "deleteOption: Delete on a data disk", remedy: "deleteOption: Detach" },
  types: [T.machine],
  check: (resource) => [
    ...items(resource.inputs, "storageProfile.dataDisks")
      .filter(({ value }) => (textAt(value, "deleteOption") ?? "Detach") !== "Detach")
      .map(({ path, value }) =>
        violation(resource, `${path}.deleteOption`, shown(textAt(value, "deleteOption")), {
          required: "Detach",
          remedy: "Set `deleteOption` to Detach.",
        }),
      ),
    ...(textAt(resource.inputs, "storageProfile.imageReference.id") !== undefined
      ? []
      : expectValue(
          resource,
          "storageProfile.imageReference.version",
          (version) => VERSION.test(String(version)),
          {
            required: "one version, written out in numbers",
            remedy: "Set the image's version in the datacenter's settings.",
          },
        )),
  ],
};
