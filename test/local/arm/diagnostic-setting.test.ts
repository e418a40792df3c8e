import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BODIES, IDS, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

const WORKSPACE = `${IDS.group}/providers/Microsoft.OperationalInsights/workspaces/log-test`;
const SETTING = `${IDS.vault}/providers/Microsoft.Insights/diagnosticSettings/to-workspace`;

const body: JsonObject = {
  properties: {
    workspaceId: WORKSPACE,
    logAnalyticsDestinationType: "Dedicated",
    logs: [{ category: "AuditEvent", enabled: true }],
    metrics: [{ category: "AllMetrics", enabled: true }],
  },
};

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
  await azure.put(IDS.vault, BODIES.vault);
  await azure.put(WORKSPACE, { location: REGION });
});
afterEach(() => azure.close());

describe("a diagnostic setting", () => {
  /** @accepts Microsoft.Insights/diagnosticSettings */
  test("is kept at what it listens to, and keeps nothing itself unless it says so", async () => {
    const written = await azure.put(SETTING, body);
    expect(written).toMatchObject({
      id: SETTING,
      properties: {
        workspaceId: WORKSPACE,
        logs: [{ category: "AuditEvent", enabled: true, retentionPolicy: { enabled: false } }],
        metrics: [{ category: "AllMetrics", retentionPolicy: { days: 0 } }],
      },
    });
    expect(await azure.get(SETTING)).toEqual(written);
    expect(await azure.put(SETTING, written)).toEqual(written);
  });

  test("takes every log at once, by a group", async () => {
    const logs = [{ categoryGroup: "allLogs", enabled: true }];
    const all = edited(body, { "properties.logs": logs });
    expect(await azure.put(SETTING, all)).toMatchObject({ properties: { logs } });
  });

  /** @changes Microsoft.Insights/diagnosticSettings */
  test("goes with what it listens to", async () => {
    await azure.put(SETTING, body);
    await azure.delete(IDS.vault);
    expect(azure.store.get(SETTING)).toBeUndefined();
  });

  /** @refuses Microsoft.Insights/diagnosticSettings */
  test.each<[string, Readonly<Record<string, Json | undefined>>, string | undefined]>([
    [
      "a category of another type",
      { "properties.logs": [{ category: "StorageRead", enabled: true }] },
      "properties.logs[0].category",
    ],
    [
      "metrics that the type has not",
      { "properties.metrics": [{ category: "Health", enabled: true }] },
      "properties.metrics[0].category",
    ],
    [
      "a group that is none",
      { "properties.logs": [{ categoryGroup: "everything", enabled: true }] },
      "properties.logs[0].categoryGroup",
    ],
    [
      "categories beside groups",
      {
        "properties.logs": [
          { category: "AuditEvent", enabled: true },
          { categoryGroup: "audit", enabled: true },
        ],
      },
      "properties.logs",
    ],
    [
      "nothing that is on",
      {
        "properties.logs": [{ category: "AuditEvent", enabled: false }],
        "properties.metrics": undefined,
      },
      "properties.logs",
    ],
    ["nowhere to go", { "properties.workspaceId": undefined }, "properties.workspaceId"],
    [
      "an event hub",
      { "properties.eventHubAuthorizationRuleId": "/x" },
      "properties.eventHubAuthorizationRuleId",
    ],
    [
      "tables of a third kind",
      { "properties.logAnalyticsDestinationType": "dedicated" },
      "properties.logAnalyticsDestinationType",
    ],
  ])("is refused with %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", SETTING, edited(body, changes));
    expect(refused).toMatchObject({ status: 400, code: "BadRequest", target });
    expect(azure.store.get(SETTING)).toBeUndefined();
  });

  test("is refused where its workspace is gone, and at what has none", async () => {
    const elsewhere = edited(body, { "properties.workspaceId": `${WORKSPACE}-x` });
    expect((await azure.refused("PUT", SETTING, elsewhere)).code).toBe("InvalidResourceReference");
    const atGroup = `${IDS.group}/providers/Microsoft.Insights/diagnosticSettings/x`;
    expect(await azure.refused("PUT", atGroup, body)).toMatchObject({
      code: "ResourceTypeNotSupported",
    });
  });

  /** @refuses Microsoft.Insights/diagnosticSettings */
  test("sends no category to one workspace twice", async () => {
    await azure.put(SETTING, body);
    const refused = await azure.refused("PUT", `${SETTING}-2`, body);
    expect(refused).toMatchObject({ status: 409, code: "Conflict" });
    expect(refused.message).toContain("for category 'AuditEvent'");
    const other = edited(body, {
      "properties.logs": [{ category: "AzurePolicyEvaluationDetails", enabled: true }],
      "properties.metrics": undefined,
    });
    expect(await azure.put(`${SETTING}-2`, other)).toBeDefined();
  });

  test("is one of five at most", async () => {
    const off = (index: number): JsonObject =>
      edited(body, {
        "properties.workspaceId": `${WORKSPACE}-${index}`,
      });
    for (let index = 1; index <= 6; index++) {
      await azure.put(`${WORKSPACE}-${index}`, { location: REGION });
      if (index < 6) await azure.put(`${SETTING}-${index}`, off(index));
    }
    expect((await azure.refused("PUT", `${SETTING}-6`, off(6))).message).toContain("at most 5");
    await azure.put(`${SETTING}-5`, off(6));
  });
});
