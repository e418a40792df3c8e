import { expect, test } from "@jest/globals";
import { check } from "../../../local/autoscale/check.ts";
import { compile, InvalidSettingError } from "../../../local/autoscale/compile.ts";
import type { AutoscaleProfile, AutoscaleProperties } from "../../../local/autoscale/setting.ts";
import {
  dates,
  inward,
  limits,
  out,
  profile,
  type RuleWords,
  setting,
  weekly,
} from "./settings.ts";

function problems(properties: AutoscaleProperties): readonly string[] {
  return check(properties).map(({ path, code }) => `${path} ${code}`);
}

function times(count: number): readonly AutoscaleProfile[] {
  return Array.from({ length: count }, (_, index) =>
    profile(`${index}`, [], weekly(["Monday"], `${index % 24}:00`)),
  );
}

/** @accepts autoscale runs */
test("takes a setting that Azure takes, at each limit", () => {
  const properties = setting(
    profile("default", [
      out("GreaterThan", 70, { cooldown: "PT1M", timeWindow: "PT5M" }),
      inward("LessThan", 30, { cooldown: "P7D", timeWindow: "PT12H", timeGrain: "PT12H" }),
      ...Array.from({ length: 8 }, () => out("GreaterThan", 80, { cooldown: "P1W" })),
    ]),
    profile("year", [], dates("2026-01-01T00:00:00", "2027-01-01T00:00:00", "GMT Standard Time")),
    profile("offset that agrees", [], dates("2026-01-01T00:00:00Z", "2026-01-02T00:00:00+00:00")),
    profile("one", [], { capacity: limits(3, 3, 3) }),
  );
  const [first, year, offset, one] = properties.profiles as AutoscaleProfile[];
  const profiles = [
    first,
    year,
    offset,
    { ...(one as AutoscaleProfile), ...weekly(["Sunday"], "23:59") },
  ];
  expect(problems({ ...properties, profiles: profiles as AutoscaleProfile[] })).toEqual([]);
  expect(problems(setting(...times(20)))).toEqual([]);
});

/** @refuses autoscale runs */
test.each<readonly [string, AutoscaleProperties, string]>([
  ["no profile", setting(), "profiles too-many"],
  ["21 profiles", setting(...times(21)), "profiles too-many"],
  [
    "11 rules",
    setting(
      profile(
        "p",
        Array.from({ length: 11 }, () => out("GreaterThan", 70)),
      ),
    ),
    "profiles[0].rules too-many",
  ],
  ["two default profiles", setting(profile("a"), profile("b")), "profiles several-defaults"],
  [
    "a minimum over the maximum",
    setting(profile("p", [], { capacity: limits(5, 4, 5) })),
    "profiles[0].capacity out-of-limits",
  ],
  [
    "a default under the minimum",
    setting(profile("p", [], { capacity: limits(2, 4, 1) })),
    "profiles[0].capacity.default out-of-limits",
  ],
  [
    "a default over the maximum",
    setting(profile("p", [], { capacity: limits(2, 4, 5) })),
    "profiles[0].capacity.default out-of-limits",
  ],
  [
    "a capacity that is no number",
    setting(profile("p", [], { capacity: { minimum: "1.5", maximum: "4", default: "2" } })),
    "profiles[0].capacity.minimum count",
  ],
  [
    "a fixed date and a recurrence",
    setting(
      profile("p", [], {
        ...weekly(["Monday"], "8:00"),
        ...dates("2026-01-01T00:00:00", "2026-01-02T00:00:00"),
      }),
    ),
    "profiles[0] two-schedules",
  ],
  [
    "predictive autoscale",
    { ...setting(profile("p")), predictiveAutoscalePolicy: { scaleMode: "ForecastOnly" } },
    "predictiveAutoscalePolicy.scaleMode unsupported",
  ],
])("refuses %s", (_, properties, problem) => {
  expect(problems(properties)).toEqual([problem]);
});

test.each<readonly [RuleWords, string]>([
  [{ timeWindow: "PT4M" }, "metricTrigger.timeWindow range"],
  [{ timeWindow: "PT12H1M" }, "metricTrigger.timeWindow range"],
  [{ timeWindow: "PT330S" }, "metricTrigger.timeWindow range"],
  [{ timeWindow: "10 minutes" }, "metricTrigger.timeWindow duration"],
  [{ timeWindow: "PT" }, "metricTrigger.timeWindow duration"],
  [{ timeWindow: "P" }, "metricTrigger.timeWindow duration"],
  [{ timeWindow: "-PT10M" }, "metricTrigger.timeWindow duration"],
  [{ timeWindow: "PT0.5H" }, "metricTrigger.timeWindow duration"],
  [{ timeGrain: "PT30S" }, "metricTrigger.timeGrain range"],
  [{ timeGrain: "PT15M" }, "metricTrigger.timeGrain range"],
  [{ timeGrain: "PT13H", timeWindow: "PT12H" }, "metricTrigger.timeGrain range"],
  [{ cooldown: "PT59S" }, "scaleAction.cooldown range"],
  [{ cooldown: "P7DT1S" }, "scaleAction.cooldown range"],
  [{ cooldown: "P1M" }, "scaleAction.cooldown duration"],
  [{ value: "0" }, "scaleAction.value count"],
  [{ value: "-1" }, "scaleAction.value count"],
  [{ value: "1.5" }, "scaleAction.value count"],
  [{ statistic: "Minimum" as "Min" }, "metricTrigger.statistic unknown-word"],
  [{ timeAggregation: "Sum" as "Total" }, "metricTrigger.timeAggregation unknown-word"],
  [{ type: "Change" as "ChangeCount" }, "scaleAction.type unknown-word"],
  [{ dimensions: [{ DimensionName: "AppName" }] }, "metricTrigger.dimensions unsupported"],
])("refuses a rule with %j", (words, problem) => {
  const found = problems(setting(profile("p", [out("GreaterThan", 70, words)])));
  expect(found).toContain(`profiles[0].rules[0].${problem}`);
});

test("refuses a threshold that is no number", () => {
  const found = problems(setting(profile("p", [out("GreaterThan", Number.NaN)])));
  expect(found).toEqual(["profiles[0].rules[0].metricTrigger.threshold range"]);
});

test.each([
  ["2026-01-02T00:00:00", "2026-01-01T00:00:00", undefined, "end range"],
  ["2026-01-02T00:00:00", "2026-01-02T00:00:00", undefined, "end range"],
  ["2026-01-01T00:00:00", "2027-01-01T00:00:01", undefined, "end too-long"],
  ["2026-02-29T00:00:00", "2026-03-01T00:00:00", undefined, "start date"],
  ["yesterday", "2026-03-01T00:00:00", undefined, "start date"],
  ["2026-12-14T00:00:00+99:00", "2026-12-15T00:00:00", undefined, "start date"],
  ["2026-12-14T00:00:00", "2026-12-15T00:00:00-12:60", undefined, "end date"],
  ["2026-01-01T00:00:00", "2026-01-02T00:00:00", "Europe/Stockholm", "timeZone unknown-zone"],
  [
    "2026-01-01T00:00:00Z",
    "2026-01-02T00:00:00",
    "W. Europe Standard Time",
    "start ambiguous-time",
  ],
])("refuses the fixed date %s to %s in %s", (start, end, zone, problem) => {
  const found = problems(setting(profile("p", [], dates(start, end, zone))));
  expect(found).toEqual([`profiles[0].fixedDate.${problem}`]);
});

test.each([
  [{ days: [] }, "schedule.days count"],
  [{ days: ["Montag"] }, "schedule.days[0] unknown-word"],
  [{ hours: [] }, "schedule.hours count"],
  [{ hours: [6, 19] }, "schedule.hours count"],
  [{ hours: [24] }, "schedule.hours range"],
  [{ minutes: [0, 30] }, "schedule.minutes count"],
  [{ minutes: [60] }, "schedule.minutes range"],
  [{ timeZone: "Mars Standard Time" }, "schedule.timeZone unknown-zone"],
])("refuses the recurrence with %j", (words, problem) => {
  const schedule = { timeZone: "UTC", days: ["Monday"], hours: [8], minutes: [0], ...words };
  const recurrence = { frequency: "Week" as const, schedule };
  expect(problems(setting(profile("p", [], { recurrence })))).toEqual([
    `profiles[0].recurrence.${problem}`,
  ]);
});

test("reports all problems together, and compiles none of them", () => {
  const properties = setting(
    profile("p", [out("GreaterThan", 70, { value: "0", cooldown: "PT1S" })], {
      capacity: limits(5, 4, 5),
    }),
  );
  expect(problems(properties)).toHaveLength(3);
  expect(() => compile(properties)).toThrow(InvalidSettingError);
  expect(() => compile(properties)).toThrow("minimum 5 is more than maximum 4");
});
