import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, textAt, valueAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { endlessRecurrence, profilesOf, zoneOf } from "./running-bounds.ts";

export const seasonRecurrences: ResourcePolicy = {
  id: "season-recurrences",
  title: "A recurrence has a counterpart that ends it, and all are weekly, in a market's zone.",
  why: "A recurrence has no end: alone it runs for ever, and the default profile never does.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "one profile with a recurrence at 07:30, and none that starts later",
    remedy: "a second recurrence at 16:00 with the evening's floor",
  },
  types: [T.autoscale],
  check(resource) {
    const recurring = profilesOf(resource).filter(
      ({ value }) => valueAt(value, "recurrence") !== undefined,
    );
    const remedy = "Let `npx gradetide season plan` make the profiles: it pairs each recurrence.";
    const unreadable = recurring.filter(({ value }) => {
      const schedule = valueAt(value, "recurrence.schedule");
      return (
        textAt(value, "recurrence.frequency") !== "Week" ||
        zoneOf(textAt(schedule, "timeZone")) === undefined ||
        ["days", "hours", "minutes"].some((name) => items(schedule, name).length === 0)
      );
    });
    const endless = endlessRecurrence(recurring);
    return [
      ...unreadable.map(({ path }) =>
        violation(resource, `${path}.recurrence`, "not weekly, or in an unknown zone", {
          required: "days, hours and minutes of a week, in the zone of a market",
          remedy,
        }),
      ),
      ...(endless !== undefined
        ? [
            violation(resource, `${endless.path}.recurrence`, "the only one", {
              required:
                "a second recurrence, which ends it, or a start at 00:00 for one that never ends",
              remedy,
            }),
          ]
        : []),
    ];
  },
};
