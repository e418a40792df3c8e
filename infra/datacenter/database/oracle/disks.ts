import { Disk } from "@pulumi/azure-native/compute/disk.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../names.ts";
import type { TierArgs } from "../../tier.ts";
import { keptAs, type MachineRole, tierOf } from "./machine-role.ts";

/** GiB of a database machine's disks, each of which is one thing's alone. */
export interface OracleStorage {
  /** The data files. */
  readonly dataGib: number;
  /** The redo logs, on which every commit waits. */
  readonly redoGib: number;
  /** The recovery area: archived logs, flashback logs, and a control file's copy. */
  readonly recoveryGib: number;
}

/** GiB of Oracle's software, its logs and traces. */
const SOFTWARE_GIB = 64;

/** What a disk is for: the installation script finds it by its LUN. The order is the LUNs': append only. */
export const DISK_ROLES = ["software", "data", "redo", "recovery"] as const;

export type DiskRole = (typeof DISK_ROLES)[number];

/** GiB of each disk of a machine of the database. */
export function databaseDisks(storage: OracleStorage): Partial<Record<DiskRole, number>> {
  return {
    software: SOFTWARE_GIB,
    data: storage.dataGib,
    redo: storage.redoGib,
    recovery: storage.recoveryGib,
  };
}

/** The observer has the software of a client and no data. */
export const OBSERVER_DISKS: Partial<Record<DiskRole, number>> = { software: SOFTWARE_GIB };

export interface MachineDisksArgs extends TierArgs {
  readonly role: MachineRole;
  readonly resourceGroupName: pulumi.Input<string>;
  /** The machine's zone: its disks stand where it does. */
  readonly zone: string;
  /** The machine's name in Azure. */
  readonly machine: string;
  /** GiB of each disk. */
  readonly sizes: Partial<Record<DiskRole, number>>;
}

/**
 * A machine's disks, by LUN: resources of their own, left where they are when a machine goes, and production's
 * protected. Premium SSD v2 grows under a running machine, and is not cached, which a database wants. Sectors of 512 bytes, as
 * the redo logs of release 19 are written in those.
 * Source: Microsoft Learn, "Deploy a Premium SSD v2".
 *
 * @returns how the machine names them.
 */
export function machineDisks(
  name: string,
  args: MachineDisksArgs,
  parent: pulumi.Resource,
): inputs.compute.DataDiskArgs[] {
  return DISK_ROLES.flatMap((role, lun) => {
    const size = args.sizes[role];
    if (size === undefined) return [];
    const disk = new Disk(
      `${name}-${role}`,
      {
        diskName: azureName("disk", `disk-${args.machine}-${role}`),
        resourceGroupName: args.resourceGroupName,
        location: args.region,
        zones: [args.zone],
        sku: { name: "PremiumV2_LRS" },
        creationData: { createOption: "Empty", logicalSectorSize: 512 },
        diskSizeGB: size,
        networkAccessPolicy: "DenyAll",
        publicNetworkAccess: "Disabled",
        tags: { ...args.tags, tier: tierOf(args.role) },
      },
      { parent, ...keptAs(args.role) },
    );
    return [
      {
        lun,
        createOption: "Attach",
        caching: "None",
        deleteOption: "Detach",
        managedDisk: { id: disk.id },
      },
    ];
  });
}
