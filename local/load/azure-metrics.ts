import type { MinuteFigures } from "./minute-figures.ts";
import type { WebTierModel } from "./model.ts";

/**
 * One minute of one metric, as Azure Monitor keeps it. The average is total over count. A count of
 * 0 means that Azure has nothing for that minute.
 */
export interface MetricMinute {
  readonly count: number;
  readonly total: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Metrics by their names in Azure's REST API. */
export interface WebTierMetrics {
  readonly scaleSet: Readonly<Record<ScaleSetMetric, MetricMinute>>;
  readonly gateway: Readonly<Record<GatewayMetric, MetricMinute>>;
}

/** Percent; a sample a machine. Microsoft Learn, "Supported metrics for Microsoft.Compute/virtualMachineScaleSets". */
export type ScaleSetMetric = "Percentage CPU";

/**
 * Microsoft Learn, "Supported metrics for Microsoft.Network/applicationgateways", all with a grain
 * of one minute: TotalRequests (count; requests that succeeded, as that page says) and
 * FailedRequests (count; 5xx of the gateway and of the clones) are summed; HealthyHostCount,
 * UnhealthyHostCount, CapacityUnits and ComputeUnits (counts) averaged;
 * BackendLastByteResponseTime and ApplicationGatewayTotalTime are milliseconds.
 */
export type GatewayMetric =
  | "TotalRequests"
  | "FailedRequests"
  | "HealthyHostCount"
  | "UnhealthyHostCount"
  | "BackendLastByteResponseTime"
  | "ApplicationGatewayTotalTime"
  | "CapacityUnits"
  | "ComputeUnits";

/**
 * A minute's figures as Azure's metrics.
 *
 * @param hostsOff machines in the gateway's pool that are off.
 *
 * Undocumented, so chosen: what a sample is. Requests are one sample a gateway instance, each with
 * an equal part; hosts and units one a minute; times one a request, with the least and the greatest
 * mean of a clone as minimum and maximum. ApplicationGatewayTotalTime counts refused requests, which
 * take the gateway's own time only. Metrics of requests are missing in a minute without requests, as
 * "Azure Monitor metrics for Application Gateway" says.
 */
export function azureMetrics(
  figures: MinuteFigures,
  model: WebTierModel,
  hostsOff = 0,
): WebTierMetrics {
  const { gatewayInstances: instances, served } = figures;
  const failed = figures.refusedByGateway + figures.refusedWithoutClone + figures.refusedByClones;
  const answered = served + failed;
  const { overheadMs } = model.gateway;
  const clones = figures.clonesInRotation + figures.clonesOut;
  return {
    scaleSet: {
      "Percentage CPU": {
        count: clones,
        total: figures.cpuTotal,
        minimum: figures.cpuMinimum,
        maximum: figures.cpuMaximum,
      },
    },
    gateway: {
      TotalRequests: answered === 0 ? NOTHING : evenly(served, instances),
      FailedRequests: answered === 0 ? NOTHING : evenly(failed, instances),
      HealthyHostCount: once(figures.clonesInRotation),
      UnhealthyHostCount: once(figures.clonesOut + hostsOff),
      BackendLastByteResponseTime: {
        count: served,
        total: figures.latencyTotal,
        minimum: figures.latencyMinimum,
        maximum: figures.latencyMaximum,
      },
      ApplicationGatewayTotalTime: {
        count: answered,
        total: figures.latencyTotal + answered * overheadMs,
        minimum: answered === 0 ? 0 : overheadMs + (failed > 0 ? 0 : figures.latencyMinimum),
        maximum: answered === 0 ? 0 : overheadMs + figures.latencyMaximum,
      },
      CapacityUnits: once(figures.computeUnits),
      ComputeUnits: once(figures.computeUnits),
    },
  };
}

const NOTHING: MetricMinute = { count: 0, total: 0, minimum: 0, maximum: 0 };

function once(value: number): MetricMinute {
  return { count: 1, total: value, minimum: value, maximum: value };
}

function evenly(total: number, instances: number): MetricMinute {
  const part = total / instances;
  return { count: instances, total, minimum: part, maximum: part };
}

/** The metrics of a scale set with their units, as Azure Monitor names them. */
export const SCALE_SET_UNITS: Readonly<Record<ScaleSetMetric, string>> = {
  "Percentage CPU": "Percent",
};

/** The metrics of an application gateway with their units. */
export const GATEWAY_UNITS: Readonly<Record<GatewayMetric, string>> = {
  TotalRequests: "Count",
  FailedRequests: "Count",
  HealthyHostCount: "Count",
  UnhealthyHostCount: "Count",
  BackendLastByteResponseTime: "MilliSeconds",
  ApplicationGatewayTotalTime: "MilliSeconds",
  CapacityUnits: "Count",
  ComputeUnits: "Count",
};
