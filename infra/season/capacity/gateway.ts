import { runningMaximum } from "./running-maximum.ts";
import { machinesFor, quartersOf, whole } from "./web.ts";
import { acrossZones } from "./zones.ts";

/** What decides how many instances the gateway needs. */
export interface GatewayCapacity {
  /** Kilobytes of a mean answer. */
  readonly answerKilobytes: number;
  /** Connections that stay open, for each request a second. */
  readonly connectionsPerRps: number;
  /** How busy instances may be at the planned quantile, above 0 to 1. */
  readonly utilisation: number;
  /** How busy the instances that are left may be when a zone is lost, above 0 to 1. */
  readonly utilisationWithoutZone: number;
  readonly zones: number;
  /** Minutes that growing takes. */
  readonly leadMinutes: number;
  /** Fewest instances whatever the load. */
  readonly minimum: number;
  /** Most instances that are allowed: more than that is a finding, and is planned all the same. */
  readonly maximum: number;
}

/**
 * What one capacity unit of a WAF_v2 gateway carries, and how many an instance has.
 * Source: Microsoft, Application Gateway: understanding-pricing (a compute unit of WAF_v2: about 10
 * requests a second; a capacity unit: one compute unit, 2,500 connections or 2.22 megabits a second) and
 * application-gateway-autoscaling-zone-redundant (an instance: about 10 capacity units).
 */
export const CAPACITY_UNIT = {
  rps: 10,
  connections: 2500,
  megabitsPerSecond: 2.22,
  perInstance: 10,
} as const;

/** Two, so that one may fail. */
const FEWEST_INSTANCES = 2;

/** Capacity units that each request a second takes: the dimension that needs most decides. */
export function capacityUnitsPerRps(gateway: GatewayCapacity): number {
  return Math.max(
    1 / CAPACITY_UNIT.rps,
    gateway.connectionsPerRps / CAPACITY_UNIT.connections,
    (gateway.answerKilobytes * 8) / 1000 / CAPACITY_UNIT.megabitsPerSecond,
  );
}

/** Instances for a load in requests a second; two at least, so that one may fail. */
export function gatewayInstancesFor(rps: number, gateway: GatewayCapacity): number {
  return instancesFor((rps * capacityUnitsPerRps(gateway)) / CAPACITY_UNIT.perInstance, gateway);
}

/** The instances that must have been asked for in each quarter, growing time included. */
export function gatewayAhead(rps: Float64Array, gateway: GatewayCapacity): Int32Array {
  const perRps = capacityUnitsPerRps(gateway) / CAPACITY_UNIT.perInstance;
  const needed = machinesFor(rps, (load) => instancesFor(load * perRps, gateway));
  return runningMaximum(needed, quartersOf(gateway.leadMinutes));
}

/** Instances for as much as `full` fully busy ones carry. */
function instancesFor(full: number, gateway: GatewayCapacity): number {
  const usual = whole(full / gateway.utilisation);
  const left = whole(full / gateway.utilisationWithoutZone);
  return Math.max(usual, acrossZones(left, gateway.zones), gateway.minimum, FEWEST_INSTANCES);
}
