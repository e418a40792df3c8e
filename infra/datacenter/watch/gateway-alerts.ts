import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";

/** What the alerts at the gateway are derived from. */
export interface GatewayWatched {
  readonly gatewayId: pulumi.Input<string>;
  /** Most gateway instances. */
  readonly maximum: number;
  /** Availability zones of the clones. */
  readonly zones: number;
  /** Fewest clones at any planned time, and most. */
  readonly floor: number;
  readonly ceiling: number;
}

/**
 * Capacity units of an instance.
 * Source: Microsoft Learn, "Scaling Application Gateway v2 and WAF v2": about ten.
 */
const UNITS_PER_INSTANCE = 10;

/** Source: Microsoft Learn, "Application Gateway high traffic support". */
const UNITS_SHARE = 0.75;

/** Minutes for which a clone that is added is counted as unhealthy: until it has booted. Assumed. */
const BOOT_MINUTES = 6;

const LATENCY_MS = 2_000;
const FAILED_PERCENT = 1;
const FEWEST_REQUESTS = 100;

/** The alerts on what the gateway sees of its clones and answers to schools. */
export function gatewayAlerts(watched: GatewayWatched): readonly AlertSpec[] {
  const { gatewayId: scope, maximum, floor, ceiling, zones } = watched;
  return [
    {
      kind: "metric",
      name: "too-few-clones",
      scope,
      metric: "HealthyHostCount",
      aggregation: "Average",
      comparison: "LessThan",
      threshold: withoutZone(floor, zones),
      every: "PT1M",
      window: "PT5M",
    },
    {
      kind: "metric",
      name: "unhealthy-clones",
      scope,
      metric: "UnhealthyHostCount",
      aggregation: "Average",
      comparison: "GreaterThan",
      threshold: bootingOnAverage(ceiling - floor) + 1,
      every: "PT5M",
      window: "PT1H",
    },
    {
      kind: "log",
      name: "gateway-errors",
      query: pulumi.output(scope).apply(failedShareQuery),
      column: "FailedPercent",
      comparison: "GreaterThan",
      threshold: FAILED_PERCENT,
      every: "PT5M",
    },
    {
      kind: "metric",
      name: "gateway-latency",
      scope,
      metric: "BackendLastByteResponseTime",
      aggregation: "Average",
      comparison: "GreaterThan",
      threshold: LATENCY_MS,
      every: "PT5M",
      window: "PT15M",
    },
    {
      kind: "metric",
      name: "gateway-units",
      scope,
      metric: "CapacityUnits",
      aggregation: "Average",
      comparison: "GreaterThan",
      threshold: maximum * UNITS_PER_INSTANCE * UNITS_SHARE,
      every: "PT1M",
      window: "PT5M",
    },
  ];
}

/** What is left of a floor when the zone with most of it is lost: one clone at least. */
export function withoutZone(floor: number, zones: number): number {
  return Math.max(1, floor - Math.ceil(floor / zones));
}

/** Unhealthy clones over an hour on average, where so many are added within it. */
function bootingOnAverage(added: number): number {
  return Math.ceil((added * BOOT_MINUTES) / 60);
}

/**
 * The share of requests that were answered with 5xx, by the gateway or by a clone; no row where there were few. Columns
 * as in Microsoft Learn, "AGWAccessLogs".
 */
export function failedShareQuery(gatewayId: string): string {
  return [
    "AGWAccessLogs",
    `| where _ResourceId =~ "${gatewayId}"`,
    "| summarize Requests = count(), Failed = countif(HttpStatus >= 500) by bin(TimeGenerated, 5m)",
    `| where Requests >= ${FEWEST_REQUESTS}`,
    "| project TimeGenerated, FailedPercent = 100.0 * Failed / Requests",
  ].join("\n");
}
