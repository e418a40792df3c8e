import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { keepClock, turnForward } from "../../../local/arm/advance.ts";
import { keepLoad, loadOf } from "../../../local/behaviours/load/load-source.ts";
import type { SourceDescription } from "../../../local/load/source.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { IDS } from "../../local/arm/support/datacenter.ts";
import { MIDNIGHT, putSchool } from "../../local/arm/support/school.ts";
import { runLocal } from "./support/run.ts";

const HOUR = 3_600_000;

let azure: TestAzure;
let folder: string;
let trace: string;
beforeEach(async () => {
  azure = new TestAzure();
  await putSchool(azure);
  folder = mkdtempSync(join(tmpdir(), "gradetide-load-"));
  trace = join(folder, "day.csv");
  const hours = Array.from(
    { length: 24 },
    (_, hour) => `2013-10-07T${String(hour).padStart(2, "0")}:00,${3600 * hour}`,
  );
  writeFileSync(trace, ["hour,requests", ...hours, ""].join("\n"));
});
afterEach(() => {
  azure.close();
  rmSync(folder, { recursive: true });
});

async function load(...words: string[]): Promise<string> {
  return (await runLocal(azure, "load", ...words)).out;
}

/** @changes load */
test("sets a constant load, a trace or none, and says which", async () => {
  expect(await load("prod-se", "--rps", "250")).toBe("prod-se: 250 requests a second\n");
  expect(JSON.parse(await load("prod-se", "--json"))).toMatchObject({
    kind: "constant",
    rps: 250,
    rpsNow: 250,
  });
  expect(await load("prod-se", "--trace", trace, "--peak", "900")).toBe(
    "prod-se: day.csv, its first day on 2026-11-23 (Europe/Stockholm), at most 900 requests a second\n",
  );
  expect(JSON.parse(await load("prod-se", "--json"))).not.toHaveProperty("requests");
  expect(await load("prod-se", "--trace", trace, "--from", "2013-10-07")).toBe(
    "prod-se: day.csv, 2013-10-07 on 2026-11-23 (Europe/Stockholm)\n",
  );
  expect(await load("prod-se", "none")).toBe("prod-se: no load\n");
  expect(JSON.parse(await load("prod-se", "--json"))).toEqual({
    kind: "none",
    rpsNow: 0,
    lastMinute: null,
  });
});

/** @accepts load */
test("says what users had of the load in the last minute, and which clones the gateway sends it to", async () => {
  expect(await load("prod-se", "--rps", "900")).toBe("prod-se: 900 requests a second\n");
  expect(await load("prod-se")).toMatch(
    /^prod-se: 900 requests a second\nnow 900 .*; no minute has been measured yet\n$/,
  );
  turnForward(azure.store, azure.clock, MIDNIGHT + 10 * 60_000);
  const { rpsNow, lastMinute } = JSON.parse(await load("prod-se", "--json"));
  expect(rpsNow).toBe(900);
  expect(lastMinute.from).toBe("2026-11-23T00:09:00Z");
  expect(lastMinute.served + lastMinute.refused).toBe(54_000);
  expect(lastMinute.refused).toBeGreaterThan(27_000);
  expect(lastMinute.p95Ms).toBeGreaterThan(1_000);
  expect(lastMinute.hostsOut).toBeGreaterThan(0);
  expect(await load("prod-se")).toMatch(
    /\nminute from 2026-11-23 00:09:00Z\n {2}requests {2}\d+ served, \d+ refused \([\d.]+ %\)\n {2}latency {3}95 % within \d+ ms\n {2}hosts {5}[\d.]+ of [\d.]+ in rotation, on average\n {2}gateway {3}\d+ instances\n$/,
  );
  const clones: { inRotation: boolean }[] = JSON.parse(
    (await runLocal(azure, "machines", "prod-se", "--json")).out,
  );
  expect(clones.every(({ inRotation }) => typeof inRotation === "boolean")).toBe(true);
});

test("lays a trace's day on the day that the local Azure's clock shows in the stack's market", async () => {
  keepClock(azure.store, { mode: "stopped", at: MIDNIGHT + 23 * HOUR });
  await load("prod-se", "--trace", trace);
  expect(loadOf(azure.store, IDS.set)).toMatchObject({ startDate: "2026-11-24" });
});

test.each<[string[], string]>([
  [["--rps", "many"], "load-invalid"],
  [["--rps", "-1"], "load-invalid"],
  [["--rps", "1e308"], "load-invalid"],
  [["--rps", "5", "none"], "load-invalid"],
  [["nothing"], "load-invalid"],
  [["--from", "2013-10-07"], "load-invalid"],
  [["--trace", "missing.csv"], "trace-unreadable"],
])("refuses %j, and leaves the load as it was", async (words, code) => {
  const before = loadOf(azure.store, IDS.set);
  await expect(load("prod-se", ...words)).rejects.toMatchObject({ code });
  expect(loadOf(azure.store, IDS.set)).toEqual(before);
});

test("says which stacks there are, and how to put one up", async () => {
  await expect(load("prod-xx")).rejects.toMatchObject({ code: "stack-unknown" });
  await expect(load("prod-is")).rejects.toMatchObject({ code: "nothing-stands" });
});

test("mends what time stands still before, as other commands show it", async () => {
  turnForward(azure.store, azure.clock, MIDNIGHT + HOUR);
  keepLoad(azure.store, IDS.set, { kind: "sine" } as unknown as SourceDescription);
  keepClock(azure.store, { mode: "stopped", at: MIDNIGHT + 2 * HOUR });
  const stuck = { code: "event-failed" };
  for (const words of [
    ["machines", "prod-se"],
    ["clock", "forward", "1h"],
    ["fault", "zone", "1"],
  ]) {
    await expect(runLocal(azure, ...words)).rejects.toMatchObject(stuck);
  }
  for (const words of [["log"], ["clock"], ["fault", "list"], ["fault", "lift", "all"]]) {
    expect((await runLocal(azure, ...words)).err).toMatch(
      /^"load minute" of .* failed at 2026-11-23T01:01:00Z: /,
    );
  }
  expect(await load("prod-se", "none")).toBe("prod-se: no load\n");
  expect(await runLocal(azure, "clock")).toEqual({
    out: "2026-11-23 02:00:00Z  stopped\nnext event  2026-11-23 02:01:00Z\n",
    err: "",
  });
});
