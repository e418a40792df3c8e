import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clearDeadLocks, isBusy } from "../../local/stack-locks.ts";
import { type Workspace, workspaceAt } from "../../local/workspace.ts";

let workspace: Workspace;
let folder: string;
beforeEach(() => {
  workspace = workspaceAt(mkdtempSync(join(tmpdir(), "gradetide-locks-")));
  folder = join(workspace.state, ".pulumi/locks/organization/gradetide/prod-se");
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(workspace.root, { recursive: true, force: true }));

function lock(pid: number, host = hostname()): void {
  const text = JSON.stringify({ pid, hostname: host, timestamp: "2026-11-23T08:00:00Z" });
  writeFileSync(join(folder, `${pid}.json`), text);
  writeFileSync(join(folder, `${pid}.json.attrs`), "{}");
}

test("takes away the lock of a process that has ended, with what lies beside it", () => {
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  lock(pid);
  expect(clearDeadLocks(workspace, "prod-se")).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("takes away a lock that was cut short, and one whose process's number another has got", () => {
  writeFileSync(join(folder, "cut.json"), '{"pid":');
  lock(process.pid);
  expect(clearDeadLocks(workspace, "prod-se")).toBe(2);
});

describe("while an engine lives", () => {
  let engine: ChildProcess;
  beforeEach(async () => {
    const file = join(workspace.root, "pulumi");
    copyFileSync("/bin/sleep", file);
    engine = spawn(file, ["600"]);
    await once(engine, "spawn");
  });
  afterEach(() => {
    engine.kill("SIGKILL");
  });

  test("refuses to go beside it, and says which it is", () => {
    lock(engine.pid ?? 0);
    expect(() => clearDeadLocks(workspace, "prod-se")).toThrow(
      `Another run (process ${engine.pid} on ${hostname()}, since 2026-11-23T08:00:00Z)`,
    );
    expect(isBusy(workspace, "prod-se")).toBe(true);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("takes away its lock once it has been killed", async () => {
    lock(engine.pid ?? 0);
    engine.kill("SIGKILL");
    await once(engine, "exit");
    expect(clearDeadLocks(workspace, "prod-se")).toBe(1);
    expect(isBusy(workspace, "prod-se")).toBe(false);
  });
});

test("leaves the lock of another machine alone, whose processes it can't see", () => {
  lock(process.pid, "another-machine");
  expect(() => clearDeadLocks(workspace, "prod-se")).toThrow("gradetide local cancel");
  expect(readdirSync(folder)).toHaveLength(2);
});

test("finds nothing where no stack was ever locked", () => {
  expect(clearDeadLocks(workspace, "prod-uk")).toBe(0);
});
