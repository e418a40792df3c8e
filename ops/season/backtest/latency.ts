import { ASSUMED_CLONE, type CloneModel } from "../../../local/load/model.ts";
import { emptyQueueFigures, solveQueue } from "../../../local/load/queue.ts";

/** vCPUs of the clone whose queue is reckoned: a Standard_D4s_v5, of docs/load-model.md. */
const VCPUS = 4;

/** Loads are told apart to this part of a clone's capacity. */
const BINS_PER_LOAD = 128;

/** Loads from here on, times the capacity, are one: the queue is as full as it gets. */
const MOST_LOAD = 4;

const BINS = BINS_PER_LOAD * MOST_LOAD + 1;

/**
 * How long requests stay in the clones, by the queue M/M/c/K of docs/load-model.md.
 *
 * A clone of the game that is loaded to a part of its capacity stands for one of the load model (4 vCPUs,
 * 40 ms of one a request) that is loaded to the same part: a trace is a shape, and what it counts may be
 * pages, clicks or files. Served requests are counted by the load of their minute, and the percentile is that
 * of all of them: of a mixture of gamma distributions, one a load, as the model takes each to be.
 * The five minutes in which a clone warms up are left out.
 */
export class Latencies {
  /** Requests (in any unit) by the load of the clones that served them. */
  readonly #served = new Float64Array(BINS);

  /** Counts requests that were served at a load, as a part of the clones' capacity. */
  add(load: number, served: number): void {
    const bin = load >= MOST_LOAD ? BINS - 1 : (load * BINS_PER_LOAD + 0.5) | 0;
    this.#served[bin] = (this.#served[bin] as number) + served;
  }

  /** The time in milliseconds that a part of all served requests stays below; 0 without requests. */
  percentile(part: number): number {
    const total = this.#served.reduce((sum, served) => sum + served, 0);
    if (total === 0) return 0;
    const queues = queueOfLoads();
    let low = 0;
    let high = 60;
    for (let halving = 0; halving < 50; halving++) {
      const middle = (low + high) / 2;
      let below = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const served = this.#served[bin] as number;
        if (served > 0) below += served * partBelow(middle, queues[bin] as Queue);
      }
      if (below < part * total) low = middle;
      else high = middle;
    }
    return high * 1000;
  }
}

/** Mean and variance of the time in a clone, in seconds. */
interface Queue {
  readonly mean: number;
  readonly variance: number;
}

let known: readonly Queue[] | undefined;

function queueOfLoads(clone: CloneModel = ASSUMED_CLONE): readonly Queue[] {
  if (known !== undefined) return known;
  const figures = emptyQueueFigures();
  known = Array.from({ length: BINS }, (_, bin) => {
    const rps = ((bin / BINS_PER_LOAD) * VCPUS) / clone.serviceSeconds;
    if (rps === 0) return { mean: clone.serviceSeconds, variance: clone.serviceSeconds ** 2 };
    solveQueue(rps, clone.serviceSeconds, VCPUS, VCPUS * clone.placesPerVcpu, figures);
    return { mean: figures.meanSeconds, variance: figures.variance };
  });
  return known;
}

/** The part of a gamma distribution below a time, by Wilson and Hilferty's approximation (local/load/queue.ts). */
function partBelow(seconds: number, { mean, variance }: Queue): number {
  const ninth = variance / (9 * mean * mean);
  return normalBelow((Math.cbrt(seconds / mean) - 1 + ninth) / Math.sqrt(ninth));
}

/**
 * The part of a standard normal distribution below a value, within 7.5e-8: formula 26.2.17 of Abramowitz and
 * Stegun, Handbook of Mathematical Functions (1964).
 */
function normalBelow(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return value > 0 ? 1 - above : above;
}
