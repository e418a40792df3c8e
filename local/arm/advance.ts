import type { Account } from "../behaviours/behaviour.ts";
import { countReservations } from "../behaviours/compute/reservation-count.ts";
import { RANKS } from "../behaviours/event-kind.ts";
import { eventKind } from "../behaviours/events.ts";
import { type Clock, type ClockState, REAL, readClock, turnTo } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { account as theAccount } from "./account.ts";

/** Events of one transaction at most: a killed process loses no more than these. */
const EVENTS_AT_ONCE = 2_000;

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
  return Math.max(now, store.states.get<number>("clock", "reached") ?? now);
}

/**
 * Lets all happen that is due by `until`, in its order. Each step is one transaction, which also says
 * how far time has come: after a kill it goes on from there.
 *
 * @param progress is told the instant that was reached after each step.
 */
export function advance(
  store: Store,
  until: number,
  progress: (reached: number) => void = () => {},
  account: Account = theAccount,
): void {
  for (;;) {
    const next = store.events.nextDue();
    if (next === undefined || next > until) return;
    const reached = store.transaction(() => step(store, until, account));
    if (reached !== undefined) progress(reached);
  }
}

/** One transaction's events. @returns the instant that was reached; undefined when another process was quicker. */
function step(store: Store, until: number, account: Account): number | undefined {
  let reached: number | undefined;
  for (let count = 0; count < EVENTS_AT_ONCE; count += 1) {
    const event = store.events.take(until);
    if (event === undefined) break;
    reached = event.due;
    eventKind(event.kind).run(event, { store, account, at: event.due });
    if (event.rank !== RANKS.load) countReservations(store, event.due);
  }
  if (reached !== undefined) store.states.set("clock", "reached", reached);
  return reached;
}

/**
 * Turns the clock forward to `target`, and lets everything happen on the way.
 *
 * @param target milliseconds; not before the clock's own instant.
 */
export function turnForward(
  store: Store,
  clock: Clock,
  target: number,
  progress?: (reached: number) => void,
): void {
  const turn = (at: number): void => {
    keepClock(store, turnTo(clockState(store), at, clock.now().epochMilliseconds));
    progress?.(at);
  };
  advance(store, target, turn);
  turn(target);
}
