import type { JsonObject } from "../../json.ts";
import type { MetricMinute } from "../../load/azure-metrics.ts";
import type { GatewayLimits } from "../../load/gateway.ts";
import { latencyPercentile95, type MinuteFigures } from "../../load/minute-figures.ts";
import { DEFAULT_MODEL } from "../../load/model.ts";
import {
  type Clone,
  type CloneMinute,
  initialState,
  step,
  type WebTierState,
} from "../../load/web-tier.ts";
import type { Store } from "../../store/store.ts";
import { interfaceConfigurations } from "../compute/machine-documents.ts";
import { markHealth } from "../compute/machine-life.ts";
import { isOn, type MachineState, machineServes, machineStates } from "../compute/machine-state.ts";
import { type EventKind, RANKS, schedule } from "../event-kind.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import { forgetMetrics } from "../monitor/metric-series.ts";
import { numberAt, objectAt, objectsAt, textAt } from "../support/json.ts";
import { keepLoad, rpsAt } from "./load-source.ts";

const MINUTE = 60_000;

/**
 * How long metrics are kept, in minutes: a week. Azure keeps 93 days ("Azure Monitor Metrics overview");
 * rules look back 12 hours at most, and the store's file is to stay small.
 */
const KEPT_MINUTES = 7 * 24 * 60;

/** Instances that a gateway grows to at most where its autoscale configuration names no maximum. */
const MOST_INSTANCES = 10;

const TIER = "web tier";

/**
 * A minute of a scale set has passed: its load went through the gateway onto the clones, and metrics
 * say how it went (docs/load-model.md). A clone that was too busy for its probes is unhealthy.
 */
export const loadMinute: EventKind = {
  kind: "load minute",
  rank: RANKS.load,
  run({ subject }, { store, at }) {
    const set = store.get(subject);
    if (set === undefined) return;
    schedule(store, loadMinute, at + MINUTE, set.id);
    measure(store, set.id, set, at - MINUTE);
  },
};

/** Measures a scale set from the next whole minute on; nothing happens where it is measured already. */
export function startMeasuring(store: Store, setId: string, at: number): void {
  if (store.events.of(setId, loadMinute.kind).length > 0) return;
  schedule(store, loadMinute, (Math.floor(at / MINUTE) + 1) * MINUTE, setId);
}

/** The set is gone: so are its load, its metrics and what was known of its tier. */
export function stopMeasuring(store: Store, setId: string): void {
  store.events.cancel(setId, loadMinute.kind);
  store.states.delete(TIER, setId);
  keepLoad(store, setId, undefined);
  forgetMetrics(store, setId);
}

/** A tier at the end of the last minute, and what happened in it. */
export type MeasuredTier = WebTierState & { readonly last: TierMinute };

/** The last minute of a tier as its users had it. */
export type TierMinute = {
  /** Whole minutes since 1970, of its start. */
  readonly minute: number;
  /** Requests of the minute. */
  readonly arrived: number;
  readonly served: number;
  /** By the gateway, above what it carries; without a clone in rotation; by full clones. */
  readonly refused: {
    readonly byGateway: number;
    readonly withoutClone: number;
    readonly byClones: number;
  };
  /** Time that 95 % of the served requests stay below, the gateway's included. Milliseconds; null without requests. */
  readonly p95Ms: number | null;
  /** Averages of the minute. */
  readonly hostsInRotation: number;
  readonly hostsOut: number;
  readonly gatewayInstances: number;
};

/** How a set's tier was in the last minute; undefined before the first. */
export function tierOf(store: Store, setId: string): MeasuredTier | undefined {
  return store.states.get<MeasuredTier>(TIER, setId);
}

/** The id of the application gateway whose pool a set's machines are in. */
export function gatewayOf(set: JsonObject): string | undefined {
  const [pool] = interfaceConfigurations(set)
    .flatMap((configuration) => objectsAt(configuration, "properties.ipConfigurations"))
    .flatMap((ip) => objectsAt(ip, "properties.applicationGatewayBackendAddressPools"));
  return textAt(pool, "id")?.replace(/\/backendAddressPools\/[^/]+$/i, "");
}

function measure(store: Store, setId: string, set: JsonObject, from: number): void {
  const gatewayId = gatewayOf(set);
  const gateway = limitsOf(store.get(gatewayId ?? ""));
  const all = machineStates(store, setId);
  const machines = all.filter(isOn);
  const minute = from / MINUTE;
  const result = step(tierOf(store, setId) ?? initialState(gateway), {
    minute,
    rps: gatewayId === undefined ? 0 : rpsAt(store, setId, from),
    clones: machines.map((machine) => cloneOf(machine, from)),
    hostsOff: all.length - machines.length,
    gateway,
  });
  const last = tierMinute(minute, result.figures, all.length - machines.length);
  const measured: MeasuredTier = { ...result.nextState, last };
  store.states.set(TIER, setId, measured);
  keepMetrics(store, setId, minute, result.metrics.scaleSet);
  if (gatewayId !== undefined) keepMetrics(store, gatewayId, minute, result.metrics.gateway);
  judge(store, machines, result.perClone, from + MINUTE);
}

function tierMinute(minute: number, figures: MinuteFigures, hostsOff: number): TierMinute {
  const isServing = figures.served > 0;
  const p95Ms = latencyPercentile95(figures) + DEFAULT_MODEL.gateway.overheadMs;
  return {
    minute,
    arrived: figures.arrived,
    served: figures.served,
    refused: {
      byGateway: figures.refusedByGateway,
      withoutClone: figures.refusedWithoutClone,
      byClones: figures.refusedByClones,
    },
    p95Ms: isServing ? p95Ms : null,
    hostsInRotation: figures.clonesInRotation,
    hostsOut: figures.clonesOut + hostsOff,
    gatewayInstances: figures.gatewayInstances,
  };
}

function keepMetrics(
  store: Store,
  resource: string,
  minute: number,
  metrics: Readonly<Record<string, MetricMinute>>,
): void {
  for (const [name, values] of Object.entries(metrics)) {
    if (values.count > 0) store.metrics.put(resource, name, { minute, ...values });
    if (minute % 60 === 0) store.metrics.forget(resource, name, minute - KEPT_MINUTES);
  }
}

/** A clone that does not serve at the minute's start is ready in a later one. */
function cloneOf(machine: MachineState, from: number): Clone {
  return {
    id: machine.id,
    vcpus: vmSizeFacts(machine.size)?.vcpus ?? 1,
    readySinceMinute: machineServes(machine, from)
      ? Math.ceil(machine.since / MINUTE)
      : from / MINUTE + 1,
  };
}

/**
 * The same path is asked by the gateway's probe and the health extension: they find alike. A clone that
 * is out at the minute's end, or was taken out in it, is Unhealthy, so that one that comes and goes within
 * minutes is; the extension's own answers would change with each of its probes.
 */
function judge(
  store: Store,
  machines: readonly MachineState[],
  minutes: readonly CloneMinute[],
  at: number,
): void {
  for (const [index, machine] of machines.entries()) {
    const minute = minutes[index];
    if (minute === undefined || !machineServes(machine, at - MINUTE)) continue;
    if (minute.knockedOut || !minute.inRotation) markHealth(store, machine.id, "Unhealthy", at);
    else if (machine.health === "Unhealthy") markHealth(store, machine.id, "Healthy", at);
  }
}

/**
 * Between how many instances a gateway scales; one of fixed capacity doesn't.
 * Source: Learn, "Scaling Application Gateway v2 and WAF v2" (the two modes, and the default of a maximum).
 */
function limitsOf(gateway: JsonObject | undefined): GatewayLimits {
  const autoscale = objectAt(gateway, "properties.autoscaleConfiguration");
  const fixed = numberAt(gateway, "properties.sku.capacity") ?? 0;
  if (autoscale === undefined) return { minimum: fixed, maximum: fixed };
  const minimum = numberAt(autoscale, "minCapacity") ?? 0;
  return {
    minimum,
    maximum: numberAt(autoscale, "maxCapacity") ?? Math.max(minimum, MOST_INSTANCES),
  };
}
