/**
 * The properties of a `Microsoft.Insights/autoscaleSettings` as ARM sends them (Azure REST API
 * specifications, autoscale_API.json 2022-10-01), as far as they decide anything. Whoever passes one in
 * has checked its shape; {@link ./check.ts} checks what it says.
 */
export interface AutoscaleProperties {
  /** @default false */
  readonly enabled?: boolean;
  /** Up to 20. Each run executes one of them. */
  readonly profiles: readonly AutoscaleProfile[];
  /** Only "Disabled" is supported here. */
  readonly predictiveAutoscalePolicy?: { readonly scaleMode: string };
}

/** A profile with a `fixedDate`, with a `recurrence`, or with neither: the default one. */
export interface AutoscaleProfile {
  readonly name: string;
  readonly capacity: ScaleCapacity;
  /** Up to 10. */
  readonly rules: readonly ScaleRule[];
  readonly fixedDate?: FixedDate;
  readonly recurrence?: Recurrence;
}

/** Numbers of instances, as text. */
export interface ScaleCapacity {
  readonly minimum: string;
  readonly maximum: string;
  /** Where metrics can't be read and fewer instances run, so many are started. */
  readonly default: string;
}

/** A stretch of time that comes once, at most 365 days long. */
export interface FixedDate {
  /**
   * Windows' name of a time zone.
   * @default "UTC"
   */
  readonly timeZone?: string;
  /** ISO 8601, by the clocks of the time zone, for example "2026-12-14T00:00:00". */
  readonly start: string;
  readonly end: string;
}

/** When a profile starts, week by week. It has no end. */
export interface Recurrence {
  readonly frequency: "Week";
  readonly schedule: {
    /** Windows' name of a time zone. */
    readonly timeZone: string;
    /** "Monday" to "Sunday". */
    readonly days: readonly string[];
    /** One, 0 to 23. */
    readonly hours: readonly number[];
    /** One, 0 to 59. */
    readonly minutes: readonly number[];
  };
}

export interface ScaleRule {
  readonly metricTrigger: MetricTrigger;
  readonly scaleAction: ScaleAction;
}

export interface MetricTrigger {
  readonly metricName: string;
  readonly metricResourceUri: string;
  /** ISO 8601 duration of a sample, 1 minute to 12 hours. */
  readonly timeGrain: string;
  /** How the instances' values become one sample. */
  readonly statistic: Statistic;
  /** ISO 8601 duration of the look back, 5 minutes to 12 hours. */
  readonly timeWindow: string;
  /** How the window's samples become the value that is compared. */
  readonly timeAggregation: TimeAggregation;
  readonly operator: Operator;
  readonly threshold: number;
  /** @default false */
  readonly dividePerInstance?: boolean;
  /** Not supported here; empty or absent. */
  readonly dimensions?: readonly unknown[];
}

export interface ScaleAction {
  readonly direction: Direction;
  readonly type: ScaleType;
  /**
   * A whole number as text, 1 or more: instances, or percent.
   * @default "1"
   */
  readonly value?: string;
  /** ISO 8601 duration, 1 minute to 1 week. */
  readonly cooldown: string;
}

export const STATISTICS = ["Average", "Min", "Max", "Sum", "Count"] as const;
export const TIME_AGGREGATIONS = [
  "Average",
  "Minimum",
  "Maximum",
  "Total",
  "Count",
  "Last",
] as const;
export const OPERATORS = [
  "Equals",
  "NotEquals",
  "GreaterThan",
  "GreaterThanOrEqual",
  "LessThan",
  "LessThanOrEqual",
] as const;
export const DIRECTIONS = ["None", "Increase", "Decrease"] as const;
export const SCALE_TYPES = [
  "ChangeCount",
  "PercentChangeCount",
  "ExactCount",
  "ServiceAllowedNextValue",
] as const;
/** In ISO 8601's order: Monday is 1. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

export type Statistic = (typeof STATISTICS)[number];
export type TimeAggregation = (typeof TIME_AGGREGATIONS)[number];
export type Operator = (typeof OPERATORS)[number];
export type Direction = (typeof DIRECTIONS)[number];
export type ScaleType = (typeof SCALE_TYPES)[number];
