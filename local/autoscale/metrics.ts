import type { Statistic, TimeAggregation } from "./setting.ts";

/** Where the core reads metrics. */
export interface MetricReader {
  /**
   * The series of a metric, or undefined where there is none. Called at every run, so it must be quick.
   *
   * @param resourceUri in lower case
   */
  series(metricName: string, resourceUri: string): MinuteSeries | undefined;
}

/** One reading of a metric: what a rule asks for. */
export interface Query {
  readonly metricName: string;
  /** In lower case, as ids are the same in any. */
  readonly resourceUri: string;
  readonly statistic: Statistic;
  readonly timeAggregation: TimeAggregation;
  /** Minutes of a sample. */
  readonly grain: number;
  /** Minutes of the look back. */
  readonly window: number;
}

/** Holds 12 hours, the longest window, and the delay. */
const DEFAULT_MINUTES = 1024;

/**
 * The newest minutes of a metric, each with the number, total, least and greatest of the values that all
 * instances reported in it: what Azure Monitor keeps of a metric at a grain of one minute. Minutes are
 * counted from the epoch. Memory does not grow.
 */
export class MinuteSeries {
  readonly #counts: Float64Array;
  readonly #totals: Float64Array;
  readonly #minima: Float64Array;
  readonly #maxima: Float64Array;
  readonly #mask: number;
  #end = 0;

  /** @param minutes the least number of minutes that are kept */
  constructor(minutes = DEFAULT_MINUTES) {
    const size = 2 ** Math.ceil(Math.log2(minutes));
    this.#counts = new Float64Array(size);
    this.#totals = new Float64Array(size);
    this.#minima = new Float64Array(size);
    this.#maxima = new Float64Array(size);
    this.#mask = size - 1;
  }

  /** Puts in one minute. Minutes that were passed over have no values. */
  set(minute: number, count: number, total: number, minimum: number, maximum: number): void {
    if (!(Number.isFinite(total + minimum + maximum) && count > 0)) {
      throw new RangeError(`minute ${minute} has no finite values: ${total} of ${count}`);
    }
    if (minute >= this.#end) {
      this.#passTo(minute);
    } else if (minute < this.#end - this.#counts.length) {
      throw new RangeError(`minute ${minute} is no longer kept; the newest is ${this.#end - 1}`);
    }
    const slot = minute & this.#mask;
    this.#counts[slot] = count;
    this.#totals[slot] = total;
    this.#minima[slot] = minimum;
    this.#maxima[slot] = maximum;
  }

  /** Puts in one minute in which one value was reported. */
  setValue(minute: number, value: number): void {
    this.set(minute, 1, value, value, value);
  }

  /**
   * What a query finds in the minutes before `end`: the values of each time grain combined over the
   * instances, then the grains over the window. Grains are counted back from the end; those without a
   * value are left out. NaN where there is none at all.
   *
   * @param end the first minute after the window
   */
  read(query: Query, end: number): number {
    const { grain, statistic } = query;
    const start = end - query.window;
    let samples = 0;
    let total = 0;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    let last = Number.NaN;
    for (let upto = end; upto - grain >= start; upto -= grain) {
      const sample =
        grain === 1
          ? this.#minute(statistic, upto - 1)
          : this.#sample(statistic, upto - grain, upto);
      if (Number.isNaN(sample)) continue;
      if (samples === 0) last = sample;
      samples += 1;
      total += sample;
      if (sample < least) least = sample;
      if (sample > greatest) greatest = sample;
    }
    if (samples === 0) return Number.NaN;
    switch (query.timeAggregation) {
      case "Average":
        return total / samples;
      case "Minimum":
        return least;
      case "Maximum":
        return greatest;
      case "Total":
        return total;
      case "Count":
        return samples;
      case "Last":
        return last;
    }
  }

  /** {@link #sample} of one minute, which is nearly all that is ever read. */
  #minute(statistic: Statistic, minute: number): number {
    if (minute >= this.#end || minute < this.#end - this.#counts.length) return Number.NaN;
    const slot = minute & this.#mask;
    const count = this.#counts[slot] as number;
    if (count === 0) return Number.NaN;
    switch (statistic) {
      case "Average":
        return (this.#totals[slot] as number) / count;
      case "Min":
        return this.#minima[slot] as number;
      case "Max":
        return this.#maxima[slot] as number;
      case "Sum":
        return this.#totals[slot] as number;
      case "Count":
        return count;
    }
  }

  #sample(statistic: Statistic, from: number, to: number): number {
    const first = Math.max(from, this.#end - this.#counts.length);
    const after = Math.min(to, this.#end);
    let count = 0;
    let total = 0;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let minute = first; minute < after; minute += 1) {
      const slot = minute & this.#mask;
      const values = this.#counts[slot] as number;
      if (values === 0) continue;
      count += values;
      total += this.#totals[slot] as number;
      least = Math.min(least, this.#minima[slot] as number);
      greatest = Math.max(greatest, this.#maxima[slot] as number);
    }
    if (count === 0) return Number.NaN;
    switch (statistic) {
      case "Average":
        return total / count;
      case "Min":
        return least;
      case "Max":
        return greatest;
      case "Sum":
        return total;
      case "Count":
        return count;
    }
  }

  /** Empties what lies between the newest minute and this one. */
  #passTo(minute: number): void {
    const from = Math.max(this.#end, minute - this.#counts.length + 1);
    for (let passed = from; passed <= minute; passed += 1) this.#counts[passed & this.#mask] = 0;
    this.#end = minute + 1;
  }
}

/** Series by resource and name. A reader for any number of metrics. */
export class MetricTable implements MetricReader {
  readonly #series = new Map<string, Map<string, MinuteSeries>>();

  series(metricName: string, resourceUri: string): MinuteSeries | undefined {
    return this.#series.get(resourceUri)?.get(metricName);
  }

  /** The series of a metric, made where it is missing. */
  ensure(metricName: string, resourceUri: string): MinuteSeries {
    const names = this.#series.getOrInsertComputed(resourceUri.toLowerCase(), () => new Map());
    return names.getOrInsertComputed(metricName, () => new MinuteSeries());
  }
}
