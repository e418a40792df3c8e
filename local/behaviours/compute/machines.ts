import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { subnetPrefixes } from "../network/address-space.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { linksOf, resolve } from "../support/references.ts";
import { INTERFACE, MACHINE, machineDocuments, subnetsOfMachine } from "./machine-documents.ts";
import { chooseLeaving, type Placed, placeNew, type ScaleInRule } from "./placement.ts";
import { freeAddresses } from "./private-addresses.ts";
import {
  INTERFACE_REFERENCES,
  MACHINE_REFERENCES,
  SCALE_SET_REFERENCES,
} from "./scale-set-references.ts";

/** The machines of a scale set, in the order of their creation. */
export function machinesOf(store: Store, setId: string): ArmDocument[] {
  const group = setId.split("/providers/")[0] ?? "";
  return store
    .list({ type: MACHINE, under: group })
    .filter((machine) =>
      same(textAt(machine, "properties.virtualMachineScaleSet.id") ?? "", setId),
    );
}

/** Makes or removes machines until the set has as many as its `sku.capacity` says. */
export function resize(store: Store, set: ArmDocument, now: string): void {
  const machines = machinesOf(store, set.id);
  const missing = capacityOf(set) - machines.length;
  if (missing > 0) grow(store, set, machines, missing, now);
  if (missing < 0) shrink(store, set, machines, -missing);
}

/** Why a set can't grow to its capacity: a subnet has too few addresses left. */
export function refuseFullSubnets(store: Store, set: JsonObject): Refusal[] {
  const missing = capacityOf(set) - machinesOf(store, textAt(set, "id") ?? "").length;
  if (missing <= 0) return [];
  return [...Map.groupBy(subnetsOfMachine(set), (id) => id.toLowerCase())].flatMap(([id, uses]) => {
    const subnet = resolve(store, id);
    if (subnet === undefined) return [];
    const needed = missing * uses.length;
    const free = freeAddresses(ipv4Prefix(subnet), takenAddresses(store, id), needed).length;
    if (free >= needed) return [];
    return [
      new Refusal(
        "SubnetIsFull",
        `Subnet ${textAt(subnet, "name")} with address prefix ${ipv4Prefix(subnet)} does not have enough capacity for ${needed} IP addresses: ${free} are left.`,
        { target: "sku.capacity" },
      ),
    ];
  });
}

/** Removes a machine and what it stood on the network by. */
export function removeMachine(store: Store, machine: ArmDocument): void {
  for (const { id } of objectsAt(machine, "properties.networkProfile.networkInterfaces")) {
    if (typeof id === "string") store.delete(id);
  }
  store.delete(machine.id);
}

/** Writes a scale set over the stored one, with what it refers to. */
export function putScaleSet(store: Store, set: ArmDocument): void {
  store.put(set, linksOf(set, SCALE_SET_REFERENCES));
}

function grow(
  store: Store,
  set: ArmDocument,
  machines: readonly ArmDocument[],
  count: number,
  created: string,
): void {
  const subnets = subnetsOfMachine(set).map((id) => id.toLowerCase());
  const pools = new Map(
    [...new Set(subnets)].map((id) => {
      const needed = count * subnets.filter((subnet) => subnet === id).length;
      const subnet = resolve(store, id) ?? {};
      return [id, freeAddresses(ipv4Prefix(subnet), takenAddresses(store, id), needed)] as const;
    }),
  );
  for (const zone of placeNew(machines.map(placed), textsAt(set, "zones"), count)) {
    const number = store.next(`machines of ${set.id}`);
    const addresses = subnets.map((id) => pools.get(id)?.shift() ?? "");
    const made = machineDocuments(set, { number, zone, created, addresses });
    for (const document of made.interfaces) {
      store.put(document, linksOf(document, INTERFACE_REFERENCES));
    }
    store.put(made.machine, linksOf(made.machine, MACHINE_REFERENCES));
  }
}

function shrink(
  store: Store,
  set: ArmDocument,
  machines: readonly ArmDocument[],
  count: number,
): void {
  const [rule = "Default"] = textsAt(set, "properties.scaleInPolicy.rules") as ScaleInRule[];
  const candidates = machines.map((document) => ({ ...placed(document), document }));
  for (const { document } of chooseLeaving(candidates, textsAt(set, "zones"), count, rule)) {
    removeMachine(store, document);
  }
}

function placed(machine: ArmDocument): Placed {
  return { name: machine.name, zone: textsAt(machine, "zones")[0] };
}

function capacityOf(set: JsonObject): number {
  return numberAt(set, "sku.capacity") ?? 0;
}

function takenAddresses(store: Store, subnetId: string): Set<string> {
  const sources = store
    .referrers(subnetId)
    .map(({ source }) => source)
    .filter((source) => source.includes(`/providers/${INTERFACE.toLowerCase()}/`));
  return new Set(
    [...new Set(sources)].flatMap((source) =>
      objectsAt(store.get(source), "properties.ipConfigurations").flatMap((ip) => {
        const here = same(textAt(ip, "properties.subnet.id") ?? "", subnetId);
        const address = textAt(objectAt(ip, "properties"), "privateIPAddress");
        return here && address !== undefined ? [address] : [];
      }),
    ),
  );
}

function ipv4Prefix(subnet: JsonObject): string {
  return subnetPrefixes(subnet).find((prefix) => !prefix.includes(":")) ?? "";
}
