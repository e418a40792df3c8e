import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepClock, timeOf } from "../../../../local/arm/advance.ts";
import { startMeasuring } from "../../../../local/behaviours/load/load-minute.ts";
import { keepLoad } from "../../../../local/behaviours/load/load-source.ts";
import type { JsonObject } from "../../../../local/json.ts";
import { describeSource, traceSource } from "../../../../local/load/source.ts";
import { readTrace } from "../../../../local/load/trace-file.ts";
import type { TestAzure } from "./azure.ts";
import { IDS, putEdge, REGION, setBody } from "./datacenter.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

export const SETTING = `${IDS.group}/providers/Microsoft.Insights/autoscaleSettings/autoscale-web`;
export const MIDNIGHT = Date.parse("2026-11-23T00:00Z");
export const DAY = 86_400_000;

/** A rule on the CPU of the clones. */
export function cpuRule(
  direction: "Increase" | "Decrease",
  threshold: number,
  more: { readonly metric?: JsonObject; readonly action?: JsonObject } = {},
): JsonObject {
  return {
    metricTrigger: {
      metricName: "Percentage CPU",
      metricResourceUri: IDS.set,
      timeGrain: "PT1M",
      statistic: "Average",
      timeWindow: "PT10M",
      timeAggregation: "Average",
      operator: direction === "Increase" ? "GreaterThan" : "LessThan",
      threshold,
      ...more.metric,
    },
    scaleAction: { direction, type: "ChangeCount", value: "1", cooldown: "PT5M", ...more.action },
  };
}

/** An autoscale setting of one profile, on the fixtures' scale set. */
export function autoscaleBody(
  capacity: [from: number, to: number],
  rules: JsonObject[],
): JsonObject {
  const [minimum, maximum] = capacity.map(String);
  return {
    location: REGION,
    properties: {
      enabled: true,
      targetResourceUri: IDS.set,
      profiles: [
        {
          name: "always",
          capacity: { minimum: minimum ?? "", maximum: maximum ?? "", default: minimum ?? "" },
          rules,
        },
      ],
    },
  };
}

/** A stopped clock, a gateway, four clones that scale by their CPU, and a trace of days that drives them. */
export async function putSchool(azure: TestAzure, peakRps = 700): Promise<void> {
  keepClock(azure.store, { mode: "stopped", at: MIDNIGHT });
  await putEdge(azure);
  await azure.put(IDS.set, setBody(4));
  await azure.put(
    SETTING,
    autoscaleBody([3, 24], [cpuRule("Increase", 65), cpuRule("Decrease", 35)]),
  );
  const trace = readTrace(join(ROOT, "data/traces/campus-web-hourly-1995.csv"));
  const placement = { zone: "UTC", startDate: "2026-11-23", from: "1995-10-09", peakRps };
  azure.store.transaction(() => {
    keepLoad(azure.store, IDS.set, describeSource(traceSource(trace, placement)));
    startMeasuring(azure.store, IDS.set, timeOf(azure.store, azure.clock));
  });
}
