import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Attempt, download, findLauncher } from "../../../local/engine/launcher.ts";
import { type FakeMachine, fakeMachine, goodDownload } from "./fake-machine.ts";

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

function run(lines: string, patienceSeconds?: number): Promise<Attempt> {
  const { places, env } = machine;
  const work = join(places.cache, "work-1");
  const options = { places, work, env, report: () => {} };
  return download(machine.launcher(lines), options, patienceSeconds);
}

test("finds the pinned launcher", () => {
  expect(findLauncher()).toMatch(/pulumi[/\\]run\.js$/);
});

test("gives up a launcher that the network leaves without an answer", async () => {
  const attempt = await run(
    'console.error("Downloading pulumi v3.250.0..."); setTimeout(() => {}, 60_000);',
    0.3,
  );
  expect(attempt).toEqual({ reason: "stopped: no answer within 0.3 s" });
});

test("keeps the user's own version and home from the launcher", async () => {
  machine.env.PULUMI_VERSION = "3.1.0";
  machine.env.PULUMI_HOME = join(machine.root, "own");
  const attempt = await run(`if (process.env.PULUMI_VERSION) process.exit(9); ${goodDownload}`);
  expect(attempt).toEqual({ pulumi: join(machine.places.downloaded, "pulumi") });
  expect(existsSync(join(machine.root, "own"))).toBe(false);
});

test("takes nothing of a download that broke off", async () => {
  const attempt = await run(
    `${goodDownload} console.error("curl: (18) cut off"); process.exit(18);`,
  );
  expect(attempt).toEqual({
    reason: "exit code 18: === Installing Pulumi v3.250.0 === / v3.250.0 / curl: (18) cut off",
  });
  expect(existsSync(machine.places.downloaded)).toBe(false);
});
