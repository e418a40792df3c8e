import type { Input } from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";
import { aboveQuery, noFailoverQuery, servesQuery, WHOLE, wholeQuery } from "./oracle-queries.ts";

/** The database as it is watched, by what it runs on. */
export type DatabaseWatched =
  | {
      readonly engine: "postgresql";
      /** ARM id of the flexible server. */
      readonly serverId: Input<string>;
      /** Connections that it allows clones, jobs and people. */
      readonly maxConnections: number;
    }
  | {
      readonly engine: "oracle";
      /** The machines of primary and standby: which is which changes. */
      readonly machines: readonly { readonly name: string; readonly id: Input<string> }[];
      /** ARM id of the identity that both have. */
      readonly identityId: Input<string>;
    };

const SPACE_PERCENT = 80;
const CONNECTIONS_SHARE = 0.85;

/** Seconds. */
const LAG = 300;

/** The alerts on the database: PostgreSQL's by Azure's own metrics, Oracle's by what its machines measure. */
export function databaseAlerts(database: DatabaseWatched): readonly AlertSpec[] {
  return database.engine === "postgresql" ? postgresqlAlerts(database) : oracleAlerts(database);
}

function oracleAlerts({
  machines,
}: Pick<Extract<DatabaseWatched, { engine: "oracle" }>, "machines">): readonly AlertSpec[] {
  const above = { kind: "log", comparison: "GreaterThan", threshold: 0, every: "PT5M" } as const;
  const below = { kind: "log", comparison: "LessThan", every: "PT5M" } as const;
  const window = "PT15M";
  return [
    ...machines.map(
      ({ id, name }): AlertSpec => ({
        kind: "metric",
        name: "database-standby",
        of: name,
        scope: id,
        metric: "VmAvailabilityMetric",
        aggregation: "Average",
        comparison: "LessThan",
        threshold: 1,
        every: "PT1M",
        window: "PT5M",
      }),
    ),
    { ...below, name: "database-down", query: servesQuery(), threshold: 1, window },
    { ...above, name: "database-space", query: aboveQuery("space", SPACE_PERCENT), window },
    {
      ...above,
      name: "database-connections",
      query: aboveQuery("connections", CONNECTIONS_SHARE * 100),
      window,
    },
    { ...above, name: "database-lag", query: aboveQuery("lag", LAG), window },
    { ...above, name: "database-failover", query: noFailoverQuery(), window },
    {
      ...below,
      name: "database-silent",
      query: wholeQuery(machines.length),
      threshold: WHOLE,
      window: "PT30M",
    },
  ];
}

function postgresqlAlerts({
  maxConnections,
  serverId: scope,
}: Extract<DatabaseWatched, { engine: "postgresql" }>): readonly AlertSpec[] {
  const metric = { kind: "metric", scope, aggregation: "Maximum", every: "PT1M" } as const;
  return [
    {
      ...metric,
      name: "database-down",
      metric: "is_db_alive",
      comparison: "LessThan",
      threshold: 1,
      window: "PT5M",
    },
    {
      ...metric,
      name: "database-space",
      metric: "storage_percent",
      comparison: "GreaterThan",
      threshold: SPACE_PERCENT,
      every: "PT5M",
      window: "PT15M",
    },
    {
      ...metric,
      name: "database-connections",
      metric: "active_connections",
      comparison: "GreaterThan",
      threshold: Math.floor(maxConnections * CONNECTIONS_SHARE),
      window: "PT5M",
    },
    {
      kind: "activity",
      name: "database-standby",
      scope,
      fields: {
        category: ["ResourceHealth"],
        "properties.currentHealthStatus": ["Degraded", "Unavailable"],
      },
    },
  ];
}
