import { beforeAll, describe, expect, test } from "@jest/globals";
import { profilesOf, runningBounds } from "../../policies/season/running-bounds.ts";
import { ofType, type Stack } from "../../policies/support/policy.ts";
import { T } from "../../policies/support/types.ts";
import { realStack } from "./support/real-stack.ts";

const ZONE = "W. Europe Standard Time";
const HORIZON = { from: Temporal.Instant.from("2026-03-22T23:00Z"), quarters: 14 * 96 };
const count = (n: number) => ({ minimum: `${n}`, default: `${n}`, maximum: `${n + 1}` });
const weekly = (days: readonly string[], hour: number, floor: number) => ({
  name: `w${hour}`,
  capacity: count(floor),
  recurrence: {
    frequency: "Week",
    schedule: { timeZone: ZONE, days, hours: [hour], minutes: [0] },
  },
});
const fixed = (start: string, end: string, floor: number) => ({
  name: "fixed",
  capacity: count(floor),
  fixedDate: { timeZone: ZONE, start, end },
});
const always = (floor: number) => ({ name: "always", capacity: count(floor) });

/** The floor at an instant. */
const floorAt = (profiles: readonly object[], at: string): number | undefined => {
  const bounds = runningBounds(profilesOf({ inputs: { profiles } }), HORIZON);
  const quarter = HORIZON.from.until(Temporal.Instant.from(at)).total("minutes") / 15;
  return bounds.floors[quarter];
};

describe("what Azure runs", () => {
  test.each([
    ["the default one, where there is no other", [always(4)], "2026-03-25T12:00Z", 4],
    [
      "a recurrence from its start on",
      [always(4), weekly(["Monday"], 8, 9)],
      "2026-03-23T07:00Z",
      9,
    ],
    ["the last week's until then", [always(4), weekly(["Monday"], 8, 9)], "2026-03-23T06:45Z", 9],
    [
      "one until the next starts",
      [weekly(["Monday"], 8, 9), weekly(["Monday"], 16, 3)],
      "2026-03-23T14:45Z",
      9,
    ],
    [
      "the next from then on",
      [weekly(["Monday"], 8, 9), weekly(["Monday"], 16, 3)],
      "2026-03-24T03:00Z",
      3,
    ],
    [
      "a fixed date before all",
      [always(4), weekly(["Monday"], 8, 9), fixed("2026-03-25T00:00:00", "2026-03-26T00:00:00", 7)],
      "2026-03-25T12:00Z",
      7,
    ],
    [
      "a fixed date from its start",
      [always(4), fixed("2026-03-25T00:00:00", "2026-03-26T00:00:00", 7)],
      "2026-03-24T23:00Z",
      7,
    ],
    [
      "none of it from its end on",
      [always(4), fixed("2026-03-25T00:00:00", "2026-03-26T00:00:00", 7)],
      "2026-03-25T23:00Z",
      4,
    ],
    // Clocks go forward on 29 March: eight is six in UTC from then on.
    [
      "by the clock of the zone in summer",
      [weekly(["Monday"], 8, 9), weekly(["Monday"], 7, 3)],
      "2026-03-30T06:00Z",
      9,
    ],
    [
      "by the clock of the zone right before",
      [weekly(["Monday"], 8, 9), weekly(["Monday"], 7, 3)],
      "2026-03-30T05:45Z",
      3,
    ],
    ["nothing, where nothing is said", [], "2026-03-25T12:00Z", 0],
  ])("is %s", (_, profiles, at, floor) => {
    expect(floorAt(profiles, at)).toBe(floor);
  });
});

describe("a broken schedule", () => {
  const brokenAt = (profiles: readonly object[], at: string): boolean => {
    const { broken } = runningBounds(profilesOf({ inputs: { profiles } }), HORIZON);
    return broken[HORIZON.from.until(Temporal.Instant.from(at)).total("minutes") / 15] === 1;
  };
  const two = [
    always(4),
    fixed("2026-03-25T00:00:00", "2026-03-27T00:00:00", 7),
    fixed("2026-03-26T00:00:00", "2026-03-28T00:00:00", 9),
  ];

  test.each([
    ["where two fixed dates overlap", two, "2026-03-26T12:00Z", true],
    ["not before that", two, "2026-03-25T12:00Z", false],
    ["not after that", two, "2026-03-27T12:00Z", false],
    [
      "where a recurrence has no end",
      [always(4), weekly(["Monday"], 8, 9)],
      "2026-03-24T12:00Z",
      true,
    ],
    [
      "not in a fixed date that comes before it",
      [weekly(["Monday"], 8, 9), fixed("2026-03-25T00:00:00", "2026-03-26T00:00:00", 7)],
      "2026-03-25T12:00Z",
      false,
    ],
    [
      "not where two recurrences end each other",
      [weekly(["Monday"], 8, 9), weekly(["Monday"], 16, 3)],
      "2026-03-24T12:00Z",
      false,
    ],
    [
      "not where a recurrence lasts from midnight on",
      [weekly(["Monday"], 0, 9)],
      "2026-03-24T12:00Z",
      false,
    ],
  ])("is told %s", (_, profiles, at, isBroken) => {
    expect(brokenAt(profiles, at)).toBe(isBroken);
  });
});

describe("the real settings", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await realStack("prod-se", { today: "2026-11-25", known: true });
  }, 120_000);

  test("run what the season's plan says that Azure would run, in every quarter of an hour", () => {
    for (const [name, planned] of [
      ["prod-se-season-autoscale", stack.plan.profiles],
      ["prod-se-staging-season-autoscale", stack.plan.lending.staging],
    ] as const) {
      const setting = ofType(stack, T.autoscale).find((one) => one.name === name);
      if (setting === undefined) throw new Error(`no ${name}`);
      const bounds = runningBounds(profilesOf(setting), stack.plan.horizon);
      expect(bounds.floors).toEqual(planned.floors);
      expect(bounds.ceilings).toEqual(planned.ceilings);
    }
  });
});
