import { type MetricReader, MetricTable, type MinuteSeries } from "../../autoscale/metrics.ts";
import type { Store } from "../../store/store.ts";

/** The longest window that a rule looks back, in minutes: 12 hours. */
const LOOK_BACK = 720;

/** A store's metrics in memory, and the minute up to which each series is read. */
class StoredMetrics {
  readonly #store: Store;
  #table = new MetricTable();
  readonly #readUntil = new WeakMap<MinuteSeries, number>();

  constructor(store: Store) {
    this.#store = store;
    // What was read may have been measured by what was undone.
    store.onRollback(() => this.forget());
  }

  forget(): void {
    this.#table = new MetricTable();
  }

  /** A reader of what was measured before `minute`. */
  before(minute: number): MetricReader {
    return {
      series: (name, resource) => {
        const series = this.#table.ensure(name, resource);
        const known = this.#readUntil.get(series) ?? 0;
        if (known < minute) {
          const from = Math.max(known, minute - LOOK_BACK);
          for (const sample of this.#store.metrics.read(resource, name, from, minute)) {
            series.set(sample.minute, sample.count, sample.total, sample.minimum, sample.maximum);
          }
          this.#readUntil.set(series, minute);
        }
        return series;
      },
    };
  }
}

const known = new WeakMap<Store, StoredMetrics>();

/** Forgets what a resource that is gone has measured. */
export function forgetMetrics(store: Store, resource: string): void {
  for (const name of store.metrics.names(resource)) {
    store.metrics.forget(resource, name, Number.MAX_SAFE_INTEGER);
  }
  known.get(store)?.forget();
}

/**
 * Reads metrics as autoscale does: a minute that has passed does not change, so each is read from the
 * store once.
 *
 * @param minute whole minutes since 1970: what was measured before it is seen.
 */
export function metricsBefore(store: Store, minute: number): MetricReader {
  return known.getOrInsertComputed(store, () => new StoredMetrics(store)).before(minute);
}
