import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { items, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** Disks from which on a machine holds data: one that watches has its software alone. */
const DATA_DISKS = 2;

/** Whether a machine holds data, by what is attached to it. */
export function holdsData({ inputs }: Resource): boolean {
  return items(inputs, "storageProfile.dataDisks").length >= DATA_DISKS;
}

export const machineSpread: StackPolicy = {
  id: "machine-spread",
  title:
    "Machines that hold data stand in several zones, at the size that the season's plan says for today.",
  why: "Two copies in one zone are lost together; too small a one makes every clone wait.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "primary and standby both in zone 1",
    remedy: "database.zone and database.standbyZone, one each",
  },
  config: {
    zones: { type: "integer", description: "Fewest zones.", default: 2, minimum: 1, maximum: 3 },
  },
  checkStack(stack, config) {
    const least = setting<number>(machineSpread, config, "zones");
    const holders = ofType(stack, T.machine).filter(holdsData);
    const zones = new Set(holders.map(({ inputs }) => JSON.stringify(valueAt(inputs, "zones"))));
    const wanted = stack.plan.declared.databaseSize;
    return [
      ...holders
        .filter(() => zones.size < least)
        .map((machine) =>
          violation(machine, "zones", "that of its copy", {
            required: `${least} zones together`,
            remedy: "Set `database.zone` and `database.standbyZone` to different zones.",
          }),
        ),
      ...holders
        .filter(({ inputs }) => textAt(inputs, "hardwareProfile.vmSize") !== wanted)
        .map((machine) =>
          violation(
            machine,
            "hardwareProfile.vmSize",
            textAt(machine.inputs, "hardwareProfile.vmSize") ?? "absent",
            {
              required: `${wanted}, by the season's plan`,
              remedy: "Take the size from the plan: `declared.databaseSize`.",
            },
          ),
        ),
    ];
  },
};
