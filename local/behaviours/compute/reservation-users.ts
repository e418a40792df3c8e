import type { Store } from "../../store/store.ts";
import { groupOfSet } from "./capacity-ledger.ts";
import { type Pool, poolKey } from "./capacity-tables.ts";
import { allMachineStates, type MachineState } from "./machine-state.ts";

/** The machines that are configured to use reservations, deallocated ones included. */
export class ReservationUsers {
  readonly #byUse = new Map<string, MachineState[]>();

  constructor(store: Store) {
    for (const [setId, machines] of Map.groupBy(allMachineStates(store), ({ set }) => set)) {
      const set = store.get(setId);
      const group = groupOfSet(set)?.toLowerCase();
      if (group === undefined) continue;
      const region = set?.location ?? "";
      for (const machine of machines) {
        const key = useKey({ group, region, zone: machine.zone, size: machine.size });
        const known = this.#byUse.get(key);
        if (known === undefined) this.#byUse.set(key, [machine]);
        else known.push(machine);
      }
    }
  }

  /** Those of one reservation, in the order of their creation. */
  of(reservation: Use): MachineState[] {
    return (this.#byUse.get(useKey(reservation)) ?? []).toSorted(firstMade);
  }
}

/** What a machine's reservation is found by. */
export type Use = Pool & {
  /** The group's id in lower case. */
  readonly group: string;
};

function useKey(use: Use): string {
  return `${use.group} ${poolKey(use)}`;
}

function firstMade(one: MachineState, other: MachineState): number {
  return (
    one.created - other.created ||
    one.number - other.number ||
    (one.id.toLowerCase() < other.id.toLowerCase() ? -1 : 1)
  );
}
