import type { Store } from "../../store/store.ts";
import { refuseStart } from "./allocation.ts";
import { boot, moveMachine, shutDown } from "./machine-life.ts";
import { type MachineState, machineState } from "./machine-state.ts";

/** @throws Refusal */
type Action = (store: Store, state: MachineState, at: number) => void;

/**
 * What a client may do to one machine. Each is answered at once; it takes its time on the clock. None
 * mends a lost machine on its host: redeploy gives it another, and a deallocated one gets one when it
 * is started.
 *
 * Sources: the REST reference of virtual machines; Microsoft Learn, "States and billing status of
 * Azure Virtual Machines". Chosen, as the documents are silent: start does nothing to a machine that
 * is up, restart and reimage nothing to one that is not.
 */
const ACTIONS = {
  start(store, state, at) {
    if (state.phase === "stopped") boot(store, state, "starting", at);
    if (state.phase !== "deallocated") return;
    const refusal = refuseStart(store, state);
    if (refusal !== undefined) throw refusal;
    moveMachine(store, state.id, at);
  },
  powerOff(store, state, at) {
    if (state.phase !== "stopped" && state.phase !== "deallocated") {
      shutDown(store, state, "stopped", at);
    }
  },
  deallocate(store, state, at) {
    if (state.phase !== "deallocated") shutDown(store, state, "deallocated", at);
  },
  restart(store, state, at) {
    if (isUp(state)) boot(store, state, "starting", at);
  },
  reimage(store, state, at) {
    if (isUp(state)) boot(store, state, "updating", at);
  },
  redeploy(store, state, at) {
    if (state.phase !== "deallocated") moveMachine(store, state.id, at);
  },
} satisfies Record<string, Action>;

export type PowerAction = keyof typeof ACTIONS;

export const POWER_ACTIONS = Object.keys(ACTIONS) as readonly PowerAction[];

/**
 * Begins an action on a machine at an instant (milliseconds).
 *
 * @throws Refusal when a deallocated machine finds no hardware to start on.
 */
export function actOnMachine(store: Store, id: string, action: PowerAction, at: number): void {
  const state = machineState(store, id);
  if (state !== undefined) ACTIONS[action](store, state, at);
}

function isUp({ phase }: MachineState): boolean {
  return phase !== "stopped" && phase !== "deallocated" && phase !== "lost";
}
