import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Referrer, Store } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { INTERFACE } from "../compute/machine-documents.ts";
import { takenAddresses } from "../compute/machines.ts";
import { freeAddresses, isKept } from "../compute/private-addresses.ts";
import { INTERFACE_REFERENCES } from "../compute/scale-set-references.ts";
import { Refusal } from "../refusal.ts";
import { parseCidr, parseIpv4 } from "../support/cidr.ts";
import { asObject, compact, objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { resolve } from "../support/references.ts";
import { subnetPrefixes } from "./address-space.ts";
import { refuseSharedSubnet } from "./gateway-subnet.ts";

const ADDRESS = "properties.privateIPAddress";
const SUBNET = "properties.subnet.id";

/**
 * Microsoft.Network/networkInterfaces: those that a client makes, and those of the machines of Flexible
 * scale sets, which Azure makes and takes away with the machine.
 */
export const networkInterface: Behaviour = {
  type: INTERFACE,
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceGuid",
    "properties.macAddress",
    "properties.primary",
    "properties.virtualMachine",
    "properties.ipConfigurations[].id",
    "properties.ipConfigurations[].etag",
    "properties.ipConfigurations[].properties.provisioningState",
  ],
  references: INTERFACE_REFERENCES,
  prepare,
  refuse: (draft, context) => [
    ...refuseMachines(context.previous),
    ...refuseConfigurations(draft),
    ...objectsAt(draft, "properties.ipConfigurations").flatMap((ip, index) =>
      refuseAddress(ip, index, context),
    ),
  ],
  view: (document, { store }) => withMachine(document, store),
  inUse,
  refuseDelete: (document) => refuseMachines(document)[0],
};

/** Source of the defaults: the REST reference of the type at 2024-05-01. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, previous } = context;
  const asked = objectsAt(draft, "properties.ipConfigurations");
  const handedOut = new Set<string>();
  const ipConfigurations = asked.map((ip, index) => {
    const before = objectsAt(previous, "properties.ipConfigurations").find(
      (one) => one.name === ip.name,
    );
    const isStatic = textAt(ip, "properties.privateIPAllocationMethod") === "Static";
    const address = isStatic
      ? textAt(ip, ADDRESS)
      : (keptAddress(ip, before) ?? freeAddress(ip, handedOut, context));
    if (address !== undefined) handedOut.add(address);
    const { privateIPAddress: _, ...properties } = asObject(ip.properties) ?? {};
    return {
      ...ip,
      id: `${id.id}/ipConfigurations/${textAt(ip, "name") ?? ""}`,
      properties: {
        privateIPAllocationMethod: "Dynamic",
        privateIPAddressVersion: "IPv4",
        primary: index === 0,
        ...properties,
        provisioningState: "Succeeded",
        ...compact({ privateIPAddress: address }),
      },
    };
  });
  return fillProperties(
    { ...draft, etag: newEtag(context) },
    { enableAcceleratedNetworking: false, enableIPForwarding: false, dnsSettings: {} },
    {
      ipConfigurations,
      provisioningState: "Succeeded",
      resourceGuid: lastingUuid(context, "properties.resourceGuid"),
    },
  );
}

/** An address that was handed out stays as long as its subnet does. */
function keptAddress(ip: JsonObject, before: JsonObject | undefined): string | undefined {
  if (before === undefined) return undefined;
  const stays = same(textAt(before, SUBNET) ?? "", textAt(ip, SUBNET) ?? "");
  return stays ? textAt(before, ADDRESS) : undefined;
}

function freeAddress(
  ip: JsonObject,
  handedOut: ReadonlySet<string>,
  { store }: Context,
): string | undefined {
  const id = textAt(ip, SUBNET) ?? "";
  const prefix = prefixOf(resolve(store, id));
  if (prefix === undefined) return undefined;
  const taken = new Set([...takenAddresses(store, id), ...handedOut]);
  return freeAddresses(prefix, taken, 1)[0];
}

/** What a scale set's machine stands on the network by is nobody's to change. */
function refuseMachines(previous: ArmDocument | undefined): Refusal[] {
  const machine = textAt(previous, "properties.virtualMachine.id");
  if (previous === undefined || machine === undefined) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      `${previous.id} can't be written or deleted: it comes and goes with the machine it belongs to, ${machine}.`,
      { status: 409 },
    ),
  ];
}

function refuseConfigurations(draft: JsonObject): Refusal[] {
  if (objectsAt(draft, "properties.ipConfigurations").length > 0) return [];
  return [
    new Refusal(
      "NicMustHaveIpConfiguration",
      `Network interface ${textAt(draft, "id")} must have at least one IP configuration.`,
      { target: "properties.ipConfigurations" },
    ),
  ];
}

/**
 * Sources: the network provider's own refusals, PrivateIPAddressNotInSubnet, PrivateIPAddressInUse,
 * PrivateIPAddressInReservedRange and SubnetIsFull, as reports quote them.
 */
function refuseAddress(ip: JsonObject, index: number, { id, store }: Context): Refusal[] {
  const subnetId = textAt(ip, SUBNET);
  const target = `properties.ipConfigurations[${index}].properties`;
  if (subnetId === undefined) {
    return [
      new Refusal("SubnetMustBeSpecified", `IP configuration ${ip.id} must name a subnet.`, {
        target: `${target}.subnet`,
      }),
    ];
  }
  const subnet = resolve(store, subnetId);
  const prefix = prefixOf(subnet);
  if (subnet === undefined || prefix === undefined) return [];
  const shared = refuseSharedSubnet(store, subnetId, id.id);
  if (shared !== undefined) return [shared];
  const address = textAt(ip, ADDRESS);
  const at = { target: `${target}.privateIPAddress` };
  const name = textAt(subnet, "name");
  if (address === undefined) {
    const why =
      textAt(ip, "properties.privateIPAllocationMethod") === "Static"
        ? new Refusal(
            "PrivateIPAddressMustBeSpecified",
            `IP configuration ${ip.id} is Static and must name its privateIPAddress.`,
            at,
          )
        : new Refusal(
            "SubnetIsFull",
            `Subnet ${name} with address prefix ${prefix} does not have enough capacity for 1 IP addresses: 0 are left.`,
            at,
          );
    return [why];
  }
  if (!isWithin(address, prefix)) {
    return [
      new Refusal(
        "PrivateIPAddressNotInSubnet",
        `Private static IP address ${address} does not belong to the range of subnet prefix ${prefix}.`,
        at,
      ),
    ];
  }
  if (isKept(prefix, address)) {
    return [
      new Refusal(
        "PrivateIPAddressInReservedRange",
        `Private static IP address ${address} falls within reserved IP range of subnet prefix ${prefix}.`,
        at,
      ),
    ];
  }
  const others = takenAddresses(store, subnetId, id.id);
  if (!others.has(address)) return [];
  return [new Refusal("PrivateIPAddressInUse", `IP address ${address} is already allocated.`, at)];
}

function isWithin(address: string, prefix: string): boolean {
  const [range, one] = [parseCidr(prefix), parseIpv4(address)];
  return range !== undefined && one !== undefined && range.first <= one && one <= range.last;
}

function prefixOf(subnet: JsonObject | undefined): string | undefined {
  return subnet && subnetPrefixes(subnet).find((prefix) => !prefix.includes(":"));
}

/** A machine that a client made tells its interfaces which it is. */
function withMachine(document: ArmDocument, store: Store): ArmDocument {
  if (objectAt(document, "properties.virtualMachine") !== undefined) return document;
  const machine = store.referrers(document.id).find(({ part }) => isMachine(part));
  if (machine === undefined) return document;
  return {
    ...document,
    properties: { ...document.properties, virtualMachine: { id: machine.part } },
  };
}

function isMachine(id: string): boolean {
  return id.toLowerCase().includes("/providers/microsoft.compute/virtualmachines/");
}

/** Source: the network provider's own refusal, NicInUse, as reports quote it. */
function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  const [user] = users;
  if (user === undefined) return undefined;
  return new Refusal(
    "NicInUse",
    `Network Interface ${document.id} is used by existing resource ${user.part}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
  );
}
