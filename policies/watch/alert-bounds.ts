import type { Stack } from "../support/policy.ts";

/**
 * Which way an alert on a value compares, and between what its threshold lies: on one side nobody is told in time, on the
 * other all the time, until nobody reads it.
 */
export interface Bound {
  readonly operator: "GreaterThan" | "LessThan";
  readonly least?: number;
  readonly most?: number;
}

/** Capacity units of an instance. Source: Learn, "Scaling Application Gateway v2 and WAF v2": about ten. */
const UNITS_PER_INSTANCE = 10;

/** Ours: where people have long noticed. */
const SLOW_MS = 5000;
/** Ours: what an answer takes at the planned load, docs/load-model.md, and what a day's end of a month fills. */
const USUAL_MS = 200;
const USUAL_SHARE = 0.5;
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
 * Beyond that it is told too late, never, or always. Sources of the metrics: Learn, "Supported metrics with Azure Monitor".
 *
 * @returns undefined for a value that is not known here: only that it can be reached is asked then.
 */
export function boundOf(measured: string, operator: string, stack: Stack): Bound | undefined {
  if (measured === "rows") return operator.startsWith("LessThan") ? ROWS_DOWN : ROWS_UP;
  const bounds: Readonly<Record<string, Bound>> = {
    HealthyHostCount: { operator: "LessThan", least: withoutZone(stack), most: floorOf(stack) },
    UnhealthyHostCount: { operator: "GreaterThan", most: Math.ceil(SICK * ceiling(stack)) },
    BackendLastByteResponseTime: { operator: "GreaterThan", least: USUAL_MS, most: SLOW_MS },
    CapacityUnits: {
      operator: "GreaterThan",
      most: FULL * UNITS_PER_INSTANCE * stack.settings.edge.maximum,
    },
    FailedPercent: { operator: "GreaterThan", most: FAILED_PERCENT },
    VmAvailabilityMetric: { operator: "LessThan", least: 1 },
    is_db_alive: { operator: "LessThan", least: 1 },
    storage_percent: {
      operator: "GreaterThan",
      least: 100 * USUAL_SHARE,
      most: 100 * FULL,
    },
    active_connections: {
      operator: "GreaterThan",
      least: USUAL_SHARE * stack.settings.database.connections,
      most: ALMOST_ALL * stack.settings.database.connections,
    },
  };
  return bounds[measured];
}

/** Metrics and columns that are known here. */
const KNOWN: readonly string[] = [
  "HealthyHostCount",
  "UnhealthyHostCount",
  "BackendLastByteResponseTime",
  "CapacityUnits",
  "FailedPercent",
  "VmAvailabilityMetric",
  "is_db_alive",
  "storage_percent",
  "active_connections",
];

export function isKnown(measured: string): boolean {
  return KNOWN.includes(measured);
}

/** What is left of the least floor when the zone with most of it is lost: with fewer, requests queue and fail. */
function withoutZone({ plan, settings }: Stack): number {
  const floor = floorOf({ plan });
  return Math.max(1, floor - Math.ceil(floor / settings.zones.length));
}

function floorOf({ plan }: Pick<Stack, "plan">): number {
  return Math.min(...plan.profiles.profiles.map((profile) => profile.floor));
}

function ceiling({ plan }: Stack): number {
  return Math.max(...plan.profiles.profiles.map((profile) => profile.ceiling));
}
