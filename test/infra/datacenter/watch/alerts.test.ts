import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import type { AlertSpec } from "../../../../infra/datacenter/watch/alert.ts";
import { ALERTS, type AlertWords } from "../../../../infra/datacenter/watch/alert-names.ts";
import { renderAlertTable } from "../../../../infra/datacenter/watch/alert-table.ts";
import {
  backupAlerts,
  madeQuery,
  serverQuery,
} from "../../../../infra/datacenter/watch/backup-alerts.ts";
import { capacityAlerts } from "../../../../infra/datacenter/watch/capacity-alerts.ts";
import { databaseAlerts } from "../../../../infra/datacenter/watch/database-alerts.ts";
import { gatewayAlerts, withoutZone } from "../../../../infra/datacenter/watch/gateway-alerts.ts";
import { requireRunbooks } from "../../../../infra/datacenter/watch/runbooks.ts";
import { vaultAlerts } from "../../../../infra/datacenter/watch/vault-alerts.ts";
import { metricDefinitions } from "../../../../local/behaviours/facts/metric-definitions.ts";

const PROJECT = fileURLToPath(new URL("../../../..", import.meta.url));
const RUNBOOKS = join(PROJECT, "docs/runbooks");
const GATEWAY = "Microsoft.Network/applicationGateways";
const SERVER = "Microsoft.DBforPostgreSQL/flexibleServers";
const MACHINE = "Microsoft.Compute/virtualMachines";

/** Everything that a datacenter can have watched; a resource's id is its type. */
const specs: readonly AlertSpec[] = [
  ...gatewayAlerts({ gatewayId: GATEWAY, maximum: 10, zones: 3, floor: 4, ceiling: 24 }),
  ...capacityAlerts({ reservationGroupId: "reserve", autoscaleSettingId: "autoscale" }),
  ...vaultAlerts("vault"),
  ...databaseAlerts({ engine: "postgresql", serverId: SERVER, maxConnections: 859 }),
  ...databaseAlerts({
    engine: "oracle",
    machines: [{ name: "one", id: MACHINE }],
    identityId: "id",
  }),
  ...backupAlerts({ vaultId: "vault", server: true, machineVaultId: "machines" }),
];

const alerts: readonly (readonly [string, AlertWords])[] = Object.entries(ALERTS);

test("has something to ask for each alert that there are words for", () => {
  expect([...new Set(specs.map(({ name }) => name))].sort()).toEqual(Object.keys(ALERTS).sort());
});

test.each(alerts)("says of %s when it fires and why, and names a runbook", (_name, words) => {
  expect(existsSync(join(RUNBOOKS, `${words.runbook}.md`))).toBe(true);
  expect(words.because).toMatch(/.{40}/);
  expect(words.title.length).toBeLessThanOrEqual(40);
});

test.each(alerts)("tells %s in its runbook by the title of the message", (_name, words) => {
  const text = readFileSync(join(RUNBOOKS, `${words.runbook}.md`), "utf8");
  expect(text).toContain(words.title);
  for (const heading of ["is over", "decides"]) {
    if (words.runbook !== "season-cover") expect(text).toContain(heading);
  }
});

test("asks for metrics that their types have, put together as they can be", () => {
  const metrics = specs.filter((spec) => spec.kind === "metric");
  expect(metrics.length).toBeGreaterThanOrEqual(8);
  for (const { aggregation, metric, scope } of metrics) {
    const definition = metricDefinitions(String(scope))?.[metric];
    expect({ metric, known: definition?.aggregations.includes(aggregation) }).toEqual({
      metric,
      known: true,
    });
  }
});

test.each([
  [4, 3, 2],
  [2, 3, 1],
  [6, 3, 4],
  [7, 3, 4],
  [2, 1, 1],
])("leaves of a floor of %i over %i zones %i", (floor, zones, left) => {
  expect(withoutZone(floor, zones)).toBe(left);
});

test("watches PostgreSQL's connections below what it allows", () => {
  const connections = specs.find(({ name }) => name === "database-connections");
  expect(connections).toMatchObject({ threshold: 730, metric: "active_connections" });
});

test("tells machines apart that each have an alert of one name", () => {
  const machines = ["a", "b"].map((name) => ({ name, id: MACHINE }));
  const names = databaseAlerts({ engine: "oracle", machines, identityId: "id" }).flatMap((spec) =>
    spec.kind === "metric" ? `${spec.name} ${spec.of}` : [],
  );
  expect(names).toEqual(["database-standby a", "database-standby b"]);
});

test.each([
  ["blobs alone", { vaultId: "b", server: false }, ["backup-failed", "backup-missing"], 1],
  [
    "blobs and machines",
    { vaultId: "b", server: false, machineVaultId: "m" },
    ["backup-failed", "backup-missing"],
    2,
  ],
  [
    "blobs and a server",
    { vaultId: "b", server: true },
    ["backup-failed", "backup-missing", "server-backup-missing"],
    1,
  ],
])("misses backups of %s by each vault that makes them", (_what, watched, names, vaults) => {
  const alerts = backupAlerts(watched);
  expect(alerts.map(({ name }) => name)).toEqual(names);
  expect(alerts[1]).toMatchObject({ comparison: "LessThan", threshold: vaults, every: "P1D" });
});

test("counts vaults that have made a backup, each once, and copies of a server that are not late", () => {
  const made = madeQuery(["/one", "/two"]);
  expect(made).toContain('where _ResourceId in~ ("/one", "/two")\n| summarize by');
  expect(made).toContain('JobStatus == "Completed"');
  const copies = serverQuery("/vault");
  expect(copies).toContain('| where id startswith "/vault/"');
  expect(copies).toMatch(/startTime\)\) >= now\(\) - 8d\n\| project id$/);
  expect(copies).not.toMatch(/summarize|join|union/);
});

test("finds every runbook, and refuses alerts without one by name and file, all at once", () => {
  requireRunbooks(PROJECT);
  const refused = (): void =>
    requireRunbooks(PROJECT, {
      "too-hot": { runbook: "too-hot" },
      "season-cover": { runbook: "season-cover" },
      "too-cold": { runbook: "too-cold" },
    });
  expect(refused).toThrow(expect.objectContaining({ code: "runbook-missing" }));
  expect(refused).toThrow(
    /too-hot\n {2}received no file docs\/runbooks\/too-hot\.md[\s\S]*too-cold/,
  );
});

test("lists every alert in the runbooks' table as it would be written", () => {
  const written = readFileSync(join(RUNBOOKS, "README.md"), "utf8");
  expect(written).toBe(renderAlertTable());
  for (const [, { title }] of alerts) expect(written).toContain(`| ${title} |`);
});

test("links in runbooks lead to runbooks", () => {
  for (const file of readdirSync(RUNBOOKS)) {
    const text = readFileSync(join(RUNBOOKS, file), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\(([a-z-]+\.md)\)/g)) {
      expect({ file, link, stands: existsSync(join(RUNBOOKS, link)) }).toEqual({
        file,
        link,
        stands: true,
      });
    }
  }
});
