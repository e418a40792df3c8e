import { azureMetrics, type WebTierMetrics } from "./azure-metrics.ts";
import {
  areAlike,
  type CloneGroup,
  cpuPercent,
  emptyMinuteFigures,
  type MinuteFigures,
  newGroup,
  stepFleet,
} from "./fleet.ts";
import { type GatewayLimits, type GatewayState, quietGateway } from "./gateway.ts";
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

export type CloneState = {
  /** Minute since which it is, or from which it will be, in rotation. */
  readonly inRotationSince: number;
  /** Minutes in a row, up to now, in which its probes failed. */
  readonly failingMinutes: number;
};

/** What one clone did in a minute. */
export interface CloneMinute {
  readonly id: string;
  readonly inRotation: boolean;
  readonly cpuPercent: number;
  /** Requests of the minute. */
  readonly served: number;
  readonly refused: number;
  /** Time of a served request in the clone, ms; 0 in a clone that got no requests. */
  readonly meanMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** It was in rotation, and the gateway takes it out at the minute's end. */
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
    const inRotation = before.inRotationSince <= minute;
    const knockedOut = inRotation && group.inRotationSince > minute;
    clones[clone.id] = {
      inRotationSince: knockedOut ? group.inRotationSince : before.inRotationSince,
      failingMinutes: group.failingMinutes,
    };
    return cloneMinute(clone.id, group, inRotation, knockedOut, model);
  });
  return {
    figures,
    metrics: azureMetrics(figures, model, input.hostsOff),
    perClone,
    nextState: { gateway: fleet.gateway, clones },
  };
}

/** A clone that became ready anew (restarted, reimaged) comes into rotation anew. */
function stateOf(clone: Clone, state: WebTierState): CloneState {
  const known = Object.hasOwn(state.clones, clone.id) ? state.clones[clone.id] : undefined;
  return known === undefined || known.inRotationSince < clone.readySinceMinute
    ? { inRotationSince: clone.readySinceMinute, failingMinutes: 0 }
    : known;
}

function groupOf(
  groups: CloneGroup[],
  vcpus: number,
  { inRotationSince, failingMinutes }: CloneState,
  minute: number,
  model: WebTierModel,
): CloneGroup {
  const wanted = { vcpus, inRotationSince, failingMinutes };
  let group = groups.find((other) => areAlike(other, wanted, minute, model));
  if (group === undefined) {
    group = newGroup(0, vcpus, inRotationSince);
    group.failingMinutes = failingMinutes;
    groups.push(group);
  }
  group.count++;
  return group;
}

function cloneMinute(
  id: string,
  { queue }: CloneGroup,
  inRotation: boolean,
  knockedOut: boolean,
  model: WebTierModel,
): CloneMinute {
  const busy = queue.servedRps > 0;
  return {
    id,
    inRotation,
    cpuPercent: cpuPercent(queue, model),
    served: queue.servedRps * 60,
    refused: queue.refusedRps * 60,
    meanMs: busy ? queue.meanSeconds * 1000 : 0,
    p95Ms: busy ? percentile95(queue.meanSeconds, queue.variance) * 1000 : 0,
    p99Ms: busy ? percentile99(queue.meanSeconds, queue.variance) * 1000 : 0,
    knockedOut,
  };
}
