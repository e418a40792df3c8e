import { UNKNOWN } from "../../../policies/support/resource.ts";
import { T } from "../../../policies/support/types.ts";
import { ABSENT, changed } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const setting = { of: T.autoscale, name: "prod-se-season-autoscale" } as const;
const FIXED = {
  name: "two",
  capacity: { minimum: "8", default: "8", maximum: "12" },
  rules: [],
};
const date = (start: string, end: string, timeZone = "W. Europe Standard Time") => ({
  ...FIXED,
  fixedDate: { timeZone, start, end },
});
const weekly = (over: object = {}) => ({
  ...FIXED,
  recurrence: {
    frequency: "Week",
    schedule: {
      timeZone: "W. Europe Standard Time",
      days: ["Monday"],
      hours: [7],
      minutes: [30],
      ...over,
    },
  },
});

const rule = (direction: string, operator: string, threshold: number) => ({
  metricTrigger: {
    metricName: "Percentage CPU",
    metricResourceUri: "/mock/prod-se-web-clones",
    statistic: "Average",
    timeAggregation: "Average",
    timeGrain: "PT1M",
    timeWindow: "PT5M",
    operator,
    threshold,
  },
  scaleAction: { direction, type: "ChangeCount", value: "1", cooldown: "PT5M" },
});
const out = (path = "metricTrigger.threshold", to: unknown = 60) =>
  changed(rule("Increase", "GreaterThan", 60), path, to);
const inwards = (path = "metricTrigger.threshold", to: unknown = 30) =>
  changed(rule("Decrease", "LessThan", 30), path, to);
const room = (rules: readonly unknown[]) => [{ ...FIXED, rules }];

export const SEASON_CASES: readonly PolicyCases[] = [
  {
    of: T.scaleSet,
    name: "prod-se-web-clones",
    policy: "season-autoscale-present",
    breaks: [["a set that no setting targets", "$.urn", "urn:pulumi:x::gradetide::other::set"]],
    absent: [["zones", "safe"]],
    unknown: [["zones", "fine"]],
  },
  {
    ...setting,
    policy: "season-autoscale-enabled",
    breaks: [["switched off", "enabled", false]],
    absent: [["enabled", "violation"]],
    unknown: [["enabled", "unknown"]],
  },
  {
    ...setting,
    policy: "season-fixed-dates",
    breaks: [
      [
        "one that ends before it starts",
        "profiles",
        [date("2027-02-01T00:00:00", "2027-01-01T00:00:00")],
      ],
      ["one of two years", "profiles", [date("2027-02-01T00:00:00", "2029-02-01T00:00:00")]],
      [
        "one in a zone we don't know",
        "profiles",
        [date("2027-02-01T00:00:00", "2027-03-01T00:00:00", "Mars")],
      ],
      [
        "two that overlap for a day",
        "profiles",
        [
          date("2027-02-01T00:00:00", "2027-02-10T00:00:00"),
          date("2027-02-09T00:00:00", "2027-02-20T00:00:00"),
        ],
      ],
      [
        "one inside another",
        "profiles",
        [
          date("2027-02-01T00:00:00", "2027-03-10T00:00:00"),
          date("2027-02-09T00:00:00", "2027-02-20T00:00:00"),
        ],
      ],
    ],
    allows: [
      [
        "one that starts when the other ends",
        "profiles",
        [
          date("2027-02-01T00:00:00", "2027-02-10T00:00:00"),
          date("2027-02-10T00:00:00", "2027-02-20T00:00:00"),
        ],
      ],
    ],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "unknown"]],
  },
  {
    ...setting,
    policy: "season-recurrences",
    breaks: [
      ["one without a counterpart", "profiles", [weekly()]],
      [
        "a daily one",
        "profiles",
        [{ ...weekly(), recurrence: { ...weekly().recurrence, frequency: "Day" } }, weekly()],
      ],
      ["one without days", "profiles", [weekly({ days: [] }), weekly()]],
      ["one in a zone we don't know", "profiles", [weekly({ timeZone: "Mars" }), weekly()]],
    ],
    allows: [
      ["one that lasts all week", "profiles", [weekly({ hours: [0], minutes: [0] })]],
      ["two that end each other", "profiles", [weekly(), weekly({ hours: [16] })]],
    ],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "fine"]],
  },
  {
    ...setting,
    policy: "season-profile-limits",
    breaks: [
      ["no profile", "profiles", []],
      ["21 profiles", "profiles", Array.from({ length: 21 }, () => weekly())],
      ["two without a schedule", "profiles", [FIXED, FIXED]],
      ["eleven rules", "profiles", [{ ...FIXED, rules: Array.from({ length: 11 }, () => ({})) }]],
      [
        "a floor above the ceiling",
        "profiles[0].capacity",
        { minimum: "9", default: "9", maximum: "5" },
      ],
      ["a default below the floor", "profiles[0].capacity.default", "1"],
    ],
    absent: [["profiles", "violation"]],
    unknown: [["profiles", "unknown"]],
  },
  {
    ...setting,
    policy: "season-scaling-rules",
    breaks: [
      ["no rules where there is room", "profiles", room([])],
      ["no rule out", "profiles", room([inwards()])],
      ["no rule in", "profiles", room([out()])],
      ["out at 95 percent", "profiles", room([out("metricTrigger.threshold", 95), inwards()])],
      [
        "out and in beside each other",
        "profiles",
        room([out(), inwards("metricTrigger.threshold", 58)]),
      ],
      [
        "out when the load falls",
        "profiles",
        room([out("metricTrigger.operator", "LessThan"), inwards()]),
      ],
      [
        "the smallest of the clones",
        "profiles",
        room([out("metricTrigger.statistic", "Min"), inwards()]),
      ],
      [
        "a window of six hours",
        "profiles",
        room([out("metricTrigger.timeWindow", "PT6H"), inwards()]),
      ],
      [
        "four hours until the next step",
        "profiles",
        room([out("scaleAction.cooldown", "PT4H"), inwards()]),
      ],
      [
        "a minute until the next step in",
        "profiles",
        room([out(), inwards("scaleAction.cooldown", "PT1M")]),
      ],
      ["none in, ever", "profiles", room([out(), inwards("metricTrigger.threshold", 0)])],
      [
        "a share of the load",
        "profiles",
        room([out("metricTrigger.dividePerInstance", true), inwards()]),
      ],
      [
        "one clone's load",
        "profiles",
        room([
          out("metricTrigger.dimensions", [
            { dimensionName: "VMName", operator: "Equals", values: ["one"] },
          ]),
          inwards(),
        ]),
      ],
      [
        "a measure that no clone sends",
        "profiles",
        room([out("metricTrigger.metricNamespace", "azure.vm.windows.guestmetrics"), inwards()]),
      ],
      ["a step of nothing", "profiles", room([out("scaleAction.value", "0"), inwards()])],
      [
        "the load of another set",
        "profiles",
        room([
          out("metricTrigger.metricResourceUri", "/mock/prod-se-staging-web-clones"),
          inwards(),
        ]),
      ],
      [
        "the load of nobody",
        "profiles",
        room([out("metricTrigger.metricResourceUri", ABSENT), inwards()]),
      ],
      [
        "another metric",
        "profiles",
        room([out("metricTrigger.metricName", "Network In Total"), inwards()]),
      ],
    ],
    allows: [
      ["one rule out and one in", "profiles", room([out(), inwards()])],
      [
        "the clones' measures by their name",
        "profiles",
        room([
          out("metricTrigger.metricNamespace", "Microsoft.Compute/virtualMachineScaleSets"),
          inwards(),
        ]),
      ],
      [
        "its own set, in capitals",
        "profiles",
        room([out("metricTrigger.metricResourceUri", "/MOCK/prod-se-web-clones"), inwards()]),
      ],
      [
        "a set whose id is not known yet",
        "profiles",
        room([out("metricTrigger.metricResourceUri", UNKNOWN), inwards()]),
      ],
      [
        "no rules where there is no room",
        "profiles",
        [{ ...FIXED, capacity: { minimum: "4", default: "4", maximum: "4" } }],
      ],
    ],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "fine"]],
    config: [
      [
        { inBelow: 40 },
        ["in at 30, where 40 is the least", "profiles", room([out(), inwards()])],
        true,
      ],
      [
        { outAbove: 40 },
        ["out at 60, where 40 is the most", "profiles", room([out(), inwards()])],
        true,
      ],
      [
        { apart: 5 },
        [
          "thresholds near each other, allowed",
          "profiles",
          room([out(), inwards("metricTrigger.threshold", 50)]),
        ],
        false,
      ],
    ],
  },
  {
    ...setting,
    policy: "season-floor-covers-plan",
    breaks: [
      [
        "one clone always",
        "profiles",
        [{ ...FIXED, capacity: { minimum: "1", default: "1", maximum: "99" } }],
      ],
      ["one clone where nothing is planned", "profiles[19].capacity.minimum", "1"],
    ],
    allows: [["a recurrence that never ends, which another policy tells", "profiles", [weekly()]]],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "fine"]],
  },
  {
    ...setting,
    policy: "season-ceiling-covers-plan",
    breaks: [
      [
        "four clones at most",
        "profiles",
        [{ ...FIXED, capacity: { minimum: "4", default: "4", maximum: "4" } }],
      ],
    ],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "fine"]],
  },
  {
    ...setting,
    policy: "season-ceiling-within-reserve",
    breaks: [
      [
        "a hundred clones",
        "profiles",
        [{ ...FIXED, capacity: { minimum: "4", default: "4", maximum: "100" } }],
      ],
    ],
    absent: [["profiles", "safe"]],
    unknown: [["profiles", "fine"]],
  },
  {
    of: T.reservation,
    name: "-reserve-zone-1",
    policy: "season-reserve-follows-plan",
    breaks: [
      ["fewer than planned", "sku.capacity", 1],
      ["many more than planned", "sku.capacity", 200],
    ],
    absent: [["sku.capacity", "violation"]],
    unknown: [["sku.capacity", "unknown"]],
  },
  {
    of: T.reservationGroup,
    policy: "season-reserve-follows-plan",
    breaks: [
      [
        "another subscription that draws on it",
        "sharingProfile.subscriptionIds",
        [{ id: "/subscriptions/1" }],
      ],
    ],
    allows: [["a list of nobody", "sharingProfile.subscriptionIds", []]],
    absent: [["sharingProfile", "safe"]],
    unknown: [["sharingProfile", "fine"]],
  },
  {
    of: T.gateway,
    policy: "season-gateway-follows-plan",
    breaks: [
      ["a minimum of none", "autoscaleConfiguration.minCapacity", 0],
      ["a minimum of a hundred", "autoscaleConfiguration.minCapacity", 100],
      ["another maximum", "autoscaleConfiguration.maxCapacity", 125],
    ],
    absent: [["autoscaleConfiguration", "violation"]],
    unknown: [["autoscaleConfiguration", "unknown"]],
  },
  {
    ...setting,
    policy: "season-calendar-reach",
    breaks: [
      ["another day", "tags.coveredUntil", "2029-01-01"],
      ["no date", "tags.coveredUntil", "soon"],
    ],
    absent: [["tags.coveredUntil", "violation"]],
    unknown: [["tags.coveredUntil", "violation"]],
    config: [[{ days: 365 }, ["calendars that end in a year", "zones", []], true]],
  },
];
