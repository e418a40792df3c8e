import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read, valueAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { fixedDateOf, profilesOf } from "./running-bounds.ts";

/** Source: Learn, "Understand autoscale settings": a fixed date lasts at most 365 days. */
const MOST_DAYS = 365;

export const seasonFixedDates: ResourcePolicy = {
  id: "season-fixed-dates",
  title: "Fixed dates are whole, at most a year long, and no two overlap.",
  why: "Of two that overlap Azure's documents do not say which runs: the smaller one may, in the grade week.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "one fixed date until 2027-01-10, another from 2027-01-08",
    remedy: "let the first end when the second starts",
  },
  types: [T.autoscale],
  check(resource) {
    const remedy = "Let `npx gradetide season plan` make the profiles: it makes none that overlap.";
    const must = {
      required: "a start before its end, at most 365 days apart, in a zone we know",
      remedy,
    };
    if (read(resource.inputs, "profiles").kind === "unknown") {
      return expectValue(resource, "profiles", () => true, must);
    }
    const written = profilesOf(resource).filter(
      ({ value }) => valueAt(value, "fixedDate") !== undefined,
    );
    const dated = written.map((profile) => ({ ...profile, fixed: fixedDateOf(profile.value) }));
    const broken = dated.filter(({ fixed }) => {
      const hours = fixed?.start.until(fixed.end).total("hours") ?? 0;
      // A day more than 365 of 24 hours, as clocks are changed.
      return hours <= 0 || hours > MOST_DAYS * 24 + 1;
    });
    return [
      ...broken.map(({ path }) =>
        violation(resource, `${path}.fixedDate`, "no such stretch", must),
      ),
      ...dated.flatMap((one, index) =>
        dated.slice(index + 1).flatMap((other) =>
          overlap(one.fixed, other.fixed)
            ? [
                violation(resource, `${other.path}.fixedDate`, `over that of "${one.name}"`, {
                  required: "fixed dates that do not overlap",
                  remedy,
                }),
              ]
            : [],
        ),
      ),
    ];
  },
};

type Fixed = ReturnType<typeof fixedDateOf>;

function overlap(one: Fixed, other: Fixed): boolean {
  if (one === undefined || other === undefined) return false;
  const before = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
    Temporal.Instant.compare(a, b) < 0;
  return before(one.start, other.end) && before(other.start, one.end);
}
