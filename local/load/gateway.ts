import type { GatewayModel } from "./model.ts";

/** The gateway's autoscale limits, in instances: Azure's minCapacity and maxCapacity. */
export interface GatewayLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** The gateway's instances. It is JSON. */
export type GatewayState = {
  instances: number;
  /** Instances wanted in each of the last `delayMinutes` minutes; a minute's place is minute mod length. */
  wanted: number[];
};

/** A gateway that has been quiet at its minimum. */
export function quietGateway(limits: GatewayLimits, model: GatewayModel): GatewayState {
  const instances = wantedInstances(0, limits, model);
  return { instances, wanted: new Array<number>(model.delayMinutes).fill(instances) };
}

/** Requests a second that so many instances carry. */
export function gatewayCapacity(instances: number, model: GatewayModel): number {
  return instances * model.computeUnitsPerInstance * model.requestsPerComputeUnit;
}

/**
 * Moves the gateway into a minute with so many requests a second, in place. Instances that were
 * wanted `delayMinutes` ago stand now; fewer stand when fewer were wanted in all the minutes since.
 * The minutes are whole numbers from 0 and must come one after another.
 *
 * Compute units alone decide, not the two other measures of a capacity unit: true while a response
 * is below 27 kB on average (2.22 Mbit/s at 10 requests a second) and there are fewer than 250
 * connections to each request a second.
 */
export function stepGateway(
  state: GatewayState,
  minute: number,
  rps: number,
  limits: GatewayLimits,
  model: GatewayModel,
): void {
  const { wanted } = state;
  const slot = minute % wanted.length;
  const arriving = wanted[slot] as number;
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    most = Math.max(most, wanted[i] as number);
  }
  if (arriving > state.instances) {
    state.instances = arriving;
  } else if (most < state.instances) {
    state.instances = most;
  }
  wanted[slot] = wantedInstances(rps, limits, model);
}

function wantedInstances(rps: number, limits: GatewayLimits, model: GatewayModel): number {
  const needed = Math.ceil(rps / (gatewayCapacity(1, model) * model.growAt));
  return Math.max(model.leastInstances, limits.minimum, Math.min(limits.maximum, needed));
}
