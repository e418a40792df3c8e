import Table from "cli-table3";
import { REGIONS, type RegionName } from "../infra/settings/regions.ts";
import { type Checkpoint, readCheckpoint } from "../local/checkpoint-files.ts";
import { type DeploymentTime, deploymentTime } from "../local/duration/deployment-time.ts";
import { clonesByZone } from "../local/machines.ts";
import type { Pulumi } from "../local/pulumi.ts";
import { UserError } from "../local/user-error.ts";
import { trackedStacks, type Workspace } from "../local/workspace.ts";
import { type BackupStatus, backupText, readBackup } from "./backup-status.ts";
import { readStaging, type StagingStatus, stagingText } from "./staging-status.ts";

/** What stands of one datacenter. */
export interface Status {
  readonly datacenter: string;
  readonly region: string;
  readonly zones: readonly string[];
  readonly gateway: { readonly address: string; readonly fqdn: string };
  readonly hostnames: readonly string[];
  /** Clones behind the gateway, by zone. */
  readonly clones: Readonly<Record<string, number>>;
  readonly machineSize: string;
  readonly database: DatabaseStatus;
  /** Absent where no vault stands. */
  readonly backup?: BackupStatus;
  /** Absent where staging does not stand. */
  readonly staging?: StagingStatus;
  /** Who is told by e-mail, and who by a text too, day and night. */
  readonly onDuty: { readonly emails: readonly string[]; readonly phones: readonly string[] };
  /** Resources that stand, as Pulumi counts them: with components and the stack itself. */
  readonly resources: number;
  /** How long Azure would take for a fresh one. */
  readonly onAzure: DeploymentTime;
}

/** The database of a datacenter; empty texts where none stands. */
export interface DatabaseStatus {
  readonly engine: string;
  /** The name by which clones find it. */
  readonly host: string;
  readonly size: string;
  /** Zones in which primary and standby are now. */
  readonly zone: string;
  readonly standbyZone: string;
}

/** What the run that has just ended did. */
export interface Run {
  readonly seconds: number;
  /** `create`, `update`, `same`, … with how many of each. */
  readonly changes: Readonly<Record<string, number>>;
}

/**
 * `gradetide local status`: a table of each stack that stands, or one JSON list of them.
 *
 * @param stack the only one to show. @default all
 * @returns the exit code 0.
 * @throws UserError `nothing-stands`
 */
export async function printStatus(
  workspace: Workspace,
  stack: string | undefined,
  json: boolean,
): Promise<number> {
  const stacks = stack === undefined ? trackedStacks(workspace) : [stack];
  const all = await Promise.all(stacks.map((name) => readStatus(workspace, name)));
  const standing = all.filter((one) => one !== undefined);
  if (standing.length === 0) {
    const name = stack ?? "prod-se";
    throw new UserError(
      "nothing-stands",
      `${stack ?? "Nothing"} stands on this machine${stack === undefined ? "" : " no more, or not yet"}. ` +
        `\`npx gradetide local up --stack ${name}\` puts it up.`,
    );
  }
  const text = json
    ? JSON.stringify(standing)
    : standing.map((one) => statusTable(one, columns())).join("\n");
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Prints what stands after a run, and what the run did. */
export async function printRun(pulumi: Pulumi, stack: string, seconds: number): Promise<void> {
  const status = await readStatus(pulumi.workspace, stack);
  if (status === undefined) return;
  const [last] = JSON.parse(
    await pulumi.capture(["stack", "history", "--json", "--page-size", "1", "--stack", stack]),
  );
  const run: Run = { seconds, changes: last?.resourceChanges ?? {} };
  process.stdout.write(`${statusTable(status, columns(), run)}\n`);
}

function columns(): number {
  return process.stdout.columns ?? 80;
}

/** @returns undefined where nothing of the stack stands. */
async function readStatus(workspace: Workspace, stack: string): Promise<Status | undefined> {
  const checkpoint = readCheckpoint(workspace, stack);
  const outputs = stackOutputs(checkpoint);
  if (outputs.region === undefined) return undefined;
  const stands = (id: unknown): boolean =>
    id !== undefined && (checkpoint.resources ?? []).some((one) => one.id === id);
  const scaleSetId = stands(outputs.scaleSetId) ? String(outputs.scaleSetId) : "";
  const hasGateway = stands(outputs.gatewayId);
  const backup = readBackup(outputs.backup, stands);
  const staging = await readStaging(outputs, stands, (id) => clonesByZone(workspace, id));
  return {
    datacenter: stack,
    region: String(outputs.region),
    zones: strings(outputs.zones),
    gateway: {
      address: hasGateway ? String(outputs.gatewayAddress) : "",
      fqdn: hasGateway ? String(outputs.gatewayFqdn) : "",
    },
    hostnames: strings(outputs.hostnames),
    clones: Object.fromEntries(await clonesByZone(workspace, scaleSetId)),
    machineSize: machineSize(checkpoint, scaleSetId),
    database: database(outputs.database),
    ...(backup === undefined ? {} : { backup }),
    ...(staging === undefined ? {} : { staging }),
    onDuty: onDuty(outputs.onDuty),
    resources: standing(checkpoint).length,
    onAzure: deploymentTime(checkpoint),
  };
}

/** Draws the table for a terminal of `width` columns. Pure. */
export function statusTable(status: Status, width: number, run?: Run): string {
  const label = Math.max(...ROWS.map((row) => row.length));
  const table = new Table({
    colWidths: [label + 2, Math.max(30, Math.min(width, 100) - label - 5)],
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { head: [], border: [] },
  });
  const region = REGIONS[status.region as RegionName];
  const cells: Record<(typeof ROWS)[number], string> = {
    Datacenter: status.datacenter,
    Region: `${region === undefined ? "" : `${region.displayName} · `}${status.region} · zones ${status.zones.join(", ")}`,
    Gateway:
      status.gateway.address === "" ? "none" : `${status.gateway.address}\n${status.gateway.fqdn}`,
    Hostnames: status.hostnames.join("\n"),
    Clones: clonesText(status),
    Database: databaseText(status),
    Backups: backupText(status.backup, status.region),
    Staging: stagingText(status.staging),
    "On duty": onDutyText(status),
    Resources: resourcesText(status, run),
    "On Azure": onAzureText(status),
    Time: run === undefined ? "" : `${run.seconds.toFixed(run.seconds < 10 ? 1 : 0)} s`,
    Next: nextText(status),
  };
  for (const row of ROWS) if (cells[row] !== "") table.push([row, cells[row]]);
  return table.toString();
}

const ROWS = [
  "Datacenter",
  "Region",
  "Gateway",
  "Hostnames",
  "Clones",
  "Database",
  "Backups",
  "Staging",
  "On duty",
  "Resources",
  "On Azure",
  "Time",
  "Next",
] as const;

function clonesText({ clones, machineSize }: Status): string {
  const zones = Object.entries(clones).sort();
  if (machineSize === "") return "none";
  const total = zones.reduce((sum, [, count]) => sum + count, 0);
  const spread = zones.map(([zone, count]) => `zone ${zone}: ${count}`).join(", ");
  return `${total} of ${machineSize}${spread === "" ? "" : ` (${spread})`}`;
}

function databaseText({ database }: Status): string {
  const { engine, host, size, zone, standbyZone } = database;
  if (host === "") return "";
  const standby = standbyZone === "" ? "no standby" : `standby in zone ${standbyZone}`;
  return `${engine} on ${size}: primary in zone ${zone}, ${standby}\n${host.replaceAll(",", ", ")}`;
}

function onDutyText({ onDuty: { emails, phones } }: Status): string {
  if (emails.length === 0) return "";
  const texts = phones.length === 0 ? "nobody is sent a text" : `texts to ${phones.join(", ")}`;
  return `${emails.join(", ")}; ${texts}`;
}

function resourcesText({ resources }: Status, run: Run | undefined): string {
  if (run === undefined) return `${resources} stand`;
  const done = Object.entries(run.changes).filter(([kind, count]) => kind !== "same" && count > 0);
  if (done.length === 0) return `nothing changed: ${resources} stand`;
  const words: Record<string, string> = { create: "created", update: "updated", delete: "deleted" };
  const list = done.map(([kind, count]) => `${count} ${words[kind] ?? kind}`).join(", ");
  return `${list}; ${resources} stand`;
}

/** Steps of the chain that take less than this share of it are passed over. */
const WORTH_NAMING = 0.05;

function onAzureText({ datacenter, onAzure: { chain } }: Status): string {
  const names = chain.steps
    .filter(({ seconds }) => seconds >= WORTH_NAMING * chain.seconds)
    .map(({ name }) => name.split("::").at(-1)?.replace(`${datacenter}-`, ""));
  const minutes = Math.ceil(chain.seconds / 60);
  return `about ${minutes} min for a fresh one, by its longest chain:\n${names.join(" → ")}`;
}

function nextText({ datacenter, gateway }: Status): string {
  if (gateway.address === "") return `npx gradetide local up --stack ${datacenter}`;
  return [
    `npx gradetide local preview --stack ${datacenter}`,
    `  what an edit of Pulumi.${datacenter}.yaml would do`,
    `npx gradetide local destroy --stack ${datacenter} --exclude-protected`,
    "  takes it down again",
  ].join("\n");
}

function stackOutputs(checkpoint: Checkpoint): Readonly<Record<string, unknown>> {
  const stack = checkpoint.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  return stack?.outputs ?? {};
}

function standing(checkpoint: Checkpoint): readonly unknown[] {
  return (checkpoint.resources ?? []).filter(({ type }) => !type.startsWith("pulumi:providers:"));
}

function machineSize(checkpoint: Checkpoint, scaleSetId: string): string {
  const scaleSet = checkpoint.resources?.find(({ id }) => id === scaleSetId && id !== "");
  const sku = scaleSet?.outputs?.sku;
  return typeof sku === "object" && sku !== null && "name" in sku ? String(sku.name) : "";
}

function database(value: unknown): DatabaseStatus {
  const { engine, host, size, zone, standbyZone } = (value ?? {}) as Partial<
    Record<keyof DatabaseStatus, unknown>
  >;
  const text = (one: unknown): string => (typeof one === "string" ? one : "");
  return {
    engine: text(engine),
    host: text(host),
    size: text(size),
    zone: text(zone),
    standbyZone: text(standbyZone),
  };
}

function onDuty(value: unknown): Status["onDuty"] {
  const { emails, phones } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { emails: strings(emails), phones: strings(phones) };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
