import { MonitorClient } from "@azure/arm-monitor";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { BODIES, IDS } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const INSIGHTS = `${IDS.group}/providers/Microsoft.Insights`;
const ON_DUTY = `${INSIGHTS}/actionGroups/ag-on-duty`;
const UNITS = `${INSIGHTS}/metricAlerts/alert-units`;
const REFUSED = `${INSIGHTS}/activityLogAlerts/alert-reserve`;
const SINGLE = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria";

const CONDITION = "properties.criteria.allOf.0";

const metricBody: JsonObject = {
  location: "global",
  properties: {
    enabled: true,
    severity: 1,
    scopes: [IDS.gateway],
    evaluationFrequency: "PT1M",
    windowSize: "PT5M",
    criteria: {
      "odata.type": SINGLE,
      allOf: [
        {
          criterionType: "StaticThresholdCriterion",
          name: "units",
          metricName: "CapacityUnits",
          timeAggregation: "Average",
          operator: "GreaterThan",
          threshold: 75,
        },
      ],
    },
    actions: [{ actionGroupId: ON_DUTY }],
  },
};

const activityBody: JsonObject = {
  location: "global",
  properties: {
    scopes: [IDS.group],
    condition: {
      allOf: [
        { field: "category", equals: "Administrative" },
        { field: "status", equals: "Failed" },
        { anyOf: [{ field: "operationName", equals: "Microsoft.Compute/x/write" }] },
      ],
    },
    actions: { actionGroups: [{ actionGroupId: ON_DUTY }] },
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
  azure.store.put({
    id: IDS.gateway,
    name: "agw",
    type: "Microsoft.Network/applicationGateways",
    location: "swedencentral",
  });
});
afterEach(() => azure.close());

describe("a metric alert", () => {
  /** @accepts Microsoft.Insights/metricAlerts */
  test("is kept as it was written, and resolves itself unless it says otherwise", async () => {
    const written = await azure.put(UNITS, metricBody);
    expect(written).toMatchObject({
      location: "global",
      properties: {
        autoMitigate: true,
        isMigrated: false,
        lastUpdatedTime: "2026-11-23T08:00:00Z",
        criteria: { "odata.type": SINGLE, allOf: [{ threshold: 75 }] },
      },
    });
    expect(await azure.get(UNITS)).toEqual(written);
    expect(await azure.put(UNITS, written)).toEqual(written);
  });

  test.each<[string, Changes]>([
    ["an hour looked back each minute", { "properties.windowSize": "PT1H" }],
    [
      "a metric by its dimension",
      {
        [`${CONDITION}.metricName`]: "UnhealthyHostCount",
        [`${CONDITION}.dimensions`]: [
          { name: "BackendSettingsPool", operator: "Include", values: ["*"] },
        ],
      },
    ],
    [
      "a metric that nobody has measured yet, where it says so",
      {
        [`${CONDITION}.metricName`]: "space",
        [`${CONDITION}.metricNamespace`]: "database",
        [`${CONDITION}.skipMetricValidation`]: true,
      },
    ],
  ])("takes %s", async (_what, changes) => {
    expect(await azure.put(UNITS, edited(metricBody, changes))).toBeDefined();
  });

  /** @changes Microsoft.Insights/metricAlerts */
  test("is switched off by a PATCH, which leaves what it asks", async () => {
    await azure.put(UNITS, metricBody);
    const response = await azure.request("PATCH", UNITS, { properties: { enabled: false } });
    expect(response).toMatchObject({
      status: 200,
      body: { properties: { enabled: false, criteria: { allOf: [{ threshold: 75 }] } } },
    });
  });

  /** @refuses Microsoft.Insights/metricAlerts */
  test.each<[string, Changes, string]>([
    ["a region", { location: "swedencentral" }, "location"],
    [
      "a frequency of ten minutes",
      { "properties.evaluationFrequency": "PT10M" },
      "properties.evaluationFrequency",
    ],
    ["a window of two days", { "properties.windowSize": "P2D" }, "properties.windowSize"],
    [
      "a window shorter than its frequency",
      { "properties.evaluationFrequency": "PT15M" },
      "properties.windowSize",
    ],
    ["a severity of five", { "properties.severity": 5 }, "properties.severity"],
    ["no scope", { "properties.scopes": [] }, "properties.scopes"],
    ["two scopes", { "properties.scopes": [IDS.gateway, IDS.set] }, "properties.scopes"],
    ["a scope that does not exist", { "properties.scopes": [IDS.set] }, "properties.scopes[0]"],
    ["no condition", { "properties.criteria.allOf": [] }, "properties.criteria.allOf"],
    [
      "criteria of several resources",
      {
        "properties.criteria": {
          "odata.type": "Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria",
        },
      },
      "properties.criteria",
    ],
    [
      "a metric of another type",
      { [`${CONDITION}.metricName`]: "storage_percent" },
      "properties.criteria.allOf[0].metricName",
    ],
    [
      "a metric of another namespace",
      { [`${CONDITION}.metricNamespace`]: "Microsoft.Compute/virtualMachines" },
      "properties.criteria.allOf[0].metricName",
    ],
    [
      "a total of units",
      { [`${CONDITION}.timeAggregation`]: "Total" },
      "properties.criteria.allOf[0].timeAggregation",
    ],
    [
      "a dimension that the metric has not",
      {
        [`${CONDITION}.dimensions`]: [{ name: "Listener", operator: "Include", values: ["*"] }],
      },
      "properties.criteria.allOf[0].dimensions[0].name",
    ],
    [
      "six groups to tell",
      { "properties.actions": Array(6).fill({ actionGroupId: ON_DUTY }) },
      "properties.actions",
    ],
  ])("is refused with %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", UNITS, edited(metricBody, changes));
    expect(refused).toMatchObject({ status: 400, code: "BadRequest", target });
    expect(azure.store.get(UNITS)).toBeUndefined();
  });

  test("is refused where whom it tells does not exist", async () => {
    const body = edited(metricBody, {
      "properties.actions": [{ actionGroupId: `${ON_DUTY}-x` }],
    });
    expect((await azure.refused("PUT", UNITS, body)).code).toBe("InvalidResourceReference");
  });

  test("answers Microsoft's client", async () => {
    const { metricAlerts } = new MonitorClient(
      credential,
      account.subscriptionId,
      inProcess(azure.plane) as object,
    );
    await azure.put(UNITS, metricBody);
    const read = await metricAlerts.get("rg-test", "alert-units");
    expect(read).toMatchObject({ severity: 1, windowSize: "PT5M" });
    await metricAlerts.createOrUpdate("rg-test", "alert-units", { ...read, severity: 2 });
    expect((await metricAlerts.get("rg-test", "alert-units")).severity).toBe(2);
  });
});

describe("an activity log alert", () => {
  /** @accepts Microsoft.Insights/activityLogAlerts */
  test("is kept as it was written, and is on unless it says otherwise", async () => {
    const written = await azure.put(REFUSED, activityBody);
    expect(written).toMatchObject({
      location: "global",
      properties: { enabled: true, scopes: [IDS.group] },
    });
    expect(await azure.get(REFUSED)).toEqual(written);
    expect(await azure.put(REFUSED, written)).toEqual(written);
  });

  /** @changes Microsoft.Insights/activityLogAlerts */
  test("is switched off by a PATCH", async () => {
    await azure.put(REFUSED, activityBody);
    const response = await azure.request("PATCH", REFUSED, { properties: { enabled: false } });
    expect(response.body).toMatchObject({ properties: { enabled: false, scopes: [IDS.group] } });
  });

  /** @refuses Microsoft.Insights/activityLogAlerts */
  test.each<[string, Changes, string]>([
    ["a region that has none", { location: "swedencentral" }, "location"],
    ["no scope", { "properties.scopes": [] }, "properties.scopes"],
    [
      "another subscription",
      { "properties.scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001"] },
      "properties.scopes[0]",
    ],
    [
      "no category",
      { "properties.condition.allOf.0": { field: "level", equals: "Error" } },
      "properties.condition.allOf",
    ],
    [
      "a category that is none",
      { "properties.condition.allOf.0.equals": "Weather" },
      "properties.condition.allOf",
    ],
    [
      "a field that entries have not",
      { "properties.condition.allOf.1.field": "colour" },
      "properties.condition.allOf[1].field",
    ],
    [
      "a field twice",
      { "properties.condition.allOf.1.field": "Category" },
      "properties.condition.allOf[1].field",
    ],
    [
      "a field with nothing to compare",
      { "properties.condition.allOf.1.equals": undefined },
      "properties.condition.allOf[1]",
    ],
    [
      "a field with two comparisons",
      { "properties.condition.allOf.1.containsAny": ["Failed"] },
      "properties.condition.allOf[1]",
    ],
    [
      "a condition of none",
      { "properties.condition.allOf.2.anyOf": [] },
      "properties.condition.allOf[2]",
    ],
  ])("is refused with %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", REFUSED, edited(activityBody, changes));
    expect(refused).toMatchObject({ status: 400, code: "BadRequest", target });
    expect(azure.store.get(REFUSED)).toBeUndefined();
  });

  test("takes the whole subscription, and properties of entries", async () => {
    const body = edited(activityBody, {
      "properties.scopes": [SUBSCRIPTION],
      "properties.condition.allOf.1": {
        field: "properties.currentHealthStatus",
        containsAny: ["Degraded", "Unavailable"],
      },
    });
    expect(await azure.put(REFUSED, body)).toBeDefined();
  });
});
