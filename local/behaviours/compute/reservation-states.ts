import type { Store } from "../../store/store.ts";
import type { Pool } from "./capacity-tables.ts";

/**
 * A sum over time of machines, in machine-milliseconds: whole numbers, so that any order of reading
 * gives the same.
 */
export type ReservationTime = {
  /** Reserved and used by a machine. */
  readonly used: number;
  /** Reserved and not used; costs the same. */
  readonly unused: number;
  /** Machines beyond the quantity, which no reservation holds. */
  readonly overallocated: number;
};

/** What is counted of a reservation beside its document. */
export type ReservationState = Pool & {
  /** The reservation's id as written. */
  readonly id: string;
  /** Its group's id in lower case. */
  readonly group: string;
  readonly quantity: number;
  /** Machines allocated to it, those beyond the quantity included. */
  readonly allocated: number;
  /** Milliseconds; the sums reach to here, and both counts hold from here on. */
  readonly since: number;
  readonly time: ReservationTime;
  /** False once it was deleted: its sums stay, for the bill. */
  readonly stands: boolean;
};

const KIND = "reservation";

export function reservationState(store: Store, id: string): ReservationState | undefined {
  return store.states.get<ReservationState>(KIND, id);
}

export function keepReservation(store: Store, state: ReservationState): void {
  store.states.set(KIND, state.id, state);
}

/** Every reservation, deleted ones included, by id. */
export function allReservations(store: Store): ReservationState[] {
  return store.states.all<ReservationState>(KIND).map(({ value }) => value);
}

/** Every reservation that stands, by id. */
export function standingReservations(store: Store): ReservationState[] {
  return allReservations(store).filter(({ stands }) => stands);
}

/**
 * The same reservation with its sums brought forward to an instant and new counts from there on. Pure.
 *
 * @param at milliseconds; one before `since` adds nothing.
 */
export function countOn(
  state: ReservationState,
  at: number,
  now: { readonly quantity: number; readonly allocated: number },
): ReservationState {
  return { ...state, ...now, since: Math.max(state.since, at), time: timeUntil(state, at) };
}

/** The sums of a reservation at an instant (milliseconds), with its counts as they are. Pure. */
export function timeUntil(
  { quantity, allocated, since, time }: ReservationState,
  at: number,
): ReservationTime {
  const passed = Math.max(0, at - since);
  const used = Math.min(quantity, allocated);
  return {
    used: time.used + used * passed,
    unused: time.unused + (quantity - used) * passed,
    overallocated: time.overallocated + (allocated - used) * passed,
  };
}

/** Machine-milliseconds as machine-hours. */
export function machineHours(time: ReservationTime): ReservationTime {
  const hours = (sum: number): number => sum / 3_600_000;
  return {
    used: hours(time.used),
    unused: hours(time.unused),
    overallocated: hours(time.overallocated),
  };
}
