import type { Clock } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { timeOf } from "../stored-clock.ts";
import { advance, catchUp } from "./advance.ts";
import { isEventFailure } from "./event-failure.ts";

/** What a change needs to know of when it is made. */
export interface Present {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Changes something in one write transaction, at the present instant: it is read in that transaction,
 * and all that is due by then has happened, whatever other processes do meanwhile.
 *
 * @param change is given the instant in milliseconds; it must not await.
 * @throws UserError `event-failed` when time can't go on.
 */
export function changeNow<T>({ store, clock }: Present, change: (at: number) => T): T {
  advance(store, timeOf(store, clock));
  return store.transaction(() => {
    const at = timeOf(store, clock);
    catchUp(store, at);
    store.events.reach(at);
    return change(at);
  });
}

/**
 * The same for what may mend the reason why time can't go on: then it is changed at the instant that was
 * reached, before what fails.
 */
export function changeEvenIfStuck<T>(present: Present, change: (at: number) => T): T {
  try {
    return changeNow(present, change);
  } catch (error) {
    if (!isEventFailure(error)) throw error;
    const { store, clock } = present;
    return store.transaction(() => change(store.events.reached ?? timeOf(store, clock)));
  }
}

/** Reads on one state of the store, in which all that is due by the present instant has happened. */
export function readNow<T>({ store, clock }: Present, read: (at: number) => T): T {
  for (;;) {
    advance(store, timeOf(store, clock));
    const found = store.snapshot(() => {
      const at = timeOf(store, clock);
      const next = store.events.nextDue();
      return next !== undefined && next <= at ? undefined : { value: read(at) };
    });
    if (found !== undefined) return found.value;
  }
}
