import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  freeInPool,
  holdings,
  setFreeInPool,
} from "../../../local/behaviours/compute/capacity-ledger.ts";
import { quotaLimit, setQuotaLimit } from "../../../local/behaviours/compute/capacity-tables.ts";
import { UserError } from "../../../local/user-error.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { IDS, REGION } from "../../local/arm/support/datacenter.ts";
import { runLocal } from "./support/run.ts";

const SIZE = "Standard_D4s_v5";
const CRG = `${IDS.group}/providers/Microsoft.Compute/capacityReservationGroups/crg`;
const CR = `${CRG}/capacityReservations/web-1`;
const POOL = { region: REGION, zone: "1", size: SIZE };

let azure: TestAzure;

beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => azure.close());

/** What `gradetide local capacity …` prints. */
async function run(...words: string[]): Promise<string> {
  return (await runLocal(azure, "capacity", ...words)).out;
}

async function reserve(quantity: number): Promise<void> {
  await azure.put(IDS.group, { location: REGION });
  await azure.put(CRG, { location: REGION, zones: ["1"] });
  await azure.put(CR, { location: REGION, zones: ["1"], sku: { name: SIZE, capacity: quantity } });
}

function free(): number | undefined {
  return freeInPool(azure.store, holdings(azure.store), POOL);
}

test("says when nothing stands and nothing is limited", async () => {
  expect(await run()).toBe(
    "No machines, no reservations, and no limits: whatever is asked for is there.\n",
  );
});

test("shows quota, free room and the hours of reservations", async () => {
  await reserve(3);
  azure.clock.turn({ hours: 2 });
  setQuotaLimit(azure.store, REGION, "cores", 20);
  setFreeInPool(azure.store, POOL, 5);
  expect(await run()).toBe(
    [
      "quota               region         used  limit",
      "cores               swedencentral  12    20",
      "standardDSv5Family  swedencentral  12    unlimited",
      "",
      "size             region         zone  taken  free",
      "Standard_D4s_v5  swedencentral  1     3      5",
      "",
      "reservation  size             zone  reserved  in use  hours used  unused  beyond",
      "web-1        Standard_D4s_v5  1     3         0       0.0         6.0     0.0",
      "",
    ].join("\n"),
  );
  expect(JSON.parse(await run("--json"))).toEqual({
    quotas: [
      { region: REGION, family: "cores", used: 12, limit: 20 },
      { region: REGION, family: "standardDSv5Family", used: 12, limit: null },
    ],
    pools: [{ ...POOL, taken: 3, free: 5 }],
    reservations: [
      {
        ...POOL,
        id: CR,
        quantity: 3,
        allocated: 0,
        hours: { used: 0, unused: 6, overallocated: 0 },
      },
    ],
  });
});

test("sets how many machines are free beside those that are taken, and takes it back", async () => {
  await reserve(3);
  await run(
    "--region",
    "Sweden Central",
    "--zone",
    "1",
    "--size",
    "standard_d4s_v5",
    "--free",
    "2",
  );
  expect(free()).toBe(2);
  await reserve(4);
  expect(free()).toBe(1);
  await run("--region", REGION, "--zone", "1", "--size", SIZE, "--free", "unlimited");
  expect(free()).toBeUndefined();
});

test("sets a quota, with a zone's room at once, and takes it back", async () => {
  const zone = ["--zone", "none", "--size", SIZE, "--free", "0"];
  await run("--region", REGION, "--quota", "STANDARDDSV5FAMILY=8", ...zone);
  expect(quotaLimit(azure.store, REGION, "standardDSv5Family")).toBe(8);
  expect(await run()).toContain("Standard_D4s_v5  swedencentral  -     0      0");
  await run("--region", REGION, "--quota", "standardDSv5Family=unlimited");
  expect(quotaLimit(azure.store, REGION, "standardDSv5Family")).toBeUndefined();
});

const HERE = ["--region", REGION];

test.each<[string, string[], RegExp]>([
  ["no region", ["--quota", "cores=1"], /Say which region/],
  [
    "a region that is none",
    ["--region", "atlantis", "--quota", "cores=1"],
    /"atlantis" is no region/,
  ],
  [
    "a region that is closed",
    ["--region", "swedensouth", "--quota", "cores=1"],
    /is no region that is open/,
  ],
  ["a region alone", HERE, /what is to be set there/],
  ["a zone without a number", [...HERE, "--zone", "1"], /what --free is about/],
  [
    "no zone",
    [...HERE, "--size", SIZE, "--free", "1"],
    /--zone is missing. In swedencentral it is 1, 2, 3, none/,
  ],
  ["a zone that is none", [...HERE, "--zone", "4", "--size", SIZE, "--free", "1"], /--zone is "4"/],
  ["no size", [...HERE, "--zone", "1", "--free", "1"], /--size is missing/],
  [
    "an unknown size",
    [...HERE, "--zone", "1", "--size", "huge", "--free", "1"],
    /--size is "huge". It is one of Standard_D2s_v5/,
  ],
  ["a negative number", [...HERE, "--zone", "1", "--size", SIZE, "--free=-1"], /--free says "-1"/],
  [
    "half a machine",
    [...HERE, "--zone", "1", "--size", SIZE, "--free", "1.5"],
    /whole number from 0/,
  ],
  [
    "an unknown family",
    [...HERE, "--quota", "gpus=1"],
    /the families are cores, standardDADSv5Family/,
  ],
  ["a family without a number", [...HERE, "--quota", "cores"], /Write FAMILY=VCPUS/],
  ["a number that is none", [...HERE, "--quota", "cores=many"], /--quota says "many"/],
])("refuses %s and sets nothing", async (_what, words, message) => {
  const refused = run(...words);
  await expect(refused).rejects.toBeInstanceOf(UserError);
  await expect(refused).rejects.toMatchObject({
    code: "capacity-invalid",
    message: expect.stringMatching(message),
  });
  expect(await run()).toMatch(/^No machines/);
});
