import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { quarterAt } from "../../../../infra/season/demand/horizon.ts";
import { compileProfiles } from "../../../../infra/season/profiles/compile-profiles.ts";
import { daysCovered } from "../../../../infra/season/profiles/days-covered.ts";
import { planAnchor } from "../../../../infra/season/profiles/planned-window.ts";
import type { ProfilesInput } from "../../../../infra/season/profiles/profile-set.ts";
import { MARKET_CODES, type MarketCode } from "../../../../infra/settings/markets.ts";
import { firstOther, quiet, wellFormed } from "./replay.ts";

/** The quarter of a local time. */
function at({ horizon, zone }: ProfilesInput, local: string): number {
  return quarterAt(
    horizon,
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone.iana).toInstant(),
  );
}

/** Fills what is needed from one local time up to another. */
function need(input: ProfilesInput, clones: number, from: string, until: string): void {
  input.floorNeed.fill(clones, at(input, from), at(input, until));
  input.need.fill(clones, at(input, from), at(input, until));
}

/** Sweden in the weeks of Christmas 2026: a bell on school days, one opening of grades. */
function christmas(now = "2026-11-25T12:00"): ProfilesInput {
  const input = quiet("se", now);
  input.floorNeed.fill(4);
  input.need.fill(4);
  for (
    let date = Temporal.PlainDate.from("2026-11-23");
    Temporal.PlainDate.compare(date, "2026-12-22") <= 0;
    date = date.add({ days: 1 })
  ) {
    if (date.dayOfWeek <= 5) need(input, 8, `${date}T07:30`, `${date}T08:15`);
  }
  need(input, 15, "2026-12-21T07:45", "2026-12-21T09:00");
  need(input, 20, "2027-01-20T07:30", "2027-01-20T08:30");
  return { ...input, reasonOf: (quarter) => (quarter < 2800 ? "grade-opening" : "holiday") };
}

test("compiles a bell into recurrences, an opening and a holiday into fixed dates, the rest into a tail", () => {
  const input = christmas();
  const set = compileProfiles(input);
  const timeZone = "W. Europe Standard Time";
  const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  expect(set.profiles).toEqual([
    { name: "always", floor: 20, ceiling: 25 },
    {
      name: "weekdays-0730",
      floor: 8,
      ceiling: 10,
      schedule: { kind: "recurrence", days, time: "07:30", timeZone },
    },
    {
      name: "weekdays-0815",
      floor: 4,
      ceiling: 6,
      schedule: { kind: "recurrence", days, time: "08:15", timeZone },
    },
    {
      name: "2026-12-21-0745-grade-opening",
      floor: 15,
      ceiling: 19,
      schedule: {
        kind: "fixed-date",
        start: "2026-12-21T07:45",
        end: "2026-12-21T09:00",
        timeZone,
      },
    },
    {
      name: "2026-12-23-0730-holiday",
      floor: 4,
      ceiling: 6,
      schedule: {
        kind: "fixed-date",
        start: "2026-12-23T07:30",
        end: "2027-01-08T08:15",
        timeZone,
      },
    },
    {
      name: "unplanned-from-2027-01-11",
      floor: 20,
      ceiling: 25,
      schedule: {
        kind: "fixed-date",
        start: "2027-01-11T00:00",
        end: "2028-01-11T00:00",
        timeZone,
      },
    },
  ]);
  expect(set.gap).toBe(0);
  expect(set.cloneHours.floors).toBe(set.cloneHours.lowerBound);
  expect(set.coveredUntil.toString()).toBe("2027-01-10T23:00:00Z");
  expect(set.decidedAt[3]).toBe(at(input, "2026-12-21T07:45"));
  expect(firstOther(set)).toBe(-1);
});

test("stays the same from one day of a week to the next, and moves on with the next week", () => {
  const first = compileProfiles(christmas("2026-11-23T00:00"));
  for (const now of ["2026-11-24T09:00", "2026-11-29T23:59"]) {
    expect(compileProfiles(christmas(now))).toEqual(first);
  }
  const next = quiet("se", "2026-11-30T00:00");
  expect(compileProfiles(next).coveredUntil.toString()).toBe("2027-01-17T23:00:00Z");
});

test("keeps ceilings within what is allowed, above what is needed, and floors below ceilings", () => {
  const input = christmas();
  input.limit.fill(16);
  const set = compileProfiles(input);
  const named = (name: string) => set.profiles.find((profile) => profile.name.startsWith(name));
  expect(named("2026-12-21")).toMatchObject({ floor: 15, ceiling: 16 });
  expect(named("unplanned")).toMatchObject({ floor: 16, ceiling: 16 });
  expect(named("weekdays-0730")).toMatchObject({ floor: 8, ceiling: 10 });
});

test("holds the most of all that is known where the horizon ends with the plan", () => {
  const input = quiet("is", "2026-11-25T12:00", 14);
  need(input, 9, "2026-11-26T08:00", "2026-11-26T09:00");
  const { profiles, plannedQuarters } = compileProfiles(input);
  expect(plannedQuarters).toBe(14 * 96);
  expect(profiles.at(-1)).toMatchObject({ name: "unplanned-from-2026-12-07", floor: 9 });
});

test("counts the days that a deployed setting is planned for", () => {
  const { profiles } = compileProfiles(christmas());
  const covered = (now: string): number =>
    daysCovered(profiles, Temporal.Instant.from(now), "Europe/Stockholm");
  expect(covered("2026-11-22T23:00Z")).toBe(49);
  expect(covered("2026-12-27T23:00Z")).toBe(14);
  expect(covered("2027-01-11T23:00Z")).toBe(-1);
  expect(daysCovered([{ name: "always", floor: 1, ceiling: 2 }], christmas().now, "UTC")).toBe(0);
});

/** Both changes of daylight time, the turn of a year, and a leap day within the plan. */
const NOWS = ["2027-03-01T12:00", "2027-10-01T12:00", "2026-12-10T12:00", "2028-02-10T12:00"];

/** Stretches of need anywhere in ten weeks, at any quarter. */
const stretches = fc.array(
  fc.record({
    start: fc.nat(70 * 96),
    length: fc.integer({ min: 1, max: 400 }),
    clones: fc.nat(40),
  }),
  { maxLength: 60 },
);

function random(market: MarketCode, now: string, parts: readonly Part[]): ProfilesInput {
  const input = quiet(market, now);
  for (const { start, length, clones } of parts) {
    for (let i = start; i < Math.min(start + length, input.need.length); i++) {
      input.need[i] = Math.max(input.need[i] as number, clones);
      if (i % 1000 < 700) input.floorNeed[i] = input.need[i] as number;
    }
  }
  return input;
}

interface Part {
  readonly start: number;
  readonly length: number;
  readonly clones: number;
}

test.each(MARKET_CODES)("covers what is needed as Azure would run it, by %s's clock", (market) => {
  fc.assert(
    fc.property(fc.constantFrom(...NOWS), stretches, (now, parts) => {
      const input = random(market, now, parts);
      const set = compileProfiles(input);
      expect(wellFormed(set.profiles)).toBe(true);
      expect(firstOther(set)).toBe(-1);
      const { floors, ceilings } = set;
      expect(floors.findIndex((floor, i) => floor < (input.floorNeed[i] as number))).toBe(-1);
      expect(ceilings.findIndex((most, i) => most < (input.need[i] as number))).toBe(-1);
      expect(ceilings.findIndex((most, i) => most < (floors[i] as number))).toBe(-1);
      expect(set.cloneHours.floors).toBeGreaterThanOrEqual(set.cloneHours.lowerBound);
      expect(compileProfiles(input)).toEqual(set);
    }),
    { numRuns: 12 },
  );
});

test.each(MARKET_CODES)("has a bell's floor stand at every change of %s's clock", (market) => {
  for (const now of NOWS) {
    const input = quiet(market, now);
    const from = planAnchor(input.now, input.zone.iana).toZonedDateTimeISO(input.zone.iana);
    for (let day = 0; day < 69; day++) {
      const date = from.toPlainDate().add({ days: day });
      if (date.dayOfWeek <= 5) need(input, 9, `${date}T07:30`, `${date}T08:15`);
    }
    const set = compileProfiles(input);
    expect(set.gap).toBe(0);
    expect(set.profiles).toHaveLength(4);
    expect(firstOther(set)).toBe(-1);
  }
});

test("starts and ends no fixed date in an hour that comes twice, and may where one is skipped", () => {
  const twice = quiet("se", "2027-10-01T12:00");
  // Half of each of the two hours from 02:00 to 03:00 on 31 October.
  const hour = at(twice, "2027-10-31T02:00");
  twice.floorNeed.fill(9, hour + 2, hour + 6);
  twice.need.fill(9, hour + 2, hour + 6);
  const set = compileProfiles(twice);
  expect(firstOther(set)).toBe(-1);
  expect([...set.floors.subarray(hour - 2, hour + 9)]).toEqual([1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1]);
  const skipped = quiet("se", "2027-03-01T12:00");
  need(skipped, 9, "2027-03-28T01:45", "2027-03-28T03:00");
  need(skipped, 7, "2027-03-28T03:00", "2027-03-28T03:30");
  const other = compileProfiles(skipped);
  expect(firstOther(other)).toBe(-1);
  expect(other.profiles.flatMap(({ schedule }) => schedule ?? [])).toMatchObject([
    { kind: "recurrence" },
    { start: "2027-03-28T01:45", end: "2027-03-28T03:00" },
    { start: "2027-03-28T03:00", end: "2027-03-28T03:30" },
    { start: "2027-04-19T00:00" },
  ]);
});
