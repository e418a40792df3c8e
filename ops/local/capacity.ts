import type { Command } from "commander";
import { timeOf } from "../../local/arm/advance.ts";
import { setFreeInPool } from "../../local/behaviours/compute/capacity-ledger.ts";
import {
  type CapacityReport,
  capacityReport,
} from "../../local/behaviours/compute/capacity-report.ts";
import { REGIONAL_QUOTA, setQuotaLimit } from "../../local/behaviours/compute/capacity-tables.ts";
import { normalLocation, REGIONS, type Region } from "../../local/behaviours/facts/regions.ts";
import {
  QUOTA_FAMILIES,
  VM_SIZE_FACTS,
  vmSizeName,
} from "../../local/behaviours/facts/vm-sizes.ts";
import type { Store } from "../../local/store/store.ts";
import { UserError } from "../../local/user-error.ts";
import type { LocalContext } from "./command.ts";

interface CapacityOptions {
  readonly region?: string;
  readonly zone?: string;
  readonly size?: string;
  readonly free?: string;
  readonly quota?: string;
  readonly json?: true;
}

/** `gradetide local capacity`: what Azure still has to give, what it allows, and what is reserved of it. */
export function capacityCommand(command: Command, context: LocalContext): void {
  command
    .description("quota, free capacity and reservations of the local Azure; unlimited until set")
    .option("--region <region>", "the region to set something of, e.g. swedencentral")
    .option("--zone <zone>", "the zone that --free is about; `none` for machines without zones")
    .option("--size <size>", "the machine size that --free is about, e.g. Standard_D4s_v5")
    .option("--free <machines>", "how many more machines there are, or `unlimited`")
    .option(
      "--quota <family=vcpus>",
      "a family's quota, or that of all as `cores=100`; or `=unlimited`",
    )
    .option("--json", "as JSON")
    .action(async (options: CapacityOptions) => {
      const { store, clock } = await context.azure();
      setWhatIsNamed(store, options);
      const report = store.snapshot(() => capacityReport(store, timeOf(store, clock)));
      process.stdout.write(
        options.json === true ? `${JSON.stringify(report)}\n` : capacityTable(report),
      );
    });
}

/**
 * Sets what the options name; nothing where they name nothing.
 *
 * @throws UserError `capacity-invalid`
 */
export function setWhatIsNamed(store: Store, options: CapacityOptions): void {
  const { zone, size, free, quota } = options;
  if (free === undefined && (zone !== undefined || size !== undefined)) {
    throw invalid(
      "--zone and --size say what --free is about. Add `--free 20` or `--free unlimited`.",
    );
  }
  if (free === undefined && quota === undefined) {
    if (options.region === undefined) return;
    throw invalid(
      "--region says what is to be set there. Add `--quota cores=100`, or `--zone 1 --size Standard_D4s_v5 --free 20`.",
    );
  }
  const region = regionOf(options.region);
  const pool = free === undefined ? undefined : poolOf(region, zone, size);
  const machines = free === undefined ? undefined : count("--free", free);
  const limit = quota === undefined ? undefined : quotaOf(quota);
  store.transaction(() => {
    if (pool !== undefined) setFreeInPool(store, pool, machines);
    if (limit !== undefined) setQuotaLimit(store, region.name, limit.family, limit.vcpus);
  });
}

function regionOf(text: string | undefined): Region {
  const region = REGIONS.get(normalLocation(text ?? ""));
  if (region !== undefined && !region.restricted) return region;
  throw invalid(
    text === undefined
      ? "Say which region, for example `--region swedencentral`."
      : `"${text}" is no region that is open. Write its name as Azure does, for example swedencentral.`,
  );
}

function poolOf(
  { name, zones }: Region,
  zone: string | undefined,
  size: string | undefined,
): Parameters<typeof setFreeInPool>[1] {
  if (zone === undefined || !["none", ...zones].includes(zone)) {
    throw invalid(
      `--zone is ${zone === undefined ? "missing" : `"${zone}"`}. In ${name} it is ${[...zones, "none"].join(", ")}.`,
    );
  }
  const known = size === undefined ? undefined : vmSizeName(size);
  if (known === undefined) {
    throw invalid(
      `--size is ${size === undefined ? "missing" : `"${size}"`}. It is one of ${[...VM_SIZE_FACTS.keys()].join(", ")}.`,
    );
  }
  return { region: name, zone: zone === "none" ? null : zone, size: known };
}

function quotaOf(text: string): { readonly family: string; readonly vcpus: number | undefined } {
  const [name = "", value, ...rest] = text.split("=");
  const families = [REGIONAL_QUOTA, ...QUOTA_FAMILIES.map((family) => family.name)];
  const family = families.find((one) => one.toLowerCase() === name.toLowerCase());
  if (family === undefined || value === undefined || rest.length > 0) {
    throw invalid(
      `--quota is "${text}". Write FAMILY=VCPUS, for example cores=100; the families are ${families.join(", ")}.`,
    );
  }
  return { family, vcpus: count("--quota", value) };
}

/** @returns undefined for "unlimited". */
function count(option: string, text: string): number | undefined {
  if (text === "unlimited") return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalid(`${option} says "${text}". It is a whole number from 0, or unlimited.`);
}

function invalid(message: string): UserError {
  return new UserError("capacity-invalid", message);
}

/** Draws a report for a terminal. Pure. */
export function capacityTable({ quotas, pools, reservations }: CapacityReport): string {
  const blocks = [
    block(
      ["quota", "region", "used", "limit"],
      quotas.map(({ region, family, used, limit }) => [family, region, used, limit]),
    ),
    block(
      ["size", "region", "zone", "taken", "free"],
      pools.map(({ region, zone, size, taken, free }) => [size, region, zone ?? "-", taken, free]),
    ),
    block(
      ["reservation", "size", "zone", "reserved", "in use", "hours used", "unused", "beyond"],
      reservations.map(({ id, size, zone, quantity, allocated, hours }) => [
        id.split("/").at(-1) ?? id,
        ...[size, zone ?? "-", quantity, allocated],
        ...[hours.used, hours.unused, hours.overallocated].map((sum) => sum.toFixed(1)),
      ]),
    ),
  ].filter((one) => one !== "");
  if (blocks.length > 0) return blocks.join("\n");
  return "No machines, no reservations, and no limits: whatever is asked for is there.\n";
}

/** Columns as wide as what is in them; null is unlimited. */
function block(head: readonly string[], rows: readonly (string | number | null)[][]): string {
  if (rows.length === 0) return "";
  const lines = [head, ...rows.map((row) => row.map((cell) => String(cell ?? "unlimited")))];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
