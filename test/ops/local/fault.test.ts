import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { parseInstant } from "../../../local/instants.ts";
import type { LocalAzure } from "../../../local/local-azure.ts";
import { UserError } from "../../../local/user-error.ts";
import { workspaceAt } from "../../../local/workspace.ts";
import { runLocalCommand } from "../../../ops/local/command.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { standing, turn } from "../../local/faults/support/standing.ts";

let azure: TestAzure;
let written: string[];

beforeEach(async () => {
  azure = new TestAzure();
  await standing(azure, 3);
  written = [];
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  azure.close();
});

/** What `gradetide local fault …` prints. */
async function run(...words: string[]): Promise<string> {
  written = [];
  const { store, clock, plane } = azure;
  const local: LocalAzure = { store, clock, plane };
  const workspace = workspaceAt(fileURLToPath(new URL("../../..", import.meta.url)));
  await runLocalCommand("fault", words, { workspace, azure: async () => local });
  return written.join("");
}

test("sets, lists and lifts, a line a fault", async () => {
  expect(await run("list")).toBe("Nothing is at fault.\n");
  const zone = await run("zone", "2", "--in", "10m", "--for", "1h");
  expect(zone).toBe(
    "1  waiting  zone 2 of swedencentral is lost · from 2026-11-23 08:40:00Z · until 2026-11-23 09:40:00Z\n",
  );
  const slow = await run("slow", "2.5", "--after-calls", "4");
  expect(slow).toBe(
    "2  waiting  operations take 2.5 times as long · begins with request 4 from now\n",
  );
  turn(azure, 10);
  const lost = zone.replace("waiting", "active ").replace("from", "since");
  expect(await run("list")).toBe(`${lost.trim()} · took 1 machine\n${slow}`);
  expect(await run("lift", "1")).toBe("Lifted: 1.\n");
  expect(await run("lift", "all")).toBe("Lifted: 2.\n");
  expect(await run("lift", "all")).toBe("Nothing is at fault.\n");
});

test("lists as JSON", async () => {
  await run("call", "put *", "--status", "429", "--nth", "3", "--times", "2", "--for", "1h");
  expect(JSON.parse(await run("list", "--json"))).toEqual([
    {
      ...{ id: 1, kind: "call", state: "active", method: "PUT", type: "*" },
      ...{ status: 429, nth: 3, times: 2, matched: 0, bitten: 0, waitsForCalls: 0 },
      description: "PUT * fails with 429 (calls 3 to 4)",
      begins: "2026-11-23T08:30:00Z",
      ends: "2026-11-23T09:30:00Z",
    },
  ]);
});

test("takes the region from a stack, before it stands too", async () => {
  expect(await run("region", "--stack", "prod-uk")).toContain("uksouth has no capacity left");
  await expect(run("region", "--stack", "prod-xx")).rejects.toThrow(
    /^There is no stack "prod-xx": no file Pulumi\.prod-xx\.yaml\. There are .*prod-se/,
  );
});

test.each([
  [["zone", "4"], "fault-invalid"],
  [["lift", "seven"], "fault-unknown"],
  [["lift", "7"], "fault-unknown"],
])("fails on %j for a reason that a person can mend", async (words, code) => {
  const failure: unknown = await run(...words).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect((failure as UserError).code).toBe(code);
  expect(written).toEqual([]);
});

test("begins at the instant that is said", async () => {
  await run("zone", "1", "--at", "2026-11-23T10:00+01:00");
  expect(azure.store.events.nextDue()).toBe(parseInstant("2026-11-23T09:00Z"));
});
