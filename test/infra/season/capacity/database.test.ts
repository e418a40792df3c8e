import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ASSUMED_DATABASE } from "../../../../infra/season/capacity/assumed-capacity.ts";
import {
  type DatabaseCapacity,
  type DatabasePlan,
  databasePlan,
  databaseSizeFor,
  sizeLimits,
} from "../../../../infra/season/capacity/database.ts";
import { DATABASE_SIZES } from "../../../../infra/season/capacity/database-sizes.ts";
import { type Freeze, freezesOf } from "../../../../infra/season/capacity/freezes.ts";
import { horizonFrom, quarterAt, quarterStart } from "../../../../infra/season/demand/horizon.ts";
import { at, calendar, region } from "../demand/fixture.ts";

const ZONE = "Europe/Stockholm";
const DAY = 96;

/** 2 vCores carry 100 requests a second; a resize each Sunday at 4. */
const DATABASE: DatabaseCapacity = {
  ...ASSUMED_DATABASE,
  rpsPerVcore: 100,
  utilisation: 0.5,
  connectionsPerClone: 100,
  otherConnections: 44,
  leadMinutes: 60,
  shortestStayDays: 0,
};

/** 2026-10-12 is a Monday: the Sundays' hours are at days 6, 13, 20 and so on, at 4 o'clock. */
const HORIZON = horizonFrom(at("se", "2026-10-12T00:00"), 12 * 7 * DAY);

/** The plan of loads given as [first quarter, end, requests a second], with the clones that are asked. */
function plan(
  loads: readonly (readonly [number, number, number])[],
  change: Partial<DatabaseCapacity> = {},
  freezes: readonly Freeze[] = [],
  clones = 3,
): DatabasePlan {
  const rps = new Float64Array(HORIZON.quarters);
  for (const [first, end, load] of loads) rps.fill(load, first, end);
  const ordered = new Int32Array(HORIZON.quarters).fill(clones);
  const when = { horizon: HORIZON, zone: ZONE, freezes };
  return databasePlan(rps, ordered, { ...DATABASE, ...change }, when);
}

/** The resizes as local times with the sizes' vCores. */
function resizes({ resizes: all }: DatabasePlan): readonly string[] {
  return all.map(({ quarter, from, to }) => {
    const local = quarterStart(HORIZON, quarter).toZonedDateTimeISO(ZONE).toPlainDateTime();
    return `${local} ${DATABASE_SIZES[from]?.vcores}→${DATABASE_SIZES[to]?.vcores}`;
  });
}

test.each([
  [100, 8, 0],
  [100.1, 8, 1],
  [0, 9, 1],
  [0, 16, 1],
  [0, 17, 2],
  [4800, 49, 7],
  [9999, 999, 7],
])("takes the smallest size for %d requests a second and %i clones", (rps, clones, place) => {
  expect(databaseSizeFor(rps, clones, sizeLimits(DATABASE))).toBe(place);
});

test("grows in the last quiet hour before the need and shrinks in the first after it", () => {
  const busy = plan([[20 * DAY, 22 * DAY, 150]]);
  expect(resizes(busy)).toEqual(["2026-10-25T04:00:00 2→4", "2026-11-08T04:00:00 4→2"]);
});

test("grows a week earlier where the hour is less than the lead before the need", () => {
  const sunday = 13 * DAY + 4 * (4 + 1);
  expect(resizes(plan([[sunday + 4, sunday + 8, 150]]))[0]).toBe("2026-10-25T04:00:00 2→4");
  expect(resizes(plan([[sunday - 1, sunday + 8, 150]]))[0]).toBe("2026-10-18T04:00:00 2→4");
});

test("has the size of the first quarters from the start", () => {
  const first = plan([[0, DAY, 150]]);
  expect(first.sizes[0]).toBe(1);
  expect(resizes(first)).toEqual(["2026-10-18T04:00:00 4→2"]);
});

test("changes nothing within a freeze", () => {
  const freezes = [{ first: 12 * DAY, end: 35 * DAY }];
  const busy = plan([[30 * DAY, 31 * DAY, 150]], {}, freezes);
  expect(resizes(busy)).toEqual(["2026-10-18T04:00:00 2→4", "2026-11-22T04:00:00 4→2"]);
});

test("resizes at a freeze's end, which is not frozen any more, and not at its start", () => {
  const hour = 6 * DAY + 16;
  const until = plan([[0, DAY, 150]], {}, [{ first: 0, end: hour }]);
  expect(resizes(until)).toEqual(["2026-10-18T04:00:00 4→2"]);
  const from = plan([[0, DAY, 150]], {}, [{ first: hour, end: hour + 1 }]);
  expect(resizes(from)).toEqual(["2026-10-25T04:00:00 4→2"]);
});

test("fills a valley that is too short, and keeps the size at the horizon's end", () => {
  const loads = [
    [10 * DAY, 11 * DAY, 150],
    [31 * DAY, 32 * DAY, 150],
    [80 * DAY, 81 * DAY, 150],
  ] as const;
  expect(resizes(plan(loads, { shortestStayDays: 28 }))).toEqual([
    "2026-10-18T04:00:00 2→4",
    "2026-11-15T04:00:00 4→2",
    "2026-12-27T04:00:00 2→4",
  ]);
});

test("fills a valley up to the lower of its sides", () => {
  const loads = [
    [10 * DAY, 11 * DAY, 350],
    [24 * DAY, 25 * DAY, 150],
  ] as const;
  expect(resizes(plan(loads, { shortestStayDays: 14 }))).toEqual([
    "2026-10-18T04:00:00 2→8",
    "2026-10-25T04:00:00 8→4",
    "2026-11-08T04:00:00 4→2",
  ]);
});

test("takes a larger size for the pools of more clones", () => {
  expect(plan([], {}, [], 8).sizes[0]).toBe(0);
  expect(plan([], {}, [], 9).sizes[0]).toBe(1);
});

test("carries every quarter and its lead, and changes in quiet hours outside freezes only", () => {
  const load = fc.tuple(
    fc.nat({ max: HORIZON.quarters }),
    fc.integer({ min: 1, max: 20 * DAY }),
    fc.integer({ min: 0, max: 5000 }),
  );
  const freeze = fc
    .tuple(fc.nat({ max: HORIZON.quarters }), fc.nat({ max: 30 * DAY }))
    .map(([first, length]) => ({ first, end: first + length }));
  const property = fc.property(
    fc.array(load, { maxLength: 5 }),
    fc.array(freeze, { maxLength: 3 }),
    fc.constantFrom(0, 28),
    (loads, freezes, shortestStayDays) => {
      const triples = loads.map(([first, length, rps]) => [first, first + length, rps] as const);
      const { sizes, resizes: all } = plan(triples, { shortestStayDays }, freezes);
      const limits = sizeLimits(DATABASE);
      const needed = new Float64Array(HORIZON.quarters);
      for (const [first, end, rps] of triples) needed.fill(rps, first, end);
      const tooSmall = sizes.findIndex((size, i) =>
        [0, 4].some((later) => (needed[i + later] ?? 0) > Math.min(limits[size]?.rps ?? 0, 4800)),
      );
      expect(loads.every(([, , rps]) => rps <= 4800) ? tooSmall : -1).toBe(-1);
      for (const { quarter } of all) {
        const local = quarterStart(HORIZON, quarter).toZonedDateTimeISO(ZONE);
        expect([local.dayOfWeek, local.hour, local.minute]).toEqual([7, 4, 0]);
        expect(freezes.some(({ first, end }) => first <= quarter && quarter < end)).toBe(false);
      }
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test("freezes each region's grade periods with the days before, merged, and what is unknown", () => {
  const swedish = calendar(
    "se",
    region("se", [
      "term 2026-01-01",
      "grade-period 2026-12-01",
      "holiday 2026-12-19",
      "end 2027-08-01",
    ]),
    region("se", [
      "term 2026-01-01",
      "grade-period 2026-12-10",
      "holiday 2026-12-23",
      "end 2027-08-01",
    ]),
  );
  const british = calendar(
    "gb",
    region("gb", [
      "term 2026-10-20",
      "grade-period 2027-03-20",
      "holiday 2027-04-01",
      "end 2027-09-01",
    ]),
  );
  const year = horizonFrom(at("se", "2026-10-12T00:00"));
  const freezes = freezesOf([swedish, british], year, 7);
  const quarter = (market: "se" | "gb", date: string): number =>
    quarterAt(year, at(market, `${date}T00:00`));
  expect(freezes).toEqual([
    { first: Number.NEGATIVE_INFINITY, end: quarter("gb", "2026-10-20") },
    { first: quarter("se", "2026-11-24"), end: quarter("se", "2026-12-23") },
    { first: quarter("gb", "2027-03-13"), end: quarter("gb", "2027-04-01") },
    { first: quarter("se", "2027-07-25"), end: Number.POSITIVE_INFINITY },
  ]);
});

test("stays between its smallest and its largest size, and fills no more than these", () => {
  const loads = [[0, 20 * DAY, 1000]] as const;
  const bounded = plan(loads, { smallest: 1, largest: 3 });
  expect(new Set(bounded.sizes)).toEqual(new Set([1, 3]));
  expect(new Set(plan(loads).sizes)).toEqual(new Set([0, 4]));
});

test("is not made larger for clones that no size may have connections for", () => {
  const capped = { connections: 444 };
  expect(sizeLimits({ ...DATABASE, ...capped }).map(({ clones }) => clones)).toEqual(
    DATABASE_SIZES.map(() => 4),
  );
  expect(new Set(plan([], capped, [], 9).sizes)).toEqual(new Set([0]));
  expect(new Set(plan([], {}, [], 9).sizes)).toEqual(new Set([1]));
});
