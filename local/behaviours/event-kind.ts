import type { StoredEvent } from "../store/events.ts";
import type { Store } from "../store/store.ts";
import type { Account } from "./behaviour.ts";

/** What surrounds an event that happens. */
export interface Moment {
  readonly store: Store;
  readonly account: Account;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * What goes first among events of one instant: what is measured of the minute that has just ended, by what
 * stood in it; then what breaks, what machines do, who mends and upgrades them, who decides by what was
 * measured, and last who tells of it.
 */
export const RANKS = {
  load: 0,
  fault: 10,
  machine: 20,
  repair: 30,
  upgrade: 40,
  autoscale: 50,
  alert: 60,
} as const;

/** Something that happens by itself: one object a kind. It runs inside a transaction of the store. */
export interface EventKind {
  readonly kind: string;
  readonly rank: (typeof RANKS)[keyof typeof RANKS];
  run(event: StoredEvent, moment: Moment): void;
}

/** Lets something happen to `subject` (an id, in any case) at `due`, in milliseconds. */
export function schedule(
  store: Store,
  { kind, rank }: Pick<EventKind, "kind" | "rank">,
  due: number,
  subject: string,
  body: StoredEvent["body"] = {},
): void {
  store.events.schedule({ due, rank, kind, subject, body });
}
