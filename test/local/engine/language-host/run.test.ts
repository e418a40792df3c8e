import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";
import { previewOf, run } from "./run-request.ts";

let host: Host;
let program: FakeProgram;
beforeAll(async () => {
  host = await startHost("127.0.0.1:4242");
});
afterAll(() => host.stop());
beforeEach(() => {
  program = fakeProgram();
});
afterEach(() => program.remove());

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
  expect(await run(host, previewOf(program, options))).toEqual({ error: "", bail: false });
  // What it printed comes by another way than the answer, and may come after it.
  while (!host.output().endsWith("\n")) {
    await sleep(10);
  }
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
  expect(await run(host, previewOf(program))).toEqual(response);
});

test("says how to install what is not there", async () => {
  await expect(run(host, previewOf(program))).rejects.toThrow(
    `@pulumi/pulumi is not installed for ${program.folder}: run "npm ci" there`,
  );
});
