import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";

let host: Host;
let program: FakeProgram;
beforeEach(async () => {
  program = fakeProgram();
  host = await startHost("127.0.0.1:4242");
});
afterEach(async () => {
  await host.stop();
  program.remove();
});

function request(options?: Record<string, string | boolean>): RunRequest {
  const run = new RunRequest()
    .setInfo(program.info(options))
    .setProject("prog")
    .setStack("dev")
    .setOrganization("org")
    .setPwd(program.folder)
    .setMonitorAddress("127.0.0.1:1717")
    .setParallel(16)
    .setDryrun(true)
    .setConfigsecretkeysList(["prog:key"]);
  run.getConfigMap().set("prog:size", "4").set("prog:key", "hidden");
  return run;
}

function run(asked: RunRequest): Promise<RunResponse.AsObject> {
  return new Promise((resolve, reject) => {
    host.client.run(asked, (error, response) =>
      error === null ? resolve(response.toObject()) : reject(error),
    );
  });
}

test("runs a program with the engine's arguments and settings", async () => {
  program.sdk(
    "run",
    `console.log(JSON.stringify({
      args: process.argv.slice(2), execArgv: process.execArgv, node: process.execPath,
      config: JSON.parse(process.env.PULUMI_CONFIG),
      secrets: JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS),
      typescript: process.env.PULUMI_NODEJS_TYPESCRIPT, tsconfig: process.env.PULUMI_NODEJS_TSCONFIG_PATH,
    }));`,
  );
  const options = {
    typescript: false,
    nodeargs: "--no-warnings  --stack-size=900",
    tsconfig: "t.json",
  };
  expect(await run(request(options))).toEqual({ error: "", bail: false });
  expect(JSON.parse(host.output())).toEqual({
    args: [
      ...["--monitor", "127.0.0.1:1717", "--engine", "127.0.0.1:4242", "--organization", "org"],
      ...["--project", "prog", "--root-directory", program.folder, "--stack", "dev"],
      ...["--pwd", program.folder, "--parallel", "16", "--dry-run", "index.ts"],
    ],
    execArgv: ["--no-warnings", "--stack-size=900"],
    node: process.execPath,
    config: { "prog:size": "4", "prog:key": "hidden" },
    secrets: ["prog:key"],
    typescript: "false",
    tsconfig: "t.json",
  });
});

test.each([
  ["ends well", "", { error: "", bail: false }],
  ["fails", "process.exit(7)", { error: "Program exited with non-zero exit code: 7", bail: false }],
  ["has shown its error", "process.exit(32)", { error: "", bail: true }],
  [
    "dies of a signal",
    'process.kill(process.pid, "SIGKILL")',
    { error: "Program ended by SIGKILL", bail: false },
  ],
])("answers for a program that %s", async (_, lines, response) => {
  program.sdk("run", lines);
  expect(await run(request())).toEqual(response);
});

test("says how to install what is not there", async () => {
  await expect(run(request())).rejects.toThrow(
    `@pulumi/pulumi is not installed for ${program.folder}: run "npm ci" there`,
  );
});

const running = (): string => join(program.folder, "pid");
const waitForever = `require("node:fs").writeFileSync(__dirname + "/../../../../../pid", String(process.pid));
  process.on("SIGINT", () => {}); process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;

async function programStarted(): Promise<number> {
  while (!existsSync(running()) || readFileSync(running(), "utf8") === "") {
    await sleep(20);
  }
  return Number(readFileSync(running(), "utf8"));
}

async function expectEnded(pid: number): Promise<void> {
  const isAlive = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (let tries = 0; tries < 100 && isAlive(); tries += 1) {
    await sleep(20);
  }
  expect(isAlive()).toBe(false);
}

test.each<[string, () => void]>([
  ["its engine dies, which closes its standard input", () => host.process.stdin?.destroy()],
  ["it is interrupted", () => host.process.kill("SIGINT")],
  ["it is told to end", () => host.process.kill("SIGTERM")],
])("ends with its program when %s", async (_, happen) => {
  program.sdk("run", waitForever);
  const answer = run(request()).catch(() => "no answer");
  const pid = await programStarted();
  happen();
  await expectEnded(pid);
  await expectEnded(host.process.pid ?? 0);
  expect(await answer).toBe("no answer");
});

test("kills a program whose run the engine called off", async () => {
  program.sdk("run", waitForever);
  const call = host.client.run(request(), () => {});
  const pid = await programStarted();
  call.cancel();
  await expectEnded(pid);
  expect(host.process.exitCode).toBe(null);
});

test("kills its programs on Cancel and answers for them", async () => {
  program.sdk("run", waitForever);
  const answer = run(request());
  await programStarted();
  await new Promise((resolve) => host.client.cancel(new empty.Empty(), resolve));
  expect(await answer).toEqual({ error: "Program ended by SIGKILL", bail: false });
});
