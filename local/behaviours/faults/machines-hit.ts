import type { Store } from "../../store/store.ts";
import { MACHINE } from "../compute/machine-documents.ts";
import { type MachineState, machineState } from "../compute/machine-state.ts";
import { normalLocation } from "../facts/regions.ts";
import type { FaultWhat } from "./fault.ts";
import { lostHosts, machineIsLost, zoneIsLost } from "./queries.ts";

/** A machine with the region that it stands in. */
export interface StandingMachine {
  readonly state: MachineState;
  readonly region: string;
}

/** Every machine, in the order of the ids. */
export function standingMachines(store: Store): StandingMachine[] {
  return store
    .list({ type: MACHINE })
    .flatMap(({ id, location }) => {
      const state = machineState(store, id);
      return state === undefined ? [] : [{ state, region: normalLocation(location ?? "") }];
    })
    .sort((one, other) => (one.state.id.toLowerCase() < other.state.id.toLowerCase() ? -1 : 1));
}

/** The machines that a fault is about, whatever they are doing. */
export function machinesAt(store: Store, what: FaultWhat): StandingMachine[] {
  switch (what.kind) {
    case "machine":
      return standingMachines(store).filter(
        ({ state }) => state.id.toLowerCase() === what.machine.toLowerCase(),
      );
    case "host":
      return standingMachines(store).filter(
        ({ state, region }) =>
          region === what.region && state.zone === what.zone && state.host === what.host,
      );
    case "zone":
      return standingMachines(store).filter(
        ({ state, region }) => region === what.region && state.zone === what.zone,
      );
    default:
      return [];
  }
}

/** Whether a fault that is there keeps a machine down. */
export function isHeldDown(store: Store, { state, region }: StandingMachine): boolean {
  return (
    machineIsLost(store, state.id) ||
    (state.zone !== null && zoneIsLost(store, region, state.zone)) ||
    lostHosts(store, region, state.zone).includes(state.host)
  );
}
