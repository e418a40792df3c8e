import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ensureEngine } from "../../../local/engine/ensure-engine.ts";
import { type EngineReport, inspectEngine } from "../../../local/engine/inspect-engine.ts";
import { type FakeMachine, fakeMachine } from "./fake-machine.ts";

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

function inspect(launcher?: string, reached = false): Promise<EngineReport> {
  const { folder, env } = machine;
  return inspectEngine({ folder, env, launcher, reaches: async () => reached });
}

const none = { way: "pulumi on the PATH", answer: "there is none" };

test("names the engine that would be used", async () => {
  const pulumi = machine.pulumi(machine.bin, "3.250.0");
  expect(await inspect()).toMatchObject({
    state: "ready",
    engine: { pulumi, version: "3.250.0", source: "path" },
    remedies: [],
  });
});

test("says that go would build one, and builds nothing", async () => {
  const go = machine.go();
  expect(await inspect("/some/launcher")).toEqual({
    state: "obtainable",
    engine: undefined,
    findings: [
      none,
      {
        way: "npm launcher (pulumi@3.250.0)",
        answer: "https://get.pulumi.com does not answer",
      },
      {
        way: "building from its Go module",
        answer: `${go} (go1.26.8) would build 3.250.0, in some minutes`,
      },
    ],
    remedies: [],
  });
  expect(machine.calls()).toEqual(["go env"]);
  expect(existsSync(machine.places.cache)).toBe(false);
});

test("says that the launcher would download one", async () => {
  expect(await inspect("/some/launcher", true)).toMatchObject({
    state: "obtainable",
    findings: [
      none,
      { answer: "would download one from https://get.pulumi.com" },
      { answer: "there is no go on the PATH" },
    ],
    remedies: [],
  });
});

test("finds the engine that another checkout built", async () => {
  machine.go();
  const other = { folder: `${machine.root}/other`, env: machine.env, launcher: undefined };
  await ensureEngine({ ...other, report: () => {} });
  expect(await inspect()).toMatchObject({
    state: "obtainable",
    findings: [none, { answer: `built already: ${machine.places.built}` }],
  });
});

test("says what is missing and what mends it", async () => {
  const report = await inspect();
  expect(report).toMatchObject({
    state: "missing",
    findings: [
      none,
      { answer: "not installed; npm ci installs it" },
      { answer: "there is no go on the PATH" },
    ],
  });
  expect(report.remedies).toHaveLength(3);
});

test.each([
  ["go1.20.1", "local", "missing"],
  ["go1.20.1", "", "missing"],
  ["go1.25.10", "local", "missing"],
  ["go1.25.11", "local", "obtainable"],
  ["go1.24.0", "auto", "obtainable"],
])("judges %s with GOTOOLCHAIN=%s: %s", async (version, toolchain, state) => {
  machine.script(`${machine.bin}/go`, `#!/bin/sh\necho ${version}\necho ${toolchain}\n`);
  expect((await inspect()).state).toBe(state);
});
