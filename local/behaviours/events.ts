import { machineHealth, machinePhase } from "./compute/machine-life.ts";
import { machineRepairs } from "./compute/repairs.ts";
import { rollingUpgrade } from "./compute/rolling-upgrade.ts";
import { postgresqlFailover } from "./database/postgresql-failover.ts";
import type { EventKind } from "./event-kind.ts";
import { faultBegins, faultEnds, faultHeals, faultLooks } from "./faults/fault-events.ts";
import { loadMinute } from "./load/load-minute.ts";
import { autoscaleRun } from "./monitor/autoscale-run.ts";
import { metricAlertRun } from "./monitor/metric-alert-run.ts";

/** Everything that happens by itself. */
const EVENT_KINDS: readonly EventKind[] = [
  machinePhase,
  machineHealth,
  machineRepairs,
  rollingUpgrade,
  postgresqlFailover,
  faultBegins,
  faultEnds,
  faultHeals,
  faultLooks,
  loadMinute,
  autoscaleRun,
  metricAlertRun,
];

const BY_KIND = new Map(EVENT_KINDS.map((kind) => [kind.kind, kind]));

/** @throws Error when a store holds an event that nothing here knows. */
export function eventKind(kind: string): EventKind {
  const found = BY_KIND.get(kind);
  if (found === undefined) throw new Error(`Nothing knows the event ${kind}.`);
  return found;
}
