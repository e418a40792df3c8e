import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { clearDeadLocks } from "../../local/stack-locks.ts";
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

test("takes away a lock that was cut short, and one of another machine", () => {
  writeFileSync(join(folder, "cut.json"), '{"pid":');
  lock(process.pid, "another-machine");
  expect(clearDeadLocks(workspace, "prod-se")).toBe(2);
});

test("refuses to go beside a process that lives, and says which", () => {
  lock(process.pid);
  expect(() => clearDeadLocks(workspace, "prod-se")).toThrow(
    `Another run (process ${process.pid}, since 2026-11-23T08:00:00Z) is at work on prod-se.`,
  );
  expect(readdirSync(folder)).toHaveLength(2);
});

test("finds nothing where no stack was ever locked", () => {
  expect(clearDeadLocks(workspace, "prod-uk")).toBe(0);
});
