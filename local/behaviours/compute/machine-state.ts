import type { Store } from "../../store/store.ts";

/**
 * How one machine of a scale set is, beside its ARM document. Instants are milliseconds since 1970.
 *
 * - creating: Azure makes it and it boots; nothing answers yet.
 * - running: its application answers, if it is well.
 * - updating: it is being reimaged in place by an upgrade; nothing answers.
 * - stopped: shut down, its place is kept and paid.
 * - deallocated: shut down, its place is given back.
 * - lost: it does not answer and won't by itself (a fault).
 */
export type MachinePhase = "creating" | "running" | "updating" | "stopped" | "deallocated" | "lost";

export type MachineState = {
  /** The ARM id as written, and its set's. */
  readonly id: string;
  readonly set: string;
  /** How many machines the set had ever had before: the order of creation. */
  readonly number: number;
  /** Null without zones. */
  readonly zone: string | null;
  /** The host that it stands on, by number within its zone. */
  readonly host: number;
  readonly size: string;
  readonly created: number;
  readonly phase: MachinePhase;
  /** Since when it is in its phase. */
  readonly since: number;
  /** What the health extension says, and since when. */
  readonly health: "Unknown" | "Initializing" | "Healthy" | "Unhealthy";
  readonly healthSince: number;
  /** Names the model that it was made from. */
  readonly model: string;
  /** Where its capacity comes from: a reservation, beyond one that it is joined to, or just Azure. */
  readonly capacity: "reserved" | "overallocated" | "onDemand";
  /** Whether a scale-in must pass it over. */
  readonly protectedFromScaleIn: boolean;
};

const KIND = "machine";

export function machineState(store: Store, id: string): MachineState | undefined {
  return store.states.get<MachineState>(KIND, id);
}

export function keepMachine(store: Store, state: MachineState): void {
  store.states.set(KIND, state.id, state);
}

export function forgetMachine(store: Store, id: string): void {
  store.states.delete(KIND, id);
}

/** All machines of a set in the order of their creation. */
export function machineStates(store: Store, setId: string): MachineState[] {
  const key = setId.toLowerCase();
  return store.states
    .all<MachineState>(KIND)
    .map(({ value }) => value)
    .filter(({ set }) => set.toLowerCase() === key)
    .sort((one, other) => one.number - other.number);
}
