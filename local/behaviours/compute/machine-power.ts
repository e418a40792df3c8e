import type { Store } from "../../store/store.ts";
import { lostHosts } from "../faults/queries.ts";
import { Refusal } from "../refusal.ts";
import { refuseLostZone, refuseStart } from "./allocation.ts";
import { boot, moveMachine, shutDown } from "./machine-life.ts";
import { isAllocated, isOff, isUp, type MachineState, machineState } from "./machine-state.ts";

/** @throws Refusal */
type Action = (store: Store, state: MachineState, at: number) => void;

/**
 * What a client may do to one machine. Each is answered at once; it takes its time on the clock. None
 * mends a lost machine on its host: redeploy gives it another, and a deallocated one gets one when it
 * is started. In a lost zone there is none to be had.
 *
 * Sources: the REST reference of virtual machines; Microsoft Learn, "States and billing status of
 * Azure Virtual Machines". Chosen, as the documents are silent: start does nothing to a machine that
 * is up, restart and reimage nothing to one that is not, powerOff nothing to one that is lost; one that
 * was shut down on a host that is lost since starts on another.
 */
const ACTIONS = {
  start(store, state, at) {
    if (!isOff(state)) return;
    const refusal = isAllocated(state) ? refuseLostZone(store, state) : refuseStart(store, state);
    if (refusal !== undefined) throw refusal;
    if (isAllocated(state) && !isOnLostHost(store, state)) boot(store, state, "starting", at);
    else moveMachine(store, state.id, at);
  },
  powerOff(store, state, at) {
    if (isUp(state)) shutDown(store, state, "stopped", at);
  },
  deallocate(store, state, at) {
    if (isAllocated(state)) shutDown(store, state, "deallocated", at);
  },
  restart(store, state, at) {
    if (isUp(state)) boot(store, state, "starting", at);
  },
  reimage(store, state, at) {
    if (isUp(state)) boot(store, state, "updating", at);
  },
  redeploy(store, state, at) {
    if (!isAllocated(state)) return;
    const refusal = refuseLostZone(store, state);
    if (refusal !== undefined) throw refusal;
    moveMachine(store, state.id, at);
  },
} satisfies Record<string, Action>;

export type PowerAction = keyof typeof ACTIONS;

export const POWER_ACTIONS = Object.keys(ACTIONS) as readonly PowerAction[];

/**
 * Begins an action on a machine at an instant (milliseconds).
 *
 * @throws Refusal when Azure is still at work on its disk, or when it finds no hardware to start on.
 */
export function actOnMachine(store: Store, id: string, action: PowerAction, at: number): void {
  const state = machineState(store, id);
  if (state === undefined) return;
  const refusal = refuseUnfinished(state, action);
  if (refusal !== undefined) throw refusal;
  ACTIONS[action](store, state, at);
}

/**
 * A machine that Azure is making, or whose disk it is making anew, takes no action.
 * Undocumented for these; code and wording as reports quote them of a machine that is being deleted
 * (Azure/azure-sdk-for-python#2702).
 */
function refuseUnfinished({ id, phase }: MachineState, action: PowerAction): Refusal | undefined {
  if (phase !== "creating" && phase !== "updating") return undefined;
  const what = phase === "creating" ? "created" : "updated";
  return new Refusal(
    "OperationNotAllowed",
    `Operation '${action}' is not allowed on VM '${id.split("/").at(-1)}' since the VM is being ${what}. Try again when it runs.`,
    { status: 409 },
  );
}

function isOnLostHost(store: Store, { set, zone, host }: MachineState): boolean {
  return lostHosts(store, store.get(set)?.location ?? "", zone).includes(host);
}
