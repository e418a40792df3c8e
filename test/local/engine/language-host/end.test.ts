import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";
import { previewOf, run } from "./run-request.ts";

let host: Host;
let program: FakeProgram;
beforeEach(async () => {
  program = fakeProgram();
  host = await startHost("127.0.0.1:4242");
});
afterEach(async () => {
  await host.stop();
  killProgram();
  program.remove();
});

const running = (): string => join(program.folder, "pid");
const waitForever = `require("node:fs").writeFileSync(__dirname + "/../../../../../pid", String(process.pid));
  process.on("SIGINT", () => {}); process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Where a test failed, its program is still there. */
function killProgram(): void {
  const pid = existsSync(running()) ? Number(readFileSync(running(), "utf8")) : 0;
  if (pid > 0 && isAlive(pid)) {
    process.kill(pid, "SIGKILL");
  }
}

async function programStarted(): Promise<number> {
  const hasStarted = (): boolean => existsSync(running()) && readFileSync(running(), "utf8") !== "";
  for (let tries = 0; tries < 200 && !hasStarted(); tries += 1) {
    await sleep(20);
  }
  return Number(readFileSync(running(), "utf8"));
}

async function expectEnded(pid: number): Promise<void> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) {
    await sleep(20);
  }
  expect(isAlive(pid)).toBe(false);
}

test.each<[string, () => void]>([
  ["its engine dies, which closes its standard input", () => host.process.stdin?.destroy()],
  ["it is interrupted", () => host.process.kill("SIGINT")],
  ["it is told to end", () => host.process.kill("SIGTERM")],
])("ends with its program when %s", async (_, happen) => {
  program.sdk("run", waitForever);
  const answer = run(host, previewOf(program)).catch(() => "no answer");
  const pid = await programStarted();
  happen();
  await expectEnded(pid);
  await expectEnded(host.process.pid ?? 0);
  expect(await answer).toBe("no answer");
});

test("kills a program whose run the engine called off", async () => {
  program.sdk("run", waitForever);
  const call = host.client.run(previewOf(program), () => {});
  const pid = await programStarted();
  call.cancel();
  await expectEnded(pid);
  expect(host.process.exitCode).toBe(null);
});

test("kills its programs on Cancel and answers for them", async () => {
  program.sdk("run", waitForever);
  const answer = run(host, previewOf(program));
  await programStarted();
  await new Promise((resolve) => host.client.cancel(new empty.Empty(), resolve));
  expect(await answer).toEqual({ error: "Program ended by SIGKILL", bail: false });
});
