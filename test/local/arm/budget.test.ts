import { ConsumptionManagementClient } from "@azure/arm-consumption";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { BODIES, IDS } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const ON_DUTY = `${IDS.group}/providers/Microsoft.Insights/actionGroups/ag-on-duty`;
const BUDGET = `${SUBSCRIPTION}/providers/Microsoft.Consumption/budgets/budget-2026-11`;
const START = "properties.timePeriod.startDate";
const END = "properties.timePeriod.endDate";
const OVER = "properties.notifications.over";

/** The clock of {@link TestAzure} stands in November 2026. */
const body: JsonObject = {
  properties: {
    category: "Cost",
    amount: 9000,
    timeGrain: "Monthly",
    timePeriod: { startDate: "2026-11-01T00:00:00Z", endDate: "2026-11-30T00:00:00Z" },
    filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: ["rg-test"] } },
    notifications: {
      over: {
        enabled: true,
        operator: "GreaterThan",
        threshold: 80,
        thresholdType: "Actual",
        contactEmails: [],
        contactGroups: [ON_DUTY],
      },
    },
  },
};

type Changes = Readonly<Record<string, Json | undefined>>;

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
  await azure.put(ON_DUTY, {
    location: "Global",
    properties: { groupShortName: "gradetide", enabled: true },
  });
});
afterEach(() => azure.close());

describe("a budget", () => {
  /** @accepts Microsoft.Consumption/budgets */
  test("is kept with what was spent: nothing", async () => {
    const written = await azure.put(BUDGET, body);
    expect(written).toMatchObject({
      id: BUDGET,
      eTag: expect.any(String),
      properties: { amount: 9000, currentSpend: { amount: 0 } },
    });
    expect(await azure.get(BUDGET)).toEqual(written);
  });

  test("lasts ten years where it names no end", async () => {
    const written = await azure.put(BUDGET, edited(body, { [END]: undefined }));
    expect(written).toHaveProperty(END, "2036-11-01T00:00:00Z");
  });

  /** @changes Microsoft.Consumption/budgets */
  test("takes another amount when its month has passed, and neither another start nor another grain", async () => {
    await azure.put(BUDGET, body);
    azure.clock.turn({ months: 3 });
    const more = edited(body, { "properties.amount": 12_000 });
    expect(await azure.put(BUDGET, more)).toHaveProperty("properties.amount", 12_000);
    for (const [path, value] of [
      [START, "2026-12-01T00:00:00Z"],
      ["properties.timeGrain", "Quarterly"],
    ] as const) {
      const changed = edited(body, { [path]: value, [END]: "2027-12-31T00:00:00Z" });
      expect(await azure.refused("PUT", BUDGET, changed)).toMatchObject({ code: "400" });
    }
  });

  test.each<[string, Changes]>([
    ["a start in twelve months", { [START]: "2027-11-01T00:00:00Z", [END]: undefined }],
    [
      "a start in the quarter that runs",
      { [START]: "2026-10-01T00:00:00Z", "properties.timeGrain": "Quarterly" },
    ],
    [
      "a start in the year that runs",
      { [START]: "2026-01-01T00:00:00Z", "properties.timeGrain": "Annually" },
    ],
    ["a share of a thousand percent", { [`${OVER}.threshold`]: 1000 }],
  ])("takes %s", async (_what, changes) => {
    expect(await azure.put(BUDGET, edited(body, changes))).toBeDefined();
  });

  /** @refuses Microsoft.Consumption/budgets */
  test.each<[string, Changes, string]>([
    ["a start in the month before", { [START]: "2026-10-01T00:00:00Z" }, START],
    [
      "a start in the quarter before",
      { [START]: "2026-09-01T00:00:00Z", "properties.timeGrain": "Quarterly" },
      START,
    ],
    ["a start in thirteen months", { [START]: "2027-12-01T00:00:00Z", [END]: undefined }, START],
    ["a start on the second", { [START]: "2026-11-02T00:00:00Z" }, START],
    ["an end on the day of the start", { [END]: "2026-11-01T00:00:00Z" }, END],
    ["a start that is no date", { [START]: "November" }, START],
    ["no amount", { "properties.amount": 0 }, "properties.amount"],
    [
      "a grain of web-direct customers",
      { "properties.timeGrain": "BillingMonth" },
      "properties.timeGrain",
    ],
    ["a share below nothing", { [`${OVER}.threshold`]: -1 }, `${OVER}.threshold`],
    ["nobody to tell", { [`${OVER}.contactGroups`]: [] }, OVER],
    [
      "a group to tell that does not exist",
      { [`${OVER}.contactGroups`]: [`${ON_DUTY}-x`] },
      `${OVER}.contactGroups`,
    ],
    [
      "costs by what they have not",
      { "properties.filter.dimensions.name": "Colour" },
      "properties.filter.dimensions.name",
    ],
    [
      "costs of none",
      { "properties.filter.dimensions.values": [] },
      "properties.filter.dimensions.values",
    ],
    [
      "six notifications",
      {
        "properties.notifications": Object.fromEntries(
          [1, 2, 3, 4, 5, 6].map((share) => [
            `at-${share}`,
            {
              enabled: true,
              operator: "GreaterThan",
              threshold: share,
              contactEmails: ["duty@platform.example"],
            },
          ]),
        ),
      },
      "properties.notifications",
    ],
  ])("refuses %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", BUDGET, edited(body, changes));
    expect(refused).toMatchObject({ status: 400, code: "400", target });
    expect(azure.store.get(BUDGET)).toBeUndefined();
  });

  test("answers Microsoft's client", async () => {
    const { budgets } = new ConsumptionManagementClient(credential, account.subscriptionId, {
      ...(inProcess(azure.plane) as object),
      apiVersion: "2024-08-01",
    });
    const made = await budgets.createOrUpdate(SUBSCRIPTION, "budget-2026-12", {
      category: "Cost",
      amount: 7000,
      timeGrain: "Monthly",
      timePeriod: {
        startDate: new Date("2026-12-01T00:00:00Z"),
        endDate: new Date("2026-12-31T00:00:00Z"),
      },
      notifications: {
        over: {
          enabled: true,
          operator: "GreaterThan",
          threshold: 100,
          thresholdType: "Forecasted",
          contactEmails: ["duty@platform.example"],
        },
      },
    });
    expect(made.currentSpend?.amount).toBe(0);
    expect((await budgets.get(SUBSCRIPTION, "budget-2026-12")).amount).toBe(7000);
    await budgets.delete(SUBSCRIPTION, "budget-2026-12");
    expect(azure.store.get(`${BUDGET.slice(0, -2)}12`)).toBeUndefined();
  });
});
