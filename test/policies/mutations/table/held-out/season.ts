import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

/** Places of the profiles: as in table/season.ts. */
const SEASON = { type: TYPE.autoscale, name: "prod-se-season-autoscale" };
const STAGING = { type: TYPE.autoscale, name: "-staging-season-autoscale" };
const RESERVE_2 = { type: TYPE.reservation, name: "-reserve-zone-2" };
const GROUP = { type: "azure-native:compute:CapacityReservationGroup", name: "-reserve-group" };
const GATEWAY = { type: TYPE.gateway, name: "-edge-gateway" };
const NETWORK = { type: TYPE.virtualNetwork, name: "-network-vnet" };

const SETTINGS = "Understand autoscale settings";
const PROFILES = "Autoscale with multiple profiles";
const BEST = "Best practices for autoscale";
const TEMPLATE = "Microsoft.Insights autoscalesettings template reference";
const METRICS = "Autoscale common metrics";
const FLAPPING = "Flapping in autoscale";
const RESERVATION = "On-demand capacity reservation";

const DAYS = "profiles[1].recurrence.schedule";
const OUT = "profiles[1].rules[0]";
const IN = "profiles[1].rules[1]";
const BY_PLAN = "no overlapping fixed dates, and counts by the plan";

export const HELD_OUT_SEASON = [
  ...changesOf(SEASON, [
    [
      "lets the school mornings begin by universal time, an hour late",
      PROFILES,
      `${DAYS}.timeZone`,
      "UTC",
      BY_PLAN,
    ],
    [
      "raises the school mornings' floor from the evening on, at staging's cost",
      PROFILES,
      `${DAYS}.hours`,
      [19],
      "ceilings within the reserve",
    ],
    [
      "forgets Wednesday among the school mornings",
      PROFILES,
      `${DAYS}.days`,
      ["Monday", "Tuesday", "Thursday", "Friday"],
      BY_PLAN,
    ],
    [
      "opens the grades by Iceland's clocks, an hour late",
      PROFILES,
      "profiles[14].fixedDate.timeZone",
      "Greenwich Standard Time",
      BY_PLAN,
    ],
    [
      "writes the grades' opening into next year",
      PROFILES,
      "profiles[14].fixedDate",
      {
        timeZone: "W. Europe Standard Time",
        start: "2027-12-22T07:45:00",
        end: "2027-12-22T08:15:00",
      },
      BY_PLAN,
    ],
    ["leaves out the profile of the grades' opening", PROFILES, "profiles[14]", ABSENT, BY_PLAN],

    [
      "divides the load by the count of clones once more",
      TEMPLATE,
      `${OUT}.metricTrigger.dividePerInstance`,
      true,
      "scaling rules",
    ],
    [
      "looks at the load of one clone only",
      TEMPLATE,
      `${OUT}.metricTrigger.dimensions`,
      [{ dimensionName: "VMName", operator: "Equals", values: ["vmss-prod-se-web_00000001"] }],
      "scaling rules",
    ],
    [
      "scales by a measure that no clone sends",
      METRICS,
      `${OUT}.metricTrigger.metricNamespace`,
      "azure.vm.windows.guestmetrics",
      "scaling rules",
    ],
    [
      "scales out by free memory, which is always above 65 bytes",
      METRICS,
      `${OUT}.metricTrigger.metricName`,
      "Available Memory Bytes",
      "scaling rules",
    ],
    [
      "waits until the quietest of ten minutes is a busy one",
      TEMPLATE,
      `${OUT}.metricTrigger.timeAggregation`,
      "Minimum",
      "scaling rules",
    ],
    [
      "sets the count to two where two were to be added",
      BEST,
      `${OUT}.scaleAction.type`,
      "ExactCount",
      "scaling rules",
    ],
    [
      "adds two per cent where two clones were to be added",
      BEST,
      `${OUT}.scaleAction.type`,
      "PercentChangeCount",
      "scaling rules",
    ],

    [
      "goes in again a minute after each step",
      FLAPPING,
      `${IN}.scaleAction.cooldown`,
      "PT1M",
      "scaling rules",
    ],
    ["never goes in again", BEST, `${IN}.metricTrigger.threshold`, 0, "scaling rules"],

    [
      "says nothing of how far the season is planned, for the alert that reads it",
      SETTINGS,
      "tags.coveredUntil",
      ABSENT,
      "calendars reach the horizon",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "scales production's clones by staging's plan",
      SETTINGS,
      "targetResourceUri",
      "/mock/prod-se-web-clones",
      "autoscale on every scale set, and what a second setting of one lacks",
    ],
    [
      "lends staging its clones through the school mornings",
      PROFILES,
      "profiles[1].recurrence.schedule.days",
      ["Monday"],
      "ceilings within the reserve",
    ],
  ]),
  ...changesOf(RESERVE_2, [
    [
      "reserves in the region where the clones want a zone",
      RESERVATION,
      "zones",
      ABSENT,
      "clones draw on the reserve",
    ],
    [
      "reserves ten times what the season needs",
      RESERVATION,
      "sku.capacity",
      40,
      "ceilings within the reserve",
    ],
  ]),
  ...changesOf(GROUP, [
    [
      "lets another subscription use up the reserve",
      "Share a capacity reservation group in Azure",
      "sharingProfile",
      { subscriptionIds: [{ id: "/subscriptions/11111111-1111-1111-1111-111111111111" }] },
      "ceilings within the reserve",
    ],
  ]),
  ...changesOf(GATEWAY, [
    [
      "lets an attack grow the gateway to Azure's most, and its bill too",
      "Scaling Application Gateway v2",
      "autoscaleConfiguration.maxCapacity",
      125,
      "gateway follows the plan",
    ],
  ]),
  ...changesOf(NETWORK, [
    [
      "leaves the gateway eleven addresses for twenty instances",
      "Application Gateway infrastructure configuration",
      "subnets[0].addressPrefix",
      "10.16.0.0/28",
      "gateway follows the plan",
    ],
    [
      "leaves the clones eleven addresses for twenty-four clones",
      "Networking for Azure Virtual Machine Scale Sets",
      "subnets[1].addressPrefix",
      "10.16.4.0/28",
      "ceiling covers the plan",
    ],
  ]),
];
