import type { Account } from "../behaviours/behaviour.ts";
import { countReservations } from "../behaviours/compute/reservation-count.ts";
import { RANKS } from "../behaviours/event-kind.ts";
import { eventKind } from "../behaviours/events.ts";
import { type Clock, readClock, turnTo } from "../clock.ts";
import { pause } from "../pause.ts";
import type { Store } from "../store/store.ts";
import { clockState, keepClock } from "../stored-clock.ts";
import { account as theAccount } from "./account.ts";
import { eventFailure, isEventFailure } from "./event-failure.ts";

export { clockState, keepClock, timeOf } from "../stored-clock.ts";

/**
 * A transaction of events takes no more than so many, and no new one after so many milliseconds of work:
 * a killed process loses no more, and others wait no longer for their turn.
 */
const AT_ONCE = { events: 2_000, milliseconds: 50 };

/** Milliseconds between two transactions, in which other processes get theirs. */
const TURN_OF_OTHERS = 2;

export interface AdvanceOptions {
  readonly account?: Account;
  /** Milliseconds of work, from any start: where transactions end hangs on it, what happens does not. */
  readonly stopwatch?: () => number;
}

/**
 * Lets all happen that is due by `until`, in its order. Each step is one transaction, which also says
 * how far time has come: after a kill it goes on from there.
 *
 * @param progress is told the instant that was reached after each step.
 * @throws UserError `event-failed` when something can't happen; what came before it has.
 */
export function advance(
  store: Store,
  until: number,
  progress: (reached: number) => void = () => {},
  options: AdvanceOptions = {},
): void {
  let most = AT_ONCE.events;
  while (isDue(store, until)) {
    let done = 0;
    const count = (): number => (done += 1);
    try {
      const reached = store.transaction(() => step(store, until, { most, count, ...options }));
      if (reached !== undefined) progress(reached);
      most = AT_ONCE.events;
    } catch (error) {
      if (!isEventFailure(error) || done === 0) throw error;
      // The step was undone: what came before the failure happens again, and is kept.
      most = done;
    }
    if (isDue(store, until)) pause(TURN_OF_OTHERS);
  }
}

/**
 * Lets all happen that is due by `until`, within the transaction that is under way: what little has
 * become due since {@link advance}.
 */
export function catchUp(store: Store, until: number): void {
  while (happen(store, until, theAccount) !== undefined);
}

function isDue(store: Store, until: number): boolean {
  const next = store.events.nextDue();
  return next !== undefined && next <= until;
}

interface StepOptions extends AdvanceOptions {
  /** Events at most. */
  readonly most: number;
  /** Is called after each. */
  readonly count: () => void;
}

/** One transaction's events. @returns the instant that was reached; undefined when another process was quicker. */
function step(
  store: Store,
  until: number,
  { most, count, account = theAccount, stopwatch = () => performance.now() }: StepOptions,
): number | undefined {
  const end = stopwatch() + AT_ONCE.milliseconds;
  let reached: number | undefined;
  for (let left = most; left > 0; left -= 1) {
    const at = happen(store, until, account);
    if (at === undefined) break;
    reached = at;
    count();
    if (stopwatch() >= end) break;
  }
  return reached;
}

/** One event. @returns its instant; undefined when nothing is due. */
function happen(store: Store, until: number, account: Account): number | undefined {
  const event = store.events.take(until);
  if (event === undefined) return undefined;
  const at = Math.max(event.due, store.events.reached ?? event.due);
  store.events.reach(at);
  try {
    eventKind(event.kind).run(event, { store, account, at });
    if (event.rank !== RANKS.load) countReservations(store, at);
  } catch (error) {
    throw eventFailure(error, event);
  }
  return at;
}

/**
 * Turns the clock forward to `target`, and lets everything happen on the way. A clock that goes by this
 * machine's runs on from there, as fast as before.
 *
 * @param target milliseconds; a clock that is further already stays as it is.
 */
export function turnForward(
  store: Store,
  clock: Clock,
  target: number,
  progress?: (reached: number) => void,
): void {
  const turn = (at: number): void => {
    store.transaction(() => turnNoLower(store, clock, at));
    progress?.(at);
  };
  advance(store, target, turn);
  turn(target);
}

/** Another process may have turned it further meanwhile. */
function turnNoLower(store: Store, clock: Clock, at: number): void {
  const state = clockState(store);
  const machine = clock.now().epochMilliseconds;
  if (readClock(state, machine) < at) keepClock(store, turnTo(state, at, machine));
}
