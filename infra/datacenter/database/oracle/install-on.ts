import type { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { VirtualMachineExtension } from "@pulumi/azure-native/compute/virtualMachineExtension.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { TierArgs } from "../../tier.ts";
import { type InstallArgs, installScript } from "./install-script.ts";
import { tierOf } from "./machine-role.ts";

/** The container of the installers. */
export const INSTALLERS = "oracle";

/** The port of the listeners. What goes over it is encrypted by Oracle itself. */
export const ORACLE_PORT = 1521;

export interface InstallOnArgs
  extends TierArgs,
    Omit<InstallArgs, "clientId" | "vaultUri" | "installers" | "port"> {
  readonly resourceGroupName: pulumi.Input<string>;
  /** The identity by which the machine reads. */
  readonly identity: UserAssignedIdentity;
  /** Address of the vault's data plane. */
  readonly vaultUri: pulumi.Input<string>;
  /** Name of the account that holds the installers. */
  readonly storageAccountName: pulumi.Input<string>;
}

/**
 * Runs the installation on a machine: once, and again whenever the script or what it is told changes, which does
 * nothing that is done already.
 *
 * @param after what it waits for besides the machine.
 */
export function installOn(
  name: string,
  machine: VirtualMachine,
  args: InstallOnArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): VirtualMachineExtension {
  const { role, installer, version, hosts, connections, disks } = args;
  const script = pulumi
    .all([args.identity.clientId, args.vaultUri, args.storageAccountName])
    .apply(([clientId, vaultUri, account]) =>
      installScript({
        ...{ role, installer, version, hosts, connections, disks, clientId, vaultUri },
        installers: `https://${account}.blob.core.windows.net/${INSTALLERS}/`,
        port: ORACLE_PORT,
      }),
    );
  return new VirtualMachineExtension(
    name,
    {
      vmExtensionName: "install",
      vmName: machine.name,
      resourceGroupName: args.resourceGroupName,
      location: args.region,
      publisher: "Microsoft.Azure.Extensions",
      type: "CustomScript",
      typeHandlerVersion: "2.1",
      autoUpgradeMinorVersion: true,
      settings: { script },
      tags: { ...args.tags, tier: tierOf(role) },
    },
    { parent, dependsOn: [...after] },
  );
}
