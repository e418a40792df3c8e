import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { keepClock } from "../../../local/arm/advance.ts";
import { letPass, letPassIn } from "../../../ops/local/let-pass.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { MIDNIGHT, putSchool } from "../../local/arm/support/school.ts";

const HOUR = 3_600_000;

let azure: TestAzure;
beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => {
  jest.restoreAllMocks();
  azure.close();
});

/** A terminal, or none, with what was written to it. */
function screen(isTTY: boolean): { readonly out: NodeJS.WriteStream; readonly shown: string[] } {
  const shown: string[] = [];
  const write = (text: string): boolean => shown.push(text) > 0;
  return { out: { isTTY, write } as unknown as NodeJS.WriteStream, shown };
}

/** Hours go by in which nobody used the local Azure, on a machine that takes 100 ms for each look at its clock. */
async function sleep(hours: number): Promise<void> {
  await putSchool(azure);
  keepClock(azure.store, { mode: "stopped", at: MIDNIGHT + hours * HOUR + 1_000 });
  let work = 0;
  jest.spyOn(performance, "now").mockImplementation(() => (work += 100));
}

test("shows on a terminal how far it is, and takes the line away", async () => {
  await sleep(1);
  const { out, shown } = screen(true);
  letPass(azure, "up to date", out);
  expect(azure.store.events.reached).toBe(MIDNIGHT + HOUR);
  expect(shown.length).toBeGreaterThan(2);
  expect(shown[0]).toMatch(/░ \d+ % {2}2026-11-23 00:\d\d:00Z/);
  expect(shown.at(-1)).toBe("\r\u001b[K");
});

test("writes nothing where there is no terminal, or nothing is due", async () => {
  const still = screen(true);
  letPass(azure, "up to date", still.out);
  await sleep(1);
  const file = screen(false);
  letPass(azure, "up to date", file.out);
  expect([...still.shown, ...file.shown]).toEqual([]);
});

test("lets pass what is due in a folder, and makes no local Azure where there is none", async () => {
  await sleep(1);
  letPassIn(azure.folder);
  expect(azure.store.events.reached).toBe(MIDNIGHT + HOUR);
  const empty = join(azure.folder, "empty");
  letPassIn(empty);
  expect(existsSync(empty)).toBe(false);
});
