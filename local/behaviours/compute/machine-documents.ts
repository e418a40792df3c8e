import type { Json, JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import { asObject, at, compact, objectAt, objectsAt, textAt } from "../support/json.ts";
import { hexOf, uuidOf } from "../support/made-up.ts";

export const MACHINE = "Microsoft.Compute/virtualMachines";
export const INTERFACE = "Microsoft.Network/networkInterfaces";

/** What makes one machine differ from its clones. */
export interface MachineSeed {
  /** How many machines the set has ever had before this one. */
  readonly number: number;
  readonly zone: string | undefined;
  /** ISO 8601. */
  readonly created: string;
  /** One private address for each IP configuration, in their order. */
  readonly addresses: readonly string[];
}

/** A machine of a Flexible scale set, with the interfaces that it stands on the network by. */
export interface MachineDocuments {
  readonly machine: ArmDocument;
  readonly interfaces: readonly ArmDocument[];
}

/**
 * The documents of one new machine, made from its set's model.
 *
 * Its name is the set's with eight hexadecimal digits (Microsoft Learn, "Tutorial: Modify a Virtual
 * Machine Scale Set": `{scale-set-name}_{8-char-guid}`); they depend on the set's id and the
 * machine's number alone.
 */
export function machineDocuments(set: ArmDocument, seed: MachineSeed): MachineDocuments {
  const key = `machine ${set.id.toLowerCase()} ${textAt(set, "properties.uniqueId")} ${seed.number}`;
  const digits = hexOf(key, 8);
  const group = set.id.split("/providers/")[0] ?? "";
  const name = `${set.name}_${digits}`;
  const id = `${group}/providers/${MACHINE}/${name}`;
  const configurations = interfaceConfigurations(set);
  const addresses = seed.addresses.values();
  const interfaces = configurations.map((configuration) =>
    interfaceDocument(set, configuration, {
      id: `${group}/providers/${INTERFACE}/${configuration.name}-${digits}`,
      machineId: id,
      nextAddress: () => addresses.next().value,
    }),
  );
  return { machine: machineDocument(set, seed, { id, name, key, interfaces }), interfaces };
}

/** The interfaces that a set's model gives each machine. */
export function interfaceConfigurations(set: JsonObject): JsonObject[] {
  return objectsAt(
    set,
    "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations",
  );
}

/** The subnet of each private address that a new machine needs, in their order. */
export function subnetsOfMachine(set: JsonObject): string[] {
  return interfaceConfigurations(set).flatMap((configuration) =>
    objectsAt(configuration, "properties.ipConfigurations").map(
      (ip) => textAt(ip, "properties.subnet.id") ?? "",
    ),
  );
}

interface Made {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly interfaces: readonly ArmDocument[];
}

function machineDocument(set: ArmDocument, seed: MachineSeed, made: Made): ArmDocument {
  const profile = objectAt(set, "properties.virtualMachineProfile") ?? {};
  const { networkProfile, extensionProfile, osProfile, ...rest } = profile;
  const { computerNamePrefix = set.name, ...os } = asObject(osProfile) ?? {};
  const interfaces = made.interfaces.map(
    ({ id, properties }): Json => ({
      id,
      properties: { primary: properties?.primary ?? false, deleteOption: "Delete" },
    }),
  );
  return {
    id: made.id,
    name: made.name,
    type: MACHINE,
    ...compact({ location: set.location, tags: set.tags, identity: set.identity }),
    ...(seed.zone === undefined ? {} : { zones: [seed.zone] }),
    properties: {
      provisioningState: "Succeeded",
      vmId: uuidOf(made.key),
      timeCreated: seed.created,
      virtualMachineScaleSet: { id: set.id },
      hardwareProfile: { vmSize: textAt(set, "sku.name") ?? "" },
      osProfile: {
        ...os,
        computerName: `${computerNamePrefix}${hexOf(made.key, 6).toUpperCase()}`,
      },
      networkProfile: { networkInterfaces: interfaces },
      ...rest,
    },
  };
}

interface InterfaceMade {
  readonly id: string;
  readonly machineId: string;
  readonly nextAddress: () => string | undefined;
}

function interfaceDocument(
  set: ArmDocument,
  configuration: JsonObject,
  { id, machineId, nextAddress }: InterfaceMade,
): ArmDocument {
  const ipConfigurations = objectsAt(configuration, "properties.ipConfigurations").map((ip) => ({
    id: `${id}/ipConfigurations/${textAt(ip, "name")}`,
    name: textAt(ip, "name") ?? "",
    properties: {
      ...asObject(ip.properties),
      privateIPAddress: nextAddress() ?? "",
      privateIPAllocationMethod: "Dynamic",
      provisioningState: "Succeeded",
    },
  }));
  return {
    id,
    name: id.split("/").at(-1) ?? "",
    type: INTERFACE,
    ...compact({ location: set.location, tags: set.tags }),
    properties: {
      provisioningState: "Succeeded",
      primary: at(configuration, "properties.primary") ?? true,
      ...compact({
        enableAcceleratedNetworking: at(configuration, "properties.enableAcceleratedNetworking"),
        networkSecurityGroup: at(configuration, "properties.networkSecurityGroup"),
      }),
      ipConfigurations,
      virtualMachine: { id: machineId },
    },
  };
}
