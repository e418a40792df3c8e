import { type EventData, MonitorClient } from "@azure/arm-monitor";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { turnForward } from "../../../local/arm/advance.ts";
import { objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { JsonObject } from "../../../local/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { BODIES, IDS } from "./support/datacenter.ts";
import { MIDNIGHT, putSchool, SETTING } from "./support/school.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const EVENTS = `${SUBSCRIPTION}/providers/Microsoft.Insights/eventtypes/management/values`;
const MINUTE = 60_000;
const CPU = "Percentage CPU";
/** The clock of {@link TestAzure} stands at 08:00. */
const EIGHT = Date.parse("2026-11-23T08:00Z") / MINUTE;

let azure: TestAzure;
beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => azure.close());

function query(words: Readonly<Record<string, string>>, version: string): string {
  return new URLSearchParams({ "api-version": version, ...words }).toString();
}

function metricsUrl(words: Readonly<Record<string, string>>, resource: string = IDS.set): string {
  return `${resource}/providers/Microsoft.Insights/metrics?${query(words, "2018-01-01")}`;
}

function eventsUrl(filter: string): string {
  return `${EVENTS}?${query({ $filter: filter }, "2015-04-01")}`;
}

/** A set that was measured in two minutes before 08:00 and one that starts there. */
function measured(): void {
  azure.store.put({
    id: IDS.set,
    name: "vmss-web",
    type: "Microsoft.Compute/virtualMachineScaleSets",
    location: "swedencentral",
  });
  const put = (minute: number, count: number, total: number, spread: [number, number]): void =>
    azure.store.metrics.put(IDS.set, CPU, {
      minute,
      count,
      total,
      minimum: spread[0],
      maximum: spread[1],
    });
  put(EIGHT - 4, 3, 150, [40, 60]);
  put(EIGHT - 2, 1, 90, [90, 90]);
  put(EIGHT, 2, 20, [5, 15]);
}

/** The intervals of the only metric that was answered with. */
function data(body: JsonObject): JsonObject[] {
  const [metric] = objectsAt(body, "value");
  const [series] = objectsAt(metric, "timeseries");
  return objectsAt(series, "data");
}

describe("metrics", () => {
  beforeEach(measured);

  /** @accepts metrics */
  test("gives the last hour's minutes with their average where nothing else is asked for", async () => {
    expect(await azure.get(metricsUrl({}))).toEqual({
      timespan: "2026-11-23T07:00:00Z/2026-11-23T08:00:00Z",
      interval: "PT1M",
      namespace: "Microsoft.Compute/virtualMachineScaleSets",
      resourceregion: "swedencentral",
      value: [
        {
          id: `${IDS.set}/providers/Microsoft.Insights/metrics/${CPU}`,
          type: "Microsoft.Insights/metrics",
          name: { value: CPU, localizedValue: CPU },
          unit: "Percent",
          errorCode: "Success",
          timeseries: [
            {
              metadatavalues: [],
              data: [
                { timeStamp: "2026-11-23T07:56:00Z", average: 50 },
                { timeStamp: "2026-11-23T07:58:00Z", average: 90 },
              ],
            },
          ],
        },
      ],
    });
  });

  /** @accepts metrics */
  test.each([
    ["PT5M", ["07:55 60", "08:00 10"]],
    ["PT30M", ["07:30 60", "08:00 10"]],
    ["PT1H", ["07:00 60", "08:00 10"]],
    ["P1D", [`00:00 ${260 / 6}`]],
  ])("puts minutes together by %s, each sample counted alike", async (interval, expected) => {
    const timespan = "2026-11-23T07:00:00Z/2026-11-23T09:00:00Z";
    const given = data(await azure.get(metricsUrl({ timespan, interval })));
    expect(
      given.map(({ timeStamp, average }) => `${String(timeStamp).slice(11, 16)} ${average}`),
    ).toEqual(expected);
  });

  test("gives every aggregation that is asked for", async () => {
    const words = {
      timespan: "2026-11-23T07:55:00Z/2026-11-23T08:00:00Z",
      interval: "PT5M",
      metricnames: CPU,
      aggregation: "Average,minimum,Maximum,Total,count",
    };
    expect(data(await azure.get(metricsUrl(words)))).toEqual([
      {
        timeStamp: "2026-11-23T07:55:00Z",
        ...{ average: 60, minimum: 40, maximum: 90, total: 240, count: 4 },
      },
    ]);
  });

  /** @accepts metrics */
  test("gives an empty series of a metric that its type has and nobody measured yet", async () => {
    const type = "Microsoft.Network/applicationGateways";
    azure.store.put({ id: IDS.gateway, name: "agw", type, location: "swedencentral" });
    const asked = await azure.get(metricsUrl({ metricnames: "TotalRequests" }, IDS.gateway));
    expect(objectsAt(asked, "value")).toMatchObject([
      { name: { value: "TotalRequests" }, unit: "Count", timeseries: [{ data: [] }] },
    ]);
    const all = await azure.get(metricsUrl({}, IDS.gateway));
    expect(objectsAt(all, "value").map((metric) => textAt(metric, "name.value"))).toContain(
      "UnhealthyHostCount",
    );
    const { message } = await azure.refused("GET", metricsUrl({ metricnames: CPU }, IDS.gateway));
    expect(message).toContain("Allowed: TotalRequests, FailedRequests, HealthyHostCount,");
  });

  /** @refuses metrics */
  test.each([
    ["a metric that its type has not", { metricnames: "Disk Read Bytes" }, "metricnames"],
    ["a grain that there is none of", { interval: "PT2M" }, "interval"],
    ["an unknown aggregation", { aggregation: "Median" }, "aggregation"],
    ["a time span that is none", { timespan: "today" }, "timespan"],
    ["a time span of three", { timespan: "2026-01-01/2026-01-02/2026-01-03" }, "timespan"],
    ["a time span turned round", { timespan: "2026-01-02/2026-01-01" }, "timespan"],
    ["a split by dimension", { $filter: "VMName eq '*'" }, "$filter"],
    ["a number of series", { top: "3" }, "top"],
    ["an order of series", { orderby: "average asc" }, "orderby"],
    ["metadata alone", { resultType: "Metadata" }, "resulttype"],
    ["guest metrics", { metricnamespace: "Azure.VM.Windows.GuestMetrics" }, "metricnamespace"],
  ])("refuses %s", async (_what, words, target) => {
    const refused = await azure.refused("GET", metricsUrl(words));
    expect(refused).toMatchObject({ status: 400, code: "BadRequest", target });
  });

  /** @refuses metrics */
  test("refuses metrics of nothing, at another version, and to be written", async () => {
    const nothing = await azure.refused("GET", metricsUrl({}, IDS.gateway));
    expect(nothing).toMatchObject({ status: 404, code: "ResourceGroupNotFound" });
    const old = metricsUrl({}).replace("2018-01-01", "2016-09-01");
    expect((await azure.refused("GET", old)).code).toBe("NoRegisteredProviderFound");
    expect((await azure.refused("PUT", metricsUrl({}), {})).status).toBe(405);
  });
});

/** @changes metrics, activity log */
test("gives Microsoft's client what the clock has brought: metrics, and the log of what scaled", async () => {
  await putSchool(azure);
  const client = monitorClient();
  const cpu = async (timespan: string): Promise<(number | undefined)[]> => {
    const { value } = await client.metrics.list(IDS.set, {
      metricnames: CPU,
      timespan,
      interval: "PT1H",
      aggregation: "Average,Maximum",
    });
    return value[0]?.timeseries?.[0]?.data?.map(({ average }) => average) ?? [];
  };
  turnForward(azure.store, azure.clock, MIDNIGHT + 15 * 60 * MINUTE);
  const hours = await cpu("2026-11-23T00:00:00Z/2026-11-23T15:00:00Z");
  expect(hours).toHaveLength(15);
  for (const average of hours) expect(average).toBeGreaterThan(0);

  const scaled = await events(
    client,
    `eventTimestamp ge '2026-11-23T00:00:00Z' and resourceUri eq '${SETTING}'`,
  );
  const operations = scaled.map(({ operationName }) => operationName?.value);
  expect(operations).toContain("Microsoft.Insights/AutoscaleSettings/Scaleup/Action");
  expect(operations.at(-1)).toBe("Microsoft.Insights/autoscaleSettings/write");
  const instants = scaled.map(({ eventTimestamp }) => eventTimestamp?.getTime() ?? 0);
  expect(instants).toEqual(instants.toSorted((one, other) => other - one));
});

describe("the activity log", () => {
  beforeEach(async () => {
    await azure.put(IDS.group, BODIES.group);
    azure.clock.turn({ minutes: 10 });
    await azure.refused("PUT", IDS.webGroup, {});
    azure.clock.turn({ minutes: 10 });
    await azure.put(IDS.webGroup, BODIES.webGroup);
  });

  const GROUP_WRITE = "Microsoft.Resources/resourceGroups/write Succeeded";
  const FAILED = "Microsoft.Network/networkSecurityGroups/write Failed";
  const WRITTEN = "Microsoft.Network/networkSecurityGroups/write Succeeded";

  /** @accepts activity log */
  test.each([
    ["from its start, the newest first", "", [WRITTEN, FAILED, GROUP_WRITE]],
    [
      "to an instant, included",
      "and eventTimestamp le '2026-11-23T08:10:00Z'",
      [FAILED, GROUP_WRITE],
    ],
    ["of a resource", `and resourceUri eq '${IDS.webGroup.toUpperCase()}'`, [WRITTEN, FAILED]],
    ["of a group", "and resourceGroupName eq 'RG-TEST'", [WRITTEN, FAILED, GROUP_WRITE]],
    ["of a provider", "and resourceProvider eq 'microsoft.network'", [WRITTEN, FAILED]],
    ["of another group", "and resourceGroupName eq 'rg-other'", []],
    [
      "of two conditions",
      `and resourceId eq '${IDS.group}' AND eventTimestamp ge '2026-11-23T08:05:00Z'`,
      [],
    ],
  ])("is read %s", async (_what, clause, expected) => {
    const url = eventsUrl(`eventTimestamp ge '2026-11-23T08:00:00Z' ${clause}`.trim());
    const entries = await azure.list(url);
    expect(
      entries.map((one) => `${textAt(one, "operationName.value")} ${textAt(one, "status.value")}`),
    ).toEqual(expected);
  });

  /** @refuses activity log */
  test.each([
    ["no start", "resourceGroupName eq 'rg-test'"],
    ["nothing", ""],
    ["an unknown field", "eventTimestamp ge '2026-11-23T08:00:00Z' and caller eq 'me'"],
    ["another operator", "eventTimestamp gt '2026-11-23T08:00:00Z'"],
    ["an instant that is none", "eventTimestamp ge 'yesterday'"],
    ["an instant that something equals", "eventTimestamp eq '2026-11-23T08:00:00Z'"],
    ["a name in an order", "eventTimestamp ge '2026-11-23T08:00:00Z' and resourceUri ge 'a'"],
    ["one or the other", "eventTimestamp ge '2026-11-23' or resourceUri eq 'a'"],
  ])("is not read by a filter of %s", async (_what, filter) => {
    expect(await azure.refused("GET", eventsUrl(filter))).toMatchObject({
      status: 400,
      code: "BadRequest",
      target: "$filter",
    });
  });

  test("is not read in part, at another version, nor written", async () => {
    const url = eventsUrl("eventTimestamp ge '2026-11-23T08:00:00Z'");
    expect(await azure.refused("GET", `${url}&$select=caller`)).toMatchObject({
      code: "BadRequest",
      target: "$select",
    });
    const other = url.replace("2015-04-01", "2017-03-01-preview");
    expect((await azure.refused("GET", other)).code).toBe("NoRegisteredProviderFound");
    expect((await azure.refused("DELETE", url)).status).toBe(405);
  });

  /** @accepts activity log */
  test("gives Microsoft's client who did what, when, and how it went", async () => {
    const [, failed] = await events(monitorClient(), "eventTimestamp ge '2026-11-23T08:00:00Z'");
    expect(failed).toMatchObject({
      id: expect.stringMatching(
        /^\/subscriptions\/.*\/nsg-web\/events\/[0-9a-f-]{36}\/ticks\/\d+$/,
      ),
      eventTimestamp: new Date("2026-11-23T08:10:00Z"),
      resourceId: IDS.webGroup,
      resourceGroupName: "rg-test",
      resourceProviderName: { value: "Microsoft.Network" },
      operationName: { value: "Microsoft.Network/networkSecurityGroups/write" },
      category: { value: "Administrative" },
      status: { value: "Failed" },
      level: "Error",
      caller: "the local account",
      description: expect.stringContaining("LocationRequired"),
    });
  });
});

test("refuses the autoscale settings of Microsoft's client, whose API version is an older one", async () => {
  await putSchool(azure);
  await expect(
    monitorClient().autoscaleSettings.get("rg-test", "autoscale-web"),
  ).rejects.toMatchObject({ code: "NoRegisteredProviderFound", statusCode: 400 });
});

function monitorClient(): MonitorClient {
  return new MonitorClient(credential, account.subscriptionId, inProcess(azure.plane) as object);
}

async function events(client: MonitorClient, filter: string): Promise<EventData[]> {
  const entries: EventData[] = [];
  for await (const entry of client.activityLogs.list(filter)) entries.push(entry);
  return entries;
}
