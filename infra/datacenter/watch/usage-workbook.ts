import {
  graphTable,
  heading,
  logTable,
  metricChart,
  timeChoice,
  type WorkbookItem,
  workbookData,
} from "./workbook-items.ts";

/** ARM ids of what the page of usage levels shows. */
export interface UsageShown {
  readonly workspaceId: string;
  readonly scaleSetId: string;
  readonly autoscaleSettingId: string;
  readonly gatewayId: string;
  readonly reservationGroupId: string;
  /** The database's machines or its server, with its type. */
  readonly databases: readonly { readonly type: DatabaseType; readonly id: string }[];
}

export type DatabaseType =
  | "Microsoft.DBforPostgreSQL/flexibleServers"
  | "Microsoft.Compute/virtualMachines";

const SCALE_SET = "Microsoft.Compute/virtualMachineScaleSets";
const GATEWAY = "Microsoft.Network/applicationGateways";
const AUTOSCALE = "Microsoft.Insights/autoscaleSettings";

/** The page of usage levels: clones, gateway, database, reserve and backups, as an Azure Workbook's text. */
export function usageWorkbook(shown: UsageShown): string {
  return workbookData(
    [
      timeChoice(),
      ...clones(shown),
      ...gateway(shown),
      ...shown.databases.flatMap((database, index) => databaseCharts(database, index)),
      ...reserve(shown),
      ...backups(shown),
    ],
    shown.workspaceId,
  );
}

function clones({ autoscaleSettingId, scaleSetId }: UsageShown): readonly WorkbookItem[] {
  return [
    heading("Clones"),
    metricChart({
      title: "Clones that stand",
      type: AUTOSCALE,
      resourceId: autoscaleSettingId,
      metrics: [{ metric: "ObservedCapacity", by: "average" }],
    }),
    graphTable({
      title: "Floor and ceiling, by profile",
      query: profilesQuery(autoscaleSettingId),
    }),
    metricChart({
      title: "CPU of the clones (%)",
      type: SCALE_SET,
      resourceId: scaleSetId,
      metrics: [
        { metric: "Percentage CPU", by: "average" },
        { metric: "Percentage CPU", by: "maximum" },
      ],
    }),
  ];
}

function gateway({ gatewayId }: UsageShown): readonly WorkbookItem[] {
  const chart = (
    title: string,
    metrics: Parameters<typeof metricChart>[0]["metrics"],
  ): WorkbookItem => metricChart({ title, type: GATEWAY, resourceId: gatewayId, metrics });
  return [
    heading("Gateway"),
    chart("Requests, and those that failed", [
      { metric: "TotalRequests", by: "total" },
      { metric: "FailedRequests", by: "total" },
    ]),
    chart("Time that answers take (ms)", [
      { metric: "BackendLastByteResponseTime", by: "average" },
      { metric: "ApplicationGatewayTotalTime", by: "average" },
    ]),
    chart("Clones as the gateway sees them", [
      { metric: "HealthyHostCount", by: "average" },
      { metric: "UnhealthyHostCount", by: "average" },
    ]),
    chart("Capacity units", [
      { metric: "CapacityUnits", by: "average" },
      { metric: "ComputeUnits", by: "average" },
    ]),
  ];
}

/** Metrics that tell how full a database is, by what it runs on. */
const DATABASE_METRICS: Readonly<
  Record<DatabaseType, Readonly<Record<string, Parameters<typeof metricChart>[0]["metrics"]>>>
> = {
  "Microsoft.DBforPostgreSQL/flexibleServers": {
    "CPU, memory and storage (%)": [
      { metric: "cpu_percent", by: "average" },
      { metric: "memory_percent", by: "average" },
      { metric: "storage_percent", by: "maximum" },
    ],
    Connections: [{ metric: "active_connections", by: "maximum" }],
  },
  "Microsoft.Compute/virtualMachines": {
    "CPU (%)": [{ metric: "Percentage CPU", by: "average" }],
    "Data disks, operations used (%)": [
      { metric: "Data Disk IOPS Consumed Percentage", by: "maximum" },
    ],
  },
};

function databaseCharts(
  { id, type }: UsageShown["databases"][number],
  index: number,
): readonly WorkbookItem[] {
  const title = index === 0 ? "Database" : `Database, machine ${index + 1}`;
  return [
    heading(title),
    ...Object.entries(DATABASE_METRICS[type]).map(([what, metrics]) =>
      metricChart({ title: `${title}: ${what}`, type, resourceId: id, metrics }),
    ),
  ];
}

function reserve({ reservationGroupId }: UsageShown): readonly WorkbookItem[] {
  return [
    heading("Reserve"),
    graphTable({
      title: "Reserved, used, lent to staging",
      query: reserveQuery(reservationGroupId),
    }),
  ];
}

function backups({ workspaceId }: UsageShown): readonly WorkbookItem[] {
  return [heading("Backups"), logTable({ title: "Backup jobs", query: JOBS_QUERY, workspaceId })];
}

/** The setting's profiles with their limits, in the order in which they stand. */
export function profilesQuery(autoscaleSettingId: string): string {
  return [
    "resources",
    `| where id =~ "${autoscaleSettingId}"`,
    "| mv-expand profile = properties.profiles",
    "| project Profile = tostring(profile.name), Floor = toint(profile.capacity.minimum), Ceiling = toint(profile.capacity.maximum), CoveredUntil = tostring(tags.coveredUntil)",
  ].join("\n");
}

/** Machines of each zone's reservation: promised, used, and those of them that are staging's. */
export function reserveQuery(reservationGroupId: string): string {
  return [
    "resources",
    '| where type =~ "microsoft.compute/capacityreservationgroups/capacityreservations"',
    `| where id startswith "${reservationGroupId}/"`,
    "| mv-expand machine = properties.virtualMachinesAssociated",
    "| extend used = isnotempty(machine.id), lent = tostring(machine.id) has '-staging'",
    "| summarize Used = countif(used), Lent = countif(lent) by Zone = tostring(zones[0]), Size = tostring(sku.name), Reserved = toint(sku.capacity)",
    "| order by Zone asc",
  ].join("\n");
}

/** The newest word on each job. Source: Microsoft Learn, "Monitor Azure Backup workloads", samples. */
export const JOBS_QUERY = [
  "AddonAzureBackupJobs",
  "| summarize arg_max(TimeGenerated, *) by JobUniqueId",
  "| project TimeGenerated, JobOperation, JobStatus, JobFailureCode, BackupItemUniqueId",
  "| order by TimeGenerated desc",
].join("\n");
