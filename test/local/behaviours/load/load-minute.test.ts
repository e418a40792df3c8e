import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { timeOf, turnForward } from "../../../../local/arm/advance.ts";
import type { Query } from "../../../../local/autoscale/metrics.ts";
import { loadMinute, tierOf } from "../../../../local/behaviours/load/load-minute.ts";
import { keepLoad, loadOf } from "../../../../local/behaviours/load/load-source.ts";
import { metricsBefore } from "../../../../local/behaviours/monitor/metric-series.ts";
import type { Json } from "../../../../local/json.ts";
import type { Sample } from "../../../../local/store/metrics.ts";
import { TestAzure } from "../../arm/support/azure.ts";
import { gatewayBody, IDS, setBody } from "../../arm/support/datacenter.ts";
import { edited } from "../../arm/support/edit.ts";
import { autoscaleBody, MIDNIGHT, putSchool, SETTING } from "../../arm/support/school.ts";
import { fault, turn } from "../../faults/support/standing.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let azure: TestAzure;

beforeEach(async () => {
  azure = new TestAzure();
  await putSchool(azure);
});
afterEach(() => azure.close());

/** What was measured in the last so many minutes. */
function measured(id: string, name: string, minutes: number): Sample[] {
  const now = timeOf(azure.store, azure.clock) / MINUTE;
  return azure.store.metrics.read(id, name, now - minutes, now);
}

/** @changes load */
test("measures a set again that is deleted and made again, as its setting names it", async () => {
  turn(azure, 180);
  await azure.delete(IDS.set);
  turn(azure, 2);
  await azure.put(IDS.set, setBody(4));
  turn(azure, 60);
  expect(measured(IDS.set, "Percentage CPU", 50)).toHaveLength(50);
  expect(azure.store.events.of(IDS.set, loadMinute.kind)).toHaveLength(1);
});

test("measures no set that nobody scales or loads", async () => {
  await azure.delete(SETTING);
  await azure.delete(IDS.set);
  await azure.put(IDS.set, setBody(4));
  turn(azure, 60);
  expect(azure.store.metrics.names(IDS.set)).toEqual([]);
});

test("forgets a deleted set's load, tier, metrics and next minute at once", async () => {
  turn(azure, 60);
  expect(azure.store.metrics.names(IDS.set)).toEqual(["Percentage CPU"]);
  await azure.delete(IDS.set);
  expect(azure.store.metrics.names(IDS.set)).toEqual([]);
  expect(azure.store.events.of(IDS.set, loadMinute.kind)).toEqual([]);
  expect(tierOf(azure.store, IDS.set)).toBeUndefined();
  expect(loadOf(azure.store, IDS.set)).toBeUndefined();
});

test("lets autoscale no longer see what a deleted set measured", async () => {
  const read = (): number => {
    const minute = timeOf(azure.store, azure.clock) / MINUTE;
    const query: Query = {
      metricName: "Percentage CPU",
      resourceUri: IDS.set.toLowerCase(),
      statistic: "Average",
      timeAggregation: "Average",
      grain: 1,
      window: 60,
    };
    const series = metricsBefore(azure.store, minute).series(query.metricName, query.resourceUri);
    return series?.read(query, minute) ?? Number.NaN;
  };
  turn(azure, 60);
  expect(read()).toBeGreaterThan(0);
  await azure.delete(IDS.set);
  expect(read()).toBeNaN();
});

/** @accepts load */
test("measures a minute by what stood in it, not by a fault of its end", () => {
  turnForward(azure.store, azure.clock, MIDNIGHT + 2 * HOUR);
  const [before] = measured(IDS.set, "Percentage CPU", 1);
  fault(azure, { kind: "zone", what: "1", in: "60m" });
  turn(azure, 60);
  expect(measured(IDS.gateway, "UnhealthyHostCount", 1)).toMatchObject([{ total: 0 }]);
  expect(measured(IDS.set, "Percentage CPU", 1)).toMatchObject([{ count: before?.count }]);
  turn(azure, 1);
  const [lost] = measured(IDS.gateway, "UnhealthyHostCount", 1);
  expect(lost?.total).toBeGreaterThan(0);
});

test.each<[string, Record<string, Json | undefined>, number]>([
  [
    "one of fixed capacity not",
    {
      "properties.autoscaleConfiguration": undefined,
      "properties.sku": { name: "WAF_v2", tier: "WAF_v2", capacity: 1 },
    },
    1,
  ],
  ["one without a maximum to ten", { "properties.autoscaleConfiguration": { minCapacity: 3 } }, 10],
  [
    "one with a maximum to that",
    { "properties.autoscaleConfiguration": { minCapacity: 3, maxCapacity: 5 } },
    5,
  ],
])("lets a gateway grow under load: %s", async (_how, changes, instances) => {
  await azure.put(IDS.gateway, edited(gatewayBody(), changes));
  keepLoad(azure.store, IDS.set, { kind: "constant", rps: 5_000 });
  turn(azure, 30);
  expect(tierOf(azure.store, IDS.set)?.gateway.instances).toBe(instances);
});

test("measures a set with a setting that only its deletion ends", async () => {
  await azure.put(SETTING, autoscaleBody([3, 24], []));
  turn(azure, 10);
  expect(measured(IDS.set, "Percentage CPU", 5)).toHaveLength(5);
});
