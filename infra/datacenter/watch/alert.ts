import type { Input } from "@pulumi/pulumi";
import type { AlertName } from "./alert-names.ts";

/** How values are put together over a window. */
export type Aggregation = "Average" | "Minimum" | "Maximum" | "Total";

export type Comparison = "GreaterThan" | "GreaterThanOrEqual" | "LessThan" | "LessThanOrEqual";

/** An alert on one metric of one resource; it is over when the metric is back. */
export interface MetricAlertSpec {
  readonly kind: "metric";
  readonly name: AlertName;
  /** Told apart from others of the name, where there is one a resource. @default none */
  readonly of?: string;
  /** ARM id of the resource. */
  readonly scope: Input<string>;
  readonly metric: string;
  readonly aggregation: Aggregation;
  readonly comparison: Comparison;
  readonly threshold: number;
  /** How often it is looked, and how far back: ISO 8601 durations that Azure takes. */
  readonly every: "PT1M" | "PT5M" | "PT15M";
  readonly window: "PT5M" | "PT15M" | "PT30M" | "PT1H";
  /** Where the machine itself measures it: a metric that Azure knows from then on only. @default the resource's type */
  readonly namespace?: string;
}

/** An alert on entries of the activity log, which is Azure's own and needs no workspace. */
export interface ActivityAlertSpec {
  readonly kind: "activity";
  readonly name: AlertName;
  /** ARM id below which it happens: a resource group or a resource. */
  readonly scope: Input<string>;
  /** All of them hold, each by one of its values. `category` is needed. */
  readonly fields: Readonly<Record<string, readonly string[]>> & {
    readonly category: readonly [string];
  };
}

/** What alerts ask Azure Resource Graph about. */
export type GraphPart = "web" | "backup";

/** An alert on what a log query finds in the workspace. */
export interface LogAlertSpec {
  readonly kind: "log";
  readonly name: AlertName;
  readonly query: Input<string>;
  /** Rows are counted, or the greatest value of this column is taken. @default rows are counted */
  readonly column?: string;
  readonly comparison: Comparison;
  readonly threshold: number;
  /**
   * How often, and how far back. Once a day it fires anew each time, as Azure keeps no state over more than 12
   * hours; more often it is over by itself.
   */
  readonly every: "PT5M" | "PT1H" | "P1D";
  /** How far back, where that is more: what is written every five minutes may come minutes late. @default `every` */
  readonly window?: "PT15M" | "PT30M";
  /**
   * Where it asks Azure Resource Graph, as the watch's own identity: what it asks about, which that may read.
   * @default it asks the workspace
   */
  readonly asIdentity?: GraphPart;
}

export type AlertSpec = MetricAlertSpec | ActivityAlertSpec | LogAlertSpec;
