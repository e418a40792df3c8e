/** Values with their weights, collected one by one. */
export class Weighted {
  readonly #values: number[] = [];
  readonly #weights: number[] = [];

  /** A value without weight, or that is no number, is not counted. */
  add(value: number, weight = 1): void {
    if (!(weight > 0) || !Number.isFinite(value)) return;
    this.#values.push(value);
    this.#weights.push(weight);
  }

  /** The sum of the weights. */
  get weight(): number {
    return this.#weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** The value below which a part `p` of the weight lies; undefined when there is none. */
  quantile(p: number): number | undefined {
    const goal = p * this.weight;
    let below = 0;
    for (const index of this.#order()) {
      below += this.#weights[index] as number;
      if (below >= goal) return this.#values[index];
    }
    return undefined;
  }

  /** The middle between the two middle values where the weight is cut in half between them. */
  median(): number | undefined {
    const goal = this.weight / 2;
    let below = 0;
    let lower: number | undefined;
    for (const index of this.#order()) {
      const value = this.#values[index] as number;
      if (lower !== undefined) return (lower + value) / 2;
      below += this.#weights[index] as number;
      if (below > goal * (1 + 1e-9)) return value;
      if (below >= goal * (1 - 1e-9)) lower = value;
    }
    return lower;
  }

  #order(): Uint32Array {
    const values = this.#values;
    return Uint32Array.from(values.keys()).sort(
      (one, other) => (values[one] as number) - (values[other] as number),
    );
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
