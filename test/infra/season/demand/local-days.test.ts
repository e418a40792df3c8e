import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { horizonFrom, quarterAt, quarterStart } from "../../../../infra/season/demand/horizon.ts";
import {
  dateOf,
  dayNumber,
  localDays,
  weekdayOf,
} from "../../../../infra/season/demand/local-days.ts";
import { MARKETS } from "../../../../infra/settings/markets.ts";

const ZONES = Object.values(MARKETS).map(({ timeZone }) => timeZone);

test.each([
  ["Europe/Stockholm", "2027-03-28", 92],
  ["Europe/Stockholm", "2026-10-25", 100],
  ["Europe/London", "2027-03-28", 92],
  ["Europe/London", "2026-10-25", 100],
  ["Europe/Zurich", "2027-03-28", 92],
  ["Europe/Zurich", "2026-10-25", 100],
  ["Europe/Berlin", "2027-03-28", 92],
  ["Europe/Berlin", "2026-10-25", 100],
  ["Atlantic/Reykjavik", "2027-03-28", 96],
  ["Atlantic/Reykjavik", "2026-10-25", 96],
  ["Europe/Stockholm", "2028-02-29", 96],
  ["Europe/Stockholm", "2026-12-31", 96],
])("gives %s on %s %i quarters", (zone, text, quarters) => {
  const day = Temporal.PlainDate.from(text);
  const start = day.toZonedDateTime(zone).toInstant();
  const pieces = [...localDays(horizonFrom(start, 3 * 96), zone)];
  const lengths = pieces.filter((piece) => piece.day === dayNumber(day));
  expect(lengths.reduce((sum, { length }) => sum + length, 0)).toBe(quarters);
});

test("repeats the hour between 2 and 3 in autumn and skips it in spring", () => {
  const slots = (text: string): number[] => {
    const start = Temporal.PlainDate.from(text).toZonedDateTime("Europe/Stockholm").toInstant();
    return [...localDays(horizonFrom(start, 20), "Europe/Stockholm")].flatMap(({ slot, length }) =>
      Array.from({ length }, (_, i) => slot + i),
    );
  };
  expect(slots("2026-10-25").slice(6, 18)).toEqual([6, 7, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13]);
  expect(slots("2027-03-28").slice(6, 10)).toEqual([6, 7, 12, 13]);
});

test("agrees with the calendar of the zone at every quarter, and leaves none out", () => {
  const property = fc.property(
    fc.constantFrom(...ZONES),
    fc.integer({ min: 0, max: 366 * 96 * 3 }),
    fc.integer({ min: 1, max: 96 * 200 }),
    (zone, later, quarters) => {
      const from = Temporal.Instant.from("2026-01-01T00:00Z").add({ minutes: 15 * later });
      const horizon = horizonFrom(from, quarters);
      let next = 0;
      for (const { day, slot, first, length } of localDays(horizon, zone)) {
        expect(first).toBe(next);
        next = first + length;
        for (const i of [0, length - 1]) {
          const local = quarterStart(horizon, first + i).toZonedDateTimeISO(zone);
          expect(local.toPlainDate().toString()).toBe(dateOf(day).toString());
          expect(local.hour * 4 + local.minute / 15).toBe(slot + i);
          expect(local.dayOfWeek - 1).toBe(weekdayOf(day));
        }
      }
      expect(next).toBe(quarters);
    },
  );
  fc.assert(property, { numRuns: 50 });
});

test("starts a horizon with the quarter in which the instant lies", () => {
  const horizon = horizonFrom(Temporal.Instant.from("2026-11-25T09:51:32Z"), 4);
  expect(horizon.from.toString()).toBe("2026-11-25T09:45:00Z");
  expect(quarterAt(horizon, Temporal.Instant.from("2026-11-25T09:59:59Z"))).toBe(0);
  expect(quarterAt(horizon, Temporal.Instant.from("2026-11-25T10:00:00Z"))).toBe(1);
  expect(quarterAt(horizon, Temporal.Instant.from("2026-11-25T09:44:59Z"))).toBe(-1);
});

test.each([0, -1, 1.5, Number.NaN])("refuses a horizon of %p quarters", (quarters) => {
  expect(() => horizonFrom(Temporal.Instant.from("2026-11-25T00:00Z"), quarters)).toThrow(
    RangeError,
  );
});

test("refuses a zone whose clock is not on quarters of an hour", () => {
  const horizon = horizonFrom(Temporal.Instant.from("1960-01-01T00:00Z"), 4);
  expect(() => [...localDays(horizon, "Africa/Monrovia")]).toThrow("Africa/Monrovia");
});

test("counts days before 1970 and over leap days", () => {
  for (const text of ["1969-12-31", "1970-01-01", "2028-02-29", "2028-03-01", "2026-12-31"]) {
    const day = Temporal.PlainDate.from(text);
    expect(dateOf(dayNumber(day)).toString()).toBe(text);
    expect(weekdayOf(dayNumber(day))).toBe(day.dayOfWeek - 1);
  }
});
