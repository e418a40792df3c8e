import type { Store } from "../../store/store.ts";
import { slowFactor } from "../faults/queries.ts";

/** Milliseconds that an operation of so many seconds takes now: more under the fault of slow operations. */
export function operationTime(store: Store, seconds: number): number {
  return Math.round(seconds * 1000 * slowFactor(store));
}
