import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, textAt, toNumber } from "../support/read.ts";
import { T } from "../support/types.ts";

export const seasonReserveFollowsPlan: StackPolicy = {
  id: "season-reserve-follows-plan",
  title:
    "Each zone's reservation is as large as the season's plan says for today, and this subscription's alone.",
  why: "A smaller one is missing when the week comes; a larger one is paid for and used by nobody.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "sku.capacity: 2, where the plan declares 5",
    remedy: "sku.capacity: plan.declared.reservePerZone",
  },
  checkStack: (stack) => [
    ...ofType(stack, T.reservation).flatMap((reservation) => {
      const wanted = stack.plan.declared.reservePerZone;
      return expectValue(reservation, "sku.capacity", (capacity) => toNumber(capacity) === wanted, {
        required: `${wanted}, by the season's plan`,
        remedy: "Take the count from the plan: `declared.reservePerZone`.",
      });
    }),
    ...ofType(stack, T.reservationGroup).flatMap((group) =>
      items(group.inputs, "sharingProfile.subscriptionIds").map(({ path, value }) =>
        violation(group, path, textAt(value, "id") ?? "a subscription", {
          required: "a reserve that no other subscription draws on",
          remedy: "Leave `sharingProfile` out: what others take of the reserve is missing here.",
        }),
      ),
    ),
  ],
};
