import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import { regionIsFull, zoneIsLost } from "../faults/queries.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { millisecondsOf } from "../support/instants.ts";
import { asObject, at, numberAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties, lastingUuid } from "../support/outputs.ts";
import {
  freeInPool,
  holdingOf,
  holdings,
  machinesCounted,
  machinesTaken,
} from "./capacity-ledger.ts";
import { allocationFailed, refuseQuota } from "./capacity-refusals.ts";
import { type Pool, poolKey } from "./capacity-tables.ts";
import { wantsInstanceView } from "./instance-view.ts";
import { countReservations } from "./reservation-count.ts";
import { reservationsIn } from "./reservation-group.ts";
import { countOn, keepReservation, reservationState } from "./reservation-states.ts";
import { ReservationUsers, type Use } from "./reservation-users.ts";
import { reservationView } from "./reservation-view.ts";

/**
 * Microsoft.Compute/capacityReservationGroups/capacityReservations: so many machines of one size in one
 * zone, set aside all or nothing. Only the quantity can be changed.
 *
 * Sources: Microsoft Learn, "On-demand capacity reservation", "Create a capacity reservation", "Modify a
 * capacity reservation" (lowering always succeeds); Azure/azure-cli#18943 (NotSupported). Undocumented: the
 * codes for a zone or region that is not the group's, a second reservation of one size and zone, and one that
 * machines use; and that a reservation which can't grow stays as it was, where Azure lets it fail "in rare
 * cases".
 */
export const reservation: Behaviour = {
  type: "Microsoft.Compute/capacityReservationGroups/capacityReservations",
  apiVersions: ["2024-11-01"],
  regional: true,
  zonal: true,
  patch: "merge",
  readOnly: [
    "properties.reservationId",
    "properties.platformFaultDomainCount",
    "properties.virtualMachinesAssociated",
    "properties.provisioningTime",
    "properties.provisioningState",
    "properties.instanceView",
    "properties.timeCreated",
  ],
  fixed: [{ path: "sku.name" }, { path: "zones" }],
  prepare,
  refuse,
  afterWrite,
  view,
  refuseDelete: (document, { store }) => {
    const machines = new ReservationUsers(store).of(useOf(document));
    return machines.length === 0 ? undefined : inUse(document, machines);
  },
  afterDelete(document, { store, now }) {
    const state = reservationState(store, document.id);
    if (state === undefined) return;
    const ended = countOn(state, millisecondsOf(now), { quantity: 0, allocated: 0 });
    keepReservation(store, { ...ended, stands: false });
  },
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { now, previous } = context;
  return fillProperties(
    draft,
    {},
    {
      reservationId: lastingUuid(context, "properties.reservationId"),
      provisioningTime: now,
      provisioningState: "Succeeded",
      timeCreated: textAt(previous, "properties.timeCreated") ?? now,
    },
  );
}

function refuse(draft: JsonObject, { store, previous }: Context): Refusal[] {
  const document = draft as ArmDocument;
  const shape = [...refuseSku(document), ...refusePlace(document, store)];
  if (shape.length > 0 || previous !== undefined) {
    return shape.length > 0 ? shape : refuseShortage(document, store);
  }
  const twin = reservationsIn(store, groupIdOf(document.id)).find(
    (other) => poolKey(other) === poolKey(poolOf(document)),
  );
  if (twin === undefined) return refuseShortage(document, store);
  return [
    new Refusal(
      "OperationNotAllowed",
      `A capacity reservation group has one capacity reservation for each VM size and zone; there is ${twin.id} already.`,
      { status: 409, target: "sku.name" },
    ),
  ];
}

function refuseSku(document: ArmDocument): Refusal[] {
  const size = textAt(document, "sku.name");
  const quantity = at(document, "sku.capacity");
  if (size === undefined) {
    return [invalidParameter("sku.name", "Required parameter 'sku.name' is missing (null).")];
  }
  if (vmSizeFacts(size) === undefined) {
    return [
      new Refusal("NotSupported", `Capacity Reservation is not supported for VM size ${size}.`, {
        target: "sku.name",
      }),
    ];
  }
  if (typeof quantity === "number" && Number.isInteger(quantity) && quantity >= 0) return [];
  return [
    invalidParameter(
      "sku.capacity",
      `The value ${JSON.stringify(quantity ?? null)} of parameter sku.capacity is not allowed. It must be a whole number from 0.`,
    ),
  ];
}

function refusePlace(document: ArmDocument, store: Context["store"]): Refusal[] {
  const group = store.get(groupIdOf(document.id));
  const region = normalLocation(group?.location ?? "");
  if (document.location !== region) {
    return [
      invalidParameter(
        "location",
        `The location '${document.location}' of a capacity reservation must be that of its group, '${region}'.`,
      ),
    ];
  }
  const eligible = textsAt(group, "zones").toSorted();
  const zones = textsAt(document, "zones");
  const fits =
    eligible.length === 0
      ? zones.length === 0
      : zones.length === 1 && eligible.includes(zones[0] ?? "");
  if (fits) return [];
  const allowed =
    eligible.length === 0
      ? "none, as its group has no zones"
      : `one of its group's: ${eligible.join(", ")}`;
  return [
    invalidParameter(
      "zones",
      `The zones '${zones.join(",")}' of a capacity reservation are not allowed. It must name ${allowed}.`,
    ),
  ];
}

/** What growing needs beyond what is held already: quota, then hardware, for all of it or nothing. */
function refuseShortage(document: ArmDocument, store: Context["store"]): Refusal[] {
  const pool = poolOf(document);
  const held = holdings(store);
  const before = holdingOf(held, pool, groupIdOf(document.id).toLowerCase());
  const after = { ...before, quantity: numberAt(document, "sku.capacity") ?? 0 };
  const counted = machinesCounted(after) - machinesCounted(before);
  const quota = refuseQuota(store, held, pool.region, pool.size, counted);
  if (quota !== undefined) return [quota];
  const taken = machinesTaken(after) - machinesTaken(before);
  if (taken <= 0) return [];
  const { region, zone } = pool;
  const isDown = zone !== null && zoneIsLost(store, region, zone);
  if (regionIsFull(store, region) && !isDown) return [allocationFailed(undefined)];
  const free = isDown ? 0 : (freeInPool(store, held, pool) ?? Infinity);
  return taken > free ? [allocationFailed(zone)] : [];
}

function afterWrite(document: ArmDocument, { store, now }: Context): void {
  const known = reservationState(store, document.id);
  const quantity = numberAt(document, "sku.capacity") ?? 0;
  const fresh = {
    ...useOf(document),
    id: document.id,
    stands: true,
    ...{ quantity: 0, allocated: 0, since: millisecondsOf(now) },
    time: known?.time ?? { used: 0, unused: 0, overallocated: 0 },
  };
  const before = known?.stands === true ? known : fresh;
  keepReservation(
    store,
    countOn(before, millisecondsOf(now), { quantity, allocated: before.allocated }),
  );
  countReservations(store, millisecondsOf(now));
}

function view(document: ArmDocument, { store, expand }: Context): ArmDocument {
  const state = reservationState(store, document.id);
  if (state === undefined) return document;
  const machines = new ReservationUsers(store).of(state);
  const properties: JsonObject = {
    ...asObject(document.properties),
    ...(machines.length === 0
      ? {}
      : { virtualMachinesAssociated: machines.map(({ id }) => ({ id })) }),
    ...(wantsInstanceView(expand) ? { instanceView: reservationView(store, state) } : {}),
  };
  return { ...document, properties };
}

function inUse({ id }: ArmDocument, machines: readonly { readonly id: string }[]): Refusal {
  return new Refusal(
    "OperationNotAllowed",
    `Capacity reservation '${id}' can't be deleted: it is used by ${machines.map((one) => one.id).join(", ")}. Remove them from its group first.`,
    { status: 409 },
  );
}

function useOf(document: ArmDocument): Use {
  return { ...poolOf(document), group: groupIdOf(document.id).toLowerCase() };
}

function poolOf(document: ArmDocument): Pool {
  return {
    region: document.location ?? "",
    zone: textsAt(document, "zones")[0] ?? null,
    size: textAt(document, "sku.name") ?? "",
  };
}

/** The id of the group that a reservation's id lies below. */
function groupIdOf(id: string): string {
  return id.split("/").slice(0, -2).join("/");
}
