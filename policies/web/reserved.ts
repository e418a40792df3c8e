import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { read, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const GROUP = "virtualMachineProfile.capacityReservation.capacityReservationGroup.id";

export const webReserved: StackPolicy = {
  id: "web-reserved",
  title: "Clones draw on a reserve of their own size in each of their zones.",
  why: "In the grade week Azure may have no room: only a reserved machine is sure to be made.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "a reservation of Standard_D2s_v5 for clones of Standard_D4s_v5",
    remedy: "reservations of the clones' size, one in each of their zones",
  },
  checkStack: (stack) =>
    ofType(stack, T.scaleSet).flatMap((set) => {
      const remedy = "Let the clones' profile name the stack's reservation group.";
      const must = { required: "the capacity reservation group of this stack", remedy };
      const groups = madeFrom(stack, set, "virtualMachineProfile").filter(
        ({ type }) => type === T.reservationGroup,
      );
      if (read(set.inputs, GROUP).kind === "absent" || groups.length === 0) {
        return [violation(set, GROUP, "not this stack's", must)];
      }
      const reservations = ofType(stack, T.reservation).filter((reservation) =>
        madeFrom(stack, reservation, "capacityReservationGroupName").some((one) =>
          groups.includes(one),
        ),
      );
      return zonesOf(set).flatMap((zone) => sizedLike(set, zone, reservations));
    }),
};

/** What is wrong with the reserve of one zone. */
function sizedLike(set: Resource, zone: string, reservations: readonly Resource[]) {
  const size = textAt(set.inputs, "sku.name");
  const here = reservations.filter((one) => zonesOf(one).includes(zone));
  if (here.some((one) => textAt(one.inputs, "sku.name") === size)) return [];
  const sizes = here.map((one) => textAt(one.inputs, "sku.name"));
  const value =
    here.length === 0
      ? `without a reservation in zone ${zone}`
      : `other than reserved in zone ${zone}: ${shown(sizes)}`;
  return [
    violation(set, "sku.name", value, {
      required: `a reservation of ${size ?? "the clones' size"} in zone ${zone}`,
      remedy: "Reserve the clones' own size in each of their zones: `web.vmSize` decides both.",
    }),
  ];
}

function zonesOf({ inputs }: Resource): readonly string[] {
  const zones = valueAt(inputs, "zones");
  return Array.isArray(zones) ? zones.map(String) : [];
}
