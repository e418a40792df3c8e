import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Context } from "../behaviour.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { at, compact, numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { lastingUuid } from "../support/outputs.ts";
import { DISK, PREMIUM_V2 } from "./disk.ts";
import { sizeOf } from "./lone-machine.ts";

const DATA = "properties.storageProfile.dataDisks";
const OS = "properties.storageProfile.osDisk";

/** GiB of a system disk whose size nobody wrote: assumed, as images differ. */
const SYSTEM_GIBIBYTES = 64;

/** A data disk or the system's, as a machine's document names it. */
interface Attached {
  readonly id: string;
  readonly deletes: boolean;
}

/** The id of the disk that a machine boots from: beside the machine, by the name that it was given. */
export function systemDiskId(machine: JsonObject): string {
  const id = textAt(machine, "id") ?? "";
  const name = textAt(machine, `${OS}.name`) ?? `${textAt(machine, "name")}_OsDisk_1`;
  return `${id.split("/providers/")[0]}/providers/${DISK}/${name}`;
}

/**
 * Why disks can't be attached as a machine's document says.
 * Sources: Microsoft Learn, "Attach a data disk to a Linux VM" and the sizes' pages (one LUN a disk; how many a
 * size takes: twice its vCPUs, 32 at most, for the series that are known here), "Azure managed disk types"
 * (Premium SSD v2: no host caching, no system disk). Code and text of a disk that another machine has are as
 * reports quote them; those of another zone are ours.
 */
export function refuseDisks(draft: JsonObject, { store, id }: Context): Refusal[] {
  const disks = objectsAt(draft, DATA);
  const luns = disks.map((disk) => numberAt(disk, "lun"));
  const twice = luns.find((lun, index) => luns.indexOf(lun) !== index);
  const most = mostDisks(sizeOf(draft));
  const refusals: Refusal[] = [];
  if (twice !== undefined) {
    refusals.push(
      new Refusal("InvalidParameter", `A disk at LUN ${twice} already exists.`, { target: DATA }),
    );
  }
  if (most !== undefined && disks.length > most) {
    refusals.push(
      new Refusal(
        "OperationNotAllowed",
        `The maximum number of data disks allowed to be attached to a VM of this size is ${most}.`,
        { status: 409, target: DATA },
      ),
    );
  }
  if (textAt(draft, `${OS}.managedDisk.storageAccountType`) === PREMIUM_V2) {
    refusals.push(
      invalidParameter(
        `${OS}.managedDisk.storageAccountType`,
        `A disk of sku '${PREMIUM_V2}' can't be a system disk.`,
      ),
    );
  }
  const each = disks.flatMap((disk, index) =>
    refuseDisk(draft, disk, { path: `${DATA}[${index}]`, store, machine: id.id }),
  );
  return [...refusals, ...each];
}

function refuseDisk(
  draft: JsonObject,
  entry: JsonObject,
  { path, store, machine }: { path: string; store: Store; machine: string },
): Refusal[] {
  if (textAt(entry, "createOption") !== "Attach") {
    return [
      invalidParameter(
        `${path}.createOption`,
        "The local Azure attaches data disks that stand already: createOption 'Attach' with managedDisk.id.",
      ),
    ];
  }
  const disk = store.get(textAt(entry, "managedDisk.id") ?? "");
  if (disk === undefined) return [];
  const refusals: Refusal[] = [];
  const owner = textAt(disk, "managedBy");
  if (owner !== undefined && !same(owner, machine)) {
    refusals.push(
      new Refusal(
        "ConflictingUserInput",
        `Disk '${disk.id}' cannot be attached as the disk is already owned by VM '${owner}'.`,
        { status: 409, target: path },
      ),
    );
  }
  const [zone, own] = [textsAt(disk, "zones")[0], textsAt(draft, "zones")[0]];
  if (zone !== own) {
    refusals.push(
      new Refusal(
        "BadRequest",
        `Disk ${disk.id} cannot be attached to the VM because it is not in the same zone as the VM. VM zone: '${own ?? ""}'. Disk zone: '${zone ?? ""}'.`,
        { target: path },
      ),
    );
  }
  const caching = textAt(entry, "caching") ?? "None";
  if (textAt(disk, "sku.name") === PREMIUM_V2 && caching !== "None") {
    refusals.push(
      invalidParameter(
        `${path}.caching`,
        `A disk of sku '${PREMIUM_V2}' takes no host caching: caching must be 'None', not '${caching}'.`,
      ),
    );
  }
  return refusals;
}

/** The system disk of a new machine. */
export function makeSystemDisk(store: Store, machine: ArmDocument, context: Context): void {
  const id = systemDiskId(machine);
  const size = numberAt(machine, `${OS}.diskSizeGB`) ?? SYSTEM_GIBIBYTES;
  const sku = textAt(machine, `${OS}.managedDisk.storageAccountType`) ?? "Standard_LRS";
  store.put({
    id,
    name: id.split("/").at(-1) ?? "",
    type: DISK,
    ...compact({ location: machine.location, tags: machine.tags, zones: machine.zones }),
    managedBy: machine.id,
    sku: { name: sku, tier: sku.startsWith("Premium") ? "Premium" : "Standard" },
    properties: {
      osType: textAt(machine, `${OS}.osType`) ?? "Linux",
      hyperVGeneration: "V2",
      creationData: {
        createOption: "FromImage",
        ...compact({
          imageReference: objectAt(machine, "properties.storageProfile.imageReference"),
        }),
      },
      diskSizeGB: size,
      diskSizeBytes: size * 1024 ** 3,
      networkAccessPolicy: "AllowAll",
      publicNetworkAccess: "Enabled",
      encryption: { type: "EncryptionAtRestWithPlatformKey" },
      provisioningState: "Succeeded",
      timeCreated: context.now,
      uniqueId: lastingUuid(context, "disk"),
    },
  });
}

/** Tells each data disk whose it is now, and those that the machine had before that they are nobody's. */
export function claimDisks(
  store: Store,
  machine: ArmDocument,
  previous: ArmDocument | undefined,
): void {
  const now = dataDisks(machine);
  for (const { id } of now) own(store, id, machine.id);
  for (const { id } of dataDisks(previous)) {
    if (!now.some((one) => same(one.id, id))) own(store, id, undefined);
  }
}

/** What becomes of a deleted machine's disks: each goes or stays, as its `deleteOption` says. */
export function leaveDisks(store: Store, machine: ArmDocument): void {
  const system = objectAt(machine, OS);
  const systemDisk = { id: systemDiskId(machine), deletes: deletes(system) };
  for (const { id, deletes: goes } of [...dataDisks(machine), systemDisk]) {
    if (goes) store.delete(id);
    else own(store, id, undefined);
  }
}

/** A machine's disks with what they are now: each has the size of its own document. */
export function withDisks(machine: ArmDocument, store: Store): ArmDocument {
  const disks = objectsAt(machine, DATA).map((entry) => {
    const disk = store.get(textAt(entry, "managedDisk.id") ?? "");
    return { ...entry, ...compact({ diskSizeGB: at(disk, "properties.diskSizeGB") }) };
  });
  const storage = objectAt(machine, "properties.storageProfile");
  if (storage === undefined || disks.length === 0) return machine;
  return {
    ...machine,
    properties: { ...machine.properties, storageProfile: { ...storage, dataDisks: disks } },
  };
}

function dataDisks(machine: JsonObject | undefined): Attached[] {
  return objectsAt(machine, DATA).flatMap((entry) => {
    const id = textAt(entry, "managedDisk.id");
    return id === undefined ? [] : [{ id, deletes: deletes(entry) }];
  });
}

function deletes(entry: JsonObject | undefined): boolean {
  return textAt(entry, "deleteOption") === "Delete";
}

function own(store: Store, id: string, owner: string | undefined): void {
  const disk = store.get(id);
  if (disk === undefined) return;
  const { managedBy: _, ...rest } = disk;
  store.put({ ...rest, ...compact({ managedBy: owner }) } as ArmDocument);
}

function mostDisks(size: string): number | undefined {
  const facts = vmSizeFacts(size);
  return facts === undefined ? undefined : Math.min(32, facts.vcpus * 2);
}
