import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  databaseDisks,
  OBSERVER_DISKS,
} from "../../../../../infra/datacenter/database/oracle/disks.ts";
import {
  type InstallArgs,
  packedScript,
  scriptFiles,
} from "../../../../../infra/datacenter/database/oracle/install-script.ts";
import type { MachineRole } from "../../../../../infra/datacenter/database/oracle/machine-role.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** What the double's vault holds, and the token by which it is asked. */
export const SECRETS = [
  "SYS-PASSWORD-FOR-TESTS",
  "OBSERVER-PASSWORD-FOR-TESTS",
  "STAGING-PASSWORD-FOR-TESTS",
  "TOKEN-FOR-TESTS",
] as const;

/** Where the scripts stand on a machine. */
const SCRIPTS = "/opt/gradetide/oracle";

/** How a run of a script ended. */
export interface Run {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly text: string;
  /** The commands that were called, one a line, in their order. */
  readonly calls: readonly string[];
  /** What commands were told on their standard input: the command's name in the first line. */
  readonly inputs: readonly string[];
}

/** What a machine is told, as the program would tell it. */
export function installArgs(role: MachineRole): InstallArgs {
  const watches = role === "observer";
  return {
    role,
    clientId: "11111111-2222-3333-4444-555555555555",
    vaultUri: "https://kv-test.vault.azure.net/",
    installers: "https://sttest.blob.core.windows.net/oracle/",
    installer: { file: watches ? "client.zip" : "database.zip", sha256: "ab".repeat(32) },
    version: "19.25.0.0.0",
    hosts:
      role === "staging"
        ? { primary: "test-db-staging" }
        : { primary: "test-db-primary", standby: "test-db-standby" },
    port: 1521,
    connections: 800,
    disks: watches
      ? OBSERVER_DISKS
      : databaseDisks({ dataGib: 512, redoGib: 16, recoveryGib: 1024 }),
  };
}

/** A machine in a temporary folder, every command on which is the double. */
export class DoubledMachine {
  readonly root = mkdtempSync(join(tmpdir(), "gradetide-oracle-"));
  readonly #role: MachineRole;
  readonly #state: string;

  /** @param template a machine that this one becomes a copy of. @default a fresh one */
  constructor(role: MachineRole, template?: string) {
    this.#role = role;
    this.#state = join(this.root, "double", "state");
    if (template !== undefined) {
      cpSync(template, this.root, { recursive: true, verbatimSymlinks: true });
      return;
    }
    for (const folder of [
      "double/bin",
      "double/state/fails",
      "etc",
      "proc",
      "dev/shm",
      "dev/disk/azure/scsi1",
    ]) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    for (const name of readFileSync(join(HERE, "commands.txt"), "utf8").trim().split("\n")) {
      symlinkSync(join(HERE, "command.sh"), join(this.root, "double/bin", name));
    }
    writeFileSync(join(this.root, "etc/fstab"), "/dev/sda1 / xfs defaults 0 0\n");
    writeFileSync(join(this.root, "proc/meminfo"), "MemTotal:       32768000 kB\n");
    writeFileSync(join(this.root, "double/trace.sh"), TRACE);
    this.is("ready-after", "1");
    for (const [lun, device] of ["sdc", "sdd", "sde", "sdf"].entries()) this.disk(lun, device);
  }

  copy(): DoubledMachine {
    return new DoubledMachine(this.#role, this.root);
  }

  /** Puts something into the double's state. */
  is(what: string, text = ""): this {
    const path = join(this.#state, what);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return this;
  }

  isNot(what: string): this {
    rmSync(join(this.#state, what), { recursive: true, force: true });
    return this;
  }

  /** What is in the double's state. */
  state(what: string): string {
    return readFileSync(join(this.#state, what), "utf8");
  }

  /** All that is so, after commands have changed it. */
  states(): readonly string[] {
    return readdirSync(this.#state, { recursive: true, encoding: "utf8" }).toSorted();
  }

  disk(lun: number, device: string): void {
    writeFileSync(join(this.root, "dev", device), "");
    symlinkSync(join("../../..", device), join(this.root, `dev/disk/azure/scsi1/lun${lun}`));
  }

  withoutDisk(lun: number): this {
    rmSync(join(this.root, `dev/disk/azure/scsi1/lun${lun}`));
    return this;
  }

  /** Runs the installation as the extension does. */
  install(more: Partial<InstallArgs> = {}): Run {
    const file = join(this.root, "double/script.sh");
    writeFileSync(file, packedScript({ ...installArgs(this.#role), ...more }));
    return this.#run("/bin/sh", file);
  }

  /** Runs one of the scripts that the installation left. */
  runs(name: string): Run {
    return this.#run("/bin/bash", join(this.root, SCRIPTS, name));
  }

  /** Runs the hand-over as the run command does. */
  handOver(): Run {
    const file = new URL(
      "../../../../../infra/datacenter/database/oracle/hand-over.sh",
      import.meta.url,
    );
    return this.#run("/bin/sh", fileURLToPath(file));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  without(path: string): this {
    rmSync(join(this.root, path));
    return this;
  }

  /** Every file of the machine but the double's own, with its text and its permissions. */
  files(): readonly { readonly path: string; readonly text: string; readonly mode: number }[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => join(parentPath, name))
      .filter((path) => !path.startsWith(join(this.root, "double")))
      .map((path) => ({
        path: path.slice(this.root.length),
        text: readFileSync(path, "utf8"),
        mode: statSync(path).mode & 0o777,
      }));
  }

  /** The lines of the scripts that have been run, as "file:line". */
  linesRun(): ReadonlySet<string> {
    const path = join(this.root, "double/trace");
    const trace = existsSync(path) ? readFileSync(path, "utf8") : "";
    const found = trace.matchAll(/^\++[^\n]*\/opt\/gradetide\/oracle\/([\w-]+\.sh):(\d+):/gm);
    return new Set([...found].map(([, file, line]) => `${file}:${line}`));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #run(shell: string, file: string): Run {
    const double = join(this.root, "double");
    const [calls, inputs] = [join(double, "calls"), join(double, "inputs")];
    for (const path of [calls, inputs]) rmSync(path, { force: true });
    const { status, stdout, stderr } = spawnSync(shell, [file], {
      encoding: "utf8",
      env: {
        PATH: `${join(double, "bin")}:/usr/bin:/bin`,
        GRADETIDE_ROOT: this.root,
        GRADETIDE_WAIT_SECONDS: "30",
        GRADETIDE_WAIT_LOOKS: "3",
        DOUBLE_STATE: this.#state,
        DOUBLE_CALLS: calls,
        DOUBLE_INPUTS: inputs,
        DOUBLE_COMMANDS: join(double, "bin"),
        DOUBLE_HOME: "/u01/app/oracle/product/19/home",
        DOUBLE_TRACE: join(double, "trace"),
        BASH_ENV: join(double, "trace.sh"),
      },
    });
    return {
      code: status,
      text: `${stdout}${stderr}`,
      calls: linesOf(calls),
      inputs: existsSync(inputs) ? readFileSync(inputs, "utf8").split("\n---\n").slice(0, -1) : [],
    };
  }
}

/**
 * The lines of all scripts that do something, as "file:line": what is run, and what decides. A comment, the text of a
 * file that is written, and words such as `fi` do nothing, nor does the head of a function.
 */
export function linesToRun(): readonly string[] {
  return scriptFiles().flatMap(({ name, text }) => {
    let end: string | undefined;
    let continues = false;
    let inList = false;
    return text.split("\n").flatMap((line, index) => {
      if (end !== undefined) {
        if (line === end) end = undefined;
        return [];
      }
      const here = /<< '?([A-Z]+)'?(?: \|\| true)?$/.exec(line);
      if (here !== null) end = here[1];
      const does = !continues && !inList && !DOES_NOTHING.test(line);
      continues = line.endsWith("\\");
      if (/=\($/.test(line)) inList = true;
      if (inList && /^\)/.test(line)) inList = false;
      return does ? [`${name}:${index + 1}`] : [];
    });
  });
}

/** Lets every Bash write down each line that it runs. */
const TRACE = `PS4='+$BASH_SOURCE:$LINENO:'
exec 9>>"$DOUBLE_TRACE"
BASH_XTRACEFD=9
set -x
`;

const DOES_NOTHING = /^\s*(?:|#.*|\}|\)|fi|else|done|esac|;;|[\w-]+\(\) \{|[\w* |-]+\)|then|do)$/;

function linesOf(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}
