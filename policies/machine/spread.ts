import { control } from "../support/controls.ts";
import { expectList, expectValue, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

/** Disks from which on a machine holds data: one that watches has its software alone. */
const DATA_DISKS = 2;

/** Zones from which on there is one for whoever watches primary and standby. */
const ZONES_FOR_THREE = 3;

/** Whether a machine holds data, by what is attached to it. */
export function holdsData({ inputs }: Resource): boolean {
  return items(inputs, "storageProfile.dataDisks").length >= DATA_DISKS;
}

export const machineSpread: StackPolicy = {
  id: "machine-spread",
  title:
    "Machines that hold data stand in several zones, whoever watches them in another one, at the size that the season's plan says for today.",
  why: "Two copies in one zone are lost together, and an observer that is lost with the primary lets no standby take over; too small a machine makes every clone wait.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation:
      "primary and standby both in zone 1, a standby without zones, or the observer in zone 1 too",
    remedy: "database.zone, database.standbyZone and database.oracle.observerZone, one each",
  },
  config: {
    zones: { type: "integer", description: "Fewest zones.", default: 2, minimum: 1, maximum: 3 },
  },
  checkStack(stack, config) {
    const least = setting<number>(machineSpread, config, "zones");
    const machines = ofType(stack, T.machine).filter((one) => !isStagingCopy(stack, one));
    const holders = machines.filter(holdsData);
    const zones = new Set(holders.flatMap(zonesOf));
    // Of a machine without a known zone it is said that it has none, and not of its copy too.
    const isPlaced = holders.every((machine) => zonesOf(machine).length > 0);
    const wanted = stack.plan.declared.databaseSize;
    return [
      ...machines.flatMap(judgeZone),
      ...holders.flatMap((machine) =>
        ["vCPUsAvailable", "vCPUsPerCore"].flatMap((name) =>
          expectValue(machine, `hardwareProfile.vmSizeProperties.${name}`, () => false, {
            required: "all that the size has",
            remedy: "Leave `vmSizeProperties` out: the size says how many processors there are.",
            safeWhenAbsent: true,
          }),
        ),
      ),
      ...holders
        .filter(() => isPlaced && zones.size < least)
        .map((machine) =>
          violation(machine, "zones", "that of its copy", {
            required: `${least} zones together`,
            remedy: "Set `database.zone` and `database.standbyZone` to different zones.",
          }),
        ),
      ...judgeWatchers(stack, machines, zones),
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

/** Without a zone of its own a machine stands wherever Azure likes, be it beside its copy. */
function judgeZone(machine: Resource): readonly Finding[] {
  const must = {
    required: "one zone",
    remedy: "Name the machine's zone, as the database's settings have it.",
  };
  const found = expectList(machine, "zones", must, () => []);
  if (found.length > 0 || zonesOf(machine).length === 1) return found;
  return [violation(machine, "zones", `${zonesOf(machine).length} zones`, must)];
}

/** Where there are zones enough, whoever decides on a failover stands in none that it decides about. */
function judgeWatchers(
  { settings }: Stack,
  machines: readonly Resource[],
  taken: ReadonlySet<string>,
): readonly Finding[] {
  if (settings.zones.length < ZONES_FOR_THREE) return [];
  return machines
    .filter((machine) => !holdsData(machine) && zonesOf(machine).some((zone) => taken.has(zone)))
    .map((machine) =>
      violation(machine, "zones", "that of a machine which it watches", {
        required: "a zone without the database's machines that hold data",
        remedy: "Set `database.oracle.observerZone` to the third zone.",
      }),
    );
}

function zonesOf({ inputs }: Resource): readonly string[] {
  return items(inputs, "zones").map(({ value }) => String(value));
}
