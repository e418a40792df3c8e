import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  engineEnvironment,
  prepareWorkspace,
  requireRoom,
  resetWorkspace,
  trackedStacks,
  type Workspace,
  workspaceAt,
} from "../../local/workspace.ts";

const SETTINGS = "encryptedkey: x\nconfig:\n  gradetide:datacenter: {}\n";
let workspace: Workspace;

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "gradetide-workspace-"));
  workspace = workspaceAt(root);
  writeFileSync(join(root, "Pulumi.yaml"), "name: gradetide\nmain: infra/start.js\n");
  writeFileSync(join(root, "Pulumi.prod-se.yaml"), SETTINGS);
  writeFileSync(join(root, "Pulumi.prod-is.yaml"), SETTINGS);
});
afterEach(() => rmSync(workspace.root, { recursive: true, force: true }));

describe("prepareWorkspace", () => {
  test("makes the local project of the tracked files, which it leaves alone", () => {
    prepareWorkspace(workspace);
    expect(readFileSync(join(workspace.project, "Pulumi.yaml"), "utf8")).toContain(
      "main: start.js",
    );
    expect(readFileSync(join(workspace.project, "Pulumi.prod-is.yaml"), "utf8")).not.toContain(
      "encryptedkey",
    );
    expect(readFileSync(join(workspace.root, "Pulumi.prod-is.yaml"), "utf8")).toBe(SETTINGS);
  });

  test("keeps one passphrase, of at least 24 characters, that no one else may read", () => {
    prepareWorkspace(workspace);
    const file = join(workspace.folder, "passphrase");
    const passphrase = readFileSync(file, "utf8");
    expect(passphrase.trim().length).toBeGreaterThanOrEqual(24);
    expect(statSync(file).mode & 0o077).toBe(0);
    prepareWorkspace(workspace);
    expect(readFileSync(file, "utf8")).toBe(passphrase);
  });

  test("writes the local clock's date for the stack that is worked on, and for no other", () => {
    prepareWorkspace(workspace, "prod-se", Temporal.PlainDate.from("2026-12-22"));
    const settings = (stack: string): string =>
      readFileSync(join(workspace.project, `Pulumi.${stack}.yaml`), "utf8");
    expect(settings("prod-se")).toContain("2026-12-22");
    expect(settings("prod-is")).not.toContain("2026-12-22");
    prepareWorkspace(workspace, "prod-se");
    expect(settings("prod-se")).not.toContain("2026-12-22");
  });

  test("says which file is missing and how to get it back", () => {
    rmSync(join(workspace.root, "Pulumi.yaml"));
    expect(() => prepareWorkspace(workspace)).toThrow("git checkout -- Pulumi.yaml");
  });
});

test.each([
  ["nearly full", 99e6, "There are 99 MB free"],
  ["full", 0, "There are 0 MB free"],
])("requireRoom refuses to start on a disk that is %s", (_, free, text) => {
  expect(() => requireRoom(workspace, free)).toThrow(text);
});

test("requireRoom starts where there is room", () => {
  expect(() => requireRoom(workspace, 100e6)).not.toThrow();
});

test("trackedStacks names the stacks that have a settings file, sorted", () => {
  expect(trackedStacks(workspace)).toEqual(["prod-is", "prod-se"]);
});

test("resetWorkspace forgets state and store, and keeps the engine", () => {
  prepareWorkspace(workspace);
  mkdirSync(workspace.engine);
  for (const name of ["azure.db", "azure.db-wal"]) {
    writeFileSync(join(workspace.folder, name), "");
  }
  resetWorkspace(workspace);
  for (const place of [
    workspace.state,
    workspace.project,
    join(workspace.folder, "azure.db-wal"),
  ]) {
    expect({ place, there: existsSync(place) }).toEqual({ place, there: false });
  }
  expect(existsSync(workspace.engine)).toBe(true);
});

describe("engineEnvironment", () => {
  const env = engineEnvironment(workspaceAt("/project"), {
    HOME: "/home/me",
    PATH: "/usr/bin",
    PULUMI_ACCESS_TOKEN: "secret",
    PULUMI_BACKEND_URL: "azblob://state",
    ARM_CLIENT_SECRET: "secret",
    AZURE_CLIENT_ID: "me",
    PULUMI_DEBUG_COMMANDS: "true",
  });

  test("takes out what would lead to the user's own state and cloud", () => {
    expect(JSON.stringify(env)).not.toContain("secret");
    expect(env).not.toHaveProperty("AZURE_CLIENT_ID");
    expect(env.PULUMI_BACKEND_URL).toBe("file:///project/.gradetide/state");
    expect(env.PULUMI_HOME).toBe("/project/.gradetide/home");
  });

  test("keeps the rest, with the project's Node first on the PATH and no plugin from it", () => {
    expect(env.HOME).toBe("/home/me");
    expect(env.PULUMI_DEBUG_COMMANDS).toBe("true");
    expect(env.PATH).toBe("/project/node_modules/.bin:/usr/bin");
    expect(env.PULUMI_IGNORE_AMBIENT_PLUGINS).toBe("true");
  });
});
