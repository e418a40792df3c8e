import type { Store } from "../../store/store.ts";
import { isAllocated, keepMachine, type MachineState } from "./machine-state.ts";
import { allReservations, countOn, keepReservation } from "./reservation-states.ts";
import { ReservationUsers } from "./reservation-users.ts";

/**
 * Counts which machines use which reservation from an instant (milliseconds) on, and marks them. Called
 * after whatever may have changed either: every write and every event. Doing it again changes nothing.
 *
 * Which machines are those beyond the quantity is undocumented, as Azure only counts: the first made are
 * the reserved ones here.
 */
export function countReservations(store: Store, at: number): void {
  const reservations = allReservations(store);
  if (reservations.length === 0) return;
  const users = new ReservationUsers(store);
  for (const reservation of reservations) {
    const { stands } = reservation;
    const allocated = stands ? users.of(reservation).filter(isAllocated) : [];
    const quantity = stands ? reservation.quantity : 0;
    for (const [index, machine] of allocated.entries()) {
      mark(store, machine, index < quantity ? "reserved" : "overallocated");
    }
    if (allocated.length === reservation.allocated && quantity === reservation.quantity) continue;
    keepReservation(store, countOn(reservation, at, { quantity, allocated: allocated.length }));
  }
}

function mark(store: Store, machine: MachineState, capacity: MachineState["capacity"]): void {
  if (machine.capacity !== capacity) keepMachine(store, { ...machine, capacity });
}
