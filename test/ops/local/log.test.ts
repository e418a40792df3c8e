import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { keepClock } from "../../../local/arm/advance.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { BODIES, groupId, IDS } from "../../local/arm/support/datacenter.ts";
import { runLocal } from "./support/run.ts";

let azure: TestAzure;

/** A group at 06:00, a network that is refused at 07:00, and a zone that is lost at 08:00. */
beforeEach(async () => {
  azure = new TestAzure();
  const stand = (instant: string): void =>
    keepClock(azure.store, { mode: "stopped", at: Date.parse(instant) });
  stand("2026-12-18T06:00Z");
  await azure.put(IDS.group, BODIES.group);
  stand("2026-12-18T07:00Z");
  await azure.refused("PUT", IDS.vnet.replace("rg-test", "rg-none"), BODIES.vnet);
  stand("2026-12-18T08:00Z");
  await runLocal(azure, "fault", "region", "--stack", "prod-se");
});
afterEach(() => azure.close());

async function log(...options: string[]): Promise<string> {
  return (await runLocal(azure, "log", ...options)).out;
}

/** The instants of the entries, "06:00". */
async function times(...options: string[]): Promise<string[]> {
  const entries = JSON.parse(await log("--json", ...options)) as { eventTimestamp: string }[];
  return entries.map(({ eventTimestamp }) => eventTimestamp.slice(11, 16));
}

/** @accepts activity log */
test("prints an entry a paragraph, the oldest first, with names for ids", async () => {
  const [first, done, second, refused] = (await log()).split("\n");
  expect(first).toBe(
    "2026-12-18 06:00:00Z  Microsoft.Resources/resourceGroups/write  Succeeded  rg-test",
  );
  expect(done).toBe("    PUT was carried out.");
  expect(second).toBe(
    "2026-12-18 07:00:00Z  Microsoft.Network/virtualNetworks/write  Failed  vnet",
  );
  expect(refused).toBe(
    "    PUT was refused: ResourceGroupNotFound. Resource group 'rg-none' could not be found.",
  );
});

test.each<[string[], string[]]>([
  [[], ["06:00", "07:00", "08:00"]],
  [
    ["--category", "administrative"],
    ["06:00", "07:00"],
  ],
  [["--category", "ServiceHealth"], ["08:00"]],
  [["--category", "Autoscale"], []],
  [["--resource", groupId("RG-NONE")], ["07:00"]],
  [
    ["--since", "2026-12-18T07:00Z"],
    ["07:00", "08:00"],
  ],
  [["--until", "2026-12-18T08:00+01:00"], ["06:00"]],
  [["--since", "2026-12-18T07:00Z", "--until", "2026-12-18T08:00Z"], ["07:00"]],
])("chooses by %j", async (options, expected) => {
  expect(await times(...options)).toEqual(expected);
});

test.each<[string[], string, RegExp]>([
  [
    ["--category", "Security"],
    "category-unknown",
    /^"Security" is no category .* Administrative, Alert, Autoscale, ResourceHealth, ServiceHealth\.$/,
  ],
  [["--since", "yesterday"], "instant-invalid", /"yesterday"/],
  [["--until", "noon"], "instant-invalid", /"noon"/],
])("refuses %j", async (options, code, message) => {
  await expect(log(...options)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});
