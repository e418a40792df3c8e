import { azureMetrics, type WebTierMetrics } from "./azure-metrics.ts";
import { areAlike, type CloneCondition, type CloneGroup, newGroup, stepFleet } from "./fleet.ts";
import { type GatewayLimits, type GatewayState, quietGateway } from "./gateway.ts";
import { emptyMinuteFigures, type MinuteFigures } from "./minute-figures.ts";
import { DEFAULT_MODEL, type WebTierModel } from "./model.ts";
import { percentile95, percentile99 } from "./queue.ts";

/** A clone that stands in a minute. */
export interface Clone {
  readonly id: string;
  readonly vcpus: number;
  /** Minute in which it became able to serve. Until then it is in no rotation, and unhealthy to the gateway. */
  readonly readySinceMinute: number;
}

/** One minute's surroundings. Minutes are whole numbers from 0, from any origin, and come one after another. */
export interface MinuteInput {
  readonly minute: number;
  /** Requests a second. */
  readonly rps: number;
  readonly clones: readonly Clone[];
  /** Machines in the gateway's pool that are off: unhealthy hosts that report no CPU. @default 0 */
  readonly hostsOff?: number;
  readonly gateway: GatewayLimits;
}

/** What is remembered from one minute to the next. It is JSON. */
export type WebTierState = {
  readonly gateway: Readonly<GatewayState>;
  readonly clones: { readonly [id: string]: CloneState };
};

export type CloneState = Readonly<CloneCondition>;

/** What one clone did in a minute. */
export interface CloneMinute {
  readonly id: string;
  /** Whether it is in rotation at the minute's end. */
  readonly inRotation: boolean;
  readonly cpuPercent: number;
  /** Requests of the minute. */
  readonly served: number;
  readonly refused: number;
  /** Time of a served request in the clone, ms; 0 in a clone that got no requests. */
  readonly meanMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Whether the gateway took it out at some time of the minute. */
  readonly knockedOut: boolean;
}

export interface MinuteResult {
  readonly figures: MinuteFigures;
  readonly metrics: WebTierMetrics;
  /** In the order of the input. */
  readonly perClone: readonly CloneMinute[];
  readonly nextState: WebTierState;
}

/** A web tier that has been quiet: its gateway at the minimum, no clone seen yet. */
export function initialState(
  gateway: GatewayLimits,
  model: WebTierModel = DEFAULT_MODEL,
): WebTierState {
  return { gateway: quietGateway(gateway, model.gateway), clones: {} };
}

/**
 * One minute of a datacenter's web tier: docs/load-model.md. Pure. Clones that the state does not
 * know come into rotation when they are ready; those that the input no longer has are forgotten.
 */
export function step(
  state: WebTierState,
  input: MinuteInput,
  model: WebTierModel = DEFAULT_MODEL,
): MinuteResult {
  const { minute } = input;
  const groups: CloneGroup[] = [];
  const members = input.clones.map((clone) => {
    const before = stateOf(clone, state);
    return { clone, before, group: groupOf(groups, clone.vcpus, before, minute, model) };
  });
  const fleet = {
    groups,
    gateway: { instances: state.gateway.instances, wanted: [...state.gateway.wanted] },
  };
  const figures = emptyMinuteFigures();
  stepFleet(fleet, minute, input.rps, input.gateway, model, figures);

  const clones: Record<string, CloneState> = {};
  const perClone = members.map(({ clone, before, group }) => {
    const { inRotationSince, busyUntil } = group.minute.knockedOut ? group : before;
    clones[clone.id] = { inRotationSince, busyUntil, failingSeconds: group.failingSeconds };
    return cloneMinute(clone.id, group, inRotationSince <= (minute + 1) * 60);
  });
  return {
    figures,
    metrics: azureMetrics(figures, model, input.hostsOff),
    perClone,
    nextState: { gateway: fleet.gateway, clones },
  };
}

/** Whether the gateway sends a clone requests at the end of a minute, as its state was then. */
export function isInRotation(state: WebTierState, id: string, minute: number): boolean {
  const clone = Object.hasOwn(state.clones, id) ? state.clones[id] : undefined;
  return clone !== undefined && clone.inRotationSince <= (minute + 1) * 60;
}

/** A clone that became ready anew (restarted, reimaged) comes into rotation anew. */
function stateOf(clone: Clone, state: WebTierState): CloneState {
  const known = Object.hasOwn(state.clones, clone.id) ? state.clones[clone.id] : undefined;
  const readySince = clone.readySinceMinute * 60;
  return known === undefined || known.inRotationSince < readySince
    ? { inRotationSince: readySince, busyUntil: 0, failingSeconds: 0 }
    : known;
}

function groupOf(
  groups: CloneGroup[],
  vcpus: number,
  state: CloneState,
  minute: number,
  model: WebTierModel,
): CloneGroup {
  const wanted = { vcpus, ...state };
  let group = groups.find((other) => areAlike(other, wanted, minute, model));
  if (group === undefined) {
    group = { ...newGroup(0, vcpus, state.inRotationSince), ...state };
    groups.push(group);
  }
  group.count++;
  return group;
}

function cloneMinute(id: string, { minute }: CloneGroup, inRotation: boolean): CloneMinute {
  const { served } = minute;
  const mean = served > 0 ? minute.latencyTotal / served : 0;
  const variance = served > 0 ? Math.max(0, minute.latencySquares / served - mean * mean) : 0;
  return {
    id,
    inRotation,
    cpuPercent: minute.cpuSeconds / 60,
    served,
    refused: minute.refused,
    meanMs: mean,
    p95Ms: served > 0 ? percentile95(mean, variance) : 0,
    p99Ms: served > 0 ? percentile99(mean, variance) : 0,
    knockedOut: minute.knockedOut,
  };
}
