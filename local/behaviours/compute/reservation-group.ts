import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Referrer, Store } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { changeNotAllowed, Refusal } from "../refusal.ts";
import { asObject, equal, textsAt } from "../support/json.ts";
import { wantsInstanceView } from "./instance-view.ts";
import { MACHINE } from "./machine-documents.ts";
import { type ReservationState, standingReservations } from "./reservation-states.ts";
import { reservationView, subResources } from "./reservation-view.ts";

export const RESERVATION_GROUP = "Microsoft.Compute/capacityReservationGroups";

/**
 * Microsoft.Compute/capacityReservationGroups: holds reservations of one region; reserves nothing itself.
 *
 * Sources: Microsoft Learn, "On-demand capacity reservation", "Modify a capacity reservation" (deleted only
 * when empty and used by nobody), "Overallocate capacity reservation" (instance view); the type's wire shape
 * at 2024-11-01. Undocumented: the code for a group that is used.
 */
export const reservationGroup: Behaviour = {
  type: RESERVATION_GROUP,
  apiVersions: ["2024-11-01"],
  regional: true,
  zonal: true,
  patch: "tags",
  readOnly: [
    "properties.capacityReservations",
    "properties.virtualMachinesAssociated",
    "properties.instanceView",
  ],
  fixed: [
    {
      path: "zones",
      allows: (before, after) => equal(zonesIn(before), zonesIn(after)),
      refusal: () => changeNotAllowed("zones"),
    },
  ],
  prepare: (draft) => draft,
  view,
  inUse: (document, users) => (users.length === 0 ? undefined : inUse(document, users)),
  refuseDelete: (document, { store }) => refuseNotEmpty(document, store),
};

/** The reservations of a group that stand, by id. */
export function reservationsIn(store: Store, groupId: string): ReservationState[] {
  return standingReservations(store).filter(({ group }) => same(group, groupId));
}

function view(document: ArmDocument, { store, expand }: Context): ArmDocument {
  const reservations = reservationsIn(store, document.id);
  const machines = store
    .referrers(document.id)
    .filter(({ source }) => source.includes(`/providers/${MACHINE.toLowerCase()}/`));
  const properties: JsonObject = {
    ...asObject(document.properties),
    capacityReservations: subResources(store, reservations),
    ...(machines.length === 0
      ? {}
      : { virtualMachinesAssociated: subResources(store, machines.map(sourceOf)) }),
    ...(wantsInstanceView(expand)
      ? {
          instanceView: {
            capacityReservations: reservations.map((reservation) => ({
              name: store.get(reservation.id)?.name ?? "",
              ...reservationView(store, reservation),
            })),
          },
        }
      : {}),
  };
  return { ...document, properties };
}

function sourceOf({ source }: Referrer): { readonly id: string } {
  return { id: source };
}

function zonesIn(document: JsonObject): string[] {
  return textsAt(document, "zones").toSorted();
}

function inUse({ id }: ArmDocument, users: readonly Referrer[]): Refusal {
  const parts = [...new Set(users.map(({ part }) => part))];
  return new Refusal(
    "OperationNotAllowed",
    `Capacity reservation group '${id}' can't be deleted: it is used by ${parts.join(", ")}. Remove them from it first.`,
    { status: 409 },
  );
}

/** ARM's own refusal of a resource that others are nested in; Azure/azure-rest-api-specs#18767. */
function refuseNotEmpty(document: ArmDocument, store: Store): Refusal | undefined {
  const nested = reservationsIn(store, document.id).map(({ id }) => `'${id}'`);
  if (nested.length === 0) return undefined;
  return new Refusal(
    "CannotDeleteResource",
    `Can not delete resource before nested resources are deleted. Nested resources: ${nested.join(", ")}.`,
    { status: 409 },
  );
}
