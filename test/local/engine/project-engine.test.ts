import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  isProjectEngineReady,
  prepareProjectEngine,
  projectEngine,
} from "../../../local/engine/project-engine.ts";
import { type FakeMachine, fakeMachine } from "./fake-machine.ts";

let machine: FakeMachine;
let script: string;
beforeEach(() => {
  machine = fakeMachine();
  script = join(machine.places.project, "pulumi-language-nodejs");
  machine.script(machine.places.built, "#!/bin/sh\necho v3.250.0\n");
});
afterEach(() => machine.remove());

test("puts a link of the cached engine and a language host into the checkout", () => {
  const { places } = machine;
  expect(isProjectEngineReady(places)).toBe(false);
  const pulumi = prepareProjectEngine(places);
  expect(pulumi).toBe(projectEngine(places));
  expect(statSync(pulumi).ino).toBe(statSync(places.built).ino);
  expect(statSync(script).mode & 0o777).toBe(0o755);
  expect(readFileSync(script, "utf8")).toContain(process.execPath);
  expect(isProjectEngineReady(places)).toBe(true);
  prepareProjectEngine(places);
  expect(isProjectEngineReady(places)).toBe(true);
});

test("keeps a whole engine whose original was removed from the cache", () => {
  prepareProjectEngine(machine.places);
  rmSync(machine.places.cache, { recursive: true });
  expect(isProjectEngineReady(machine.places)).toBe(true);
});

test.each<[string, () => void]>([
  ["the host is missing", () => rmSync(script)],
  ["the host is that of a checkout that was moved", () => writeFileSync(script, "#!/bin/sh\n")],
  ["the engine is missing", () => rmSync(projectEngine(machine.places))],
  [
    "the cached engine is another one",
    () => {
      rmSync(machine.places.built);
      machine.script(machine.places.built, "#!/bin/sh\necho rebuilt\n");
    },
  ],
  [
    "the cached engine is newer",
    () => {
      rmSync(machine.places.built);
      machine.script(machine.places.built, "#!/bin/sh\necho v3.250.0\n");
      utimesSync(machine.places.built, 2e9, 2e9);
    },
  ],
])("prepares it again when %s", (_, spoil) => {
  prepareProjectEngine(machine.places);
  spoil();
  expect(isProjectEngineReady(machine.places)).toBe(false);
  prepareProjectEngine(machine.places);
  expect(isProjectEngineReady(machine.places)).toBe(true);
});

test("starts the language host, which ends with its standard input", () => {
  prepareProjectEngine(machine.places);
  const host = spawnSync(script, ["127.0.0.1:1"], { input: "", encoding: "utf8" });
  expect(host).toMatchObject({ status: 1, stderr: "" });
});
