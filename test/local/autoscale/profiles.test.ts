import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compile } from "../../../local/autoscale/compile.ts";
import { activeProfile, timeline } from "../../../local/autoscale/profiles.ts";
import type { AutoscaleProfile } from "../../../local/autoscale/setting.ts";
import { type Choices, UNDOCUMENTED } from "../../../local/autoscale/undocumented.ts";
import { ianaZone } from "../../../local/autoscale/zones.ts";
import { dates, profile, setting, weekly } from "./settings.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const EVERY_DAY = [...WEEKDAYS, "Saturday", "Sunday"];
const WEST = "W. Europe Standard Time";

function nameAt(
  profiles: readonly AutoscaleProfile[],
  at: string,
  choices: Partial<Choices> = {},
): string | undefined {
  const compiled = compile(setting(...profiles), { ...UNDOCUMENTED, ...choices });
  return activeProfile(compiled, Date.parse(at))?.name;
}

describe("precedence", () => {
  const profiles = [
    profile("default"),
    profile("mondays", [], weekly(["Monday"], "08:00")),
    profile("event", [], dates("2026-01-14T10:00:00", "2026-01-14T12:00:00")),
    profile("overlapping", [], dates("2026-01-14T11:00:00", "2026-01-14T13:00:00")),
  ];
  test.each([
    ["2026-01-14T09:59:59Z", "mondays"],
    ["2026-01-14T10:00:00Z", "event"],
    ["2026-01-14T11:30:00Z", "event"],
    ["2026-01-14T12:00:00Z", "overlapping"],
    ["2026-01-14T13:00:00Z", "mondays"],
  ])("runs at %s %s", (at, name) => {
    expect(nameAt(profiles, at)).toBe(name);
  });

  test("runs the default profile where nothing else suits, and none where there is no default", () => {
    const event = profile("event", [], dates("2026-01-14T10:00:00", "2026-01-14T12:00:00"));
    expect(nameAt([profile("default"), event], "2026-01-14T09:00:00Z")).toBe("default");
    expect(nameAt([event], "2026-01-14T09:00:00Z")).toBeUndefined();
    expect(nameAt([event], "2026-01-14T11:00:00Z")).toBe("event");
  });
});

describe("recurrences", () => {
  /** Document: autoscale-multiprofile, "Add a recurring profile using ARM templates". */
  const weekend = [
    profile("weekday", [], weekly(["Monday"], "04:00", WEST)),
    profile("weekend", [], weekly(["Saturday"], "00:01", WEST)),
  ];
  test.each([
    ["2026-01-12T02:59:00Z", "weekend"],
    ["2026-01-12T03:00:00Z", "weekday"],
    ["2026-01-14T12:00:00Z", "weekday"],
    ["2026-01-16T23:00:00Z", "weekday"],
    ["2026-01-16T23:01:00Z", "weekend"],
    ["2026-01-18T22:00:00Z", "weekend"],
  ])("runs at %s %s of the document's pair", (at, name) => {
    expect(nameAt(weekend, at)).toBe(name);
  });

  /** Document: autoscale-understanding-settings, "Autoscale profiles": the portal's paired default profile. */
  const paired = [
    profile("Weekend profile", [], weekly(["Saturday", "Sunday"], "06:00")),
    profile(
      '{"name":"Auto created default scale condition","for":"Weekend profile"}',
      [],
      weekly(["Saturday", "Sunday"], "19:00"),
    ),
  ];
  test.each([
    ["2026-01-17T05:59:00Z", 1],
    ["2026-01-17T06:00:00Z", 0],
    ["2026-01-17T19:00:00Z", 1],
    ["2026-01-18T12:00:00Z", 0],
    ["2026-01-21T12:00:00Z", 1],
  ])("runs at %s profile %i of the portal's pair", (at, index) => {
    expect(nameAt(paired, at)).toBe(paired[index]?.name);
  });

  test("never runs the default profile beside a single recurrence", () => {
    const profiles = [profile("default"), profile("thursdays", [], weekly(["Thursday"], "06:00"))];
    const range = { fromMs: Date.parse("2026-01-01Z"), untilMs: Date.parse("2027-01-01Z") };
    const stretches = timeline(compile(setting(...profiles)).profiles, range, UNDOCUMENTED);
    expect(stretches.map((stretch) => stretch.profile?.name)).toEqual(["thursdays"]);
  });
});

describe("changes of daylight time", () => {
  test.each([
    ["SE, DE, CH", "W. Europe Standard Time", "Europe/Berlin"],
    ["UK", "GMT Standard Time", "Europe/London"],
    ["IS", "Greenwich Standard Time", "Atlantic/Reykjavik"],
  ])("reads the zone of %s, %s, as %s", (_, name, zone) => {
    expect(ianaZone(name)).toBe(zone);
  });

  test.each([
    { zone: WEST, iana: ["Europe/Stockholm", "Europe/Zurich", "Europe/Berlin"] },
    { zone: "GMT Standard Time", iana: ["Europe/London"] },
    { zone: "Greenwich Standard Time", iana: ["Atlantic/Reykjavik"] },
  ])("changes on $zone when $iana do, in the years to come", ({ zone, iana }) => {
    const wrong: string[] = [];
    const fine = compile(
      setting(
        profile("noon", [], weekly(EVERY_DAY, "12:00", zone)),
        profile("night", [], weekly(EVERY_DAY, "00:00", zone)),
      ),
    );
    for (const other of iana) {
      let date = Temporal.PlainDate.from("2026-01-01");
      for (let day = 0; day < 3 * 365; day += 1) {
        const noon = date.toZonedDateTime({ timeZone: other, plainTime: "12:00" });
        const before = activeProfile(fine, noon.epochMilliseconds - 1)?.name;
        const at = activeProfile(fine, noon.epochMilliseconds)?.name;
        if (before !== "night" || at !== "noon") wrong.push(`${other} ${date}`);
        date = date.add({ days: 1 });
      }
    }
    expect(wrong).toEqual([]);
  });

  const atHalfTwo = [
    profile("half past two", [], weekly(EVERY_DAY, "02:30", WEST)),
    profile("noon", [], weekly(EVERY_DAY, "12:00", WEST)),
  ];
  const atHalfOne = [
    profile("half past two", [], weekly(EVERY_DAY, "01:30", "GMT Standard Time")),
    profile("noon", [], weekly(EVERY_DAY, "12:00", "GMT Standard Time")),
  ];
  const icelandic = [
    profile("half past two", [], weekly(EVERY_DAY, "02:30", "Greenwich Standard Time")),
    profile("noon", [], weekly(EVERY_DAY, "12:00", "Greenwich Standard Time")),
  ];
  test.each([
    ["skipped in the west", atHalfTwo, "2026-03-29T01:30:00Z", {}],
    ["skipped in the west", atHalfTwo, "2026-03-29T00:30:00Z", { skippedHour: "clock-after" }],
    ["repeated in the west", atHalfTwo, "2026-10-25T00:30:00Z", {}],
    ["repeated in the west", atHalfTwo, "2026-10-25T01:30:00Z", { repeatedHour: "second" }],
    ["skipped in the UK", atHalfOne, "2026-03-29T01:30:00Z", {}],
    ["skipped in the UK", atHalfOne, "2026-03-29T00:30:00Z", { skippedHour: "clock-after" }],
    ["repeated in the UK", atHalfOne, "2026-10-25T00:30:00Z", {}],
    ["repeated in the UK", atHalfOne, "2026-10-25T01:30:00Z", { repeatedHour: "second" }],
    ["plain in Iceland", icelandic, "2026-03-29T02:30:00Z", {}],
    ["plain in Iceland", icelandic, "2026-10-25T02:30:00Z", { repeatedHour: "second" }],
  ] as const)("starts in the hour that is %s (%#)", (_, profiles, at, choices) => {
    const before = new Date(Date.parse(at) - 1).toISOString();
    expect(nameAt(profiles, before, choices)).toBe("noon");
    expect(nameAt(profiles, at, choices)).toBe("half past two");
  });

  test("ends a fixed date by the clocks of its zone, summer and winter", () => {
    const term = profile("term", [], dates("2026-03-28T00:00:00", "2026-03-30T00:00:00", WEST));
    const profiles = [profile("default"), term];
    expect(nameAt(profiles, "2026-03-27T22:59:59Z")).toBe("default");
    expect(nameAt(profiles, "2026-03-27T23:00:00Z")).toBe("term");
    expect(nameAt(profiles, "2026-03-29T21:59:59Z")).toBe("term");
    expect(nameAt(profiles, "2026-03-29T22:00:00Z")).toBe("default");
  });
});

test.each([
  ["2028-02-28T23:59:59Z", "default"],
  ["2028-02-29T00:00:00Z", "leap day"],
  ["2028-03-01T00:00:00Z", "default"],
  ["2026-12-31T23:59:59Z", "turn of the year"],
  ["2027-01-01T00:00:00Z", "turn of the year"],
  ["2027-01-02T00:00:00Z", "default"],
])("runs at %s %s", (at, name) => {
  const profiles = [
    profile("default"),
    profile("leap day", [], dates("2028-02-29T00:00:00", "2028-03-01T00:00:00", "UTC")),
    profile("turn of the year", [], dates("2026-12-31T12:00:00", "2027-01-02T00:00:00")),
  ];
  expect(nameAt(profiles, at)).toBe(name);
});

const event = dates("2026-01-14T10:00:00", "2026-01-14T12:00:00");
describe("what is undocumented", () => {
  test.each([
    ["fixedDateEnd", "excluded", "default"],
    ["fixedDateEnd", "included", "event"],
  ])("decides by %s %s to run %s at the end of a fixed date", (key, choice, name) => {
    const profiles = [profile("default"), profile("event", [], event)];
    expect(nameAt(profiles, "2026-01-14T12:00:00Z", { [key]: choice })).toBe(name);
    expect(nameAt(profiles, "2026-01-14T12:00:01Z", { [key]: choice })).toBe("default");
  });

  test.each([
    ["first-listed", "one", "three"],
    ["last-listed", "two", "four"],
  ] as const)(
    "decides by overlappingProfiles %s to run %s, and %s of the recurrences",
    (choice, date, start) => {
      const profiles = [
        profile("one", [], event),
        profile("two", [], event),
        profile("three", [], weekly(["Monday"], "08:00")),
        profile("four", [], weekly(["Monday"], "08:00")),
      ];
      expect(nameAt(profiles, "2026-01-14T11:00:00Z", { overlappingProfiles: choice })).toBe(date);
      expect(nameAt(profiles, "2026-01-14T13:00:00Z", { overlappingProfiles: choice })).toBe(start);
    },
  );

  test.each([
    ["resumes", "mondays"],
    ["ended", "default"],
  ] as const)(
    "decides by recurrenceAfterFixedDate %s to run %s after a fixed date",
    (choice, name) => {
      const profiles = [
        profile("default"),
        profile("mondays", [], weekly(["Monday"], "08:00")),
        profile("event", [], event),
      ];
      const choices = { recurrenceAfterFixedDate: choice };
      expect(nameAt(profiles, "2026-01-14T09:00:00Z", choices)).toBe("mondays");
      expect(nameAt(profiles, "2026-01-14T12:00:00Z", choices)).toBe(name);
      expect(nameAt(profiles, "2026-01-19T08:00:00Z", choices)).toBe("mondays");
    },
  );
});

const zones = [WEST, "GMT Standard Time", "Greenwich Standard Time", "Samoa Standard Time"];
const anyProfiles = fc.tuple(
  fc.array(
    fc.record({
      days: fc.subarray(EVERY_DAY, { minLength: 1 }),
      hour: fc.integer({ min: 0, max: 23 }),
      zone: fc.constantFrom(...zones),
    }),
    { maxLength: 4 },
  ),
  fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 330 }),
      length: fc.integer({ min: 1, max: 30 }),
      zone: fc.constantFrom(...zones),
    }),
    { maxLength: 4 },
  ),
);

test("answers the same for an instant, whatever was asked before, and covers time without a gap", () => {
  fc.assert(
    fc.property(
      anyProfiles,
      fc.array(fc.integer({ min: 0, max: 525_600 }), { minLength: 1, maxLength: 20 }),
      ([recurrences, fixed], minutes) => {
        const first = Temporal.PlainDate.from("2026-01-01");
        const properties = setting(
          profile("default"),
          ...recurrences.map(({ days, hour, zone }, index) =>
            profile(`weekly ${index}`, [], weekly(days, `${hour}:30`, zone)),
          ),
          ...fixed.map(({ day, length, zone }, index) => {
            const start = first.add({ days: day });
            const end = start.add({ days: length });
            return profile(
              `fixed ${index}`,
              [],
              dates(`${start}T00:00:00`, `${end}T00:00:00`, zone),
            );
          }),
        );
        const asked = compile(properties);
        const range = { fromMs: Date.UTC(2026, 0, 1), untilMs: Date.UTC(2027, 0, 2) };
        const stretches = timeline(asked.profiles, range, UNDOCUMENTED);
        expect(stretches[0]?.fromMs).toBe(range.fromMs);
        expect(stretches.at(-1)?.untilMs).toBe(range.untilMs);
        for (const [index, stretch] of stretches.slice(1).entries()) {
          expect(stretch.fromMs).toBe(stretches[index]?.untilMs);
        }
        for (const minute of minutes) {
          const atMs = range.fromMs + minute * 60_000;
          const there = stretches.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
          expect(activeProfile(asked, atMs)?.name).toBe(there?.profile?.name);
          expect(asked.cursor.validUntilMs).toBeGreaterThan(atMs);
          expect(there?.untilMs).toBeGreaterThanOrEqual(
            Math.min(asked.cursor.validUntilMs, range.untilMs),
          );
        }
      },
    ),
    { numRuns: 25 },
  );
});
