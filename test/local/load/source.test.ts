import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { JsonObject } from "../../../local/json.ts";
import {
  constant,
  describeSource,
  type LoadSource,
  openSource,
  type SourceDescription,
  type TracePlacement,
  traceSource,
} from "../../../local/load/source.ts";
import { readTrace, type Trace } from "../../../local/load/trace-file.ts";
import { UserError } from "../../../local/user-error.ts";

/** Four days from Thursday 1995-06-01 on, in which the h-th hour of all has 3600 h requests: h a second. */
const HOURS: Trace = {
  name: "hours.csv",
  startWallMs: Date.UTC(1995, 5, 1),
  stepMinutes: 60,
  requests: Float64Array.from({ length: 96 }, (_, hour) => 3600 * hour),
};

function at(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** Requests a second in each hour of UTC from an instant on. */
function hourly(source: LoadSource, from: string, hours: number): number[] {
  return Array.from({ length: hours }, (_, hour) => source.rpsAt(at(from) + hour * 3_600_000));
}

test("gives a constant load at any time", () => {
  expect(constant(12.5).rpsAt(0)).toBe(12.5);
  expect(constant(1_000_000).rpsAt(0)).toBe(1_000_000);
  expect(constant(12.5).rpsAt(at("2026-08-17T06:00Z"))).toBe(12.5);
});

/** @accepts load */
test("plays the trace's first day on the start date's local day, evenly within a step", () => {
  const source = traceSource(HOURS, { zone: "Europe/Stockholm", startDate: "2026-08-17" });
  expect(source.rpsAt(at("2026-08-16T21:59:59.999Z"))).toBe(0);
  expect(source.rpsAt(at("2026-08-16T23:00Z"))).toBe(1);
  expect(source.rpsAt(at("2026-08-16T23:59:59.999Z"))).toBe(1);
  expect(source.rpsAt(at("2026-08-17T06:30Z"))).toBe(8);
  expect(source.rpsAt(at("2026-08-18T06:30Z"))).toBe(32);
  expect(source.rpsAt(at("2026-08-20T21:59:59Z"))).toBe(95);
  expect(source.rpsAt(at("2026-08-20T22:00Z"))).toBe(0);
});

test("starts on another day of the trace, and is silent before it", () => {
  const source = traceSource(HOURS, {
    zone: "Atlantic/Reykjavik",
    from: "1995-06-03",
    startDate: "2026-08-17",
  });
  expect(hourly(source, "2026-08-16T22:00Z", 4)).toEqual([0, 0, 48, 49]);
  expect(hourly(source, "2026-08-18T22:00Z", 4)).toEqual([94, 95, 0, 0]);
});

test("keeps a first day that starts late at its own hour", () => {
  const late = { ...HOURS, startWallMs: Date.UTC(1995, 5, 1, 14) };
  const source = traceSource(late, { zone: "UTC", startDate: "2026-08-17" });
  expect(hourly(source, "2026-08-17T13:00Z", 3)).toEqual([0, 0, 1]);
  expect(source.rpsAt(at("2026-08-17T08:00Z"))).toBe(0);
});

test("scales to a peak among what is played", () => {
  const requests = HOURS.requests.slice();
  requests[0] = 1e9;
  const source = traceSource(
    { ...HOURS, requests },
    { zone: "UTC", from: "1995-06-02", startDate: "2026-08-17", peakRps: 190 },
  );
  expect(hourly(source, "2026-08-17T00:00Z", 72).at(-1)).toBeCloseTo(190, 10);
  expect(source.rpsAt(at("2026-08-17T00:00Z"))).toBeCloseTo(48, 10);
});

// [zone, start date, an hour of UTC from which the local hours are read, the trace's hours then]
test.each<[string, string, string, string, number[]]>([
  [
    "leaves out a skipped hour in",
    "Europe/Stockholm",
    "2026-03-29",
    "2026-03-29T00:00Z",
    [1, 3, 4],
  ],
  [
    "leaves out a skipped hour in",
    "Europe/London",
    "2026-03-29",
    "2026-03-28T23:00Z",
    [0, 0, 2, 3],
  ],
  [
    "plays a repeated hour twice in",
    "Europe/Stockholm",
    "2026-10-25",
    "2026-10-24T23:00Z",
    [1, 2, 2, 3],
  ],
  [
    "plays a repeated hour twice in",
    "Europe/London",
    "2026-10-25",
    "2026-10-24T23:00Z",
    [0, 1, 1, 2],
  ],
  ["changes nothing in", "Atlantic/Reykjavik", "2026-03-29", "2026-03-29T00:00Z", [0, 1, 2]],
])("%s %s on %s", (_, zone, startDate, from, hours) => {
  expect(hourly(traceSource(HOURS, { zone, startDate }), from, hours.length)).toEqual(hours);
});

test.each([
  ["Europe/Stockholm", "2026-03-27", 95],
  ["Europe/London", "2026-03-27", 95],
  ["Europe/Stockholm", "2026-10-23", 97],
  ["Europe/London", "2026-10-23", 97],
])("plays four days over a change in %s from %s in %i hours", (zone, startDate, hours) => {
  const flat = { ...HOURS, requests: new Float64Array(96).fill(3600) };
  const played = hourly(traceSource(flat, { zone, startDate }), `${startDate}T00:00Z`, 150);
  const before = hourly(traceSource(flat, { zone, startDate }), "2026-01-01T00:00Z", 24);
  const early = traceSource(flat, { zone, startDate }).rpsAt(at(`${startDate}T00:00Z`) - 3_600_000);
  const twoEarly = traceSource(flat, { zone, startDate }).rpsAt(
    at(`${startDate}T00:00Z`) - 7_200_000,
  );
  const total = played.reduce((sum, rps) => sum + rps, 0) + early + twoEarly;
  expect(total).toBe(hours);
  expect(before).toEqual(new Array(24).fill(0));
});

test("follows the zone's own wall clock at any instant, asked in any order", () => {
  const year = {
    ...HOURS,
    requests: Float64Array.from({ length: 9000 }, (_, hour) => 3600 * hour),
  };
  const source = (zone: string) => traceSource(year, { zone, startDate: "2026-01-01" });
  const sources = new Map(
    [
      "Europe/Stockholm",
      "Europe/London",
      "Atlantic/Reykjavik",
      "Europe/Zurich",
      "America/St_Johns",
    ].map((zone) => [zone, source(zone)]),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...sources.keys()),
      fc.integer({ min: at("2026-01-02T00:00Z"), max: at("2026-12-31T00:00Z") }),
      (zone, epochMs) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
        const hour = (wall.dayOfYear - 1) * 24 + wall.hour;
        expect(sources.get(zone)?.rpsAt(epochMs)).toBe(hour);
      },
    ),
    { numRuns: 500 },
  );
});

test.each<[string, TracePlacement]>([
  ["plainly", { zone: "Europe/Stockholm", startDate: "2026-03-28" }],
  [
    "from a day, to a peak",
    { zone: "Europe/London", from: "1995-06-02", startDate: "2026-10-24", peakRps: 7 },
  ],
])("comes back from the store's JSON as it was, placed %s", (_, placement) => {
  const source = traceSource(HOURS, placement);
  const described: JsonObject = describeSource(source);
  const kept = JSON.parse(JSON.stringify(described)) as SourceDescription;
  const opened = openSource(kept);
  const from = `${placement.startDate}T00:00Z`;
  expect(hourly(opened, from, 100)).toEqual(hourly(source, from, 100));
  expect(describeSource(opened)).toEqual(kept);
});

test("keeps a constant load in the store", () => {
  expect(describeSource(constant(3))).toEqual({ kind: "constant", rps: 3 });
  expect(openSource({ kind: "constant", rps: 3 }).rpsAt(0)).toBe(3);
});

test("plays the repository's campus trace at its own morning", () => {
  const trace = readTrace(
    join(import.meta.dirname, "../../../data/traces/campus-web-hourly-1995.csv"),
  );
  const source = traceSource(trace, {
    zone: "Europe/Stockholm",
    from: "1995-09-05",
    startDate: "2026-08-18",
  });
  const row = (Date.UTC(1995, 8, 5, 10) - trace.startWallMs) / 3_600_000;
  expect(source.rpsAt(at("2026-08-18T08:00Z"))).toBe((trace.requests[row] as number) / 3600);
});

const EMPTY: Trace = { ...HOURS, requests: new Float64Array(96) };

/** @refuses load */
test.each<[string, () => unknown, string]>([
  [
    "a negative load",
    () => constant(-1),
    "A load of -1 requests a second is not possible. Give a number from 0 to 1000000.",
  ],
  [
    "a load that is no number",
    () => constant(Number.NaN),
    "A load of NaN requests a second is not possible. Give a number from 0 to 1000000.",
  ],
  [
    "a load over what is possible",
    () => constant(1_000_001),
    "A load of 1000001 requests a second is not possible. Give a number from 0 to 1000000.",
  ],
  [
    "a peak over what is possible",
    () => traceSource(HOURS, { zone: "UTC", startDate: "2026-08-17", peakRps: 1e308 }),
    "A peak of 1e+308 requests a second is not possible. Give a number from 0 to 1000000.",
  ],
  [
    "a trace over what is possible",
    () =>
      traceSource(
        { ...HOURS, requests: Float64Array.of(0, 7.2e9) },
        { zone: "UTC", startDate: "2026-08-17" },
      ),
    "The trace hours.csv has 2000000 requests a second in its greatest step; at most 1000000 are possible. Scale it to a peak.",
  ],
  [
    "an unknown zone",
    () => traceSource(HOURS, { zone: "Europe/Nowhere", startDate: "2026-08-17" }),
    'The zone "Europe/Nowhere" is unknown. Give an IANA name such as Europe/Stockholm.',
  ],
  [
    "a start that is no date",
    () => traceSource(HOURS, { zone: "UTC", startDate: "2026-02-30" }),
    'startDate is "2026-02-30", which is no date. Write it as 2026-08-17.',
  ],
  [
    "a first day that is no date",
    () => traceSource(HOURS, { zone: "UTC", from: "June", startDate: "2026-08-17" }),
    'from is "June", which is no date. Write it as 2026-08-17.',
  ],
  [
    "a day after the trace",
    () => traceSource(HOURS, { zone: "UTC", from: "1995-06-05", startDate: "2026-08-17" }),
    "The trace hours.csv has no 1995-06-05. It goes from 1995-06-01 to 1995-06-04: give one of these days.",
  ],
  [
    "a day before the trace",
    () => traceSource(HOURS, { zone: "UTC", from: "1995-05-31", startDate: "2026-08-17" }),
    "The trace hours.csv has no 1995-05-31. It goes from 1995-06-01 to 1995-06-04: give one of these days.",
  ],
  [
    "a peak that is no number",
    () =>
      traceSource(HOURS, {
        zone: "UTC",
        startDate: "2026-08-17",
        peakRps: Number.POSITIVE_INFINITY,
      }),
    "A peak of Infinity requests a second is not possible. Give a number from 0 to 1000000.",
  ],
  [
    "a peak over nothing",
    () => traceSource(EMPTY, { zone: "UTC", startDate: "2026-08-17", peakRps: 5 }),
    "The trace hours.csv has no request in what is played, so that it cannot be scaled to a peak of 5 a second. Leave the peak out, or start on another day.",
  ],
  [
    "a kind from elsewhere",
    () => openSource({ kind: "sine" } as unknown as SourceDescription),
    'The store holds a load of the kind "sine", which this version does not know. Set the load anew.',
  ],
])("refuses %s", (_, run, message) => {
  expect(run).toThrow(UserError);
  expect(run).toThrow(expect.objectContaining({ code: "load-invalid", message }));
});
