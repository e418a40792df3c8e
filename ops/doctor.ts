import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { checkInstallation, SettingsError } from "../infra/settings/index.ts";
import { inspectEngine } from "../local/engine/inspect-engine.ts";
import { workspaceAt } from "../local/workspace.ts";

/** One thing that the project needs of a machine. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** The command or edit that mends it; empty where nothing is amiss. */
  readonly remedy: string;
}

/** Bytes that an engine built here, its caches and a local run take: 2.3 GB were measured. */
const DISK_NEEDED = 3e9;

/**
 * `gradetide doctor`: what this machine lacks, and the command that mends it.
 *
 * @returns the exit code: 0 when nothing is amiss, else 1.
 */
export async function doctor(options: { readonly json: boolean }): Promise<number> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const findings = [packages(root), await engine(root), writable(root), disk(root), settings(root)];
  const sound = findings.every(({ ok }) => ok);
  process.stdout.write(
    options.json ? `${JSON.stringify({ sound, findings })}\n` : `${report(findings)}\n`,
  );
  return sound ? 0 : 1;
}

/** Draws the findings for a terminal. Pure. */
export function report(findings: readonly Finding[], width = process.stdout.columns ?? 80): string {
  const label = Math.max(...findings.map(({ what }) => what.length)) + 2;
  const table = new Table({
    colWidths: [3, label, Math.max(30, Math.min(width, 110) - label - 8)],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { ok, what, found, remedy } of findings) {
    table.push([ok ? "✓" : "✗", what, remedy === "" ? found : `${found}\n→ ${remedy}`]);
  }
  return table.toString();
}

function packages(root: string): Finding {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wrong = Object.entries<string>(dependencies).filter(
    ([name, version]) => installedVersion(root, name) !== version,
  );
  return {
    what: "Packages",
    ok: wrong.length === 0,
    found:
      wrong.length === 0
        ? `as package.json pins them; Node ${process.version}`
        : wrong
            .map(
              ([name, version]) =>
                `${name} is ${installedVersion(root, name) ?? "missing"}, not ${version}`,
            )
            .join("; "),
    remedy: wrong.length === 0 ? "" : "npm ci",
  };
}

function installedVersion(root: string, name: string): string | undefined {
  const file = join(root, "node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : undefined;
}

async function engine(root: string): Promise<Finding> {
  const { state, engine, findings, remedies } = await inspectEngine({
    folder: workspaceAt(root).engine,
  });
  return {
    what: "Pulumi engine",
    ok: state !== "missing",
    found:
      engine === undefined
        ? findings.map(({ way, answer }) => `${way}: ${answer}`).join("\n")
        : `${engine.version} (${engine.source}) ${engine.pulumi}`,
    remedy: remedies.join("\n→ or "),
  };
}

function writable(root: string): Finding {
  const { folder } = workspaceAt(root);
  const place = existsSync(folder) ? folder : root;
  try {
    accessSync(place, constants.W_OK);
    return { what: "Folder", ok: true, found: folder, remedy: "" };
  } catch {
    return {
      what: "Folder",
      ok: false,
      found: `${place} can't be written`,
      remedy: `sudo chown -R "$USER" ${place}`,
    };
  }
}

function disk(root: string): Finding {
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  const gigabytes = `${(free / 1e9).toFixed(1)} GB free`;
  const ok = free >= DISK_NEEDED;
  return {
    what: "Disk",
    ok,
    found: gigabytes,
    remedy: ok
      ? ""
      : `free ${((DISK_NEEDED - free) / 1e9).toFixed(1)} GB more: an engine is built there`,
  };
}

function settings(root: string): Finding {
  try {
    const stacks = checkInstallation(root);
    return {
      what: "Settings",
      ok: true,
      found: `${[...stacks.keys()].join(", ")}: nothing wrong`,
      remedy: "",
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { what: "Settings", ok: false, found: error.message, remedy: "the edits above" };
  }
}
