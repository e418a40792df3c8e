import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { checkpointFolder, mendCheckpoint } from "../../local/checkpoint-files.ts";
import { type Workspace, workspaceAt } from "../../local/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = workspaceAt(mkdtempSync(join(tmpdir(), "gradetide-checkpoint-")));
  mkdirSync(checkpointFolder(workspace), { recursive: true });
});
afterEach(() => rmSync(workspace.root, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(checkpointFolder(workspace), name), text);
  }
}

function files(): Record<string, string> {
  const folder = checkpointFolder(workspace);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

test("takes away attributes that were cut and what was never put in place", () => {
  write({ "s.json": "{}", "s.json.attrs": "", "s.json.18e.tmp": "{", "t.json.attrs": "" });
  mendCheckpoint(workspace, "s");
  expect(files()).toEqual({ "s.json": "{}", "t.json.attrs": "" });
});

test("leaves a whole checkpoint and its attributes as they are", () => {
  const whole = { "s.json": '{"a":1}', "s.json.attrs": "{}", "s.json.bak": '{"a":0}' };
  write(whole);
  mendCheckpoint(workspace, "s");
  expect(files()).toEqual(whole);
});

test("goes back to the checkpoint before one that was cut, and keeps the cut one", () => {
  write({ "s.json": '{"a":', "s.json.bak": '{"a":0}' });
  mendCheckpoint(workspace, "s");
  expect(files()).toMatchObject({ "s.json": '{"a":0}', "s.json.cut": '{"a":' });
});

test("says that the state is lost when both are cut, and touches neither", () => {
  write({ "s.json": "", "s.json.bak": "" });
  expect(() => mendCheckpoint(workspace, "s")).toThrow("gradetide local reset --yes");
  expect(files()).toEqual({ "s.json": "", "s.json.bak": "" });
});
