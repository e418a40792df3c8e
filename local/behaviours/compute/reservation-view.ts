import type { Json, JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { textAt } from "../support/json.ts";
import { status } from "./instance-view.ts";
import { isAllocated } from "./machine-state.ts";
import type { ReservationState } from "./reservation-states.ts";
import { ReservationUsers } from "./reservation-users.ts";

/**
 * How a reservation is used.
 * Source: Microsoft Learn, "Overallocate capacity reservation" (the instance view's shape).
 */
export function reservationView(store: Store, reservation: ReservationState): JsonObject {
  const allocated = new ReservationUsers(store).of(reservation).filter(isAllocated);
  const provisioned = textAt(store.get(reservation.id), "properties.provisioningTime") ?? "";
  return {
    utilizationInfo: {
      currentCapacity: reservation.quantity,
      virtualMachinesAllocated: subResources(store, allocated),
    },
    statuses: [status("ProvisioningState/succeeded", "Provisioning succeeded", provisioned)],
  };
}

/** `[{ id }]`, spelled as the resources are stored. */
export function subResources(store: Store, all: readonly { readonly id: string }[]): Json[] {
  return [...new Set(all.map(({ id }) => store.get(id)?.id ?? id))].map((id) => ({ id }));
}
