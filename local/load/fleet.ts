import { type GatewayLimits, type GatewayState, gatewayCapacity, stepGateway } from "./gateway.ts";
import {
  type CloneSums,
  clearCloneSums,
  emptyCloneSums,
  type MinuteFigures,
  sumUp,
} from "./minute-figures.ts";
import { type ProbeModel, probeStepSeconds, speedAfter, type WebTierModel } from "./model.ts";
import { emptyQueueFigures, type QueueFigures, solveQueue } from "./queue.ts";

/** How a clone is between two steps. Times are seconds from the origin of the minutes. */
export interface CloneCondition {
  /** Second in which it comes into rotation: its warm-up counts from here. Until then it gets no requests. */
  inRotationSince: number;
  /** Second until which it serves what was queued in it when it was taken out; 0 where it never was. */
  busyUntil: number;
  /** Seconds, up to now, in which its probes failed. */
  failingSeconds: number;
}

/** Clones with the same history: they are computed once and share one fate. */
export interface CloneGroup extends CloneCondition {
  count: number;
  vcpus: number;
  /** What each of them did in the last step in rotation. */
  readonly queue: QueueFigures;
  /** What each of them did in the last minute. */
  readonly minute: CloneSums;
}

/** A web tier between two minutes. It is changed in place: {@link stepFleet}. */
export interface Fleet {
  readonly groups: CloneGroup[];
  readonly gateway: GatewayState;
}

/** Clones that come into rotation in a second, as a group of their own. */
export function newGroup(count: number, vcpus: number, inRotationSince: number): CloneGroup {
  return {
    count,
    vcpus,
    inRotationSince,
    busyUntil: 0,
    failingSeconds: 0,
    queue: emptyQueueFigures(),
    minute: emptyCloneSums(),
  };
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
  one: Readonly<CloneCondition> & { readonly vcpus: number },
  other: Readonly<CloneCondition> & { readonly vcpus: number },
  minute: number,
  model: WebTierModel,
): boolean {
  const now = minute * 60;
  const warmSince = now - model.clone.warmUpMinutes * 60;
  return (
    one.vcpus === other.vcpus &&
    one.failingSeconds === other.failingSeconds &&
    Math.max(one.inRotationSince, warmSince) === Math.max(other.inRotationSince, warmSince) &&
    Math.max(one.busyUntil, now) === Math.max(other.busyUntil, now)
  );
}

/**
 * One minute of a web tier, in place and without allocating: requests through the gateway, in equal
 * shares onto the clones in rotation, each a queue M/M/c/K; and the probes' verdicts. The minutes
 * must come one after another.
 *
 * A minute in which no probe fails and no clone goes or returns is one step. Any other is played in
 * steps of a probe's interval. A clone's probes fail in a step in which a request stays in it
 * longer, on average, than the probe waits, or in which it refuses a share of `probe.refusedShare`.
 * After `unhealthyThreshold` intervals of that it is out, and its share falls on the others. It
 * works until its queue has been served, comes back with the first probe after that (assumed: one
 * that passes is enough), and must warm up again.
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
  const from = minute * 60;
  const idle = isCalm(groups, from) ? playCalmly(groups, from, admitted, model) : undefined;
  const idleSeconds = idle ?? playInSteps(groups, from, admitted, model);
  figures.arrived = rps * 60;
  figures.refusedByGateway = (rps - admitted) * 60;
  figures.refusedWithoutClone = idleSeconds * admitted;
  figures.gatewayInstances = gateway.instances;
  figures.computeUnits = admitted / model.gateway.requestsPerComputeUnit;
  sumUp(groups, figures);
}

/** Whether nobody's probes are failing, and nobody goes or returns within the minute, as far as is known at its start. */
function isCalm(groups: readonly CloneGroup[], from: number): boolean {
  for (let i = 0; i < groups.length; i++) {
    const { failingSeconds, inRotationSince, busyUntil } = groups[i] as CloneGroup;
    const returns = inRotationSince > from && inRotationSince < from + 60;
    if (failingSeconds > 0 || returns || busyUntil > from) return false;
  }
  return true;
}

/** The minute as one step; undefined where probes would fail in it. Returns the seconds without a clone in rotation. */
function playCalmly(
  groups: readonly CloneGroup[],
  from: number,
  admitted: number,
  model: WebTierModel,
): number | undefined {
  const idleSeconds = playStep(groups, from, 60, admitted, model);
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as CloneGroup;
    const isServing = group.count > 0 && group.inRotationSince <= from;
    if (isServing && probesFail(group.queue, model.probe)) return undefined;
  }
  return idleSeconds;
}

/** The minute in steps of a probe's interval. Returns the seconds without a clone in rotation. */
function playInSteps(
  groups: readonly CloneGroup[],
  from: number,
  admitted: number,
  model: WebTierModel,
): number {
  const seconds = probeStepSeconds(model.probe);
  let idleSeconds = 0;
  for (let at = from; at < from + 60; at += seconds) {
    idleSeconds += playStep(groups, at, seconds, admitted, model, at === from);
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] as CloneGroup;
      if (group.inRotationSince <= at) judge(group, at, seconds, model);
    }
  }
  return idleSeconds;
}

/** Adds what the clones do in a step; the first of a minute starts their sums. Returns the seconds without a clone in rotation. */
function playStep(
  groups: readonly CloneGroup[],
  from: number,
  seconds: number,
  admitted: number,
  model: WebTierModel,
  isFirst = true,
): number {
  let inRotation = 0;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as CloneGroup;
    if (isFirst) clearCloneSums(group.minute);
    if (group.inRotationSince <= from) inRotation += group.count;
  }
  const share = inRotation === 0 ? 0 : admitted / inRotation;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as CloneGroup;
    if (group.count === 0) continue;
    if (group.inRotationSince <= from) serve(group, from, seconds, share, model);
    else drain(group, from, seconds, model);
  }
  return inRotation === 0 ? seconds : 0;
}

function serve(
  { queue, minute, vcpus, inRotationSince }: CloneGroup,
  from: number,
  seconds: number,
  share: number,
  model: WebTierModel,
): void {
  const { clone } = model;
  const serviceSeconds = serviceSecondsAt(from, inRotationSince, model);
  solveQueue(share, serviceSeconds, vcpus, clone.placesPerVcpu * vcpus, queue);
  const served = queue.servedRps * seconds;
  const mean = queue.meanSeconds * 1000;
  minute.rotationSeconds += seconds;
  minute.cpuSeconds += cpuPercent(queue.utilisation, model) * seconds;
  minute.served += served;
  minute.refused += queue.refusedRps * seconds;
  minute.latencyTotal += served * mean;
  minute.latencySquares += served * (queue.variance * 1e6 + mean * mean);
}

/**
 * A clone out of rotation works as long as it has a queue. What it serves then is not counted: a
 * queue is taken to be full at once, so that what filled it was counted as refused.
 */
function drain(
  { minute, busyUntil }: CloneGroup,
  from: number,
  seconds: number,
  model: WebTierModel,
): void {
  const busy = Math.max(0, Math.min(1, (busyUntil - from) / seconds));
  minute.cpuSeconds += cpuPercent(busy, model) * seconds;
}

/** What the probes of a step make of a clone in rotation. */
function judge(group: CloneGroup, from: number, seconds: number, model: WebTierModel): void {
  const { clone, probe } = model;
  if (!probesFail(group.queue, probe)) {
    group.failingSeconds = 0;
    return;
  }
  group.failingSeconds += seconds;
  if (group.failingSeconds < probe.intervalSeconds * probe.unhealthyThreshold) return;
  const serviceSeconds = serviceSecondsAt(from, group.inRotationSince, model);
  const drainSeconds = clone.placesPerVcpu * serviceSeconds;
  const outSeconds = Math.ceil(drainSeconds / probe.intervalSeconds) * probe.intervalSeconds;
  const until = from + seconds;
  group.failingSeconds = 0;
  group.busyUntil = until + drainSeconds;
  group.inRotationSince = until + Math.ceil(outSeconds / seconds) * seconds;
  group.minute.knockedOut = true;
}

function serviceSecondsAt(
  second: number,
  inRotationSince: number,
  { clone }: WebTierModel,
): number {
  return clone.serviceSeconds / speedAfter((second - inRotationSince) / 60, clone);
}

/** CPU percentage of a clone: its idle base, and its requests on the rest. */
function cpuPercent(utilisation: number, model: WebTierModel): number {
  const idle = model.clone.idleCpuPercent;
  return idle + (100 - idle) * utilisation;
}

function probesFail(queue: QueueFigures, probe: ProbeModel): boolean {
  return queue.meanSeconds > probe.timeoutSeconds || queue.refusedShare >= probe.refusedShare;
}
