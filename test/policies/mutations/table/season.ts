import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

/** Profiles by their places on 2026-11-25: 0 always, 1 weekdays 7:30, 12 the grades' 18 December, 14 and 15 those of the 22nd, 19 unplanned. */
const SEASON = { type: TYPE.autoscale, name: "prod-se-season-autoscale" };
const STAGING = { type: TYPE.autoscale, name: "-staging-season-autoscale" };
const RESERVE_1 = { type: TYPE.reservation, name: "-reserve-zone-1" };
const RESERVE_3 = { type: TYPE.reservation, name: "-reserve-zone-3" };
const GATEWAY = { type: TYPE.gateway, name: "-edge-gateway" };

const SETTINGS = "Understand autoscale settings";
const BEST = "Best practices for autoscale";
const PROFILES = "Autoscale with multiple profiles";
const FLAPPING = "Flapping in autoscale";
const RESERVATION = "On-demand capacity reservation";
const SCALING = "Scaling Application Gateway v2";

const CPU = {
  metricName: "Percentage CPU",
  metricResourceUri: "/mock/prod-se-web-clones",
  statistic: "Average",
  timeAggregation: "Average",
  timeGrain: "PT1M",
  timeWindow: "PT10M",
};

/** One rule to scale in, and ten to scale out. */
const ELEVEN_RULES = [
  {
    metricTrigger: { ...CPU, operator: "LessThan", threshold: 30 },
    scaleAction: { cooldown: "PT10M", direction: "Decrease", type: "ChangeCount", value: "1" },
  },
  ...Array.from({ length: 10 }, (_, place) => ({
    metricTrigger: { ...CPU, operator: "GreaterThan", threshold: 60 + place },
    scaleAction: { cooldown: "PT5M", direction: "Increase", type: "ChangeCount", value: "2" },
  })),
];

const OUT = "profiles[1].rules[0]";
const IN = "profiles[1].rules[1]";

export const SEASON_ROWS = [
  ...changesOf(SEASON, [
    [
      "switches production's autoscale off",
      SETTINGS,
      "enabled",
      false,
      "autoscale on every scale set",
    ],
    [
      "does not say that autoscale is on, which means off",
      SETTINGS,
      "enabled",
      ABSENT,
      "autoscale on every scale set",
    ],
    [
      "scales staging's clones by production's plan",
      SETTINGS,
      "targetResourceUri",
      "/mock/prod-se-staging-web-clones",
      "autoscale on every scale set",
    ],
    [
      "scales a scale set that is not there",
      SETTINGS,
      "targetResourceUri",
      "/mock/prod-se-old-clones",
      "autoscale on every scale set",
    ],

    [
      "starts a profile before the one on the grades' morning ends",
      PROFILES,
      "profiles[15].fixedDate.start",
      "2026-12-22T08:10:00",
      "no overlapping fixed dates",
    ],
    [
      "ends the grades' profile after the next has started",
      PROFILES,
      "profiles[14].fixedDate.end",
      "2026-12-22T08:20:00",
      "no overlapping fixed dates",
    ],
    [
      "starts the forenoon's profile before the opening's has ended",
      PROFILES,
      "profiles[16].fixedDate.start",
      "2026-12-22T08:40:00",
      "no overlapping fixed dates",
    ],

    [
      "adds a profile beyond the twenty that Azure takes",
      SETTINGS,
      "profiles[+]",
      {
        name: "one-more",
        capacity: { minimum: "4", maximum: "7", default: "4" },
        rules: ELEVEN_RULES.slice(0, 2),
        fixedDate: {
          timeZone: "W. Europe Standard Time",
          start: "2026-11-20T09:00:00",
          end: "2026-11-20T17:00:00",
        },
      },
      "profiles and rules within Azure's limits",
    ],
    [
      "writes eleven rules into a profile",
      SETTINGS,
      "profiles[1].rules",
      ELEVEN_RULES,
      "profiles and rules within Azure's limits",
    ],
    [
      "lets a fixed date last for more than a year",
      SETTINGS,
      "profiles[19].fixedDate.end",
      "2028-06-30T00:00:00",
      "profiles and rules within Azure's limits",
    ],

    [
      "takes the rules from a profile that may grow",
      BEST,
      "profiles[1].rules",
      [],
      "scaling rules",
    ],
    ["keeps only the rule that scales in", BEST, OUT, ABSENT, "scaling rules"],
    ["keeps only the rule that scales out", BEST, IN, ABSENT, "scaling rules"],
    [
      "scales in when the load is high",
      BEST,
      `${OUT}.scaleAction.direction`,
      "Decrease",
      "scaling rules",
    ],
    [
      "scales out when the load is low",
      BEST,
      `${OUT}.metricTrigger.operator`,
      "LessThan",
      "scaling rules",
    ],
    [
      "scales out at a load that no clone reaches",
      BEST,
      `${OUT}.metricTrigger.threshold`,
      100,
      "scaling rules",
    ],
    [
      "scales in at the load at which it scales out",
      FLAPPING,
      `${IN}.metricTrigger.threshold`,
      65,
      "scaling rules",
    ],
    [
      "scales by staging's load",
      BEST,
      `${OUT}.metricTrigger.metricResourceUri`,
      "/mock/prod-se-staging-web-clones",
      "scaling rules",
    ],
    [
      "waits for a week after a step",
      SETTINGS,
      `${OUT}.scaleAction.cooldown`,
      "P7D",
      "scaling rules",
    ],
    [
      "looks at the load of half a day",
      SETTINGS,
      `${OUT}.metricTrigger.timeWindow`,
      "PT12H",
      "scaling rules",
    ],
    ["adds no clone when it scales out", BEST, `${OUT}.scaleAction.value`, "0", "scaling rules"],
    [
      "waits until the idlest clone is busy",
      "Autoscale common metrics",
      `${OUT}.metricTrigger.statistic`,
      "Min",
      "scaling rules",
    ],

    [
      "lowers the floor of the school mornings",
      SETTINGS,
      "profiles[1].capacity.minimum",
      "2",
      "floor covers the plan",
    ],
    [
      "takes the floor away at the grades' opening",
      SETTINGS,
      "profiles[14].capacity.minimum",
      "4",
      "floor covers the plan",
    ],
    [
      "lets a time without a plan shrink to one clone",
      SETTINGS,
      "profiles[19].capacity.minimum",
      "1",
      // The floor is too low, and what is above it stands by no rule.
      "floor covers the plan, and load adds what is above it",
    ],
    [
      "holds the ceiling of the grades' opening at its floor",
      SETTINGS,
      "profiles[14].capacity.maximum",
      "15",
      "ceiling covers the plan",
    ],
    [
      "holds the ceiling of the school mornings at its floor",
      SETTINGS,
      "profiles[1].capacity.maximum",
      "8",
      "ceiling covers the plan",
    ],
    [
      "lets a school morning grow beyond what is reserved",
      RESERVATION,
      "profiles[1].capacity.maximum",
      "100",
      "ceilings within the reserve",
    ],
    [
      "claims that the season is planned until 2030, for the alert that reads it",
      SETTINGS,
      "tags.coveredUntil",
      "2030-01-01",
      "calendars reach the horizon",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "switches staging's autoscale off",
      SETTINGS,
      "enabled",
      false,
      "autoscale on every scale set",
    ],
    [
      "leaves staging a recurrence that never ends",
      PROFILES,
      "profiles[2]",
      ABSENT,
      "recurrence has its counterpart",
    ],
    [
      "lets two of staging's fixed dates overlap",
      PROFILES,
      "profiles[12].fixedDate.start",
      "2027-01-06T08:00:00",
      // It also takes five planned days of clones away.
      "no overlapping fixed dates, and counts by the plan",
    ],
    [
      "lets staging take more than production lends",
      RESERVATION,
      "profiles[2].capacity.maximum",
      "12",
      "ceilings within the reserve",
    ],
    [
      "lends staging clones at the grades' opening",
      RESERVATION,
      "profiles[10].capacity",
      { minimum: "20", maximum: "20", default: "20" },
      "ceilings within the reserve",
    ],
  ]),
  ...changesOf(RESERVE_1, [
    [
      "reserves one machine in a zone that needs more",
      RESERVATION,
      "sku.capacity",
      1,
      "ceilings within the reserve",
    ],
    ["reserves nothing in a zone", RESERVATION, "sku.capacity", 0, "ceilings within the reserve"],
    [
      "reserves machines of another size than the clones'",
      RESERVATION,
      "sku.name",
      "Standard_D2s_v5",
      "size of machines",
    ],
  ]),
  ...changesOf(RESERVE_3, [
    [
      "reserves the third zone's machines in the first",
      RESERVATION,
      "zones",
      ["1"],
      "clones draw on the reserve",
    ],
  ]),
  ...changesOf(GATEWAY, [
    [
      "lowers the gateway's instances below the season's",
      SCALING,
      "autoscaleConfiguration.minCapacity",
      2,
      "gateway follows the plan",
    ],
    [
      "lets the gateway shrink to nothing",
      SCALING,
      "autoscaleConfiguration.minCapacity",
      0,
      "gateway follows the plan",
    ],
    [
      "lets the gateway grow to one instance at most",
      SCALING,
      "autoscaleConfiguration.maxCapacity",
      1,
      "gateway follows the plan",
    ],
    [
      "takes the gateway's bounds away",
      SCALING,
      "autoscaleConfiguration",
      ABSENT,
      "gateway follows the plan",
    ],
  ]),
];
