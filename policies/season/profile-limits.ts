import { MOST_PROFILES } from "../../infra/season/profiles/scaling-profile.ts";
import { control } from "../support/controls.ts";
import { expectList, expectValue, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, numberAt, read } from "../support/read.ts";
import { T } from "../support/types.ts";
import { isScheduled } from "./running-bounds.ts";

/** Source: Learn, "Understand autoscale settings" (autoscale-understanding-settings). */
const MOST_RULES = 10;

export const seasonProfileLimits: ResourcePolicy = {
  id: "season-profile-limits",
  title:
    "A setting has 1 to 20 profiles, one of them without a schedule; each has at most 10 rules and counts in order.",
  why: "Azure refuses what is more, in the middle of a deployment. Where metrics can't be read, the default count stands: below the floor it would be an outage.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "capacity: { minimum: 6, default: 4, maximum: 5 }",
    remedy: "capacity: { minimum: 4, default: 4, maximum: 6 }",
  },
  types: [T.autoscale],
  check(resource) {
    const must = {
      required: `1 to ${MOST_PROFILES} profiles, at most one of them without a schedule`,
      remedy: "Let `npx gradetide season plan` make the profiles.",
    };
    const profiles = items(resource.inputs, "profiles");
    const lasting = profiles.filter(({ value }) => !isScheduled(value)).length;
    const known = read(resource.inputs, "profiles").kind === "value";
    const wrong = known && (profiles.length < 1 || profiles.length > MOST_PROFILES || lasting > 1);
    return [
      ...(wrong
        ? [
            violation(
              resource,
              "profiles",
              `${profiles.length}, ${lasting} without a schedule`,
              must,
            ),
          ]
        : []),
      ...expectList(resource, "profiles", must, (path, profile) => [
        ...countsInOrder(resource, path, profile),
        ...(items(profile, "rules").length > MOST_RULES
          ? [
              violation(resource, `${path}.rules`, `${items(profile, "rules").length} rules`, {
                required: `at most ${MOST_RULES} rules`,
                remedy: "Keep one rule out and one in: more contradict each other.",
              }),
            ]
          : []),
      ]),
    ];
  },
};

function countsInOrder(
  resource: Parameters<typeof expectValue>[0],
  path: string,
  profile: unknown,
): ReturnType<typeof expectValue> {
  const counts = ["minimum", "default", "maximum"].map((name) =>
    numberAt(profile, `capacity.${name}`),
  );
  const [minimum = -1, fallback = -1, maximum = -1] = counts;
  if (minimum >= 0 && minimum <= fallback && fallback <= maximum) return [];
  if (read(profile, "capacity").kind === "unknown") {
    return expectValue(resource, `${path}.capacity`, () => true, {
      required: "counts in order",
      remedy: "Let the plan set them.",
    });
  }
  return [
    violation(resource, `${path}.capacity`, shown(counts), {
      required: "0 <= minimum <= default <= maximum",
      remedy: "Let the season's plan set the counts: its floor is both minimum and default.",
    }),
  ];
}
