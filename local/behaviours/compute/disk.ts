import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { changeNotAllowed, invalidParameter, Refusal } from "../refusal.ts";
import { asObject, at, compact, numberAt, objectAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties, lastingUuid } from "../support/outputs.ts";
import { isAllocated, machineState } from "./machine-state.ts";

export const DISK = "Microsoft.Compute/disks";

/** Premium SSD v2. */
export const PREMIUM_V2 = "PremiumV2_LRS";

/**
 * What the size of a Premium SSD v2 allows.
 * Source: Microsoft Learn, "Azure managed disk types" (Premium SSD v2: GiB, IOPS, MB/s).
 */
const V2 = {
  gibibytes: { from: 1, to: 65_536 },
  freeIops: 3000,
  iopsPerGibibyte: 500,
  mostIops: 80_000,
  freeMegabytes: 125,
  mostMegabytes: 1200,
  /** MB/s for each IOPS. */
  megabytesPerIops: 0.25,
} as const;

/** GiB of any other disk. Source: the same page. */
const OTHER = { from: 1, to: 32_767 } as const;

const CREATION = "properties.creationData";
const SIZE = "properties.diskSizeGB";
const IOPS = "properties.diskIOPSReadWrite";
const MEGABYTES = "properties.diskMBpsReadWrite";

/**
 * What a disk is given once.
 * Sources: Microsoft Learn, "Move a VM to another availability zone" (a disk's zone stays), "Convert managed
 * disks storage" (Premium SSD v2 converts through a snapshot only; others while nothing runs on them).
 */
const FIXED: readonly FixedProperty[] = [
  { path: "zones" },
  { path: `${CREATION}.createOption` },
  { path: `${CREATION}.imageReference` },
  { path: `${CREATION}.logicalSectorSize` },
  {
    path: "sku.name",
    allows: (before, after) => ![before, after].some((disk) => skuOf(disk) === PREMIUM_V2),
  },
];

/** Microsoft.Compute/disks: managed disks, empty ones that a client makes and those that machines boot from. */
export const disk: Behaviour = {
  type: DISK,
  regional: true,
  zonal: true,
  patch: "merge",
  readOnly: [
    "managedBy",
    "managedByExtended",
    "sku.tier",
    "properties.provisioningState",
    "properties.diskState",
    "properties.diskSizeBytes",
    "properties.timeCreated",
    "properties.uniqueId",
    "properties.LastOwnershipUpdateTime",
  ],
  fixed: FIXED,
  prepare,
  refuse: (draft, context) => [
    ...refuseSource(draft),
    ...refuseSize(draft, context.previous),
    ...refuseSpeed(draft),
    ...refuseSectors(draft),
    ...refuseWhileUsed(draft, context),
  ],
  view: (document, { store }) => withState(document, (id) => machineState(store, id)),
  inUse,
  refuseDelete: (document) => attachedTo(document, textAt(document, "managedBy")),
};

/** Source of the defaults: the REST reference of the type at 2024-03-02. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { now, previous } = context;
  const sku = { name: "Standard_LRS", ...asObject(draft.sku) };
  const size = numberAt(draft, SIZE) ?? numberAt(previous, SIZE);
  const isV2 = sku.name === PREMIUM_V2;
  return fillProperties(
    {
      ...draft,
      sku: { ...sku, tier: String(sku.name).startsWith("Premium") ? "Premium" : "Standard" },
      ...compact({ managedBy: previous?.managedBy }),
    },
    {
      networkAccessPolicy: "AllowAll",
      publicNetworkAccess: "Enabled",
      encryption: { type: "EncryptionAtRestWithPlatformKey" },
      ...(isV2 ? { diskIOPSReadWrite: V2.freeIops, diskMBpsReadWrite: V2.freeMegabytes } : {}),
    },
    {
      provisioningState: "Succeeded",
      timeCreated: textAt(previous, "properties.timeCreated") ?? now,
      uniqueId: lastingUuid(context, "properties.uniqueId"),
      creationData: {
        ...(isV2 ? { logicalSectorSize: 4096 } : {}),
        ...objectAt(draft, CREATION),
      },
      ...compact({
        diskSizeGB: size,
        diskSizeBytes: size === undefined ? undefined : size * 1024 ** 3,
      }),
    },
  );
}

function refuseSource(draft: JsonObject): Refusal[] {
  const option = textAt(draft, `${CREATION}.createOption`);
  if (option === "Empty" || option === "FromImage") return [];
  return [
    invalidParameter(
      `${CREATION}.createOption`,
      `The local Azure makes disks of createOption 'Empty' only, not '${option}'.`,
    ),
  ];
}

/** Source: Microsoft Learn, "Expand virtual hard disks on a Linux VM" (a disk can't be made smaller). */
function refuseSize(draft: JsonObject, previous: ArmDocument | undefined): Refusal[] {
  const size = numberAt(draft, SIZE);
  const { from, to } = skuOf(draft) === PREMIUM_V2 ? V2.gibibytes : OTHER;
  if (size === undefined || !Number.isInteger(size) || size < from || size > to) {
    return [
      invalidParameter(
        SIZE,
        `The value '${size ?? "(null)"}' of parameter 'disk.diskSizeGB' is not allowed. It must be a whole number from ${from} to ${to}.`,
      ),
    ];
  }
  const before = numberAt(previous, SIZE) ?? 0;
  if (size >= before) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      `Disk '${textAt(draft, "name")}' of size ${before} GB can't be made smaller: ${size} GB was asked for. A managed disk only grows.`,
      { status: 409, target: SIZE },
    ),
  ];
}

/** Source: Microsoft Learn, "Azure managed disk types" (Premium SSD v2). */
function refuseSpeed(draft: JsonObject): Refusal[] {
  const [iops, megabytes] = [numberAt(draft, IOPS), numberAt(draft, MEGABYTES)];
  if (skuOf(draft) !== PREMIUM_V2) {
    return iops === undefined && megabytes === undefined
      ? []
      : [invalidParameter(IOPS, `IOPS and MB/s of a disk of sku '${skuOf(draft)}' can't be set.`)];
  }
  const mostIops = Math.min(
    V2.mostIops,
    Math.max(V2.freeIops, (numberAt(draft, SIZE) ?? 0) * V2.iopsPerGibibyte),
  );
  const given = iops ?? V2.freeIops;
  const mostMegabytes = Math.min(V2.mostMegabytes, given * V2.megabytesPerIops);
  return [
    ...outside(IOPS, given, V2.freeIops, mostIops),
    ...outside(MEGABYTES, megabytes ?? V2.freeMegabytes, V2.freeMegabytes, mostMegabytes),
  ];
}

function outside(target: string, value: number, least: number, most: number): Refusal[] {
  if (value >= least && value <= most) return [];
  return [
    invalidParameter(
      target,
      `The value '${value}' of parameter '${target}' is not allowed for a disk of this sku and size. It must be from ${least} to ${most}.`,
    ),
  ];
}

/** Source: Microsoft Learn, "Deploy a Premium SSD v2" (zonal where a region has zones; 512 or 4096 bytes). */
function refuseSectors(draft: JsonObject): Refusal[] {
  const isV2 = skuOf(draft) === PREMIUM_V2;
  const refusals: Refusal[] = [];
  if (textsAt(draft, "zones").length > 1) {
    refusals.push(invalidParameter("zones", "A disk with local redundancy stands in one zone."));
  }
  if (isV2 && textsAt(draft, "zones").length === 0) {
    refusals.push(
      invalidParameter("zones", `A disk of sku '${PREMIUM_V2}' must stand in a zone here.`),
    );
  }
  const sector = numberAt(draft, `${CREATION}.logicalSectorSize`);
  if (sector !== undefined && (!isV2 || ![512, 4096].includes(sector))) {
    refusals.push(
      invalidParameter(
        `${CREATION}.logicalSectorSize`,
        `The value '${sector}' of parameter 'logicalSectorSize' is not allowed: 512 and 4096 are, for Ultra Disk and Premium SSD v2.`,
      ),
    );
  }
  return refusals;
}

/** Source: Microsoft Learn, "Convert managed disks storage" (stop and deallocate the machine first). */
function refuseWhileUsed(draft: JsonObject, { previous, store }: Context): Refusal[] {
  if (previous === undefined || skuOf(previous) === skuOf(draft)) return [];
  const machine = machineState(store, textAt(previous, "managedBy") ?? "");
  return machine !== undefined && isAllocated(machine) ? [changeNotAllowed("sku.name")] : [];
}

/** Source: the REST reference of the type (DiskState). */
function withState(
  document: ArmDocument,
  machineOf: (id: string) => ReturnType<typeof machineState>,
): ArmDocument {
  const owner = textAt(document, "managedBy");
  const machine = owner === undefined ? undefined : machineOf(owner);
  const used = machine !== undefined && isAllocated(machine) ? "Attached" : "Reserved";
  const diskState = owner === undefined ? "Unattached" : used;
  return { ...document, properties: { ...document.properties, diskState } };
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  return attachedTo(document, users[0]?.part);
}

/** Code and wording as reports quote them of a disk that a machine has. */
function attachedTo(document: ArmDocument, machine: string | undefined): Refusal | undefined {
  if (machine === undefined) return undefined;
  return new Refusal("OperationNotAllowed", `Disk ${document.name} is attached to VM ${machine}.`, {
    status: 409,
  });
}

function skuOf(document: JsonObject): string {
  return String(at(document, "sku.name") ?? "");
}
