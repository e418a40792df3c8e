import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { lostHosts } from "../faults/queries.ts";
import type { Refusal } from "../refusal.ts";
import { textAt, textsAt } from "../support/json.ts";
import { placeGrowth, refuseResize } from "./allocation.ts";
import { chooseHost } from "./hosts.ts";
import { boot } from "./machine-life.ts";
import { isAllocated, isUp, keepMachine, machineState } from "./machine-state.ts";

/**
 * A machine of no scale set is a set of its own here: capacity is asked for, given and counted by the same
 * rules.
 */
function asSet(machine: JsonObject): ArmDocument {
  return { ...machine, sku: { name: sizeOf(machine) } } as unknown as ArmDocument;
}

export function sizeOf(machine: JsonObject): string {
  return textAt(machine, "properties.hardwareProfile.vmSize") ?? "";
}

/** Why Azure has no room for a new machine, or for one that changes its size. */
export function refuseRoom(store: Store, draft: JsonObject): Refusal | undefined {
  const state = machineState(store, textAt(draft, "id") ?? "");
  if (state === undefined) return placeGrowth(store, asSet(draft), 1).refusal;
  return refuseResize(store, asSet(draft), [state]);
}

/** Lets a new machine boot, from an instant (milliseconds) on. */
export function startMachine(store: Store, machine: ArmDocument, at: number): void {
  const zone = textsAt(machine, "zones")[0] ?? null;
  const [place] = placeGrowth(store, asSet(machine), 1).places;
  boot(
    store,
    {
      id: machine.id,
      set: machine.id,
      number: 0,
      zone,
      host: chooseHost([], lostHosts(store, machine.location ?? "", zone)),
      size: sizeOf(machine),
      created: at,
      phase: "creating",
      since: at,
      health: "Unknown",
      healthSince: at,
      model: "",
      probes: null,
      settled: at,
      repairing: false,
      repairs: 0,
      leaving: false,
      capacity: place?.capacity ?? "onDemand",
      protectedFromScaleIn: false,
      protectedFromActions: false,
    },
    "creating",
    at,
  );
}

/**
 * Gives a machine the size that its document has: one that runs is restarted.
 * Source: Microsoft Learn, "Change the size of a virtual machine" (a running machine is restarted).
 */
export function resizeMachine(store: Store, machine: ArmDocument, at: number): void {
  const state = machineState(store, machine.id);
  const size = sizeOf(machine);
  if (state === undefined || same(state.size, size)) return;
  const resized = { ...state, size };
  if (isAllocated(state) && isUp(state)) boot(store, resized, "starting", at);
  else keepMachine(store, resized);
}
