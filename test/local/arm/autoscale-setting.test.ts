import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { groupId, IDS, putEdge, REGION, setBody } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

const SETTINGS = `${IDS.group}/providers/Microsoft.Insights/autoscaleSettings`;
const SETTING = `${SETTINGS}/autoscale-web`;
const CPU = "properties.profiles.0.rules.0.metricTrigger";
const ACTION = "properties.profiles.0.rules.0.scaleAction";
const CAPACITY = "properties.profiles.0.capacity";

/** From 2 to 10 clones, two more above 65 % of CPU. */
function settingBody(targetResourceUri: string = IDS.set): JsonObject {
  return {
    location: REGION,
    tags: { tier: "season" },
    properties: {
      enabled: true,
      targetResourceUri,
      profiles: [
        {
          name: "always",
          capacity: { minimum: "2", maximum: "10", default: "2" },
          rules: [
            {
              metricTrigger: {
                metricName: "Percentage CPU",
                metricResourceUri: targetResourceUri,
                timeGrain: "PT1M",
                statistic: "Average",
                timeWindow: "PT10M",
                timeAggregation: "Average",
                operator: "GreaterThan",
                threshold: 65,
              },
              scaleAction: {
                direction: "Increase",
                type: "ChangeCount",
                value: "2",
                cooldown: "PT5M",
              },
            },
          ],
        },
      ],
    },
  };
}

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putEdge(azure);
  await azure.put(IDS.set, setBody(2));
});
afterEach(() => azure.close());

/** When the setting runs next. */
function nextRuns(id: string = SETTING): string[] {
  return azure.store.events
    .of(id)
    .map(({ due }) => Temporal.Instant.fromEpochMilliseconds(due).toString());
}

describe("an autoscale setting", () => {
  /** @accepts Microsoft.Insights/autoscaleSettings */
  test("is kept as it was written, with what Azure fills in", async () => {
    const body = settingBody();
    const written = await azure.put(SETTING, body);
    expect(written).toMatchObject({
      id: SETTING,
      name: "autoscale-web",
      type: "Microsoft.Insights/autoscaleSettings",
      location: REGION,
      properties: {
        enabled: true,
        name: "autoscale-web",
        targetResourceLocation: REGION,
        notifications: [],
        profiles: [{ rules: [{ metricTrigger: { dividePerInstance: false, threshold: 65 } }] }],
      },
    });
    expect(await azure.get(SETTING)).toEqual(written);
    expect(await azure.put(SETTING, written)).toEqual(written);
    expect(await azure.list(SETTINGS)).toHaveLength(1);
  });

  test("is off, and changes the count by one, unless it says otherwise", async () => {
    const body = edited(settingBody(), {
      "properties.enabled": undefined,
      [`${ACTION}.value`]: undefined,
    });
    expect(await azure.put(SETTING, body)).toMatchObject({
      properties: { enabled: false, profiles: [{ rules: [{ scaleAction: { value: "1" } }] }] },
    });
  });

  /** @accepts Microsoft.Insights/autoscaleSettings */
  test("takes fixed dates, recurrences and profiles without rules", async () => {
    const [always] = (settingBody().properties as { profiles: JsonObject[] }).profiles;
    const profile = { ...always, rules: [] };
    const timeZone = "W. Europe Standard Time";
    const written = await azure.put(
      SETTING,
      edited(settingBody(), {
        "properties.profiles.1": {
          ...profile,
          name: "grades",
          fixedDate: { timeZone, start: "2026-12-07T00:00:00", end: "2026-12-19T00:00:00" },
        },
        "properties.profiles.2": {
          ...profile,
          name: "mornings",
          recurrence: {
            frequency: "Week",
            schedule: { timeZone, days: ["Monday"], hours: [7], minutes: [30] },
          },
        },
      }),
    );
    expect(written).toHaveProperty("properties.profiles.length", 3);
  });

  /** @changes Microsoft.Insights/autoscaleSettings */
  test("runs from the next whole minute on, once a minute, until it is deleted", async () => {
    azure.clock.turn({ seconds: 20 });
    await azure.put(SETTING, settingBody());
    expect(nextRuns()).toEqual(["2026-11-23T08:01:00Z"]);
    azure.clock.turn({ seconds: 10 });
    await azure.put(SETTING, settingBody());
    expect(nextRuns()).toEqual(["2026-11-23T08:01:00Z"]);
    azure.clock.turn({ minutes: 2 });
    await azure.get(SETTING);
    expect(nextRuns()).toEqual(["2026-11-23T08:03:00Z"]);
    await azure.delete(SETTING);
    expect(nextRuns()).toEqual([]);
  });

  test("outlives its target, and takes it back under the same id", async () => {
    await azure.put(SETTING, settingBody());
    await azure.delete(IDS.set);
    expect(await azure.get(SETTING)).toMatchObject({ name: "autoscale-web" });
    await azure.put(IDS.set, setBody(2));
    await azure.put(SETTING, settingBody());
  });

  /** @changes Microsoft.Insights/autoscaleSettings */
  test("is switched off by a PATCH, which leaves its profiles", async () => {
    await azure.put(SETTING, settingBody());
    const response = await azure.request("PATCH", SETTING, { properties: { enabled: false } });
    expect(response).toMatchObject({
      status: 200,
      body: { properties: { enabled: false, profiles: [{ name: "always" }] } },
    });
  });
});

describe("one setting a target", () => {
  const other = `${SETTINGS}/autoscale-other`;

  /** @refuses Microsoft.Insights/autoscaleSettings */
  test("refuses a second one, in whatever case it names the target", async () => {
    await azure.put(SETTING, settingBody());
    const refused = await azure.refused("PUT", other, settingBody(IDS.set.toUpperCase()));
    expect(refused).toMatchObject({
      status: 409,
      code: "Conflict",
      target: "properties.targetResourceUri",
    });
    expect(refused.message).toContain(SETTING);
  });

  test("takes another one when the first is gone", async () => {
    await azure.put(SETTING, settingBody());
    await azure.delete(SETTING);
    expect(await azure.put(other, settingBody())).toMatchObject({ name: "autoscale-other" });
  });

  /** @refuses Microsoft.Insights/autoscaleSettings */
  test("refuses to move a setting to another target", async () => {
    const second = `${IDS.set}-two`;
    await azure.put(second, setBody(2));
    await azure.put(SETTING, settingBody());
    const refused = await azure.refused("PUT", SETTING, settingBody(second));
    expect(refused).toMatchObject({ status: 400, code: "TargetResourceIdIsImmutable" });
    expect(await azure.put(SETTING, settingBody(IDS.set.toUpperCase()))).toBeDefined();
  });
});

const TARGET = "properties.targetResourceUri";

/** @refuses Microsoft.Insights/autoscaleSettings */
test.each<[string, Record<string, Json | undefined>, string, number, string]>([
  ["no target", { [TARGET]: undefined }, "UnsupportedRequestContent", 400, TARGET],
  ["a target that is no id", { [TARGET]: "vmss-web" }, "UnsupportedRequestContent", 400, TARGET],
  [
    "a target that does not exist",
    { [TARGET]: `${IDS.set}-x` },
    "TargetResourceNotFound",
    404,
    TARGET,
  ],
  ["a gateway as target", { [TARGET]: IDS.gateway }, "TargetResourceTypeNotSupported", 400, TARGET],
  [
    "a metric of nothing",
    {
      [`${CPU}.metricResourceUri`]: `${groupId("rg-test")}/providers/Microsoft.Compute/virtualMachineScaleSets/x`,
    },
    "TargetResourceNotFound",
    404,
    "properties.profiles[0].rules[0].metricTrigger.metricResourceUri",
  ],
  [
    "a minimum above the maximum",
    { [`${CAPACITY}.minimum`]: "11" },
    "BadRequest",
    400,
    "properties.profiles[0].capacity",
  ],
  [
    "a count that is none",
    { [`${CAPACITY}.maximum`]: "many" },
    "BadRequest",
    400,
    "properties.profiles[0].capacity.maximum",
  ],
  [
    "a window of four minutes",
    { [`${CPU}.timeWindow`]: "PT4M" },
    "BadRequest",
    400,
    "properties.profiles[0].rules[0].metricTrigger.timeWindow",
  ],
  [
    "a cool-down of no time",
    { [`${ACTION}.cooldown`]: "PT0S" },
    "BadRequest",
    400,
    "properties.profiles[0].rules[0].scaleAction.cooldown",
  ],
  [
    "a step wider than the limits",
    { [`${ACTION}.value`]: "9" },
    "InvalidActionValue",
    400,
    "properties.profiles[0].rules[0].scaleAction.value",
  ],
  ["no profile", { "properties.profiles": [] }, "BadRequest", 400, "properties.profiles"],
  ["no region", { location: undefined }, "LocationRequired", 400, "location"],
])("refuses %s", async (_what, changes, code, status, target) => {
  const refused = await azure.refused("PUT", SETTING, edited(settingBody(), changes));
  expect({ ...refused, message: "" }).toEqual({ status, code, target, message: "", details: [] });
  expect(azure.store.get(SETTING)).toBeUndefined();
  expect(nextRuns()).toEqual([]);
});

test("takes the widest step that fits between the limits", async () => {
  const body = edited(settingBody(), { [`${ACTION}.value`]: "8" });
  expect(await azure.put(SETTING, body)).toMatchObject({ name: "autoscale-web" });
});

/** @refuses Microsoft.Insights/autoscaleSettings */
test("refuses a setting with all that is wrong in it at once", async () => {
  const body = edited(settingBody(), {
    [`${CAPACITY}.default`]: "1",
    [`${CPU}.timeGrain`]: "PT13H",
    [`${ACTION}.cooldown`]: "soon",
  });
  const { details } = await azure.refused("PUT", SETTING, body);
  expect(details).toEqual(["BadRequest", "BadRequest", "BadRequest"]);
});

test("refuses what the shape of the type does not have", async () => {
  const body = edited(settingBody(), { [`${ACTION}.direction`]: "Sideways" });
  expect((await azure.refused("PUT", SETTING, body)).code).toBe("InvalidParameter");
  const misspelt = edited(settingBody(), { "properties.profile": [] });
  expect((await azure.refused("PUT", SETTING, misspelt)).code).toBe("InvalidRequestContent");
});

test("refuses a move to another region", async () => {
  await azure.put(SETTING, settingBody());
  const moved = edited(settingBody(), { location: "uksouth" });
  expect((await azure.refused("PUT", SETTING, moved)).code).toBe("InvalidResourceLocation");
});
