import type { Store } from "../../store/store.ts";

/**
 * How one machine of a scale set is, beside its ARM document. Instants are milliseconds since 1970.
 *
 * - creating: Azure makes it and it boots; nothing answers yet.
 * - running: its application answers, if it is well.
 * - starting: it boots again from the disk that it has; nothing answers.
 * - updating: its disk is made anew, by an upgrade in place or a reimage; nothing answers.
 * - stopped: shut down, its place is kept and paid.
 * - deallocated: shut down, its place is given back.
 * - lost: it does not answer and won't by itself (a fault).
 */
export type MachinePhase =
  | "creating"
  | "running"
  | "starting"
  | "updating"
  | "stopped"
  | "deallocated"
  | "lost";

/** How the application health extension asks a machine. Times in milliseconds. */
export type HealthProbes = {
  readonly interval: number;
  /** As many answers in a row change the health. */
  readonly count: number;
  /** How long a rich one says Initializing at most. */
  readonly grace: number;
  /** Version 2: it knows Initializing and Unknown besides Healthy and Unhealthy. */
  readonly rich: boolean;
  /** It asks by TCP, which has no Unknown. */
  readonly tcp: boolean;
};

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
  /** How its health extension asks it; null without one. */
  readonly probes: HealthProbes | null;
  /** When the last operation on it was done: the grace period of repairs counts from here. */
  readonly settled: number;
  /** Whether an automatic repair of it is under way. */
  readonly repairing: boolean;
  /** How many repairs in a row led to it without its being well for a grace period since. */
  readonly repairs: number;
  /** Whether an upgrade is making its replacement: it goes when that is well, and counts no more. */
  readonly leaving: boolean;
  /** Where its capacity comes from: a reservation, beyond one that it is joined to, or just Azure. */
  readonly capacity: "reserved" | "overallocated" | "onDemand";
  /** Whether a scale-in must pass it over. */
  readonly protectedFromScaleIn: boolean;
  /** Whether upgrades must pass it over, too. */
  readonly protectedFromActions: boolean;
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

/** The machines of all sets, by id. */
export function allMachineStates(store: Store): MachineState[] {
  return store.states.all<MachineState>(KIND).map(({ value }) => value);
}

/** All machines of a set in the order of their creation. */
export function machineStates(store: Store, setId: string): MachineState[] {
  const key = setId.toLowerCase();
  return allMachineStates(store)
    .filter(({ set }) => set.toLowerCase() === key)
    .sort((one, other) => one.number - other.number);
}

/** What holds of a machine in a phase. */
interface PhaseFacts {
  /** It stands on hardware. Source: Learn, "On-demand capacity reservation" (virtualMachinesAllocated). */
  readonly allocated: boolean;
  /** Somebody shut it down. */
  readonly off: boolean;
  /** Azure is at work on it: its disk is made, or it boots. */
  readonly booting: boolean;
  /** It reports its CPU. One that Azure still makes does not. */
  readonly on: boolean;
}

const PHASES: Readonly<Record<MachinePhase, PhaseFacts>> = {
  creating: { allocated: true, off: false, booting: true, on: false },
  running: { allocated: true, off: false, booting: false, on: true },
  starting: { allocated: true, off: false, booting: true, on: true },
  updating: { allocated: true, off: false, booting: true, on: true },
  stopped: { allocated: true, off: true, booting: false, on: false },
  deallocated: { allocated: false, off: true, booting: false, on: false },
  lost: { allocated: true, off: false, booting: false, on: false },
};

/** Whether a machine stands on hardware: running, stopped, lost, or on the way. */
export function isAllocated({ phase }: MachineState): boolean {
  return PHASES[phase].allocated;
}

/** Whether a machine is shut down. */
export function isOff({ phase }: MachineState): boolean {
  return PHASES[phase].off;
}

/** Whether a machine boots. */
export function isBooting({ phase }: MachineState): boolean {
  return PHASES[phase].booting;
}

/** Whether a machine reports its CPU. */
export function isOn({ phase }: MachineState): boolean {
  return PHASES[phase].on;
}

/** Whether a machine does not answer, by a fault. */
export function isLost({ phase }: MachineState): boolean {
  return phase === "lost";
}

/** Whether a machine runs or is on the way to it: neither shut down nor lost. */
export function isUp(state: MachineState): boolean {
  return !isOff(state) && !isLost(state);
}

/** Whether its application answers at an instant (milliseconds): whether the load finds it there. */
export function machineServes({ phase, since }: MachineState, at: number): boolean {
  return phase === "running" && since <= at;
}

/**
 * Whether upgrades and repairs take it for sick. Version 2's Unknown counts as Unhealthy; before its
 * first report a machine of version 1 is neither.
 * Source: Microsoft Learn, "Using Application Health extension with Virtual Machine Scale Sets"
 * (table of how health states are read).
 */
export function isSick(state: MachineState): boolean {
  if (isBooting(state) || !isAllocated(state)) return false;
  const { health, probes } = state;
  return health === "Unhealthy" || (health === "Unknown" && probes?.rich === true);
}
