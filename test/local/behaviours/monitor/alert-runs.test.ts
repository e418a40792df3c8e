import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { setFreeInPool } from "../../../../local/behaviours/compute/capacity-ledger.ts";
import { logActivity } from "../../../../local/behaviours/monitor/activity-log.ts";
import type { Json, JsonObject } from "../../../../local/json.ts";
import { TestAzure } from "../../arm/support/azure.ts";
import { BODIES, IDS } from "../../arm/support/datacenter.ts";
import { edited } from "../../arm/support/edit.ts";
import { turn } from "../../faults/support/standing.ts";

const INSIGHTS = `${IDS.group}/providers/Microsoft.Insights`;
const UNITS = `${INSIGHTS}/metricAlerts/alert-units`;
const FAILED = `${INSIGHTS}/activityLogAlerts/alert-failed`;
const CONDITION = "properties.criteria.allOf.0";

/** The clock of {@link TestAzure} stands at 08:00. */
const EIGHT = Date.parse("2026-11-23T08:00Z") / 60_000;

const metricBody: JsonObject = {
  location: "global",
  properties: {
    enabled: true,
    severity: 1,
    description: "What to do: docs/runbooks/units.md.",
    scopes: [IDS.gateway],
    evaluationFrequency: "PT1M",
    windowSize: "PT5M",
    criteria: {
      "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
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
  },
};

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
  azure.store.put({
    id: IDS.gateway,
    name: "agw",
    type: "Microsoft.Network/applicationGateways",
    location: "swedencentral",
  });
});
afterEach(() => azure.close());

/** Puts a metric's values into the minutes from 08:00 on; null leaves one out. */
function measure(values: readonly (number | null)[], name = "CapacityUnits"): void {
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const sample = { minute: EIGHT + index, count: 1, total: value };
    azure.store.metrics.put(IDS.gateway, name, { ...sample, minimum: value, maximum: value });
  }
}

/** "minute status" of what rules have logged, minutes after 08:00. */
function fired(): readonly string[] {
  return azure.store.log
    .read()
    .filter(({ category }) => category === "Alert")
    .map(
      ({ eventTimestamp, status }) =>
        `${Date.parse(String(eventTimestamp)) / 60_000 - EIGHT} ${status}`,
    );
}

const times = (count: number, value: number): readonly number[] => Array(count).fill(value);

describe("a metric alert", () => {
  /** @changes alerts fire */
  test("fires once where its window's average passes the threshold, and is over after three calm runs", async () => {
    await azure.put(UNITS, metricBody);
    // Averages of five minutes: 80 before minute 8, the first above 75; 68 before minute 12, the first below.
    measure([...times(5, 50), ...times(5, 100), ...times(15, 20)]);
    turn(azure, 25);
    expect(fired()).toEqual(["8 Active", "14 Resolved"]);
    const [entry] = azure.store.log.read().filter(({ status }) => status === "Active");
    expect(entry).toMatchObject({
      resourceId: UNITS,
      operationName: "Microsoft.Insights/metricAlerts/Activated/Action",
      level: "Error",
      description:
        "CapacityUnits average 80, asked GreaterThan 75. What to do: docs/runbooks/units.md.",
    });
  });

  test("counts its calm runs anew when it fires in between", async () => {
    await azure.put(UNITS, edited(metricBody, { "properties.windowSize": "PT1M" }));
    measure([100, 0, 0, 100, 0, 0, 0, 0]);
    turn(azure, 9);
    expect(fired()).toEqual(["1 Active", "7 Resolved"]);
  });

  test("says it at each run where it keeps no state", async () => {
    const body = edited(metricBody, {
      "properties.windowSize": "PT1M",
      "properties.autoMitigate": false,
    });
    await azure.put(UNITS, body);
    measure([100, 100, 0, 0, 0, 100]);
    turn(azure, 7);
    expect(fired()).toEqual(["1 Active", "2 Active", "6 Active"]);
  });

  test("leaves things as they are while nothing is measured", async () => {
    await azure.put(UNITS, edited(metricBody, { "properties.windowSize": "PT1M" }));
    measure([100, null, null, null, null, 0, 0, 0]);
    turn(azure, 9);
    expect(fired()).toEqual(["1 Active", "8 Resolved"]);
  });

  test.each<[string, string, number, readonly string[]]>([
    ["Total", "GreaterThan", 299, ["3 Active"]],
    ["Maximum", "GreaterThanOrEqual", 100, ["1 Active"]],
    ["Minimum", "LessThan", 100, []],
    ["Count", "GreaterThanOrEqual", 3, ["3 Active"]],
    ["Average", "Equals", 100, ["1 Active"]],
    ["Average", "LessThanOrEqual", 99, []],
  ])(
    "puts values together by %s and compares by %s",
    async (aggregation, operator, threshold, log) => {
      const changes: Readonly<Record<string, Json>> = {
        [`${CONDITION}.metricName`]: "FailedRequests",
        [`${CONDITION}.timeAggregation`]: aggregation,
        [`${CONDITION}.operator`]: operator,
        [`${CONDITION}.threshold`]: threshold,
      };
      const body = edited(metricBody, changes);
      // What Azure offers of the metric is checked elsewhere: the document is put in as it is.
      await azure.put(UNITS, metricBody);
      azure.store.put({ ...(await azure.get(UNITS)), properties: body.properties ?? {} } as never);
      measure(times(3, 100), "FailedRequests");
      turn(azure, 4);
      expect(fired()).toEqual(log);
    },
  );

  /** @refuses alerts fire */
  test("does not run while it is off, nor once it is gone", async () => {
    await azure.put(UNITS, metricBody);
    await azure.request("PATCH", UNITS, { properties: { enabled: false } });
    measure(times(10, 100));
    turn(azure, 6);
    expect(fired()).toEqual([]);
    await azure.request("PATCH", UNITS, { properties: { enabled: true } });
    turn(azure, 1);
    expect(fired()).toEqual(["7 Active"]);
    await azure.delete(UNITS);
    turn(azure, 60);
    expect(fired()).toHaveLength(1);
  });

  test("runs on whole multiples of its frequency", async () => {
    azure.clock.turn({ minutes: 3 });
    const body = edited(metricBody, {
      "properties.evaluationFrequency": "PT5M",
      [`${CONDITION}.threshold`]: 0,
    });
    await azure.put(UNITS, body);
    measure(times(20, 10));
    turn(azure, 10);
    expect(fired()).toEqual(["5 Active"]);
  });
});

describe("an activity log alert", () => {
  const body: JsonObject = {
    location: "global",
    properties: {
      description: "What to do: docs/runbooks/failed.md.",
      scopes: [IDS.set],
      condition: {
        allOf: [
          { field: "category", equals: "Autoscale" },
          { field: "status", containsAny: ["failed", "Active"] },
          {
            anyOf: [
              { field: "properties.Reason", equals: "rule" },
              { field: "level", equals: "Critical" },
            ],
          },
        ],
      },
      actions: { actionGroups: [] },
    },
  };
  const happen = (changes: Partial<Parameters<typeof logActivity>[2]> = {}): void =>
    logActivity(azure.store, EIGHT * 60_000, {
      resourceId: IDS.set,
      operationName: "Microsoft.Insights/AutoscaleSettings/Scaleup/Action",
      category: "Autoscale",
      level: "Error",
      status: "Failed",
      caller: "test",
      description: "It failed.",
      properties: { Reason: "rule" },
      ...changes,
    });

  /** @accepts alerts fire */
  test("fires for each entry that meets all of its conditions, and says what happened", async () => {
    await azure.put(FAILED, body);
    happen();
    happen({ resourceId: `${IDS.set}/virtualMachines/one` });
    expect(fired()).toEqual(["0 Active", "0 Active"]);
    const [entry] = azure.store.log.read().filter(({ category }) => category === "Alert");
    expect(entry).toMatchObject({
      resourceId: FAILED,
      description:
        "Microsoft.Insights/AutoscaleSettings/Scaleup/Action Failed: It failed. What to do: docs/runbooks/failed.md.",
    });
  });

  test.each<[string, Partial<Parameters<typeof logActivity>[2]>]>([
    ["of another category", { category: "Administrative" }],
    ["that went well", { status: "Succeeded" }],
    ["of another resource", { resourceId: IDS.gateway }],
    ["without what it asks of its properties", { properties: { Reason: "floor" } }],
  ])("does not fire for an entry %s", async (_what, changes) => {
    await azure.put(FAILED, body);
    happen(changes);
    expect(fired()).toEqual([]);
  });

  test("does not fire while it is off", async () => {
    await azure.put(FAILED, edited(body, { "properties.enabled": false }));
    happen();
    expect(fired()).toEqual([]);
  });
});

test("tells of a reservation that Azure refuses, by the program's own rule", async () => {
  const pool = { region: "swedencentral", zone: "1", size: "Standard_D4s_v5" };
  setFreeInPool(azure.store, pool, 0);
  const group = `${IDS.group}/providers/Microsoft.Compute/capacityReservationGroups/crg`;
  await azure.put(group, { location: "swedencentral", zones: ["1"] });
  await azure.put(FAILED, {
    location: "global",
    properties: {
      scopes: [group],
      condition: {
        allOf: [
          { field: "category", equals: "Administrative" },
          {
            field: "operationName",
            equals: "Microsoft.Compute/capacityReservationGroups/capacityReservations/write",
          },
          { field: "status", equals: "Failed" },
        ],
      },
      actions: { actionGroups: [] },
    },
  });
  await azure.refused("PUT", `${group}/capacityReservations/cr`, {
    location: "swedencentral",
    zones: ["1"],
    sku: { name: pool.size, capacity: 1 },
  });
  expect(fired()).toEqual(["0 Active"]);
});
