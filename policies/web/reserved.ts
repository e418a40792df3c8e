import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";

const GROUP = "virtualMachineProfile.capacityReservation.capacityReservationGroup.id";

export const webReserved: StackPolicy = {
  id: "web-reserved",
  title:
    "Clones draw on a reserve of their own size in each of their zones, and stand in each that is reserved.",
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
      return [
        ...zonesOf(set).flatMap((zone) => sizedLike(set, zone, reservations)),
        ...unused(stack, set, reservations),
        ...expectValue(set, "hostGroup", () => false, {
          required: "no dedicated hosts",
          remedy: "Leave `hostGroup` out: on hosts of their own, clones draw on no reservation.",
          safeWhenAbsent: true,
        }),
      ];
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

/** Reservations in zones in which production has no clones: they are paid for, and missing when the week comes. */
function unused(stack: Stack, set: Resource, reservations: readonly Resource[]) {
  const zones = zonesOf(set);
  if (zones.length === 0 || stageOf(stack, set) !== "production") return [];
  const strange = reservations.flatMap(zonesOf).filter((zone) => !zones.includes(zone));
  return strange.map((zone) =>
    violation(set, "zones", `${shown(zones)}, with a reservation in zone ${zone}`, {
      required: "clones in each zone that is reserved",
      remedy: "Take the zones from `zones` of the settings, for clones and reservations alike.",
    }),
  );
}

function zonesOf({ inputs }: Resource): readonly string[] {
  const zones = valueAt(inputs, "zones");
  return Array.isArray(zones) ? zones.map(String) : [];
}
