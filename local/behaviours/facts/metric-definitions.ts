/** How the samples of a metric are put together, in Azure Monitor's words. */
export type Aggregation = "Average" | "Minimum" | "Maximum" | "Total" | "Count";

/** What Azure Monitor knows of a metric. */
export interface MetricDefinition {
  readonly aggregations: readonly Aggregation[];
  /** @default none */
  readonly dimensions?: readonly string[];
  /** The finest grain in minutes. @default 1 */
  readonly grain?: number;
}

type Definitions = Readonly<Record<string, MetricDefinition>>;

const LEVEL: MetricDefinition = { aggregations: ["Average", "Minimum", "Maximum"] };
const UNITS: MetricDefinition = { aggregations: ["Average"] };
const POOL = ["BackendSettingsPool"];
const BACKEND = ["Listener", "BackendServer", "BackendPool", "BackendHttpSetting"];

const GATEWAY: Definitions = {
  ApplicationGatewayTotalTime: {
    aggregations: ["Average", "Maximum"],
    dimensions: ["Listener"],
  },
  BackendConnectTime: { aggregations: ["Average", "Maximum"], dimensions: BACKEND },
  BackendFirstByteResponseTime: { aggregations: ["Average", "Maximum"], dimensions: BACKEND },
  BackendLastByteResponseTime: { aggregations: ["Average", "Maximum"], dimensions: BACKEND },
  BackendResponseStatus: {
    aggregations: ["Total"],
    dimensions: ["BackendServer", "BackendPool", "BackendHttpSetting", "HttpStatusGroup"],
  },
  CapacityUnits: UNITS,
  ComputeUnits: UNITS,
  CurrentConnections: { aggregations: ["Total"] },
  EstimatedBilledCapacityUnits: UNITS,
  FailedRequests: { aggregations: ["Total"], dimensions: POOL },
  FixedBillableCapacityUnits: UNITS,
  HealthyHostCount: { aggregations: ["Average"], dimensions: POOL },
  NewConnectionsPerSecond: UNITS,
  ResponseStatus: { aggregations: ["Total"], dimensions: ["HttpStatusGroup"] },
  Throughput: UNITS,
  TotalRequests: { aggregations: ["Total"], dimensions: POOL },
  UnhealthyHostCount: { aggregations: ["Average"], dimensions: POOL },
};

const POSTGRESQL: Definitions = {
  active_connections: LEVEL,
  backup_storage_used: LEVEL,
  connections_failed: { aggregations: ["Total"] },
  connections_succeeded: { aggregations: ["Total"] },
  cpu_percent: LEVEL,
  deadlocks: { aggregations: ["Total"], dimensions: ["DatabaseName"] },
  disk_iops_consumed_percentage: LEVEL,
  disk_queue_depth: LEVEL,
  iops: LEVEL,
  is_db_alive: LEVEL,
  logical_replication_delay_in_bytes: LEVEL,
  longest_query_time_sec: { aggregations: ["Maximum"] },
  max_connections: { aggregations: ["Maximum"], grain: 30 },
  maximum_used_transactionIDs: LEVEL,
  memory_percent: LEVEL,
  physical_replication_delay_in_bytes: LEVEL,
  physical_replication_delay_in_seconds: LEVEL,
  storage_free: LEVEL,
  storage_percent: LEVEL,
  storage_used: LEVEL,
  txlogs_storage_used: LEVEL,
};

const MACHINE: Definitions = {
  "Percentage CPU": LEVEL,
  "Available Memory Bytes": LEVEL,
  VmAvailabilityMetric: LEVEL,
  "Network In Total": { aggregations: ["Total"] },
  "Network Out Total": { aggregations: ["Total"] },
  "Data Disk IOPS Consumed Percentage": { ...LEVEL, dimensions: ["LUN"] },
  "Data Disk Bandwidth Consumed Percentage": { ...LEVEL, dimensions: ["LUN"] },
};

/**
 * The metrics that alerts here may ask for, by type in lower case. Azure has more of each.
 *
 * Source: Microsoft Learn, "Supported metrics with Azure Monitor" (MicrosoftDocs/azure-reference-other,
 * azure-monitor-ref/supported-metrics), each type's table.
 */
const DEFINITIONS: Readonly<Record<string, Definitions>> = {
  "microsoft.network/applicationgateways": GATEWAY,
  "microsoft.dbforpostgresql/flexibleservers": POSTGRESQL,
  "microsoft.compute/virtualmachines": MACHINE,
  "microsoft.compute/virtualmachinescalesets": MACHINE,
  "microsoft.keyvault/vaults": {
    Availability: { aggregations: ["Average"] },
    ServiceApiHit: { aggregations: ["Count"] },
    ServiceApiLatency: { aggregations: ["Average"] },
  },
  "microsoft.storage/storageaccounts": {
    Availability: LEVEL,
    Transactions: { aggregations: ["Total"], dimensions: ["ResponseType", "ApiName"] },
    UsedCapacity: { aggregations: ["Average"], grain: 60 },
  },
};

/** The metrics of a type by name; undefined for a type that is measured by nothing here. */
export function metricDefinitions(type: string): Definitions | undefined {
  return DEFINITIONS[type.toLowerCase()];
}
