import type { Store } from "../../store/store.ts";

/** Milliseconds that an operation of so many seconds takes: the one place that makes Azure slow. */
export function operationTime(_store: Store, seconds: number): number {
  return seconds * 1000;
}
