import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BODIES, IDS, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

const WORKSPACE = `${IDS.group}/providers/Microsoft.OperationalInsights/workspaces/log-test`;
const ON_DUTY = `${IDS.group}/providers/Microsoft.Insights/actionGroups/ag-on-duty`;
const RULE = `${IDS.group}/providers/Microsoft.Insights/scheduledQueryRules/alert-cover`;

const workspaceBody: JsonObject = {
  location: REGION,
  tags: { tier: "watch" },
  properties: {
    sku: { name: "PerGB2018" },
    retentionInDays: 30,
    features: { disableLocalAuth: true },
  },
};

const groupBody: JsonObject = {
  location: "Global",
  properties: {
    groupShortName: "gradetide",
    enabled: true,
    emailReceivers: [
      { name: "duty", emailAddress: "duty@platform.example", useCommonAlertSchema: true },
      { name: "night", emailAddress: "night@platform.example" },
    ],
  },
};

const CONDITION = "properties.criteria.allOf.0";

/** A rule that runs once a day over Resource Graph, as its own identity. */
const ruleBody: JsonObject = {
  location: REGION,
  kind: "LogAlert",
  identity: { type: "UserAssigned", userAssignedIdentities: { [IDS.identity]: {} } },
  properties: {
    enabled: true,
    severity: 2,
    scopes: [WORKSPACE],
    evaluationFrequency: "P1D",
    windowSize: "P1D",
    autoMitigate: false,
    criteria: {
      allOf: [
        {
          query: 'arg("").Resources | project id',
          timeAggregation: "Count",
          operator: "LessThan",
          threshold: 1,
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
        },
      ],
    },
    actions: { actionGroups: [ON_DUTY] },
  },
};

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
});
afterEach(() => azure.close());

type Changes = Readonly<Record<string, Json | undefined>>;

describe("a workspace", () => {
  /** @accepts Microsoft.OperationalInsights/workspaces */
  test("is kept with what Azure fills in, and can be written back as it was read", async () => {
    const written = await azure.put(WORKSPACE, workspaceBody);
    expect(written).toMatchObject({
      id: WORKSPACE,
      name: "log-test",
      location: REGION,
      properties: {
        provisioningState: "Succeeded",
        customerId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdDate: "2026-11-23T08:00:00Z",
        publicNetworkAccessForQuery: "Enabled",
        sku: { name: "PerGB2018", lastSkuUpdate: "2026-11-23T08:00:00Z" },
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        workspaceCapping: { dailyQuotaGb: -1 },
      },
    });
    expect(await azure.get(WORKSPACE)).toEqual(written);
    expect(await azure.put(WORKSPACE, written)).toEqual({
      ...written,
      etag: expect.not.stringMatching(String(written.etag)),
    });
  });

  test("keeps logs for thirty days, in the tier by the gigabyte, unless it says otherwise", async () => {
    expect(await azure.put(WORKSPACE, { location: REGION })).toMatchObject({
      properties: { retentionInDays: 30, sku: { name: "PerGB2018" } },
    });
  });

  /** @changes Microsoft.OperationalInsights/workspaces */
  test("keeps its id for customers and its age through changes, and dates its tier anew", async () => {
    const first = await azure.put(WORKSPACE, workspaceBody);
    azure.clock.turn({ hours: 1 });
    const longer = await azure.put(
      WORKSPACE,
      edited(workspaceBody, { "properties.retentionInDays": 90 }),
    );
    azure.clock.turn({ hours: 1 });
    const reserved = await azure.put(
      WORKSPACE,
      edited(workspaceBody, {
        "properties.sku": { name: "CapacityReservation", capacityReservationLevel: 100 },
      }),
    );
    const { customerId, createdDate } = first.properties as JsonObject;
    expect(longer.properties).toMatchObject({
      customerId,
      createdDate,
      retentionInDays: 90,
      modifiedDate: "2026-11-23T09:00:00Z",
      sku: { lastSkuUpdate: createdDate },
    });
    expect(reserved.properties).toMatchObject({
      customerId,
      createdDate,
      sku: { lastSkuUpdate: "2026-11-23T10:00:00Z" },
    });
  });

  /** @refuses Microsoft.OperationalInsights/workspaces */
  test.each<[string, Changes, string]>([
    [
      "logs kept for a day less than thirty",
      { "properties.retentionInDays": 29 },
      "properties.retentionInDays",
    ],
    [
      "logs kept for a day more than two years",
      { "properties.retentionInDays": 731 },
      "properties.retentionInDays",
    ],
    [
      "logs kept for half a day",
      { "properties.retentionInDays": 30.5 },
      "properties.retentionInDays",
    ],
    [
      "the free tier with thirty days",
      { "properties.sku": { name: "Free" } },
      "properties.retentionInDays",
    ],
    ["a tier that is none", { "properties.sku": { name: "PerTB" } }, "properties.sku.name"],
    [
      "a cap of nothing",
      { "properties.workspaceCapping": { dailyQuotaGb: 0 } },
      "properties.workspaceCapping.dailyQuotaGb",
    ],
    [
      "a level that is not sold",
      { "properties.sku": { name: "CapacityReservation", capacityReservationLevel: 150 } },
      "properties.sku.capacityReservationLevel",
    ],
    [
      "no level to reserve",
      { "properties.sku": { name: "CapacityReservation" } },
      "properties.sku.capacityReservationLevel",
    ],
    [
      "a level of a tier that has none",
      { "properties.sku": { name: "PerGB2018", capacityReservationLevel: 100 } },
      "properties.sku.capacityReservationLevel",
    ],
  ])("refuses %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", WORKSPACE, edited(workspaceBody, changes));
    expect(refused).toMatchObject({ status: 400, code: "InvalidParameter", target });
    expect(azure.store.get(WORKSPACE)).toBeUndefined();
  });

  test.each([30, 730])("takes logs kept for %i days", async (days) => {
    const body = edited(workspaceBody, { "properties.retentionInDays": days });
    expect(await azure.put(WORKSPACE, body)).toBeDefined();
  });
});

describe("an action group", () => {
  /** @accepts Microsoft.Insights/actionGroups */
  test("stands nowhere, with a list of each kind of receiver", async () => {
    const written = await azure.put(ON_DUTY, groupBody);
    expect(written).toMatchObject({
      location: "global",
      properties: {
        groupShortName: "gradetide",
        smsReceivers: [],
        webhookReceivers: [],
        emailReceivers: [
          { name: "duty", status: "Enabled", useCommonAlertSchema: true },
          { name: "night", status: "Enabled", useCommonAlertSchema: false },
        ],
      },
    });
    expect(await azure.put(ON_DUTY, written)).toEqual(written);
  });

  test("stands in a region where Azure processes it there", async () => {
    const body = { ...groupBody, location: "Sweden Central" };
    expect(await azure.put(ON_DUTY, body)).toMatchObject({ location: "swedencentral" });
  });

  /** @changes Microsoft.Insights/actionGroups */
  test("takes another duty, and stays where it is", async () => {
    await azure.put(ON_DUTY, groupBody);
    const others = [{ name: "new", emailAddress: "new@platform.example" }];
    const changed = await azure.put(
      ON_DUTY,
      edited(groupBody, { "properties.emailReceivers": others }),
    );
    expect(changed).toHaveProperty("properties.emailReceivers", [
      { ...others[0], status: "Enabled", useCommonAlertSchema: false },
    ]);
    const moved = await azure.refused("PUT", ON_DUTY, { ...groupBody, location: "swedencentral" });
    expect(moved.code).toBe("InvalidResourceLocation");
  });

  /** @refuses Microsoft.Insights/actionGroups */
  test.each<[string, Changes, string, string]>([
    ["no place", { location: undefined }, "LocationRequired", "location"],
    [
      "a region that has no action groups",
      { location: "northeurope" },
      "LocationNotAvailableForResourceType",
      "location",
    ],
    [
      "a short name of thirteen characters",
      { "properties.groupShortName": "gradetide1234" },
      "BadRequest",
      "properties.groupShortName",
    ],
    [
      "a short name of none",
      { "properties.groupShortName": "" },
      "BadRequest",
      "properties.groupShortName",
    ],
    [
      "two receivers of one name, of different kinds",
      {
        "properties.smsReceivers": [{ name: "Duty", countryCode: "46", phoneNumber: "81234567" }],
      },
      "BadRequest",
      "properties.smsReceivers[0].name",
    ],
    [
      "an address without a domain",
      { "properties.emailReceivers.1.emailAddress": "night" },
      "BadRequest",
      "properties.emailReceivers[1].emailAddress",
    ],
    [
      "a receiver without a name",
      { "properties.emailReceivers.1.name": undefined },
      "MissingRequiredProperty",
      "properties.emailReceivers[1].name",
    ],
    [
      "a thousand and one addresses",
      {
        "properties.emailReceivers": Array.from({ length: 1001 }, (_one, index) => ({
          name: `duty-${index}`,
          emailAddress: `duty-${index}@platform.example`,
        })),
      },
      "BadRequest",
      "properties.emailReceivers",
    ],
  ])("refuses %s", async (_what, changes, code, target) => {
    const refused = await azure.refused("PUT", ON_DUTY, edited(groupBody, changes));
    expect(refused).toMatchObject({ status: 400, code, target });
    expect(azure.store.get(ON_DUTY)).toBeUndefined();
  });
});

describe("a log alert rule", () => {
  beforeEach(async () => {
    await azure.put(IDS.identity, BODIES.identity);
    await azure.put(WORKSPACE, workspaceBody);
    await azure.put(ON_DUTY, groupBody);
  });

  /** @accepts Microsoft.Insights/scheduledQueryRules */
  test("is kept as it was written, with what Azure fills in", async () => {
    const written = await azure.put(RULE, ruleBody);
    expect(written).toMatchObject({
      kind: "LogAlert",
      identity: {
        userAssignedIdentities: { [IDS.identity]: { principalId: expect.any(String) } },
      },
      properties: {
        autoMitigate: false,
        displayName: "alert-cover",
        skipQueryValidation: false,
        createdWithApiVersion: "2025-01-01-preview",
        isLegacyLogAnalyticsRule: false,
        criteria: { allOf: [{ criterionType: "StaticThresholdCriterion", threshold: 1 }] },
      },
    });
    expect(await azure.get(RULE)).toEqual(written);
    expect(await azure.put(RULE, written)).toMatchObject({ properties: written.properties ?? {} });
  });

  test("resolves its alerts itself and is on, unless it says otherwise", async () => {
    const body = edited(ruleBody, {
      kind: undefined,
      "properties.enabled": undefined,
      "properties.autoMitigate": undefined,
      "properties.evaluationFrequency": "PT1H",
      [`${CONDITION}.failingPeriods`]: undefined,
    });
    expect(await azure.put(RULE, body)).toMatchObject({
      kind: "LogAlert",
      properties: {
        enabled: true,
        autoMitigate: true,
        criteria: {
          allOf: [
            { failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 } },
          ],
        },
      },
    });
  });

  /** @changes Microsoft.Insights/scheduledQueryRules */
  test("is switched off by a PATCH, which leaves what it asks", async () => {
    await azure.put(RULE, ruleBody);
    const response = await azure.request("PATCH", RULE, { properties: { enabled: false } });
    expect(response).toMatchObject({
      status: 200,
      body: { properties: { enabled: false, criteria: { allOf: [{ operator: "LessThan" }] } } },
    });
  });

  test("outlives whom it tells, and is refused then until they are back", async () => {
    await azure.put(RULE, ruleBody);
    await azure.delete(ON_DUTY);
    expect(await azure.get(RULE)).toMatchObject({ name: "alert-cover" });
    expect((await azure.refused("PUT", RULE, ruleBody)).code).toBe("InvalidResourceReference");
    await azure.put(ON_DUTY, groupBody);
    await azure.put(RULE, ruleBody);
  });

  /** @refuses Microsoft.Insights/scheduledQueryRules */
  test.each<[string, Changes, string, string]>([
    [
      "no frequency",
      { "properties.evaluationFrequency": undefined },
      "BadRequest",
      "properties.evaluationFrequency",
    ],
    [
      "a frequency of seven minutes",
      { "properties.evaluationFrequency": "PT7M" },
      "BadRequest",
      "properties.evaluationFrequency",
    ],
    [
      "a frequency of two days",
      { "properties.evaluationFrequency": "P2D" },
      "BadRequest",
      "properties.evaluationFrequency",
    ],
    ["no window", { "properties.windowSize": undefined }, "BadRequest", "properties.windowSize"],
    [
      "a window of a week",
      { "properties.windowSize": "P7D" },
      "BadRequest",
      "properties.windowSize",
    ],
    [
      "muting for a minute",
      { "properties.muteActionsDuration": "PT1M" },
      "BadRequest",
      "properties.muteActionsDuration",
    ],
    [
      "a time range of three days",
      { "properties.overrideQueryTimeRange": "P3D" },
      "BadRequest",
      "properties.overrideQueryTimeRange",
    ],
    [
      "a time range shorter than its window",
      { "properties.overrideQueryTimeRange": "PT6H" },
      "BadRequest",
      "properties.overrideQueryTimeRange",
    ],
    ["no severity", { "properties.severity": undefined }, "BadRequest", "properties.severity"],
    ["a severity of five", { "properties.severity": 5 }, "BadRequest", "properties.severity"],
    ["half a severity", { "properties.severity": 1.5 }, "BadRequest", "properties.severity"],
    [
      "state kept over a day",
      { "properties.autoMitigate": true },
      "BadRequest",
      "properties.autoMitigate",
    ],
    [
      "state kept and muted",
      {
        "properties.autoMitigate": true,
        "properties.evaluationFrequency": "PT1H",
        "properties.muteActionsDuration": "PT1H",
      },
      "BadRequest",
      "properties.muteActionsDuration",
    ],
    [
      "three days looked back",
      { [`${CONDITION}.failingPeriods.numberOfEvaluationPeriods`]: 3 },
      "BadRequest",
      "properties.criteria.allOf[0].failingPeriods",
    ],
    [
      "more failing periods than periods",
      { [`${CONDITION}.failingPeriods.minFailingPeriodsToAlert`]: 2 },
      "BadRequest",
      "properties.criteria.allOf[0].failingPeriods",
    ],
    [
      "seven periods",
      {
        "properties.windowSize": "PT5M",
        [`${CONDITION}.failingPeriods.numberOfEvaluationPeriods`]: 7,
      },
      "BadRequest",
      "properties.criteria.allOf[0].failingPeriods",
    ],
    ["another kind", { kind: "LogToMetric" }, "BadRequest", "kind"],
    ["no scope", { "properties.scopes": [] }, "BadRequest", "properties.scopes"],
    [
      "two scopes",
      { "properties.scopes": [WORKSPACE, WORKSPACE] },
      "BadRequest",
      "properties.scopes",
    ],
    [
      "a scope that does not exist",
      { "properties.scopes": [`${WORKSPACE}-x`] },
      "InvalidResourceReference",
      "properties.scopes[0]",
    ],
    [
      "a scope of another type",
      { "properties.scopes": [ON_DUTY] },
      "InvalidRequestFormat",
      "properties.scopes[0]",
    ],
    [
      "nobody that exists to tell",
      { "properties.actions.actionGroups": [`${ON_DUTY}-x`] },
      "InvalidResourceReference",
      "properties.actions.actionGroups[0]",
    ],
    [
      "six groups to tell",
      { "properties.actions.actionGroups": Array(6).fill(ON_DUTY) },
      "BadRequest",
      "properties.actions.actionGroups",
    ],
    [
      "an identity that does not exist",
      { "identity.userAssignedIdentities": { [`${IDS.identity}-x`]: {} } },
      "InvalidResourceReference",
      `identity.userAssignedIdentities['${IDS.identity}-x']`,
    ],
    [
      "no condition",
      { "properties.criteria.allOf": [] },
      "BadRequest",
      "properties.criteria.allOf",
    ],
    [
      "no query",
      { [`${CONDITION}.query`]: " " },
      "BadRequest",
      "properties.criteria.allOf[0].query",
    ],
    [
      "no threshold",
      { [`${CONDITION}.threshold`]: undefined },
      "BadRequest",
      "properties.criteria.allOf[0].threshold",
    ],
    [
      "no operator",
      { [`${CONDITION}.operator`]: undefined },
      "BadRequest",
      "properties.criteria.allOf[0].operator",
    ],
    [
      "the SDK's operators",
      { [`${CONDITION}.operator`]: "lt" },
      "InvalidParameter",
      "properties.criteria.allOf[0].operator",
    ],
    [
      "an average of no column",
      { [`${CONDITION}.timeAggregation`]: "Average" },
      "BadRequest",
      "properties.criteria.allOf[0].metricMeasureColumn",
    ],
    [
      "a pivot",
      { [`${CONDITION}.query`]: "Heartbeat | evaluate pivot(OSType)" },
      "BadRequest",
      "properties.criteria.allOf[0].query",
    ],
    ["Resource Graph without an identity", { identity: undefined }, "BadRequest", "identity"],
    [
      "Data Explorer without an identity",
      { identity: { type: "None" }, [`${CONDITION}.query`]: "adx('https://help').Storms" },
      "BadRequest",
      "identity",
    ],
  ])("refuses %s", async (_what, changes, code, target) => {
    const refused = await azure.refused("PUT", RULE, edited(ruleBody, changes));
    expect({ ...refused, message: "" }).toEqual({
      status: 400,
      code,
      target,
      message: "",
      details: expect.any(Array),
    });
    expect(azure.store.get(RULE)).toBeUndefined();
  });

  test.each<[string, Changes]>([
    ["the longest look back", { "properties.windowSize": "P2D" }],
    [
      "state kept over six hours",
      { "properties.autoMitigate": true, "properties.evaluationFrequency": "PT6H" },
    ],
    [
      "a query of the workspace alone without an identity",
      { identity: undefined, [`${CONDITION}.query`]: "Heartbeat" },
    ],
    ["muting where no state is kept", { "properties.muteActionsDuration": "P2D" }],
  ])("takes %s", async (_what, changes) => {
    expect(await azure.put(RULE, edited(ruleBody, changes))).toMatchObject({ name: "alert-cover" });
  });

  /** @refuses Microsoft.Insights/scheduledQueryRules */
  test("refuses a semicolon in its name only where it has an identity", async () => {
    const id = `${RULE};2`;
    expect((await azure.refused("PUT", id, ruleBody)).target).toBe("name");
    const body = edited(ruleBody, { identity: undefined, [`${CONDITION}.query`]: "Heartbeat" });
    expect(await azure.put(id, body)).toMatchObject({ name: "alert-cover;2" });
  });
});
