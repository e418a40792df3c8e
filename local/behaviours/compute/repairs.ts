import type { ArmDocument, Store } from "../../store/store.ts";
import type { EventKind, Moment } from "../event-kind.ts";
import { logActivity } from "../monitor/activity-log.ts";
import type { Refusal } from "../refusal.ts";
import { isoInstant } from "../support/instants.ts";
import { objectAt, textAt, at as valueAt } from "../support/json.ts";
import { placeGrowth } from "./allocation.ts";
import { boot } from "./machine-life.ts";
import { isLost, isSick, keepMachine, type MachineState, machineStates } from "./machine-state.ts";
import { countAgain, makeMachines, removeMachine } from "./machines.ts";
import {
  failedRepairs,
  forgetRepairsThatHelped,
  gracePeriodOf,
  keepFailedRepairs,
  lookForRepairs,
  REPAIR_REACTION,
  REPAIRS,
  repairDue,
} from "./repair-looks.ts";
import { isUpgrading } from "./upgrade-state.ts";

/** At most so many of a hundred machines are repaired at a time, and always one. */
const REPAIRED_PERCENT = 5;

/**
 * So many repairs of a set in a row that made nobody well suspend the service. Microsoft Learn says
 * that it is suspended when new machines stay unhealthy after repeated repairs; not after how many,
 * nor how long a machine must be well. Here that is the grace period.
 */
export const REPAIRS_BEFORE_SUSPENSION = 3;

/** Who repairs, in the activity log. */
const CALLER = "Automatic instance repairs";

const KIND = "suspended repairs";

/**
 * A set repairs its sick machines.
 *
 * Source: Microsoft Learn, "Automatic instance repairs for Azure Virtual Machine Scale Sets": after
 * the grace period since the last operation on the machine, not more than 5 % of the machines or one
 * at a time, never protected ones, by Replace (the default, from the newest model), Reimage or
 * Restart. Undocumented, and chosen: repairs wait while a rolling upgrade runs.
 */
export const machineRepairs: EventKind = { ...REPAIRS, run };

/** Whether a set's repairs are suspended, by a client or because they did not help. */
export function repairsAreSuspended(store: Store, setId: string): boolean {
  return store.states.get<boolean>(KIND, setId) === true;
}

export function suspendRepairs(store: Store, setId: string): void {
  store.states.set(KIND, setId, true);
}

export function resumeRepairs(store: Store, setId: string, at: number): void {
  store.states.delete(KIND, setId);
  keepFailedRepairs(store, setId, 0);
  for (const state of machineStates(store, setId)) {
    if (state.repairs > 0) keepMachine(store, { ...state, repairs: 0 });
  }
  lookForRepairs(store, setId, at);
}

/** Forgets what is kept of a deleted set's repairs. */
export function forgetRepairs(store: Store, setId: string): void {
  store.states.delete(KIND, setId);
  keepFailedRepairs(store, setId, 0);
  store.events.cancel(setId, REPAIRS.kind);
}

function run({ subject }: { readonly subject: string }, { store, at }: Moment): void {
  const set = store.get(subject);
  if (set === undefined || !repairs(set) || repairsAreSuspended(store, set.id)) return;
  if (isUpgrading(store, set.id)) return;
  const grace = gracePeriodOf(store, set.id);
  const states = machineStates(store, set.id);
  for (const state of states) {
    const known = forgetRepairsThatHelped(store, state, at);
    if (known !== state) keepMachine(store, known);
  }
  const sick = states.filter((state) => isSick(state) && !isProtected(state) && !state.leaving);
  const due = sick.filter((state) => repairDue(state, grace) <= at);
  const limit = Math.max(1, Math.floor((states.length * REPAIRED_PERCENT) / 100));
  const underWay = states.filter(({ repairing }) => repairing).length;
  const next = due.slice(0, Math.max(0, limit - underWay));
  for (const state of next) {
    const failed = failedRepairs(store, set.id) + (state.repairs > 0 ? 1 : 0);
    keepFailedRepairs(store, set.id, failed);
    if (failed >= REPAIRS_BEFORE_SUSPENSION) {
      giveUp(store, set, state, at);
      return;
    }
    repair(store, set, state, at);
  }
  const later = sick.map((state) => repairDue(state, grace)).filter((instant) => instant > at);
  if (due.length > next.length) later.push(at + REPAIR_REACTION);
  if (later.length > 0) lookForRepairs(store, set.id, Math.min(...later));
}

function repair(store: Store, set: ArmDocument, state: MachineState, at: number): void {
  const action = textAt(set, "properties.automaticRepairsPolicy.repairAction") ?? "Replace";
  const next = { ...state, repairing: true, repairs: state.repairs + 1 };
  if (action === "Replace") {
    replace(store, set, next, at);
    return;
  }
  log(store, set, next, action, at, `It is repaired by ${action}.`);
  if (isLost(state)) {
    // What broke it is not mended by booting on the same host: the grace period starts again.
    keepMachine(store, { ...next, repairing: false, settled: at });
    lookForRepairs(store, set.id, at + gracePeriodOf(store, set.id));
  } else if (action === "Restart") {
    boot(store, next, "starting", at);
  } else {
    boot(store, next, "updating", at);
  }
}

/** Deletes the machine and makes another, in its zone where that is the emptiest then. */
function replace(store: Store, set: ArmDocument, state: MachineState, at: number): void {
  const machine = store.get(state.id);
  if (machine !== undefined) removeMachine(store, machine);
  const { places, refusal } = placeGrowth(store, set, 1);
  if (refusal !== undefined) {
    countAgain(store, set.id);
    logFailure(store, set, state, refusal, at);
    return;
  }
  const [replacement] = makeMachines(store, set, places, at, {
    repairing: true,
    repairs: state.repairs,
  });
  const name = replacement?.split("/").at(-1);
  log(store, set, state, "Replace", at, `It is deleted, and ${name} is made in its place.`);
}

function giveUp(store: Store, set: ArmDocument, state: MachineState, at: number): void {
  suspendRepairs(store, set.id);
  logActivity(store, at, {
    resourceId: set.id,
    operationName: "Microsoft.Compute/virtualMachineScaleSets/setOrchestrationServiceState/action",
    category: "Administrative",
    level: "Warning",
    status: "Succeeded",
    caller: CALLER,
    description: `Automatic repairs are suspended: ${REPAIRS_BEFORE_SUSPENSION} repairs in a row made nobody well; ${nameOf(state)}, the last, is ${state.health}.`,
    properties: { serviceName: "AutomaticRepairs", serviceState: "Suspended" },
  });
}

function log(
  store: Store,
  set: ArmDocument,
  state: MachineState,
  repairAction: string,
  at: number,
  what: string,
): void {
  logActivity(store, at, {
    resourceId: set.id,
    operationName: `Microsoft.Compute/virtualMachineScaleSets/${repairAction.toLowerCase()}/action`,
    category: "Administrative",
    level: "Informational",
    status: "Started",
    caller: CALLER,
    description: `${nameOf(state)} has been ${state.health} since ${isoInstant(state.healthSince)} and its grace period is over. ${what}`,
    properties: { machine: nameOf(state), zone: state.zone, repairAction, repairs: state.repairs },
  });
}

function logFailure(
  store: Store,
  set: ArmDocument,
  state: MachineState,
  refusal: Refusal,
  at: number,
): void {
  logActivity(store, at, {
    resourceId: set.id,
    operationName: "Microsoft.Compute/virtualMachineScaleSets/replace/action",
    category: "Administrative",
    level: "Error",
    status: "Failed",
    caller: CALLER,
    description: `${nameOf(state)} was deleted, but no machine could be made in its place: ${refusal.code}. ${refusal.message}`,
    properties: { machine: nameOf(state), zone: state.zone, code: refusal.code },
  });
}

function repairs(set: ArmDocument): boolean {
  return valueAt(objectAt(set, "properties.automaticRepairsPolicy"), "enabled") === true;
}

function isProtected(state: MachineState): boolean {
  return state.protectedFromScaleIn || state.protectedFromActions;
}

function nameOf({ id }: MachineState): string {
  return id.split("/").at(-1) ?? id;
}
