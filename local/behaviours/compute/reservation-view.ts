import type { Json, JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { textAt } from "../support/json.ts";
import { isAllocated } from "./machine-state.ts";
import type { ReservationState } from "./reservation-states.ts";
import { ReservationUsers } from "./reservation-users.ts";

/** Whether a reader asks for a resource's instance view: `$expand=instanceView`, in any case. */
export function wantsInstanceView(expand: string | undefined): boolean {
  return expand?.toLowerCase() === "instanceview";
}

/**
 * How a reservation is used.
 * Source: Microsoft Learn, "Overallocate capacity reservation" (the instance view's shape).
 */
export function instanceView(store: Store, reservation: ReservationState): JsonObject {
  const allocated = new ReservationUsers(store).of(reservation).filter(isAllocated);
  return {
    utilizationInfo: {
      currentCapacity: reservation.quantity,
      virtualMachinesAllocated: subResources(store, allocated),
    },
    statuses: [
      {
        code: "ProvisioningState/succeeded",
        level: "Info",
        displayStatus: "Provisioning succeeded",
        time: textAt(store.get(reservation.id), "properties.provisioningTime") ?? "",
      },
    ],
  };
}

/** `[{ id }]`, spelled as the resources are stored. */
export function subResources(store: Store, all: readonly { readonly id: string }[]): Json[] {
  return [...new Set(all.map(({ id }) => store.get(id)?.id ?? id))].map((id) => ({ id }));
}
