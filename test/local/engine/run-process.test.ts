import { expect, test } from "@jest/globals";
import { runProcess } from "../../../local/engine/run-process.ts";

const node = (program: string): { command: string; args: string[]; env: NodeJS.ProcessEnv } => ({
  command: process.execPath,
  args: ["-e", program],
  env: {},
});

test("gives the exit code and both streams by lines", async () => {
  const lines: string[] = [];
  const outcome = await runProcess({
    ...node('console.log("a\\nb"); console.error("c"); process.exitCode = 4;'),
    onLine: (line, stream) => lines.push(`${stream} ${line}`),
  });
  expect(outcome).toMatchObject({ code: 4, stopped: undefined, stdout: "a\nb\n", stderr: "c\n" });
  expect(lines.sort()).toEqual(["stderr c", "stdout a", "stdout b"]);
});

test("says that a command is not there", async () => {
  const outcome = await runProcess({ command: "/no/such/command", args: [], env: {} });
  expect(outcome).toMatchObject({ code: undefined, stopped: "spawn /no/such/command ENOENT" });
});

test.each([
  ["is silent for too long", { silenceSeconds: 0.3 }, "stopped: no answer within 0.3 s"],
  ["takes too long", { limitSeconds: 0.3 }, "stopped: not done after 0.3 s"],
])("stops what %s, with all that it started", async (_, limits, stopped) => {
  const outcome = await runProcess({
    ...node('require("node:child_process").spawnSync("/bin/sleep", ["30"], { stdio: "inherit" });'),
    ...limits,
  });
  expect(outcome).toMatchObject({ code: undefined, stopped });
  expect(outcome.seconds).toBeLessThan(2);
});

test("does not stop for silence what has spoken", async () => {
  const outcome = await runProcess({
    ...node('console.log("here"); setTimeout(() => {}, 600);'),
    silenceSeconds: 0.4,
  });
  expect(outcome).toMatchObject({ code: 0 });
});

test("ticks while it runs", async () => {
  const ticks: number[] = [];
  await runProcess({
    ...node("setTimeout(() => {}, 400);"),
    onTick: (seconds) => ticks.push(seconds),
    tickSeconds: 0.1,
  });
  expect(ticks.length).toBeGreaterThanOrEqual(3);
});
