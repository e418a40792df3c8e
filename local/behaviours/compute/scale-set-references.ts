import type { Reference } from "../behaviour.ts";
import { IDENTITY_REFERENCE } from "../support/outputs.ts";

const INTERFACES =
  "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations[].properties";
const ADDRESSES = `${INTERFACES}.ipConfigurations[].properties`;

/**
 * Where a scale set refers to other resources.
 * Source: the type's wire shape at 2024-11-01 (the mappers of @azure/arm-compute 22.4).
 */
export const SCALE_SET_REFERENCES: readonly Reference[] = [
  {
    at: `${ADDRESSES}.subnet.id`,
    types: ["Microsoft.Network/virtualNetworks/subnets"],
    sameRegion: true,
  },
  {
    at: `${ADDRESSES}.applicationGatewayBackendAddressPools[].id`,
    types: ["Microsoft.Network/applicationGateways/backendAddressPools"],
    sameRegion: true,
  },
  {
    at: `${INTERFACES}.networkSecurityGroup.id`,
    types: ["Microsoft.Network/networkSecurityGroups"],
    sameRegion: true,
  },
  {
    at: "properties.virtualMachineProfile.storageProfile.imageReference.id",
    types: [
      "Microsoft.Compute/galleries/images/versions",
      "Microsoft.Compute/galleries/images",
      "Microsoft.Compute/images",
    ],
  },
  {
    at: "properties.virtualMachineProfile.capacityReservation.capacityReservationGroup.id",
    types: ["Microsoft.Compute/capacityReservationGroups"],
    sameRegion: true,
  },
  IDENTITY_REFERENCE,
];

/** Where a machine's interface refers to other resources. */
export const INTERFACE_REFERENCES: readonly Reference[] = [
  {
    at: "properties.ipConfigurations[].properties.subnet.id",
    types: ["Microsoft.Network/virtualNetworks/subnets"],
  },
  {
    at: "properties.ipConfigurations[].properties.applicationGatewayBackendAddressPools[].id",
    types: ["Microsoft.Network/applicationGateways/backendAddressPools"],
  },
  {
    at: "properties.networkSecurityGroup.id",
    types: ["Microsoft.Network/networkSecurityGroups"],
  },
];

/**
 * Where a machine refers to other resources. Its system disk is made after it, by its name: what is not there
 * is not referred to.
 */
export const MACHINE_REFERENCES: readonly Reference[] = [
  {
    at: "properties.capacityReservation.capacityReservationGroup.id",
    types: ["Microsoft.Compute/capacityReservationGroups"],
  },
  {
    at: "properties.networkProfile.networkInterfaces[].id",
    types: ["Microsoft.Network/networkInterfaces"],
    sameRegion: true,
  },
  {
    at: "properties.storageProfile.dataDisks[].managedDisk.id",
    types: ["Microsoft.Compute/disks"],
    sameRegion: true,
  },
  {
    at: "properties.storageProfile.imageReference.id",
    types: [
      "Microsoft.Compute/galleries/images/versions",
      "Microsoft.Compute/galleries/images",
      "Microsoft.Compute/images",
    ],
  },
  IDENTITY_REFERENCE,
];
