import { holdsData } from "../machine/spread.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, unknown, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, type Part, read, toNumber } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

const DISKS = "storageProfile.dataDisks";

export const databaseDisks: StackPolicy = {
  id: "database-disks",
  title:
    "The disks of the database's machines are fast ones, write through, and are as large as the settings say.",
  why: "Each grade waits until a disk has it: on a hard disk for tens of milliseconds, by the thousand. A full disk stops the database, and none can be made smaller again.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "sku: { name: Standard_LRS }, or diskSizeGB: 128 where database.storageGib is 512",
    remedy: "sku: { name: PremiumV2_LRS }, diskSizeGB: the settings' own",
  },
  config: {
    kinds: {
      type: "array",
      items: { type: "string" },
      // Source: Learn, "Azure managed disk types": those that Microsoft names for databases.
      description: "Kinds of disks on which a database may lie.",
      default: ["PremiumV2_LRS", "UltraSSD_LRS", "Premium_LRS", "Premium_ZRS"],
    },
  },
  checkStack(stack, config) {
    const kinds = setting<readonly string[]>(databaseDisks, config, "kinds");
    return ofType(stack, T.machine)
      .filter((machine) => holdsData(machine) && !isStagingCopy(stack, machine))
      .flatMap((machine) => [...judgeKinds(stack, machine, kinds), ...judgeSizes(stack, machine)]);
  },
};

function judgeKinds(stack: Stack, machine: Resource, kinds: readonly string[]): readonly Finding[] {
  const must = {
    required: kinds.join(" or "),
    remedy: "Set the disk's kind to PremiumV2_LRS; Azure's default may be a hard disk.",
  };
  return [
    ...disksOf(stack, machine).flatMap((disk) => expectValue(disk, "sku.name", is(...kinds), must)),
    ...madeWith(machine).flatMap(({ path }) =>
      expectValue(machine, `${path}.managedDisk.storageAccountType`, is(...kinds), must),
    ),
    ...items(machine.inputs, DISKS).flatMap(({ path }) =>
      expectValue(machine, `${path}.caching`, is("None", "ReadOnly"), {
        required: "None or ReadOnly",
        remedy:
          "Set the disk's `caching` to None: what is in a cache for writing is lost with its host.",
        // Azure's default is None or ReadOnly, by the disk's kind.
        safeWhenAbsent: true,
      }),
    ),
    ...expectValue(
      machine,
      "storageProfile.osDisk.managedDisk.storageAccountType",
      (kind) => kinds.includes(String(kind)) || String(kind).startsWith("StandardSSD"),
      // Azure takes the kind from the machine's size then, and these sizes have fast ones.
      { ...must, safeWhenAbsent: true },
    ),
  ];
}

/** A machine's disks against the settings', from the largest down: the graph does not say which is for what. */
function judgeSizes(stack: Stack, machine: Resource): readonly Finding[] {
  const { database } = stack.settings;
  if (database.engine !== "oracle") return [];
  const wanted = [database.storageGib, database.oracle.recoveryGib, database.oracle.redoGib].sort(
    fromLargest,
  );
  const must = {
    required: `disks of ${wanted.join(", ")} GiB or more, by the settings`,
    remedy:
      "Take the sizes from `database.storageGib`, `database.oracle.recoveryGib` and `redoGib`.",
  };
  const found = [
    ...disksOf(stack, machine).map(({ inputs }) => read(inputs, "diskSizeGB")),
    ...madeWith(machine).map(({ value }) => read(value, "diskSizeGB")),
  ].map((size) => (size.kind === "value" ? (toNumber(size.value) ?? 0) : size.kind));
  if (found.includes("unknown")) return [unknown(machine, DISKS, must)];
  const sizes = found
    .map(Number)
    .filter((size) => !Number.isNaN(size))
    .sort(fromLargest);
  return wanted.every((size, rank) => (sizes[rank] ?? 0) >= size)
    ? []
    : [violation(machine, DISKS, `disks of ${sizes.join(", ")} GiB`, must)];
}

/** The disks that are attached to a machine and resources of their own. */
function disksOf(stack: Stack, machine: Resource): readonly Resource[] {
  return madeFrom(stack, machine, "storageProfile").filter(({ type }) => type === T.disk);
}

/** The data disks that are made with a machine. */
function madeWith({ inputs }: Resource): readonly Part[] {
  return items(inputs, DISKS).filter(
    ({ value }) => value !== UNKNOWN && read(value, "managedDisk.id").kind === "absent",
  );
}

function fromLargest(one: number, other: number): number {
  return other - one;
}
