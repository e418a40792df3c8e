import type { ArmDocument, Store } from "../../store/store.ts";
import { type EventKind, type Moment, RANKS, schedule } from "../event-kind.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { placeGrowth, refuseResize } from "./allocation.ts";
import { boot } from "./machine-life.ts";
import { modelOf } from "./machine-model.ts";
import {
  isBooting,
  isOff,
  isSick,
  isUp,
  keepMachine,
  type MachineState,
  machineState,
  machineStates,
} from "./machine-state.ts";
import { makeMachines, refuseNewAddresses, removeMachine, renewDocuments } from "./machines.ts";
import { lookForRepairs } from "./repair-looks.ts";
import { breaches, nextBatch, outdated } from "./upgrade-batches.ts";
import { logUpgrade } from "./upgrade-log.ts";
import {
  forgetUpgrade,
  keepUpgrade,
  rollingPolicyOf,
  type UpgradeState,
  upgradeState,
} from "./upgrade-state.ts";

/**
 * Milliseconds that an upgraded machine has to get well. Source: Microsoft Learn, "Azure Virtual
 * Machine Scale Set automatic OS image upgrades" (up to 5 minutes); other upgrades are taken to wait
 * as long.
 */
export const HEALTH_WAIT = 5 * 60_000;

/** Milliseconds between two looks at a batch. Assumed. */
const LOOK_INTERVAL = 15_000;

/**
 * A set's rolling upgrade goes on. Its body names the step: `{ step }`, "batch" or "look".
 *
 * Source: Microsoft Learn, "Configure rolling upgrades on Virtual Machine Scale Sets" and "Rolling
 * upgrades with MaxSurge on Virtual Machine Scale Sets".
 */
export const rollingUpgrade: EventKind = {
  kind: "rolling upgrade",
  rank: RANKS.upgrade,
  run({ subject, body }, { store, at }: Moment) {
    const set = store.get(subject);
    const state = upgradeState(store, subject);
    if (set === undefined || state?.code !== "RollingForward") return;
    if (textAt(body, "step") === "batch") beginBatch(store, set, state, at);
    else lookAtBatch(store, set, state, at);
  },
};

/**
 * Brings a set's machines to its present model as its upgrade policy says: Rolling in batches,
 * Automatic all at once, Manual not at all. A write that changes nothing starts a stopped rolling
 * upgrade again, as Learn has it.
 *
 * @throws Refusal when all at once finds no quota or hardware for a larger size.
 */
export function applyModel(store: Store, set: ArmDocument, at: number): void {
  const model = modelOf(set);
  const pending = outdated(machineStates(store, set.id), model);
  if (pending.length === 0) return;
  const mode = textAt(set, "properties.upgradePolicy.mode") ?? "Manual";
  const state = upgradeState(store, set.id);
  if (mode === "Automatic") {
    const count = `${pending.length} machines are upgraded in place, all at once (mode Automatic).`;
    logUpgrade(store, at, set.id, "Started", count);
    upgradeInPlace(store, set, pending, at);
  }
  const isUnderWay = state?.code === "RollingForward" && state.model === model;
  if (mode === "Rolling" && !isUnderWay) start(store, set, model, at);
}

/**
 * Gives machines their set's present model; those that run are down meanwhile.
 *
 * @throws Refusal when the set's size can't be had for all of them: none is changed then.
 */
export function upgradeInPlace(
  store: Store,
  set: ArmDocument,
  machines: readonly MachineState[],
  at: number,
): void {
  const refusal = refuseResize(store, set, machines);
  if (refusal !== undefined) throw refusal;
  for (const machine of machines) {
    const renewed = renewDocuments(store, set, machine);
    if (isUp(machine)) boot(store, renewed, "updating", at);
    else keepMachine(store, renewed);
  }
}

/** @throws Refusal when none is under way. */
export function cancelUpgrade(store: Store, set: ArmDocument, at: number): void {
  const state = upgradeState(store, set.id);
  if (state?.code !== "RollingForward") {
    throw new Refusal(
      "OperationNotAllowed",
      `There is no rolling upgrade of ${set.name} under way that could be cancelled.`,
      { status: 409 },
    );
  }
  const settled = settleSurge(store, state);
  const ended = { code: "Cancelled", lastAction: "Cancel", lastActionTime: at } as const;
  end(store, set, { ...settled, ...ended }, at);
  logUpgrade(store, at, set.id, "Failed", "The rolling upgrade was cancelled.");
}

/** Forgets what is kept of a deleted set's upgrades. */
export function forgetUpgrades(store: Store, setId: string): void {
  store.events.cancel(setId, rollingUpgrade.kind);
  forgetUpgrade(store, setId);
}

function start(store: Store, set: ArmDocument, model: string, at: number): void {
  const before = upgradeState(store, set.id);
  if (before?.code === "RollingForward") settleSurge(store, before);
  const policy = rollingPolicyOf(set);
  keepUpgrade(store, set.id, {
    code: "RollingForward",
    started: at,
    lastAction: "Start",
    lastActionTime: at,
    policy,
    model,
    batches: 0,
    batch: [],
    leaving: [],
    upgraded: [],
    failed: [],
    error: null,
  });
  const count = outdated(machineStates(store, set.id), model).length;
  logUpgrade(store, at, set.id, "Started", `A rolling upgrade of ${count} machines starts.`);
  plan(store, set.id, "batch", at);
}

function beginBatch(store: Store, set: ArmDocument, state: UpgradeState, at: number): void {
  const states = machineStates(store, set.id);
  const { policy } = state;
  const total = states.filter(({ leaving }) => !leaving).length;
  const sick = states.filter(isSick).length;
  const pending = pendingOf(states, set, state);
  if (pending.length === 0) {
    complete(store, set, state, at);
    return;
  }
  if (breaches(sick, policy.maxUnhealthyInstancePercent, total)) {
    const when = state.batches === 0 ? "Before" : "In";
    fault(store, set, state, at, {
      code: `MaxUnhealthyInstancePercentExceeded${when}RollingUpgrade`,
      message: `Rolling Upgrade failed due to exceeding the MaxUnhealthyInstancePercent value (defined in the RollingUpgradePolicy) ${state.batches === 0 ? "before any batch was attempted" : "before the next batch"}: ${sick} of ${total} instances are in an unhealthy state, more than ${policy.maxUnhealthyInstancePercent} %.`,
    });
    return;
  }
  const number = state.batches + 1;
  const wanted = nextBatch(states, pending, policy, policy.maxSurge);
  const surge = policy.maxSurge ? surgeFor(store, set, wanted, at) : undefined;
  if (surge?.batch !== undefined) {
    const what = `Batch ${number}: ${namesOf(surge.batch)} are made, then ${namesOf(surge.leaving)} go.`;
    logUpgrade(store, at, set.id, "Started", what);
    keepUpgrade(store, set.id, { ...state, ...surge, batches: number });
  } else {
    const batch = policy.maxSurge ? nextBatch(states, pending, policy, false) : wanted;
    const refusal = refuseResize(store, set, batch);
    if (refusal !== undefined) {
      const { code, message } = refusal;
      fault(store, set, state, at, { code, message });
      return;
    }
    upgradeInPlace(store, set, batch, at);
    const ids = batch.map(({ id }) => id);
    const why = surge === undefined ? "" : ` The surge falls back to it: ${surge.refusal.message}`;
    const what = `Batch ${number}: ${namesOf(ids)} are upgraded in place.${why}`;
    logUpgrade(store, at, set.id, "Started", what);
    keepUpgrade(store, set.id, {
      ...state,
      batches: number,
      batch: ids,
      leaving: [],
    });
  }
  plan(store, set.id, "look", at + LOOK_INTERVAL);
}

/** What a surge made, or why there is no room for it. */
type Surge =
  | { readonly batch: string[]; readonly leaving: string[] }
  | { readonly batch?: undefined; readonly refusal: Refusal };

function surgeFor(store: Store, set: ArmDocument, old: readonly MachineState[], at: number): Surge {
  for (const state of old) keepMachine(store, { ...state, leaving: true });
  const growth = placeGrowth(store, set, old.length);
  const refusal = growth.refusal ?? refuseNewAddresses(store, set, old.length)[0];
  if (refusal !== undefined) {
    for (const state of old) keepMachine(store, state);
    return { refusal };
  }
  const batch = makeMachines(store, set, growth.places, at);
  return { batch, leaving: old.map(({ id }) => id) };
}

function lookAtBatch(store: Store, set: ArmDocument, state: UpgradeState, at: number): void {
  const machines = state.batch.flatMap((id) => machineState(store, id) ?? []);
  if (machines.some((machine) => mayGetWell(machine, at))) {
    plan(store, set.id, "look", at + LOOK_INTERVAL);
    return;
  }
  const next = state.leaving.length > 0 ? settleSurge(store, state) : settleInPlace(store, state);
  const states = machineStates(store, set.id);
  const total = states.filter(({ leaving }) => !leaving).length;
  const fallen = next.upgraded.filter((id) => {
    const machine = machineState(store, id);
    return machine !== undefined && isSick(machine);
  });
  const sick = next.failed.length + fallen.length;
  const percent = next.policy.maxUnhealthyUpgradedInstancePercent;
  if (breaches(sick, percent, total)) {
    fault(store, set, next, at, {
      code: "MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade",
      message: `Rolling Upgrade failed after exceeding the MaxUnhealthyUpgradedInstancePercent value defined in the RollingUpgradePolicy: ${sick} of ${total} instances are in an unhealthy state after being upgraded, more than ${percent} %.`,
    });
  } else if (pendingOf(states, set, next).length === 0) {
    complete(store, set, next, at);
  } else {
    keepUpgrade(store, set.id, next);
    const pause = Temporal.Duration.from(next.policy.pauseTimeBetweenBatches);
    plan(store, set.id, "batch", at + pause.total("milliseconds"));
  }
}

/** Whether a machine of a batch is not well yet, but has time to get so. */
function mayGetWell(machine: MachineState, at: number): boolean {
  if (machine.health === "Healthy") return false;
  if (isBooting(machine)) return true;
  if (isOff(machine)) return false;
  return at < machine.since + HEALTH_WAIT;
}

function settleInPlace(store: Store, state: UpgradeState): UpgradeState {
  const machines = state.batch.flatMap((id) => machineState(store, id) ?? []);
  const failed = machines.filter(hasFailed).map(({ id }) => id);
  const well = machines.filter((machine) => !hasFailed(machine)).map(({ id }) => id);
  return {
    ...state,
    batch: [],
    upgraded: [...state.upgraded, ...well],
    failed: [...state.failed, ...failed],
  };
}

/**
 * Ends a surge's batch: where the new machine is well, or was taken away by a scale-in, the old one
 * goes; where it is not, it goes itself and the old one stays. Undocumented for the latter.
 */
function settleSurge(store: Store, state: UpgradeState): UpgradeState {
  const upgraded: string[] = [];
  const failed: string[] = [];
  for (const [index, oldId] of state.leaving.entries()) {
    const newId = state.batch[index] ?? "";
    const replacement = machineState(store, newId);
    const old = machineState(store, oldId);
    const isWell = replacement === undefined || replacement.health === "Healthy";
    const goes = store.get(isWell ? oldId : newId);
    if (goes !== undefined) removeMachine(store, goes);
    if (isWell && replacement !== undefined) upgraded.push(newId);
    if (isWell) continue;
    failed.push(oldId);
    if (old !== undefined) keepMachine(store, { ...old, leaving: false });
  }
  return {
    ...state,
    batch: [],
    leaving: [],
    upgraded: [...state.upgraded, ...upgraded],
    failed: [...state.failed, ...failed],
  };
}

/** A machine that is shut down is not asked how it is. */
function hasFailed(machine: MachineState): boolean {
  return machine.health !== "Healthy" && !isOff(machine);
}

function pendingOf(
  states: readonly MachineState[],
  set: ArmDocument,
  { failed }: UpgradeState,
): MachineState[] {
  return outdated(states, modelOf(set)).filter(({ id }) => !failed.includes(id));
}

function complete(store: Store, set: ArmDocument, state: UpgradeState, at: number): void {
  end(store, set, { ...state, code: "Completed" }, at);
  const failed = state.failed.length === 0 ? "" : `, ${state.failed.length} are not well`;
  const what = `The rolling upgrade is complete: ${state.upgraded.length} machines in ${state.batches} batches${failed}.`;
  logUpgrade(store, at, set.id, "Succeeded", what);
}

function fault(
  store: Store,
  set: ArmDocument,
  state: UpgradeState,
  at: number,
  error: { code: string; message: string },
): void {
  end(store, set, { ...state, code: "Faulted", error }, at);
  logUpgrade(store, at, set.id, "Failed", `${error.code}. ${error.message}`);
}

/** The repairs that waited for the upgrade go on. */
function end(store: Store, set: ArmDocument, state: UpgradeState, at: number): void {
  store.events.cancel(set.id, rollingUpgrade.kind);
  keepUpgrade(store, set.id, state);
  lookForRepairs(store, set.id, at);
}

function plan(store: Store, setId: string, step: "batch" | "look", due: number): void {
  store.events.cancel(setId, rollingUpgrade.kind);
  schedule(store, rollingUpgrade, due, setId, { step });
}

function namesOf(ids: readonly string[]): string {
  return ids.map((id) => id.split("/").at(-1)).join(", ");
}
