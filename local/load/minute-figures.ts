import { percentile95, percentile99 } from "./queue.ts";

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
  /** Averages of the minute: a clone that was in rotation for half of it counts half in each. */
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

/** What one clone did in a minute, summed over the minute's steps. */
export interface CloneSums {
  /** Seconds in rotation. */
  rotationSeconds: number;
  /** CPU percent times seconds. */
  cpuSeconds: number;
  /** Requests. */
  served: number;
  refused: number;
  /** Times in the clone of the served requests, ms, and their squares. */
  latencyTotal: number;
  latencySquares: number;
  /** Whether the gateway took it out at some time of the minute. */
  knockedOut: boolean;
}

/** Sums to be written. */
export function emptyCloneSums(): CloneSums {
  return {
    rotationSeconds: 0,
    cpuSeconds: 0,
    served: 0,
    refused: 0,
    latencyTotal: 0,
    latencySquares: 0,
    knockedOut: false,
  };
}

/** Makes sums of nothing again. */
export function clearCloneSums(sums: CloneSums): void {
  sums.rotationSeconds = 0;
  sums.cpuSeconds = 0;
  sums.served = 0;
  sums.refused = 0;
  sums.latencyTotal = 0;
  sums.latencySquares = 0;
  sums.knockedOut = false;
}

/** Writes what the clones did, so many alike in each of the groups, into the minute's figures. */
export function sumUp(
  groups: readonly { readonly count: number; readonly minute: CloneSums }[],
  figures: MinuteFigures,
): void {
  let clones = 0;
  let inRotation = 0;
  let cpuTotal = 0;
  let cpuMinimum = 100;
  let cpuMaximum = 0;
  let served = 0;
  let refused = 0;
  let latencyTotal = 0;
  let latencyMinimum = Number.POSITIVE_INFINITY;
  let latencyMaximum = 0;
  let latencySquares = 0;
  for (let i = 0; i < groups.length; i++) {
    const { count, minute } = groups[i] as (typeof groups)[number];
    if (count === 0) continue;
    const cpu = minute.cpuSeconds / 60;
    clones += count;
    inRotation += (count * minute.rotationSeconds) / 60;
    cpuTotal += cpu * count;
    cpuMinimum = Math.min(cpuMinimum, cpu);
    cpuMaximum = Math.max(cpuMaximum, cpu);
    refused += minute.refused * count;
    if (minute.served > 0) {
      const mean = minute.latencyTotal / minute.served;
      served += minute.served * count;
      latencyTotal += minute.latencyTotal * count;
      latencySquares += minute.latencySquares * count;
      latencyMinimum = Math.min(latencyMinimum, mean);
      latencyMaximum = Math.max(latencyMaximum, mean);
    }
  }
  figures.clonesInRotation = inRotation;
  figures.clonesOut = clones - inRotation;
  figures.cpuTotal = cpuTotal;
  figures.cpuMinimum = clones === 0 ? 0 : cpuMinimum;
  figures.cpuMaximum = cpuMaximum;
  figures.served = served;
  figures.refusedByClones = refused;
  figures.latencyTotal = latencyTotal;
  figures.latencyMinimum = served === 0 ? 0 : latencyMinimum;
  figures.latencyMaximum = latencyMaximum;
  figures.latencySquares = latencySquares;
}

/** The time in the clones that 95 % of the minute's served requests stay below. Milliseconds; the approximation of queue.ts, over all clones together. */
export function latencyPercentile95(figures: Latencies): number {
  return overAll(figures, percentile95);
}

/** As {@link latencyPercentile95}, for 99 %. */
export function latencyPercentile99(figures: Latencies): number {
  return overAll(figures, percentile99);
}

type Latencies = Readonly<Pick<MinuteFigures, "served" | "latencyTotal" | "latencySquares">>;

function overAll(figures: Latencies, percentile: typeof percentile95): number {
  if (figures.served === 0) {
    return 0;
  }
  const mean = figures.latencyTotal / figures.served;
  return percentile(mean, Math.max(0, figures.latencySquares / figures.served - mean * mean));
}
