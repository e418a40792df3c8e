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
    const order = Uint32Array.from(this.#values.keys()).sort(
      (one, other) => (this.#values[one] as number) - (this.#values[other] as number),
    );
    const goal = p * this.weight;
    let below = 0;
    for (const index of order) {
      below += this.#weights[index] as number;
      if (below >= goal) return this.#values[index];
    }
    return undefined;
  }

  median(): number | undefined {
    return this.quantile(0.5);
  }
}
