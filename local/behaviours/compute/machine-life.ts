import type { StoredEvent } from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import { type EventKind, type Moment, RANKS, schedule } from "../event-kind.ts";
import { SHUTDOWN_SECONDS } from "../facts/boot-times.ts";
import { lostHosts } from "../faults/queries.ts";
import { textAt } from "../support/json.ts";
import { logHealth } from "./health-log.ts";
import { chooseHost } from "./hosts.ts";
import { bootTimesOf } from "./machine-model.ts";
import {
  isAllocated,
  isLost,
  isSick,
  isUp,
  keepMachine,
  type MachinePhase,
  type MachineState,
  machineState,
  machineStates,
} from "./machine-state.ts";
import { operationTime } from "./operation-time.ts";
import { forgetRepairsThatHelped, lookForRepairs, lookForRepairsLater } from "./repair-looks.ts";

/** A machine comes into another phase. Its body names it: `{ to }`. */
export const machinePhase: EventKind = {
  kind: "machine phase",
  rank: RANKS.machine,
  run(event, { store, at }) {
    const state = machineState(store, event.subject);
    if (state !== undefined) enter(store, state, textAt(event.body, "to") as MachinePhase, at);
  },
};

/** A machine's health extension says something new. Its body names it: `{ health }`. */
export const machineHealth: EventKind = {
  kind: "machine health",
  rank: RANKS.machine,
  run: (event, moment) => report(event, moment),
};

/** Boots a machine, anew or again; what was under way on it is dropped. */
export function boot(
  store: Store,
  state: MachineState,
  phase: "creating" | "starting" | "updating",
  at: number,
): void {
  const times = bootTimesOf(store.get(state.set));
  const seconds = { creating: times.create, starting: times.restart, updating: times.reimage };
  forgetEvents(store, state.id);
  keepMachine(store, {
    ...state,
    phase,
    since: at,
    health: state.probes?.rich === true ? "Initializing" : "Unknown",
    healthSince: at,
  });
  schedule(store, machinePhase, at + operationTime(store, seconds[phase]), state.id, {
    to: "running",
  });
}

/** Shuts a machine down; it serves until it has stopped. */
export function shutDown(
  store: Store,
  state: MachineState,
  to: "stopped" | "deallocated",
  at: number,
): void {
  store.events.cancel(state.id, machinePhase.kind);
  schedule(store, machinePhase, at + operationTime(store, SHUTDOWN_SECONDS), state.id, { to });
}

/** Puts a machine on another host of its zone, where it boots. */
export function moveMachine(store: Store, id: string, at: number): void {
  const state = machineState(store, id);
  if (state === undefined) return;
  const others = machineStates(store, state.set).filter(
    (other) => other.id !== state.id && other.zone === state.zone && isAllocated(other),
  );
  const host = chooseHost(
    others.map((other) => other.host),
    [state.host, ...lostHosts(store, regionOf(store, state.set), state.zone)],
  );
  boot(store, { ...state, host }, "starting", at);
}

/** A fault: from now on the machine answers nobody. One that is shut down already stays so. */
export function loseMachine(store: Store, id: string, at: number): void {
  const state = machineState(store, id);
  if (state === undefined || !isUp(state)) return;
  enter(store, { ...state, repairing: false }, "lost", at);
}

/** The fault is over: the machine boots. Nothing happens to one that was not lost. */
export function restoreMachine(store: Store, id: string, at: number): void {
  const state = machineState(store, id);
  if (state?.phase === "lost") boot(store, state, "starting", at);
}

/**
 * What the health extension of a running machine says from now on. The load says it of clones that
 * are too busy to answer their probes.
 */
export function markHealth(
  store: Store,
  machineId: string,
  health: MachineState["health"],
  at: number,
): void {
  const state = machineState(store, machineId);
  if (state === undefined || state.phase !== "running" || state.probes === null) return;
  store.events.cancel(state.id, machineHealth.kind);
  takeHealth(store, state, health, at);
}

/** Drops what would happen to a machine by itself. */
export function forgetEvents(store: Store, id: string): void {
  store.events.cancel(id, machinePhase.kind);
  store.events.cancel(id, machineHealth.kind);
}

function enter(store: Store, state: MachineState, phase: MachinePhase, at: number): void {
  forgetEvents(store, state.id);
  const isAnswering = phase === "running";
  const done = phase === "lost" ? {} : { settled: at, repairing: false };
  const off = phase === "deallocated" ? ({ health: "Unknown", healthSince: at } as const) : {};
  keepMachine(store, { ...state, ...done, ...off, phase, since: at });
  if (phase !== "deallocated") awaitProbes(store, state, isAnswering, at);
  if (state.repairing) lookForRepairs(store, state.set, at);
}

/** Lets the probes say, once there were enough of them in a row, whether the machine answers. */
function awaitProbes(store: Store, state: MachineState, isAnswering: boolean, at: number): void {
  const { id, probes } = state;
  if (probes === null) return;
  const noAnswer = probes.rich && !probes.tcp ? "Unknown" : "Unhealthy";
  const enough = probes.interval * probes.count;
  schedule(store, machineHealth, at + enough, id, { health: isAnswering ? "Healthy" : noAnswer });
  const isFirst = state.health === "Initializing";
  if (isAnswering && isFirst && probes.grace < enough) {
    schedule(store, machineHealth, at + probes.grace, id, { health: noAnswer });
  }
}

function report({ subject, body }: StoredEvent, { store, at }: Moment): void {
  const state = machineState(store, subject);
  if (state !== undefined) {
    takeHealth(store, state, textAt(body, "health") as MachineState["health"], at);
  }
}

function takeHealth(
  store: Store,
  state: MachineState,
  health: MachineState["health"],
  at: number,
): void {
  if (state.health === health) return;
  const next = { ...forgetRepairsThatHelped(store, state, at), health, healthSince: at };
  keepMachine(store, next);
  if (isSick(next) !== isSick(state)) say(store, next, at);
  if (isSick(next)) lookForRepairsLater(store, next, at);
}

function regionOf(store: Store, setId: string): string {
  return store.get(setId)?.location ?? "";
}

/** That a machine is lost was said by the fault that took it. */
function say(store: Store, state: MachineState, at: number): void {
  if (isLost(state)) return;
  const sick = isSick(state);
  logHealth(store, at, {
    machineId: state.id,
    stage: sick ? "Active" : "Resolved",
    caller: "Application Health extension",
    description: sick
      ? `The application health extension says ${state.health}: the machine ${reason(state)}.`
      : `The application health extension says ${state.health} again.`,
    properties: { health: state.health, phase: state.phase },
  });
}

function reason({ phase }: MachineState): string {
  return phase === "stopped" ? "is stopped" : "runs, but its application fails its probes";
}
