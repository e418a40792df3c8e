import { existsSync, readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import {
  installScript,
  machineConf,
  packedScript,
  scriptFiles,
} from "../../../../infra/datacenter/database/oracle/install-script.ts";
import type { MachineRole } from "../../../../infra/datacenter/database/oracle/machine-role.ts";
import {
  DoubledMachine,
  installArgs,
  linesToRun,
  type Run,
  SECRETS,
} from "./oracle-double/double.ts";

/** Every line that any test below has run. */
const linesRun = new Set<string>();
const machines: DoubledMachine[] = [];
const templates = new Map<string, DoubledMachine>();

function machine(role: MachineRole): DoubledMachine {
  const made = new DoubledMachine(role);
  machines.push(made);
  return made;
}

/** A machine that is installed already: a copy of one that was, as installing takes its time. */
function installed(role: MachineRole): DoubledMachine {
  let first = templates.get(role);
  if (first === undefined) {
    first = new DoubledMachine(role);
    expect(first.install().code).toBe(0);
    templates.set(role, first);
  }
  const made = first.copy();
  machines.push(made);
  return made;
}

afterEach(() => {
  for (const one of machines.splice(0)) {
    expectNoSecrets(one);
    for (const line of one.linesRun()) linesRun.add(line);
    one.remove();
  }
});

/** Line by line: what was called in which order, and what it was told. */
function expectTranscript(name: string, { calls, inputs }: Run, root: string): void {
  const path = new URL(`oracle-double/expected/${name}.txt`, import.meta.url);
  const text = [...calls, "", ...inputs.flatMap((input) => [input, "---"])].join("\n");
  const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(`${text.replaceAll(root, "")}\n`).toBe(expected);
}

/** Nothing secret was an argument, and none of it is left in a file. */
function expectNoSecrets(one: DoubledMachine): void {
  for (const secret of SECRETS) {
    for (const { path, text } of one.files()) {
      expect({ path, holds: text.includes(secret) }).toEqual({ path, holds: false });
    }
  }
  for (const { path, mode } of one.files()) {
    expect({ path, world: (mode & 0o002) !== 0 }).toEqual({ path, world: false });
  }
}

function expectQuiet({ calls, text }: Run): void {
  for (const secret of SECRETS) {
    expect(calls.join("\n")).not.toContain(secret);
    expect(text).not.toContain(secret);
  }
}

/** Commands that only look. */
const LOOKS =
  /^(?:oracle: )?(?:rpm|vgs|lvs|blkid|mountpoint|id|oraversion|lsnrctl status|systemctl --quiet is-\S+)(?: |$)/;

describe("the installation", () => {
  test.each(["primary", "standby", "observer", "staging"] as const)(
    "makes the %s by exactly these commands, and by none that changes anything when it runs again",
    (role) => {
      const one = machine(role);
      const first = one.install();
      expect(first).toMatchObject({ code: 0 });
      expect(first.text).toContain(`Installed: this machine's role is ${role}.`);
      expectTranscript(role, first, one.root);
      expectQuiet(first);

      const again = one.install();
      expect(again).toMatchObject({ code: 0, inputs: [] });
      expect(again.calls.filter((call) => !LOOKS.test(call))).toEqual([]);
      expect(again.text).toBe(`gradetide: Installed: this machine's role is ${role}.\n`);
    },
  );

  test("gives the database a mode, a lag and redo logs for a standby", () => {
    const one = machine("primary");
    const { inputs } = one.install();
    const sql = inputs.find((input) => input.includes("force logging")) ?? "";
    expect(sql).toContain("alter system set archive_lag_target=300 scope=both;");
    expect(sql).toContain("alter database flashback on");
    expect(sql).toContain("add standby logfile thread 1 size 1024m");
    expect(sql).toContain("alter system set dg_broker_start=true scope=both;");
    expect(one.state("answers-mode").trim()).toBe("600");
    expect(one.state("archives")).toBe("enableArchive=true\n");
    expect(one.has("dev/shm/gradetide-dbca.rsp")).toBe(false);
  });

  test("writes what a backup needs, and mounts by the disk that each LUN is", () => {
    const one = installed("primary");
    expect(one.read("etc/azure/workload.conf")).toBe(
      "[workload]\nworkload_name = oracle\nconfiguration_path = /etc/oratab\ntimeout = 90\nlinux_user = azbackup\n",
    );
    expect(one.read("etc/oratab")).toBe("SCHOOL:/u01/app/oracle/product/19/home:N\n");
    expect(one.read("etc/fstab").split("\n").slice(1, 5)).toEqual(
      ["software /u01", "data /u02", "redo /u03", "recovery /u04"].map((line) => {
        const [name, folder] = line.split(" ");
        return `/dev/vg_${name}/lv_${name} ${folder} xfs defaults,noatime,nofail 0 2`;
      }),
    );
  });

  test("encrypts what goes over the network, and listens for its own name", () => {
    const [primary, standby] = [installed("primary"), installed("standby")];
    const folder = "u01/app/oracle/product/19/home/network/admin";
    expect(primary.read(`${folder}/sqlnet.ora`)).toContain("SQLNET.ENCRYPTION_SERVER = REQUIRED");
    expect(primary.read(`${folder}/listener.ora`)).toContain(
      "(HOST = test-db-primary)(PORT = 1521)",
    );
    expect(standby.read(`${folder}/listener.ora`)).toContain("(GLOBAL_DBNAME = SCHOOL_B_DGMGRL)");
    expect(standby.read(`${folder}/tnsnames.ora`)).toBe(primary.read(`${folder}/tnsnames.ora`));
  });

  test("makes staging's database alone: no archive, no Data Guard, no backup's user, a password of its own", () => {
    const one = machine("staging");
    const { calls, inputs } = one.install();
    expect(one.state("archives")).toBe("enableArchive=false\n");
    expect(inputs.join("\n")).not.toMatch(
      /force logging|standby logfile|gradetide_observer|azbackup/,
    );
    expect(calls.filter((call) => call.includes("/secrets/"))).toEqual([
      expect.stringContaining("/secrets/oracle-staging-sys"),
    ]);
    expect(one.has("etc/azure/workload.conf")).toBe(false);
    const folder = "u01/app/oracle/product/19/home/network/admin";
    expect(one.read(`${folder}/tnsnames.ora`)).toMatch(/^SCHOOL_S = .*test-db-staging.*\n$/);
    expect(one.read(`${folder}/listener.ora`)).toContain("(HOST = test-db-staging)(PORT = 1521)");
  });

  test("fills a disk that has grown, and touches no other", () => {
    const one = installed("primary");
    one.is("free/vg_data");
    const disks = { ...installArgs("primary").disks, data: 1024 };
    const { calls } = one.install({ disks });
    expect(calls.filter((call) => !LOOKS.test(call))).toEqual([
      "pvresize --quiet /dev/sdd",
      "lvextend --quiet --resizefs --extents +100%FREE /dev/vg_data/lv_data",
    ]);
  });

  test.each(["primary", "standby", "staging"] as const)(
    "gives the recovery area of the %s nine tenths of its disk, once for each size",
    (role) => {
      const one = installed(role).is("free/vg_recovery");
      const disks = { ...installArgs(role).disks, recovery: 2048 };
      const { code, calls, inputs } = one.install({ disks });
      expect(code).toBe(0);
      expect(calls.filter((call) => !LOOKS.test(call))).toEqual([
        "pvresize --quiet /dev/sdf",
        "lvextend --quiet --resizefs --extents +100%FREE /dev/vg_recovery/lv_recovery",
        "oracle: sqlplus -S -L / as sysdba",
      ]);
      // Nine tenths of 2,048 GiB, in MiB.
      expect(inputs.join("\n")).toContain(
        "alter system set db_recovery_file_dest_size=1887436M scope=both;",
      );
      expect(one.install({ disks })).toMatchObject({ code: 0, inputs: [] });
    },
  );

  test("waits for the primary as long as it takes, and for Data Guard between the two", () => {
    const { code, calls } = machine("standby").is("ready-after", "3").install();
    expect(code).toBe(0);
    expect(calls.filter((call) => call === "sleep 30")).toHaveLength(2);
  });

  test("takes Oracle's code 6 for success, and a client's home without a root script", () => {
    const one = machine("primary").is("installer-code", "6").is("no-root-script");
    expect(one.is("dbca-code", "6").install().code).toBe(0);
    expect(one.has("u01/gradetide/database-begun")).toBe(false);
  });
});

describe("the installation stops", () => {
  type Case = [string, (one: DoubledMachine) => DoubledMachine, string];
  const cases: readonly Case[] = [
    [
      "without a disk",
      (one) => one.withoutDisk(2),
      'There is no disk at LUN 2, where "redo" belongs.',
    ],
    [
      "at a disk with something on it",
      (one) => one.is("filled/sdd"),
      'The disk at LUN 1, where "data" belongs, holds something else already. Nothing was changed on it.',
    ],
    [
      "without an installer",
      (one) => one.is("no-installer"),
      "There is no installer at https://sttest.blob.core.windows.net/oracle/database.zip. Upload it",
    ],
    [
      "at another installer",
      (one) => one.is("wrong-installer"),
      "is another one than `sha256` says",
    ],
    [
      "when Oracle's installer does",
      (one) => one.is("installer-code", "254"),
      "Oracle's installer ended with code 254.",
    ],
    [
      "at another version",
      (one) => one.is("other-version"),
      "Oracle's software here is 19.3.0.0.0, and `version` in the settings is 19.25.0.0.0.",
    ],
    [
      "without a password",
      (one) => one.is("no-secret"),
      'gives no secret "oracle-sys". Put one there',
    ],
    [
      "without ARCHIVELOG",
      (one) => one.is("not-in-archivelog"),
      'The database says "NOARCHIVELOG YES YES 300"',
    ],
  ];

  test.each(cases)("%s, and says what to do", (_, broken, message) => {
    const run = broken(machine("primary")).install();
    expect(run.code).toBe(1);
    expect(run.text).toContain(message);
    expect(run.text).not.toContain("Installed");
    expectQuiet(run);
  });

  const again = (step: string): string =>
    `Then take the failed ${step}), and run \`pulumi up\` again: without that Azure runs nothing here.`;

  test.each([
    ["a password", (one: DoubledMachine) => one.is("no-secret")],
    ["an installer", (one: DoubledMachine) => one.is("no-installer")],
    ["a database", (one: DoubledMachine) => one.is("dbca-breaks")],
  ])("without %s, and says that the extension must go before it runs again", (_, broken) => {
    const { text } = broken(machine("primary")).install();
    expect(text).toContain(
      again(
        "extension away (`az vm extension delete --name install`, docs/oracle.md, Before the first up",
      ),
    );
  });

  test("on the standby, and says so too", () => {
    const { text } = machine("standby").is("ready-after", "4").install();
    expect(text).toContain(
      again(
        "extension away (`az vm extension delete --name install`, docs/oracle.md, Before the first up",
      ),
    );
  });

  test("at a hand-over, and says that the command must go before it runs again", () => {
    const { text } = installed("standby").isNot("looks").is("ready-after", "9").handOver();
    expect(text).toContain(
      again(
        "command away (`az vm run-command delete --run-command-name take-over`, or `take-back`; docs/oracle.md, Resizing",
      ),
    );
  });

  test.each([
    [
      "the primary does not come",
      { "ready-after": "4" },
      "Waited for the primary on test-db-primary, 3 times 30 seconds.",
    ],
    [
      "Data Guard does not come together",
      { "broker-broken": "" },
      "Waited for Data Guard between the two databases",
    ],
  ])("on the standby when %s", (_, state, message) => {
    const one = machine("standby");
    for (const [key, value] of Object.entries(state)) one.is(key, value as string);
    const run = one.install();
    expect(run.code).toBe(1);
    expect(run.text).toContain(message);
    expectQuiet(run);
  });

  test.each([
    ["dnf", "", "prepare_system"],
    ["vgcreate", "vg_redo", "prepare_disk"],
    ["lvcreate", "lv_redo", "prepare_disk"],
    ["mkfs.xfs", "", "prepare_disk"],
    ["mount", "", "prepare_disk"],
    ["unzip", "", "install_database"],
    ["lsnrctl", "start", "start_listener"],
    ["sqlplus", "force logging", "prepare_data_guard"],
    ["useradd", "", "prepare_backup"],
    ["systemctl", "enable", "keep_database_running"],
  ])(
    "with the code of %s %s, says where, and goes on from there when it is mended",
    (name, only, where) => {
      const one = machine("primary").is(`fails/${name}`, only);
      const broken = one.install();
      expect(broken.code).toBe(9);
      expect(broken.text).toContain("ended with code 9");
      expect(broken.text).toContain(where);
      expect(broken.text).not.toContain("Installed");
      expectQuiet(broken);
      one.isNot(`fails/${name}`);
      expect(one.install().code).toBe(0);
      expect(one.states()).toEqual(installed("primary").states());
    },
  );

  test("where dbca does, and begins anew, without what it left", () => {
    const one = machine("primary").is("dbca-breaks");
    const broken = one.install();
    expect(broken.code).toBe(1);
    expect(broken.text).toContain("dbca ended with code 255, and made no database.");
    expect(broken.text).not.toContain("Installed");
    expect(one.has("dev/shm/gradetide-dbca.rsp")).toBe(false);
    expect(broken.calls.filter((call) => call.includes("-deleteDatabase"))).toEqual([]);

    const again = one.isNot("dbca-breaks").install();
    expect(again.code).toBe(0);
    expect(again.calls.filter((call) => call.includes("dbca"))).toEqual([
      "oracle: dbca -silent -deleteDatabase -sourceDB SCHOOL",
      expect.stringMatching(/^install .*dbca\.rsp$/),
      "oracle: dbca -silent -createDatabase -responseFile /dev/shm/gradetide-dbca.rsp",
    ]);
    expect(again.inputs).toContain(`dbca\n${SECRETS[0]}`);
    expectQuiet(again);
    expect(one.states()).toEqual(installed("primary").states());
    expect(one.has("u01/gradetide/database-begun")).toBe(false);
  });

  test("where dbca fails before it leaves anything, and begins anew all the same", () => {
    const one = machine("primary").is("fails/dbca");
    expect(one.install().text).toContain("dbca ended with code 9");
    const again = one.isNot("fails/dbca").install();
    expect(again.code).toBe(0);
    expect(again.text).toContain("dbca found nothing that it can delete.");
  });

  test("at the files of a database that it did not make, however often it is run, and deletes nothing", () => {
    const one = machine("primary").is("fails/dbca");
    one.install();
    one.isNot("fails/dbca").is("database/PRIMARY");
    one.write("u02/oradata/SCHOOL/system.dbf", "grades");
    one.without("u01/gradetide/database-begun");
    for (const run of [one.install(), one.install()]) {
      expect(run.code).toBe(1);
      expect(run.text).toContain("files of a database that this script did not make.");
      expect(run.calls.filter((call) => call.includes(" dbca "))).toEqual([]);
    }
    expect(one.read("u02/oradata/SCHOOL/system.dbf")).toBe("grades");
  });

  test.each([
    ["without its own mark", "u01/gradetide/database"],
    ["without its own mark, beside one of an unfinished one", "u01/gradetide/database", true],
  ])("at a database that was finished, %s, and deletes nothing", (_, mark, begun = false) => {
    const one = installed("primary").without(mark);
    if (begun) one.write("u01/gradetide/database-begun", "");
    const run = one.install();
    expect(run.code).toBe(1);
    expect(run.text).toContain("files of a database that this script did not make.");
    expect(run.calls.filter((call) => call.includes(" dbca "))).toEqual([]);
    expect(one.has("u02/oradata/SCHOOL/system.dbf")).toBe(true);
  });

  test("at a role that is none", () => {
    const run = machine("primary").install({ role: "second" as never });
    expect(run.code).toBe(1);
    expect(run.text).toContain('ROLE is "second" in machine.conf');
    expect(run.calls).toEqual([]);
  });
});

describe("what the installation leaves", () => {
  test("starts the database at boot with the memory that the machine has then", () => {
    const one = installed("primary").isNot("listener");
    const run = one.runs("start-database.sh");
    expect(run.code).toBe(0);
    expectTranscript("start-database", run, one.root);
    // Half and a fifth of 32,000 MiB, and what the spare file said of neither.
    expect(one.state("spfile")).toBe(
      "*.db_name='SCHOOL'\n*.sga_max_size=16000m\n*.sga_target=16000m\n*.pga_aggregate_target=6400m\n*.processes=1000\n",
    );
  });

  test("leaves a primary mounted from which the standby has taken over: the observer needs it so", () => {
    const run = installed("primary").is("failed-over").runs("start-database.sh");
    expect(run.code).toBe(0);
    expect(run.text).toContain("ORA-16649");
    expect(run.text).toContain("the database stays mounted");
  });

  test("ends with an error where a primary can't be opened for another reason", () => {
    const run = installed("primary")
      .is("fails/sqlplus", "alter database open")
      .runs("start-database.sh");
    expect(run.code).not.toBe(0);
    expect(run.text).toContain("can't be opened");
  });

  test("mounts a standby and does not open it, which would take another licence", () => {
    const { inputs } = installed("standby").runs("start-database.sh");
    expect(inputs.join("\n")).toContain("startup mount;");
    expect(inputs.join("\n")).not.toContain("alter database open");
  });

  test("leaves a database alone that runs", () => {
    const run = installed("primary").is("running").runs("start-database.sh");
    expect(run).toMatchObject({ code: 0, inputs: [] });
    expect(run.text).toContain("The database runs already.");
  });

  test("ends a primary at once, so that the standby takes over, and a standby or staging's in order", () => {
    expect(installed("primary").runs("stop-database.sh").inputs.join("\n")).toContain(
      "shutdown abort;",
    );
    for (const role of ["standby", "staging"] as const) {
      expect(installed(role).runs("stop-database.sh").inputs.join("\n")).toContain(
        "shutdown immediate;",
      );
    }
  });

  test.each(["primary", "standby"] as const)("measures the %s, a line of the log each", (role) => {
    const one = installed(role);
    const run = one.runs("measure.sh");
    expect(run).toMatchObject({ code: 0, text: "" });
    expectTranscript(`measure-${role}`, run, one.root);
  });

  test("says of a database that does not answer how full its disks are, and no more", () => {
    const { code, text, inputs } = installed("primary").is("down").runs("measure.sh");
    expect(code).toBe(1);
    expect(text).toContain("ended with code 1");
    expect(inputs.filter((input) => input.startsWith("logger"))).toEqual([
      "logger\nspace 23 disk:/u01\nspace 61 disk:/u02",
    ]);
  });

  test("measures by the clock, and not where nobody is on duty for it", () => {
    expect(installed("standby").read("etc/systemd/system/gradetide-measure.timer")).toContain(
      "OnCalendar=*:0/5",
    );
    for (const role of ["staging", "observer"] as const) {
      expect(installed(role).has("etc/systemd/system/gradetide-measure.timer")).toBe(false);
    }
  });

  test("observes with a password that it fetches each time", () => {
    const one = installed("observer");
    const run = one.runs("observe.sh");
    expect(run.code).toBe(0);
    expectTranscript("observe", run, one.root);
    expectQuiet(run);
  });
});

describe("a hand-over", () => {
  test("does nothing where nothing is installed yet", () => {
    const run = machine("standby").handOver();
    expect(run).toMatchObject({ code: 0, calls: [] });
    expect(run.text).toContain("there is no role to hand over");
  });

  test("waits until the standby has caught up, and then switches over", () => {
    const one = installed("standby").isNot("looks").is("ready-after", "2");
    const run = one.handOver();
    expect(run.code).toBe(0);
    expectTranscript("hand-over", run, one.root);
    expect(run.text).toContain("SCHOOL_B is the primary now.");
    expectQuiet(run);
  });

  test("leaves a primary what it is", () => {
    const run = installed("primary").handOver();
    expect(run.code).toBe(0);
    expect(run.text).toContain("SCHOOL_A is the primary already.");
    expect(run.calls.filter((call) => call.includes("dgmgrl"))).toEqual([]);
  });

  test("fails where the two don't come together, before anything was switched", () => {
    const run = installed("standby").isNot("looks").is("ready-after", "9").handOver();
    expect(run.code).toBe(1);
    expect(run.text).toContain("Waited for SCHOOL_B to catch up");
    expect(run.inputs.join("\n")).not.toContain("switchover");
  });

  test("fails where the role did not change", () => {
    const run = installed("standby").is("switchover-broken").handOver();
    expect(run.code).toBe(1);
    expect(run.text).toContain("SCHOOL_B did not become the primary.");
  });
});

describe("the packed script", () => {
  test("holds every file as it is, and the same text each time", () => {
    const text = packedScript(installArgs("primary"));
    for (const { text: file } of scriptFiles()) expect(text).toContain(file);
    expect(installScript(installArgs("primary"))).toBe(installScript(installArgs("primary")));
    expect(installScript(installArgs("primary")).length).toBeLessThan(262_144);
  });

  test("quotes what a machine is told, whatever is in it", () => {
    const conf = machineConf({ ...installArgs("primary"), version: "it's $(touch x)" });
    expect(conf).toContain("VERSION='it'\\''s $(touch x)'\n");
    expect(conf).toContain("LUN_RECOVERY='3'\nSIZE_RECOVERY='1024'\n");
  });
});

afterAll(() => {
  for (const one of templates.values()) one.remove();
  const missed = linesToRun().filter((line) => !linesRun.has(line));
  if (missed.length > 0) throw new Error(`No test runs ${missed.join(", ")}.`);
});
