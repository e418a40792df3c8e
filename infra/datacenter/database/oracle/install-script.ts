import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DISK_ROLES, type DiskRole } from "./disks.ts";
import type { MachineRole } from "./machine-role.ts";

/** An installer by its blob's name, and what it must be. */
export interface InstallerFile {
  readonly file: string;
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** What a machine is told beside the script. No secrets: whoever reads the machine's extension reads this. */
export interface InstallArgs {
  readonly role: MachineRole;
  /** Client id of the machine's identity. */
  readonly clientId: string;
  /** Address of the vault's data plane, with a slash at its end. */
  readonly vaultUri: string;
  /** Address of the container of the installers, with a slash at its end. */
  readonly installers: string;
  readonly installer: InstallerFile;
  readonly version: string;
  /** The two machines of the database; staging's is the primary, alone. */
  readonly hosts: { readonly primary: string; readonly standby?: string };
  readonly port: number;
  /** Most connections of users. */
  readonly connections: number;
  /** GiB of the machine's disks: one that has grown is filled. */
  readonly disks: Partial<Record<DiskRole, number>>;
}

const FOLDER = fileURLToPath(new URL("install/", import.meta.url));

/** Where the script is unpacked on a machine. */
const TARGET = `$${"{GRADETIDE_ROOT:-}"}/opt/gradetide/oracle`;

/** Ends each file in the packed script. */
const END = "END-OF-GRADETIDE-FILE";

/**
 * The installation as the custom script extension takes it, in Base64. It unpacks the files of install/ on the machine,
 * writes down what the machine is told, and runs install.sh, which leaves alone whatever stands. It is not compressed,
 * as that is not done alike everywhere: the same files and arguments give the same text, so that `up` again changes
 * nothing.
 * Source: Microsoft Learn, "Use the Azure Custom Script Extension Version 2 with Linux virtual machines" (`script`,
 * which /bin/sh runs; 256 KB).
 */
export function installScript(args: InstallArgs): string {
  return Buffer.from(packedScript(args), "utf8").toString("base64");
}

/** The same as text. GRADETIDE_ROOT stands in front of every path in the tests, and is empty on a machine. */
export function packedScript(args: InstallArgs): string {
  return [
    "#!/bin/sh",
    "set -eu",
    `mkdir -p "${TARGET}"`,
    ...scriptFiles().map(({ name, text }) => hereDocument(name, text)),
    hereDocument("machine.conf", machineConf(args)),
    `exec /bin/bash "${TARGET}/install.sh"`,
    "",
  ].join("\n");
}

/** The files of the installation, by name. */
export function scriptFiles(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".sh"))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));
}

/** What install.sh reads, as the shell's own assignments. */
export function machineConf(args: InstallArgs): string {
  const { hosts, installer } = args;
  const lines: Record<string, string> = {
    ROLE: args.role,
    CLIENT_ID: args.clientId,
    VAULT_URI: args.vaultUri,
    INSTALLER_URL: `${args.installers}${installer.file}`,
    INSTALLER_SHA256: installer.sha256,
    VERSION: args.version,
    PRIMARY_HOST: hosts.primary,
    STANDBY_HOST: hosts.standby ?? "",
    PORT: String(args.port),
    CONNECTIONS: String(args.connections),
    ...Object.fromEntries(
      DISK_ROLES.flatMap((role, lun): [string, string][] => [
        [`LUN_${role.toUpperCase()}`, String(lun)],
        [`SIZE_${role.toUpperCase()}`, String(args.disks[role] ?? 0)],
      ]),
    ),
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}=${quoted(value)}\n`)
    .join("");
}

function hereDocument(name: string, text: string): string {
  return `cat > "${TARGET}/${name}" <<'${END}'\n${text.endsWith("\n") ? text : `${text}\n`}${END}`;
}

/** A word for the shell, whatever is in it. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
