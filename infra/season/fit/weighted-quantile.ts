/** Weights are sums: by so much of a part two that are meant alike may differ. */
const ROUNDING = 1e-9;

/** Values with their weights, collected one by one. */
export class Weighted {
  readonly #values: number[] = [];
  readonly #weights: number[] = [];
  #weight = 0;

  /** A value without weight, or that is no number, is not counted. */
  add(value: number, weight = 1): void {
    if (!(weight > 0) || !Number.isFinite(value)) return;
    this.#values.push(value);
    this.#weights.push(weight);
    this.#weight += weight;
  }

  /** The sum of the weights. */
  get weight(): number {
    return this.#weight;
  }

  /** The value below which a part `p` of the weight lies; undefined when there is none. */
  quantile(p: number): number | undefined {
    return this.#values.length === 0 ? undefined : this.#reaching(p * this.#weight);
  }

  /** The middle between the two middle values where the weight is cut in half between them. */
  median(): number | undefined {
    if (this.#values.length === 0) return undefined;
    const half = this.#weight / 2;
    return (this.#reaching(half * (1 - ROUNDING)) + this.#reaching(half * (1 + ROUNDING))) / 2;
  }

  /** The least value that has a weight of `goal` up to it: by halves, without sorting what does not matter. */
  #reaching(goal: number): number {
    const values = this.#values;
    const order = Uint32Array.from(values.keys());
    let from = 0;
    let until = order.length;
    let below = 0;
    for (;;) {
      const pivot = values[order[(from + until) >> 1] as number] as number;
      let less = from;
      let more = until;
      let lighter = 0;
      let same = 0;
      for (let i = from; i < more; ) {
        const index = order[i] as number;
        const value = values[index] as number;
        if (value > pivot) {
          more -= 1;
          order[i] = order[more] as number;
          order[more] = index;
          continue;
        }
        if (value < pivot) {
          lighter += this.#weights[index] as number;
          order[i] = order[less] as number;
          order[less] = index;
          less += 1;
        } else same += this.#weights[index] as number;
        i += 1;
      }
      if (below + lighter >= goal && less > from) until = less;
      else if (below + lighter + same >= goal || more === until) return pivot;
      else {
        below += lighter + same;
        from = more;
      }
    }
  }
}

/**
 * The same for logarithms by the hundred thousand: counted in bins a five-hundredth wide, within a factor of
 * about 150 up and down.
 */
export class WeightedLogarithms {
  readonly #bins = new Float64Array(2 * REACH * PER_UNIT);
  #weight = 0;

  /** What lies beyond the reach counts as its end. */
  add(value: number, weight: number): void {
    if (!(weight > 0) || Number.isNaN(value)) return;
    const bin = Math.floor((value + REACH) * PER_UNIT);
    const index = Math.min(this.#bins.length - 1, Math.max(0, bin));
    this.#bins[index] = (this.#bins[index] as number) + weight;
    this.#weight += weight;
  }

  /** The middle of the bin below which a part `p` of the weight lies; undefined when there is none. */
  quantile(p: number): number | undefined {
    if (this.#weight === 0) return undefined;
    let below = 0;
    const index = this.#bins.findIndex((weight) => {
      below += weight;
      return below >= p * this.#weight;
    });
    return ((index < 0 ? this.#bins.length : index) + 0.5) / PER_UNIT - REACH;
  }
}

const REACH = 5;
const PER_UNIT = 500;
