import { expect, test } from "@jest/globals";
import { quarterAt } from "../../../../infra/season/demand/horizon.ts";
import {
  localTime,
  planAnchor,
  plannedWindow,
} from "../../../../infra/season/profiles/planned-window.ts";
import { quiet } from "./replay.ts";

test.each([
  ["Europe/Stockholm", "2026-11-23T00:00+01:00", "2026-11-22T23:00Z"],
  ["Europe/Stockholm", "2026-11-29T23:59+01:00", "2026-11-22T23:00Z"],
  ["Europe/Stockholm", "2027-03-28T12:00+02:00", "2027-03-21T23:00Z"],
  ["Europe/Zurich", "2027-10-31T23:00+01:00", "2027-10-24T22:00Z"],
  ["Europe/Berlin", "2027-01-01T00:00+01:00", "2026-12-27T23:00Z"],
  ["Europe/London", "2027-06-30T09:00+01:00", "2027-06-27T23:00Z"],
  ["Atlantic/Reykjavik", "2028-02-29T23:45Z", "2028-02-28T00:00Z"],
])("starts a week with Monday in %s: %s", (zone, now, monday) => {
  expect(planAnchor(Temporal.Instant.from(now), zone).toString()).toBe(
    Temporal.Instant.from(monday).toString(),
  );
});

test.each([
  ["se", "2026-11-25T12:00", 49 * 96],
  ["se", "2027-03-01T12:00", 49 * 96 - 4],
  ["gb", "2027-10-20T12:00", 49 * 96 + 4],
  ["is", "2027-03-01T12:00", 49 * 96],
] as const)("plans whole weeks by %s's clock from %s", (market, now, quarters) => {
  const { horizon, now: instant, zone } = quiet(market, now);
  const window = plannedWindow(horizon, instant, zone.iana);
  expect(window.quarters).toBe(quarters);
  expect(localTime(window, quarters)).toMatch(/T00:00$/);
});

test("plans 42 days at least, on the week's last evening too", () => {
  const { horizon, now, zone } = quiet("se", "2026-11-29T23:59");
  const window = plannedWindow(horizon, now, zone.iana);
  expect(window.quarters - quarterAt(horizon, now)).toBeGreaterThan(42 * 96);
});

test("ends with the horizon where that is shorter", () => {
  const { horizon, now, zone } = quiet("se", "2026-11-25T12:00", 10);
  expect(plannedWindow(horizon, now, zone.iana).quarters).toBe(960);
});

test("finds the times that daylight time repeats or skips", () => {
  const unclear = (market: "se" | "gb" | "is", now: string): [string[], number[]] => {
    const { horizon, now: instant, zone } = quiet(market, now);
    const window = plannedWindow(horizon, instant, zone.iana);
    const quarters = [...window.unclear.keys()].filter((i) => window.unclear[i] === 1);
    const slots = [...window.unclearSlots.keys()].filter((i) => window.unclearSlots[i] === 1);
    return [quarters.map((i) => localTime(window, i)), slots];
  };
  const twice = ["02:00", "02:15", "02:30", "02:45"].map((time) => `2027-10-31T${time}`);
  expect(unclear("se", "2027-10-20T12:00")).toEqual([
    [...twice, ...twice],
    [8, 9, 10, 11],
  ]);
  expect(unclear("se", "2027-03-10T12:00")).toEqual([[], [8, 9, 10, 11]]);
  expect(unclear("gb", "2027-03-10T12:00")).toEqual([[], [4, 5, 6, 7]]);
  expect(unclear("is", "2027-03-10T12:00")).toEqual([[], []]);
});

test("refuses a horizon that does not start with the week", () => {
  const { horizon, zone } = quiet("se", "2026-11-25T12:00");
  const nextWeek = Temporal.Instant.from("2026-12-01T12:00Z");
  expect(() => plannedWindow(horizon, nextWeek, zone.iana)).toThrow(
    "a horizon for profiles starts with the week, 2026-11-29T23:00:00Z: 2026-11-22T23:00:00Z",
  );
});
