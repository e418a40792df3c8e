import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lend } from "../../../../infra/season/lending/lend.ts";
import type { Lending, LendingInput } from "../../../../infra/season/lending/lending.ts";
import { productionCeilings } from "../../../../infra/season/lending/reserve.ts";
import { compileProfiles } from "../../../../infra/season/profiles/compile-profiles.ts";
import type { ProfilesInput } from "../../../../infra/season/profiles/profile-set.ts";
import { MARKET_CODES } from "../../../../infra/settings/markets.ts";
import { firstOther, quiet, wellFormed } from "../profiles/replay.ts";

const DAY = 96;
const WEEK = 7 * DAY;

function lendingOf(input: ProfilesInput, change: Partial<LendingInput> = {}): LendingInput {
  const production = compileProfiles(input);
  return {
    ...input,
    production,
    ceilings: productionCeilings({ ...input, production }),
    zones: 3,
    staging: { floor: 1, ceiling: 6 },
    ...change,
  };
}

/** Iceland (no change of its clock) needs 3, and 16 on the fourth week's Wednesday from 8 to 12. */
function peak(): ProfilesInput {
  const input = quiet("is", "2026-11-25T12:00");
  for (const needed of [input.need, input.floorNeed]) {
    needed.fill(3);
    needed.fill(16, 23 * DAY + 32, 23 * DAY + 48);
  }
  return input;
}

test("raises the reserve a week before the week that needs it, and lowers it after", () => {
  // A need of 3 has a ceiling of 5, one of 16 a ceiling of 20: 2 and 7 in each of three zones.
  expect(lend(lendingOf(peak())).reserve).toEqual([
    { start: 0, end: 2 * WEEK, perZone: 2 },
    { start: 2 * WEEK, end: 4 * WEEK, perZone: 7 },
    { start: 4 * WEEK, end: 70 * DAY, perZone: 2 },
  ]);
});

test("reserves for what is needed beyond the plan", () => {
  const input = quiet("is", "2026-11-25T12:00", 100);
  input.need.fill(16, 90 * DAY, 90 * DAY + 4);
  input.limit.fill(18);
  expect(lend(lendingOf(input)).reserve).toEqual([
    { start: 0, end: 11 * WEEK, perZone: 1 },
    { start: 11 * WEEK, end: 13 * WEEK, perZone: 6 },
    { start: 13 * WEEK, end: 100 * DAY, perZone: 1 },
  ]);
});

test("lends in the week of a peak, and has it returned two hours before it", () => {
  const input = peak();
  // The week of the peak: the reserve for it stands.
  const now = input.horizon.from.add({ hours: 24 * 22 });
  const from = input.horizon.from.add({ hours: 24 * 21 });
  const horizon = { from, quarters: 49 * DAY };
  const need = input.need.subarray(3 * WEEK);
  const floorNeed = input.floorNeed.subarray(3 * WEEK);
  const week = { ...input, now, horizon, need, floorNeed, limit: input.limit.subarray(3 * WEEK) };
  const { staging } = lend(lendingOf(week));
  const lent = [0, 2 * DAY + 23, 2 * DAY + 24, 2 * DAY + 47, 2 * DAY + 48, WEEK - 1, WEEK];
  expect(lent.map((quarter) => staging.ceilings[quarter])).toEqual([6, 6, 0, 0, 6, 6, 0]);
  expect(lent.map((quarter) => staging.floors[quarter])).toEqual([1, 1, 0, 0, 1, 1, 0]);
  expect(staging.profiles.map(({ name, ceiling }) => [name, ceiling])).toEqual([
    ["always", 0],
    ["monday-0000", 0],
    ["2026-12-14-0000-test", 6],
    ["2026-12-16-1200-test", 6],
    ["unplanned-from-2027-02-01", 0],
  ]);
});

test("lends nothing of a reserve that is not raised yet", () => {
  const { staging, cloneHours } = lend(lendingOf(peak()));
  expect(new Set(staging.ceilings)).toEqual(new Set([0]));
  expect(cloneHours).toEqual({ lent: 0, upperBound: 0 });
});

/** The quarter in which the two ceilings are together more than a zone's reserve; -1: in none. */
function firstOverdrawn({ reserve, staging }: Lending, input: LendingInput): number {
  const { production, zones } = input;
  for (const { start, end, perZone } of reserve) {
    for (let i = start; i < Math.min(end, production.plannedQuarters); i++) {
      const own = production.ceilings[i] as number;
      const lent = staging.ceilings[i] as number;
      if (own + lent > perZone * zones) return i;
      if (Math.ceil(own / zones) + Math.ceil(lent / zones) > perZone) return i;
      const standing = reserve[0]?.perZone as number;
      if (lent > 0 && own + lent > standing * zones) return i;
    }
  }
  return -1;
}

const parts = fc.array(
  fc.record({
    start: fc.nat(70 * DAY),
    length: fc.integer({ min: 1, max: 400 }),
    clones: fc.nat(40),
  }),
  { maxLength: 40 },
);

test.each(MARKET_CODES)(
  "never lends more than the reserve has, on any calendar of %s",
  (market) => {
    const nows = fc.constantFrom("2027-03-01T12:00", "2027-10-01T12:00", "2026-12-10T12:00");
    const bounds = fc.record({ floor: fc.nat(3), ceiling: fc.integer({ min: 3, max: 20 }) });
    fc.assert(
      fc.property(
        nows,
        parts,
        bounds,
        fc.integer({ min: 1, max: 3 }),
        (now, stretches, staging, zones) => {
          const calendar = quiet(market, now);
          for (const { start, length, clones } of stretches) {
            calendar.need.fill(clones, start, start + length);
            calendar.floorNeed.fill(clones >> 1, start, start + length);
          }
          calendar.limit.fill(36);
          const input = lendingOf(calendar, { staging, zones });
          const lending = lend(input);
          expect(firstOverdrawn(lending, input)).toBe(-1);
          const { profiles, ceilings, floors } = lending.staging;
          expect(wellFormed(profiles)).toBe(true);
          expect(firstOther(lending.staging)).toBe(-1);
          expect(ceilings.findIndex((clones) => clones > staging.ceiling)).toBe(-1);
          expect(floors.findIndex((clones, i) => clones > (ceilings[i] as number))).toBe(-1);
          expect(lending.cloneHours.lent).toBeLessThanOrEqual(lending.cloneHours.upperBound);
          expect(lend(input)).toEqual(lending);
        },
      ),
      { numRuns: 10 },
    );
  },
);
