import type { Store } from "../../store/store.ts";
import { allMachineStates, isAllocated, keepMachine, type MachineState } from "./machine-state.ts";
import { allReservations, countOn, keepReservation } from "./reservation-states.ts";
import { ReservationUsers } from "./reservation-users.ts";

/**
 * Counts which machines use which reservation from an instant (milliseconds) on, and marks them: machines
 * that use none, or stand on no hardware, are "onDemand". Called after whatever may have changed either:
 * every write, and every event but the minute of load. Doing it again changes nothing.
 *
 * Which machines are those beyond the quantity is undocumented, as Azure only counts: the first made are
 * the reserved ones here.
 */
export function countReservations(store: Store, at: number): void {
  const reservations = allReservations(store);
  if (reservations.length === 0) return;
  const users = new ReservationUsers(store);
  const capacities = new Map<string, MachineState["capacity"]>();
  for (const reservation of reservations) {
    const { stands } = reservation;
    const allocated = stands ? users.of(reservation).filter(isAllocated) : [];
    const quantity = stands ? reservation.quantity : 0;
    for (const [index, { id }] of allocated.entries()) {
      capacities.set(id, index < quantity ? "reserved" : "overallocated");
    }
    if (allocated.length === reservation.allocated && quantity === reservation.quantity) continue;
    keepReservation(store, countOn(reservation, at, { quantity, allocated: allocated.length }));
  }
  for (const machine of allMachineStates(store)) {
    const capacity = capacities.get(machine.id) ?? "onDemand";
    if (machine.capacity !== capacity) keepMachine(store, { ...machine, capacity });
  }
}
