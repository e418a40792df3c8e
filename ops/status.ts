import Table from "cli-table3";
import { REGIONS, type RegionName } from "../infra/settings/index.ts";
import { clonesByZone } from "../local/machines.ts";
import type { Checkpoint, Pulumi } from "../local/pulumi.ts";

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
  /** Resources that stand, as Pulumi counts them: with components and the stack itself. */
  readonly resources: number;
  /** What the last run did: `create`, `update`, `same`, … with how many of each. */
  readonly changes: Readonly<Record<string, number>>;
}

/**
 * Prints what stands of a datacenter as a short table, or as JSON.
 *
 * @param options.seconds how long the run took that has just ended, where one has.
 */
export async function printStatus(
  pulumi: Pulumi,
  stack: string,
  options: { readonly json?: boolean; readonly seconds?: number },
): Promise<void> {
  const status = await readStatus(pulumi, stack);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(status)}\n`
      : `${statusTable(status, process.stdout.columns ?? 80, options.seconds)}\n`,
  );
}

async function readStatus(pulumi: Pulumi, stack: string): Promise<Status> {
  const checkpoint = pulumi.checkpoint(stack);
  const outputs = stackOutputs(checkpoint);
  const scaleSetId = String(outputs.scaleSetId ?? "");
  const [last] = JSON.parse(
    await pulumi.capture(["stack", "history", "--json", "--page-size", "1", "--stack", stack]),
  );
  return {
    datacenter: stack,
    region: String(outputs.region ?? ""),
    zones: strings(outputs.zones),
    gateway: {
      address: String(outputs.gatewayAddress ?? ""),
      fqdn: String(outputs.gatewayFqdn ?? ""),
    },
    hostnames: strings(outputs.hostnames),
    clones: Object.fromEntries(await clonesByZone(pulumi.workspace, scaleSetId)),
    machineSize: machineSize(checkpoint, scaleSetId),
    resources: standing(checkpoint).length,
    changes: last?.resourceChanges ?? {},
  };
}

/** Draws the table for a terminal of `width` columns. Pure. */
export function statusTable(status: Status, width: number, seconds?: number): string {
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
    Gateway: `${status.gateway.address}\n${status.gateway.fqdn}`,
    Hostnames: status.hostnames.join("\n"),
    Clones: clonesText(status),
    Resources: changesText(status),
    Time: seconds === undefined ? "" : `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
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
  "Resources",
  "Time",
  "Next",
] as const;

function clonesText({ clones, machineSize }: Status): string {
  const zones = Object.entries(clones).sort();
  const total = zones.reduce((sum, [, count]) => sum + count, 0);
  const spread = zones.map(([zone, count]) => `zone ${zone}: ${count}`).join(", ");
  return `${total} of ${machineSize}${spread === "" ? "" : ` (${spread})`}`;
}

function changesText({ changes, resources }: Status): string {
  const done = Object.entries(changes).filter(([kind, count]) => kind !== "same" && count > 0);
  if (done.length === 0) return `nothing changed: ${resources} stand`;
  const words: Record<string, string> = { create: "created", update: "updated", delete: "deleted" };
  const list = done.map(([kind, count]) => `${count} ${words[kind] ?? kind}`).join(", ");
  return `${list}; ${resources} stand`;
}

function nextText({ datacenter }: Status): string {
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

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
