import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { installPlugins } from "../../../local/provider/install-plugins.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gradetide plugins' home-"));
  installPlugins(home);
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const plugins = [
  ["azure-native", "3.28.0"],
  ["azure", "6.40.0"],
] as const;

function scriptOf(name: string, version: string): string {
  return join(home, "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
}

function start(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(script, ["127.0.0.1:1"], { stdio: "pipe", env: { ...process.env, ...env } });
}

test.each(plugins)(
  "starts %s %s, which answers and goes with the engine",
  async (name, version) => {
    const plugin = start(scriptOf(name, version), { GRADETIDE_LOCAL: home });
    const [line] = await once(plugin.stdout as NodeJS.EventEmitter, "data");
    const client = new services.ResourceProviderClient(
      `127.0.0.1:${String(line).trim()}`,
      grpc.credentials.createInsecure(),
    );
    const answered = await new Promise<string>((resolve, reject) => {
      client.getPluginInfo(new empty.Empty(), (error, info) =>
        error === null ? resolve(info.getVersion()) : reject(error),
      );
    });
    client.close();
    expect(answered).toBe(version);
    plugin.stdin?.end();
    expect(await once(plugin, "exit")).toEqual([0, null]);
  },
);

test.each([undefined, "", "relative/folder"])("says so when the folder is %j", async (folder) => {
  const plugin = start(scriptOf("azure-native", "3.28.0"), { GRADETIDE_LOCAL: folder });
  const said: string[] = [];
  plugin.stderr?.on("data", (bytes) => said.push(String(bytes)));
  expect(await once(plugin, "close")).toEqual([1, null]);
  expect(said.join("")).toMatch(/^GRADETIDE_LOCAL is .*absolute path of the local Azure's folder/);
});

test("leaves what is right alone and mends what is not", () => {
  const script = scriptOf("azure", "6.40.0");
  const { mtimeMs, mode } = statSync(script);
  const text = readFileSync(script, "utf8");
  expect(mode & 0o111).toBe(0o111);
  installPlugins(home);
  expect(statSync(script).mtimeMs).toBe(mtimeMs);
  writeFileSync(script, "#!/bin/sh\nexit 1\n");
  installPlugins(home);
  expect(readFileSync(script, "utf8")).toBe(text);
});
