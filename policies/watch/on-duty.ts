import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

export const watchOnDuty: StackPolicy = {
  id: "watch-on-duty",
  title: "There is an action group, switched on, that writes to somebody.",
  why: "An alert that nobody gets is none.",
  severity: "mandatory",
  control: control("A.5.26"),
  example: { violation: "emailReceivers: []", remedy: "watch.emails with those on duty" },
  checkStack(stack) {
    const remedy = "Name those on duty in `watch.emails`.";
    const groups = ofType(stack, T.actionGroup);
    if (groups.length === 0) {
      return [violation(stack, "", "without an action group", { required: "one", remedy })];
    }
    return groups.flatMap((group) => [
      ...expectValue(group, "enabled", is(true), {
        required: "true",
        remedy: "Set `enabled` to true.",
      }),
      ...(isToldTo(group)
        ? []
        : [
            violation(group, "emailReceivers", "nobody", {
              required: "at least one address",
              remedy,
            }),
          ]),
    ]);
  },
};

/** Somebody has an address, or is woken by telephone. */
function isToldTo({ inputs }: Resource): boolean {
  return (
    items(inputs, "emailReceivers").some(({ value }) =>
      textAt(value, "emailAddress")?.includes("@"),
    ) || items(inputs, "smsReceivers").length > 0
  );
}
