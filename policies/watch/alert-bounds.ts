import type { Stack } from "../support/policy.ts";

/** Which way an alert on a value compares, and how far its threshold may lie off. */
export interface Bound {
  readonly operator: "GreaterThan" | "LessThan";
  /** Of one that compares downwards: the least threshold. */
  readonly least?: number;
  /** Of one that compares upwards: the greatest threshold. */
  readonly most?: number;
}

/** Capacity units of an instance. Source: Learn, "Scaling Application Gateway v2 and WAF v2": about ten. */
const UNITS_PER_INSTANCE = 10;

/** Ours: where people have long noticed. */
const SLOW_MS = 5000;
const FAILED_PERCENT = 5;
const FULL = 0.9;
const ALMOST_ALL = 0.95;

/** The share of all clones that may be sick for an hour before somebody is told. Ours. */
const SICK = 0.25;

/** A row is one thing that went wrong, or one that must be there: the first counts. */
const ROWS_UP: Bound = { operator: "GreaterThan", most: 0 };
const ROWS_DOWN: Bound = { operator: "LessThan", least: 1 };

/**
 * Between what an alert's threshold must lie, by what it measures: a metric of Azure's, a column of a query's, or rows.
 * Beyond that it is told too late, or never. Sources of the metrics: Learn, "Supported metrics with Azure Monitor".
 *
 * @returns undefined for a value that is not known here: only that it can be reached is asked then.
 */
export function boundOf(measured: string, operator: string, stack: Stack): Bound | undefined {
  if (measured === "rows") return operator.startsWith("LessThan") ? ROWS_DOWN : ROWS_UP;
  const bounds: Readonly<Record<string, Bound>> = {
    HealthyHostCount: { operator: "LessThan", least: withoutZone(stack) },
    UnhealthyHostCount: { operator: "GreaterThan", most: Math.ceil(SICK * ceiling(stack)) },
    BackendLastByteResponseTime: { operator: "GreaterThan", most: SLOW_MS },
    CapacityUnits: {
      operator: "GreaterThan",
      most: FULL * UNITS_PER_INSTANCE * stack.settings.edge.maximum,
    },
    FailedPercent: { operator: "GreaterThan", most: FAILED_PERCENT },
    VmAvailabilityMetric: { operator: "LessThan", least: 1 },
    is_db_alive: { operator: "LessThan", least: 1 },
    storage_percent: { operator: "GreaterThan", most: 100 * FULL },
    active_connections: {
      operator: "GreaterThan",
      most: ALMOST_ALL * stack.settings.database.connections,
    },
  };
  return bounds[measured];
}

/** What is left of the least floor when the zone with most of it is lost: with fewer, requests queue and fail. */
function withoutZone({ plan, settings }: Stack): number {
  const floor = Math.min(...plan.profiles.profiles.map((profile) => profile.floor));
  return Math.max(1, floor - Math.ceil(floor / settings.zones.length));
}

function ceiling({ plan }: Stack): number {
  return Math.max(...plan.profiles.profiles.map((profile) => profile.ceiling));
}
