import type * as inputs from "@pulumi/azure-native/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { CLONE_PORT } from "./network-rules.ts";
import { standInCloudConfig } from "./stand-in.ts";

/** The image that all clones are made from, pinned to one version. */
export type CloneImage =
  | { /** ARM id of a version in a compute gallery. */ readonly gallery: string }
  | {
      /** A marketplace image, until the gallery has its first version. */
      readonly marketplace: {
        readonly publisher: string;
        readonly offer: string;
        readonly sku: string;
        readonly version: string;
      };
    };

export interface CloneProfileArgs {
  readonly image: CloneImage;
  readonly computerNamePrefix: string;
  readonly adminSshPublicKey: string;
  readonly healthPath: string;
  readonly subnetId: pulumi.Input<string>;
  readonly backendPoolId?: pulumi.Input<string>;
  readonly reservationGroupId: pulumi.Input<string>;
}

const ADMIN = "gradetide";

/**
 * What every clone is: trusted launch, encryption at host, a key and no password, no public
 * address, and an extension that tells Azure whether it is well.
 */
export function cloneProfile(
  args: CloneProfileArgs,
): inputs.compute.VirtualMachineScaleSetVMProfileArgs {
  return {
    priority: "Regular",
    storageProfile: {
      imageReference: "gallery" in args.image ? { id: args.image.gallery } : args.image.marketplace,
      osDisk: {
        createOption: "FromImage",
        caching: "ReadWrite",
        deleteOption: "Delete",
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
    },
    securityProfile: {
      encryptionAtHost: true,
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
    osProfile: {
      computerNamePrefix: args.computerNamePrefix,
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
      ...("gallery" in args.image
        ? {}
        : { customData: base64(standInCloudConfig(args.healthPath)) }),
    },
    networkProfile: networkProfile(args),
    extensionProfile: { extensions: [healthExtension(args.healthPath)] },
    diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    capacityReservation: { capacityReservationGroup: { id: args.reservationGroupId } },
  };
}

function networkProfile(
  args: CloneProfileArgs,
): inputs.compute.VirtualMachineScaleSetNetworkProfileArgs {
  return {
    networkApiVersion: "2020-11-01",
    networkInterfaceConfigurations: [
      {
        name: "nic",
        primary: true,
        enableAcceleratedNetworking: true,
        deleteOption: "Delete",
        ipConfigurations: [
          {
            name: "internal",
            primary: true,
            privateIPAddressVersion: "IPv4",
            subnet: { id: args.subnetId },
            ...(args.backendPoolId === undefined
              ? {}
              : { applicationGatewayBackendAddressPools: [{ id: args.backendPoolId }] }),
          },
        ],
      },
    ],
  };
}

/**
 * Asks the clone itself every ten seconds; three misses make it sick. Version 1 reads the status
 * code alone, so the platform needs no page of its own for it.
 * Source: Microsoft Learn, "Using Application Health extension with Virtual Machine Scale Sets".
 */
function healthExtension(requestPath: string): inputs.compute.VirtualMachineScaleSetExtensionArgs {
  return {
    name: "health",
    publisher: "Microsoft.ManagedServices",
    type: "ApplicationHealthLinux",
    typeHandlerVersion: "1.0",
    autoUpgradeMinorVersion: true,
    settings: {
      protocol: "http",
      port: CLONE_PORT,
      requestPath,
      intervalInSeconds: 10,
      numberOfProbes: 3,
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
