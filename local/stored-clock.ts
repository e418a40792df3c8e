import { type Clock, type ClockState, REAL, readClock } from "./clock.ts";
import type { Store } from "./store/store.ts";

/** The clock as the store keeps it. */
export function clockState(store: Store): ClockState {
  return store.states.get("clock", "state") ?? REAL;
}

export function keepClock(store: Store, state: ClockState): void {
  store.states.set("clock", "state", { ...state });
}

/**
 * The local Azure's time in milliseconds. It never goes back behind what has happened, even where the
 * machine's clock does.
 */
export function timeOf(store: Store, clock: Clock): number {
  const now = readClock(clockState(store), clock.now().epochMilliseconds);
  return Math.max(now, store.events.reached ?? now);
}
