import { type GatewayLimits, type GatewayState, gatewayCapacity, stepGateway } from "./gateway.ts";
import { type ProbeModel, speedAfter, type WebTierModel } from "./model.ts";
import {
  emptyQueueFigures,
  percentile95,
  percentile99,
  type QueueFigures,
  solveQueue,
} from "./queue.ts";

/** Clones with the same history: they are computed once and share one fate. */
export interface CloneGroup {
  count: number;
  vcpus: number;
  /** Minute in which they come into rotation: its warm-up counts from here. Until then they get no requests. */
  inRotationSince: number;
  /** Minutes in a row, up to now, in which their probes failed. */
  failingMinutes: number;
  /** What each of them did in the last minute. */
  readonly queue: QueueFigures;
}

/** A web tier between two minutes. It is changed in place: {@link stepFleet}. */
export interface Fleet {
  readonly groups: CloneGroup[];
  readonly gateway: GatewayState;
}

/** One minute of a web tier. Requests are numbers of that minute, and need not be whole. */
export interface MinuteFigures {
  arrived: number;
  served: number;
  /** Above what the gateway's instances carry: refused by it (503). */
  refusedByGateway: number;
  /** Came through the gateway when no clone was in rotation (502). */
  refusedWithoutClone: number;
  /** Found a clone's places taken (503). */
  refusedByClones: number;
  gatewayInstances: number;
  computeUnits: number;
  clonesInRotation: number;
  clonesOut: number;
  /** CPU percentages of all clones, those out of rotation too: their sum, least and greatest. */
  cpuTotal: number;
  cpuMinimum: number;
  cpuMaximum: number;
  /** Time in the clone of the requests that were served, in ms: their sum, and the least and greatest mean of a clone. */
  latencyTotal: number;
  latencyMinimum: number;
  latencyMaximum: number;
  /** Sum of the squares of those times, in ms². With it percentiles over all clones: {@link latencyPercentile95}. */
  latencySquares: number;
}

/** Figures to be written. */
export function emptyMinuteFigures(): MinuteFigures {
  return {
    arrived: 0,
    served: 0,
    refusedByGateway: 0,
    refusedWithoutClone: 0,
    refusedByClones: 0,
    gatewayInstances: 0,
    computeUnits: 0,
    clonesInRotation: 0,
    clonesOut: 0,
    cpuTotal: 0,
    cpuMinimum: 0,
    cpuMaximum: 0,
    latencyTotal: 0,
    latencyMinimum: 0,
    latencyMaximum: 0,
    latencySquares: 0,
  };
}

/** Clones that come into rotation in a minute, as a group of their own. */
export function newGroup(count: number, vcpus: number, inRotationSince: number): CloneGroup {
  return { count, vcpus, inRotationSince, failingMinutes: 0, queue: emptyQueueFigures() };
}

/** Makes one group of all that have become alike by `minute`: as warm, or out for as long. Changes `groups`. */
export function mergeGroups(groups: CloneGroup[], minute: number, model: WebTierModel): void {
  let kept = 0;
  for (const group of groups) {
    const alike = groups.findIndex(
      (other, at) => at < kept && areAlike(group, other, minute, model),
    );
    if (alike >= 0) {
      (groups[alike] as CloneGroup).count += group.count;
    } else if (group.count > 0) {
      groups[kept++] = group;
    }
  }
  groups.length = kept;
}

/** Whether two groups fare the same from `minute` on. */
export function areAlike(
  one: Pick<CloneGroup, "vcpus" | "inRotationSince" | "failingMinutes">,
  other: Pick<CloneGroup, "vcpus" | "inRotationSince" | "failingMinutes">,
  minute: number,
  model: WebTierModel,
): boolean {
  const warmSince = minute - model.clone.warmUpMinutes;
  return (
    one.vcpus === other.vcpus &&
    one.failingMinutes === other.failingMinutes &&
    Math.max(one.inRotationSince, warmSince) === Math.max(other.inRotationSince, warmSince)
  );
}

/**
 * One minute of a web tier, in place and without allocating: requests through the gateway, in equal
 * shares onto the clones in rotation, each a queue M/M/c/K; then the probes' verdicts. The minutes
 * must come one after another.
 *
 * A clone's probes fail in a minute in which a request stays in it longer, on average, than the
 * probe waits, or in which it refuses a share of `probe.refusedShare`. After as many minutes of
 * that as `unhealthyThreshold` probes take, it is out, and its share falls on the others. It
 * comes back when its queue has been served and one more probe has passed, and must warm up again.
 */
export function stepFleet(
  fleet: Fleet,
  minute: number,
  rps: number,
  limits: GatewayLimits,
  model: WebTierModel,
  figures: MinuteFigures,
): void {
  const { groups, gateway } = fleet;
  stepGateway(gateway, minute, rps, limits, model.gateway);
  const admitted = Math.min(rps, gatewayCapacity(gateway.instances, model.gateway));
  let inRotation = 0;
  let out = 0;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as CloneGroup;
    if (group.inRotationSince <= minute) {
      inRotation += group.count;
    } else {
      out += group.count;
    }
  }
  figures.arrived = rps * 60;
  figures.refusedByGateway = (rps - admitted) * 60;
  figures.refusedWithoutClone = inRotation === 0 ? admitted * 60 : 0;
  figures.gatewayInstances = gateway.instances;
  figures.computeUnits = admitted / model.gateway.requestsPerComputeUnit;
  figures.clonesInRotation = inRotation;
  figures.clonesOut = out;
  figures.served = 0;
  figures.refusedByClones = 0;
  figures.cpuTotal = 0;
  figures.cpuMinimum = inRotation + out === 0 ? 0 : 100;
  figures.cpuMaximum = 0;
  figures.latencyTotal = 0;
  figures.latencyMinimum = Number.POSITIVE_INFINITY;
  figures.latencyMaximum = 0;
  figures.latencySquares = 0;
  const share = inRotation === 0 ? 0 : admitted / inRotation;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as CloneGroup;
    if (group.count > 0) {
      stepGroup(group, minute, share, model, figures);
    }
  }
  if (figures.served === 0) {
    figures.latencyMinimum = 0;
  }
}

function stepGroup(
  group: CloneGroup,
  minute: number,
  share: number,
  model: WebTierModel,
  figures: MinuteFigures,
): void {
  const { clone, probe } = model;
  const { queue, count, vcpus } = group;
  const inRotation = group.inRotationSince <= minute;
  const speed = speedAfter(minute - group.inRotationSince, clone);
  const places = clone.placesPerVcpu * vcpus;
  const serviceSeconds = inRotation ? clone.serviceSeconds / speed : clone.serviceSeconds;
  solveQueue(inRotation ? share : 0, serviceSeconds, vcpus, places, queue);
  const cpu = cpuPercent(queue, model);
  figures.cpuTotal += cpu * count;
  figures.cpuMinimum = Math.min(figures.cpuMinimum, cpu);
  figures.cpuMaximum = Math.max(figures.cpuMaximum, cpu);
  if (!inRotation) {
    return;
  }
  const served = queue.servedRps * 60 * count;
  const mean = queue.meanSeconds * 1000;
  figures.served += served;
  figures.refusedByClones += queue.refusedRps * 60 * count;
  if (served > 0) {
    figures.latencyTotal += served * mean;
    figures.latencyMinimum = Math.min(figures.latencyMinimum, mean);
    figures.latencyMaximum = Math.max(figures.latencyMaximum, mean);
    figures.latencySquares += served * (queue.variance * 1e6 + mean * mean);
  }
  if (!probesFail(queue, probe)) {
    group.failingMinutes = 0;
    return;
  }
  group.failingMinutes++;
  if (group.failingMinutes >= minutesUntilOut(probe)) {
    const drainSeconds = (places * serviceSeconds) / vcpus;
    group.failingMinutes = 0;
    group.inRotationSince = minute + 1 + Math.ceil((drainSeconds + probe.intervalSeconds) / 60);
  }
}

/** CPU percentage of a clone: its idle base, and its requests on the rest. */
export function cpuPercent(queue: QueueFigures, model: WebTierModel): number {
  const idle = model.clone.idleCpuPercent;
  return idle + (100 - idle) * queue.utilisation;
}

function probesFail(queue: QueueFigures, probe: ProbeModel): boolean {
  return queue.meanSeconds > probe.timeoutSeconds || queue.refusedShare >= probe.refusedShare;
}

function minutesUntilOut(probe: ProbeModel): number {
  return Math.max(1, Math.ceil((probe.intervalSeconds * probe.unhealthyThreshold) / 60));
}

/** The time in the clones that 95 % of the minute's served requests stay below. Milliseconds; the approximation of queue.ts, over all clones together. */
export function latencyPercentile95(figures: MinuteFigures): number {
  return overAll(figures, percentile95);
}

/** As {@link latencyPercentile95}, for 99 %. */
export function latencyPercentile99(figures: MinuteFigures): number {
  return overAll(figures, percentile99);
}

function overAll(figures: MinuteFigures, percentile: typeof percentile95): number {
  if (figures.served === 0) {
    return 0;
  }
  const mean = figures.latencyTotal / figures.served;
  return percentile(mean, Math.max(0, figures.latencySquares / figures.served - mean * mean));
}
