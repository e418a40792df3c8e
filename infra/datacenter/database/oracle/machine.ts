import { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { NetworkInterface } from "@pulumi/azure-native/network/networkInterface.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../names.ts";
import type { TierArgs } from "../../tier.ts";
import { type DiskRole, machineDisks } from "./disks.ts";
import { keptAs, type MachineRole, tierOf } from "./machine-role.ts";

export interface OracleMachineArgs extends TierArgs {
  readonly role: MachineRole;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly subnetId: pulumi.Input<string>;
  readonly zone: string;
  /** Azure's name of its size. */
  readonly size: string;
  readonly image: inputs.compute.ImageReferenceArgs;
  readonly adminSshPublicKey: string;
  /** ARM id of the identity by which it reads its secrets and the installer. */
  readonly identityId: pulumi.Input<string>;
  /** GiB of each of its disks. */
  readonly disks: Partial<Record<DiskRole, number>>;
}

const ADMIN = "gradetide";

/** The machine's name, in Azure and as a host: Azure's own DNS resolves it within the network. */
export function machineName(datacenter: string, role: MachineRole): string {
  return azureName("virtualMachine", `${datacenter}-db-${role}`);
}

/**
 * One machine of the database: private, encrypted at its host, reached by key, in one zone. It has no custom data, as
 * Azure never lets that change: what is installed comes by an extension, which may.
 *
 * Nothing replaces it: Azure changes its size in place, with a restart, and refuses what it can't change. The image
 * counts at its making only, so a newer one in the settings is for the next machine.
 *
 * Production's is protected and retained with all its disks. Staging's goes when it leaves the program.
 *
 * @param after what must be done before its size changes.
 */
export function oracleMachine(
  name: string,
  args: OracleMachineArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): VirtualMachine {
  const { datacenter, region, role } = args;
  const machine = machineName(datacenter, role);
  const common = {
    resourceGroupName: args.resourceGroupName,
    location: region,
    tags: { ...args.tags, tier: tierOf(role) },
  };
  const dataDisks = machineDisks(name, { ...args, machine, sizes: args.disks }, parent);
  const nic = new NetworkInterface(
    `${name}-nic`,
    {
      ...common,
      networkInterfaceName: azureName("networkInterface", `nic-${machine}`),
      enableAcceleratedNetworking: true,
      ipConfigurations: [{ name: "internal", primary: true, subnet: { id: args.subnetId } }],
    },
    { parent, ...keptAs(role) },
  );
  return new VirtualMachine(
    `${name}-machine`,
    {
      vmName: machine,
      ...common,
      zones: [args.zone],
      hardwareProfile: { vmSize: args.size },
      identity: { type: "UserAssigned", userAssignedIdentities: [args.identityId] },
      securityProfile: {
        encryptionAtHost: true,
        securityType: "TrustedLaunch",
        uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
      },
      storageProfile: {
        imageReference: args.image,
        osDisk: {
          name: azureName("disk", `disk-${machine}-system`),
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: role === "staging" ? "Delete" : "Detach",
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
        dataDisks,
      },
      osProfile: {
        computerName: machine,
        adminUsername: ADMIN,
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          ssh: {
            publicKeys: [
              { path: `/home/${ADMIN}/.ssh/authorized_keys`, keyData: args.adminSshPublicKey },
            ],
          },
        },
      },
      networkProfile: {
        networkInterfaces: [{ id: nic.id, primary: true, deleteOption: "Detach" }],
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    },
    {
      parent,
      ...keptAs(role),
      dependsOn: [...after],
      // A disk that has grown says so in its machine, too, as if that were an input.
      ignoreChanges: ["storageProfile.imageReference", "storageProfile.dataDisks[*].diskSizeGB"],
    },
  );
}
