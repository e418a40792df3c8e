import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { lostHosts } from "../faults/queries.ts";
import { logActivity } from "../monitor/activity-log.ts";
import { subnetPrefixes } from "../network/address-space.ts";
import { Refusal, together } from "../refusal.ts";
import { isoInstant } from "../support/instants.ts";
import { numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { linksOf, resolve } from "../support/references.ts";
import { type Place, placeGrowth } from "./allocation.ts";
import { chooseHost } from "./hosts.ts";
import {
  INTERFACE,
  MACHINE,
  type MachineDocuments,
  machineDocuments,
  subnetsOfMachine,
} from "./machine-documents.ts";
import { boot, forgetEvents } from "./machine-life.ts";
import { healthProbesOf, modelOf } from "./machine-model.ts";
import { forgetMachine, type MachineState, machineState, machineStates } from "./machine-state.ts";
import { chooseLeaving, type Placed, type ScaleInRule } from "./placement.ts";
import { freeAddresses } from "./private-addresses.ts";
import { refuseCapacity } from "./scale-set-checks.ts";
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

/**
 * Makes or removes machines until the set has as many as its `sku.capacity` says. Machines whose
 * replacements an upgrade is making don't count.
 *
 * Where protected machines keep it from shrinking so far, its capacity becomes what stands. Learn is
 * silent there; a Flexible set's capacity is the count of its machines.
 *
 * @param at milliseconds.
 * @returns why it can't grow so far; as many machines as there is room for are made then, and its
 *   capacity is what stands.
 */
export function resize(store: Store, set: ArmDocument, at: number): Refusal | undefined {
  const standing = machineStates(store, set.id).filter(({ leaving }) => !leaving);
  const missing = capacityOf(set) - standing.length;
  if (missing > 0) {
    const { places, refusal } = placeGrowth(store, set, missing);
    makeMachines(store, set, places, at);
    if (refusal !== undefined) countAgain(store, set.id);
    return refusal;
  }
  if (missing < 0) shrink(store, set, standing, -missing, at);
  return undefined;
}

/**
 * Gives a set another count, as autoscale does it.
 *
 * @returns why it can't be had; where Azure lacks room it has as many as fit then, else as before.
 */
export function setCapacity(
  store: Store,
  setId: string,
  capacity: number,
  at: number,
): Refusal | undefined {
  const set = store.get(setId);
  if (set === undefined) throw new Error(`There is no scale set ${setId}.`);
  const changed = { ...set, sku: { ...objectAt(set, "sku"), capacity } };
  const refusal = together([...refuseCapacity(changed), ...refuseFullSubnets(store, changed)]);
  if (refusal !== undefined) return refusal;
  putScaleSet(store, changed);
  return resize(store, changed, at);
}

/** A set's capacity is the count of its machines: writes it anew after one has gone. */
export function countAgain(store: Store, setId: string): void {
  const set = store.get(setId);
  if (set === undefined || numberAt(set, "sku.capacity") === undefined) return;
  const capacity = machineStates(store, setId).filter(({ leaving }) => !leaving).length;
  putScaleSet(store, { ...set, sku: { ...objectAt(set, "sku"), capacity } });
}

/** Why a set can't grow to its capacity: a subnet has too few addresses left. */
export function refuseFullSubnets(store: Store, set: JsonObject): Refusal[] {
  const standing = machineStates(store, textAt(set, "id") ?? "");
  return refuseNewAddresses(
    store,
    set,
    capacityOf(set) - standing.filter(({ leaving }) => !leaving).length,
  );
}

/** Why a set's subnets have no room for `missing` more machines. */
export function refuseNewAddresses(store: Store, set: JsonObject, missing: number): Refusal[] {
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

/** Removes a machine, what it stood on the network by, its state and what would happen to it. */
export function removeMachine(store: Store, machine: ArmDocument): void {
  store.delete(machine.id);
  forgetAll(store, machine);
}

/**
 * What is left of a machine whose document is gone. Its interfaces go with it where their `deleteOption`
 * says so, as those of a set's machines do.
 */
export function forgetAll(store: Store, machine: ArmDocument): void {
  for (const reference of objectsAt(machine, "properties.networkProfile.networkInterfaces")) {
    const id = textAt(reference, "id");
    const goes = textAt(reference, "properties.deleteOption") === "Delete";
    if (id !== undefined && goes) store.delete(id);
  }
  forgetEvents(store, machine.id);
  forgetMachine(store, machine.id);
}

/** Writes a scale set over the stored one, with what it refers to. */
export function putScaleSet(store: Store, set: ArmDocument): void {
  store.put(set, linksOf(set, SCALE_SET_REFERENCES));
}

/** What a machine takes over from the one that it replaces. */
export interface Heritage {
  readonly repairing?: boolean;
  readonly repairs?: number;
}

/**
 * Makes machines of a set's present model, which boot from now on.
 *
 * @returns their ids.
 */
export function makeMachines(
  store: Store,
  set: ArmDocument,
  places: readonly Place[],
  at: number,
  heritage: Heritage = {},
): string[] {
  const created = isoInstant(at);
  const model = modelOf(set);
  const probes = healthProbesOf(set);
  const nextAddress = addressPool(store, set, places.length);
  const hosts = Map.groupBy(machineStates(store, set.id), ({ zone }) => zone);
  const taken = new Map([...hosts].map(([zone, all]) => [zone, all.map(({ host }) => host)]));
  return places.map((place) => {
    const number = store.next(`machines of ${set.id}`);
    const addresses = subnetsOfMachine(set).map(nextAddress);
    const made = machineDocuments(set, { number, zone: place.zone, created, addresses });
    putMachine(store, made);
    const zone = place.zone ?? null;
    const neighbours = taken.get(zone) ?? [];
    const host = chooseHost(neighbours, lostHosts(store, set.location ?? "", zone));
    taken.set(zone, [...neighbours, host]);
    const state: MachineState = {
      id: made.machine.id,
      set: set.id,
      number,
      zone,
      host,
      size: textAt(set, "sku.name") ?? "",
      created: at,
      phase: "creating",
      since: at,
      health: "Unknown",
      healthSince: at,
      model,
      probes,
      settled: at,
      repairing: heritage.repairing ?? false,
      repairs: heritage.repairs ?? 0,
      leaving: false,
      capacity: place.capacity,
      protectedFromScaleIn: false,
      protectedFromActions: false,
    };
    boot(store, state, "creating", at);
    logMachine(store, state, at, "write", `Made for ${set.name}${placeInWords(state)}.`);
    return state.id;
  });
}

/**
 * Makes a machine's documents anew from its set's present model, under its name, in its zone and with
 * its addresses as far as its subnets stay.
 *
 * @returns the state with the model; it is not kept yet.
 */
export function renewDocuments(store: Store, set: ArmDocument, state: MachineState): MachineState {
  const before = store.get(state.id);
  const kept = objectsAt(before, "properties.networkProfile.networkInterfaces").flatMap(({ id }) =>
    addressesOf(store, typeof id === "string" ? id : ""),
  );
  const subnets = subnetsOfMachine(set);
  const nextAddress = addressPool(store, set, 1);
  const addresses = subnets.map((subnet, index) => {
    const old = kept[index];
    return old !== undefined && same(old.subnet, subnet) ? old.address : nextAddress(subnet);
  });
  const created = isoInstant(state.created);
  const { number, zone } = state;
  const made = machineDocuments(set, { number, zone: zone ?? undefined, created, addresses });
  putMachine(store, made);
  for (const { id } of objectsAt(before, "properties.networkProfile.networkInterfaces")) {
    const stays = made.interfaces.some((one) => one.id === id);
    if (typeof id === "string" && !stays) store.delete(id);
  }
  const size = textAt(set, "sku.name") ?? "";
  return { ...state, model: modelOf(set), size, probes: healthProbesOf(set) };
}

function putMachine(store: Store, { interfaces, machine }: MachineDocuments): void {
  for (const document of interfaces) {
    store.put(document, linksOf(document, INTERFACE_REFERENCES));
  }
  store.put(machine, linksOf(machine, MACHINE_REFERENCES));
}

/** Hands out the lowest free addresses of a set's subnets, enough for `count` machines. */
function addressPool(store: Store, set: ArmDocument, count: number): (subnet: string) => string {
  const subnets = subnetsOfMachine(set).map((id) => id.toLowerCase());
  const pools = new Map(
    [...new Set(subnets)].map((id) => {
      const needed = count * subnets.filter((subnet) => subnet === id).length;
      const subnet = resolve(store, id) ?? {};
      return [id, freeAddresses(ipv4Prefix(subnet), takenAddresses(store, id), needed)] as const;
    }),
  );
  return (subnet) => pools.get(subnet.toLowerCase())?.shift() ?? "";
}

function addressesOf(store: Store, id: string): { subnet: string; address: string }[] {
  return objectsAt(store.get(id), "properties.ipConfigurations").map((ip) => ({
    subnet: textAt(ip, "properties.subnet.id") ?? "",
    address: textAt(ip, "properties.privateIPAddress") ?? "",
  }));
}

/** "…, in zone 1 on its host 0, reserved". */
function placeInWords({ zone, host, capacity }: MachineState): string {
  const words = { reserved: "reserved", overallocated: "beyond what is reserved", onDemand: "" };
  const where = zone === null ? `, on host ${host}` : `, in zone ${zone} on its host ${host}`;
  return words[capacity] === "" ? where : `${where}, ${words[capacity]}`;
}

/** That a set's own machine came or went. The words are ours. */
function logMachine(
  store: Store,
  { id }: MachineState,
  at: number,
  what: "write" | "delete",
  description: string,
): void {
  logActivity(store, at, {
    resourceId: id,
    operationName: `${MACHINE}/${what}`,
    category: "Administrative",
    level: "Informational",
    status: "Succeeded",
    caller: "Virtual machine scale set",
    description,
  });
}

function shrink(
  store: Store,
  set: ArmDocument,
  standing: readonly MachineState[],
  count: number,
  at: number,
): void {
  const [rule = "Default"] = textsAt(set, "properties.scaleInPolicy.rules") as ScaleInRule[];
  const domains = numberAt(set, "properties.platformFaultDomainCount") ?? 1;
  const candidates = standing.map((state) => ({ ...placed(state, domains), id: state.id }));
  const leaving = chooseLeaving(candidates, textsAt(set, "zones"), count, rule);
  for (const { id } of leaving) {
    const machine = store.get(id);
    const state = machineState(store, id);
    if (machine !== undefined) removeMachine(store, machine);
    if (state === undefined) continue;
    const why = `Taken away from ${set.name} by its scale-in policy ${rule}${placeInWords(state)}.`;
    logMachine(store, state, at, "delete", why);
  }
  if (leaving.length < count) countAgain(store, set.id);
}

/** With one fault domain the spreading is max, and there are none to balance. */
function placed(state: MachineState, domains: number): Placed {
  return {
    name: state.id,
    zone: state.zone ?? undefined,
    isProtected: state.protectedFromScaleIn || state.protectedFromActions,
    ...(domains > 1 ? { domain: state.host % domains } : {}),
  };
}

function capacityOf(set: JsonObject): number {
  return numberAt(set, "sku.capacity") ?? 0;
}

/**
 * The private addresses that interfaces have in a subnet.
 *
 * @param except the id of an interface whose own don't count. @default none
 */
export function takenAddresses(store: Store, subnetId: string, except = ""): Set<string> {
  const sources = store
    .referrers(subnetId)
    .map(({ source }) => source)
    .filter(
      (source) =>
        source.includes(`/providers/${INTERFACE.toLowerCase()}/`) && !same(source, except),
    );
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
