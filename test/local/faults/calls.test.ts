import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ControlPlane } from "../../../local/arm/control-plane.ts";
import { CALL_STATUSES } from "../../../local/behaviours/faults/call-answers.ts";
import { faults } from "../../../local/behaviours/faults/fault.ts";
import { liftFaults } from "../../../local/behaviours/faults/set-fault.ts";
import { armSchema } from "../../../local/schema/arm-types.ts";
import { Store } from "../../../local/store/store.ts";
import type { FaultWords } from "../../../ops/local/fault/fault-words.ts";
import { SUBSCRIPTION, TestAzure } from "../arm/support/azure.ts";
import { BODIES, IDS } from "../arm/support/datacenter.ts";
import { fault, healthLog, moment, turn } from "./support/standing.ts";

let azure: TestAzure;

beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => azure.close());

const GROUP_PUT = "PUT Microsoft.Resources/resourceGroups";

function failing(what: string, more: Partial<FaultWords> = {}): void {
  fault(azure, { kind: "call", what, status: "500", ...more });
}

async function put(): Promise<number> {
  return (await azure.request("PUT", IDS.group, BODIES.group)).status;
}

async function get(): Promise<number> {
  return (await azure.request("GET", IDS.group)).status;
}

/** What a list of requests is answered with. */
async function play(requests: readonly (() => Promise<number>)[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const request of requests) statuses.push(await request());
  return statuses;
}

/** @accepts fault: call */
test.each([
  ["the first by default", GROUP_PUT, {}, [500, 404, 201, 200]],
  ["the n-th", GROUP_PUT, { nth: "2" }, [201, 200, 500, 200]],
  ["the n-th and those after it", GROUP_PUT, { nth: "2", times: "2" }, [201, 200, 500, 500]],
  ["of one method", "GET Microsoft.Resources/resourceGroups", {}, [201, 500, 200, 200]],
  ["of any method", "* microsoft.resources/RESOURCEGROUPS", { nth: "2" }, [201, 500, 200, 200]],
  ["of any type", "put *", { nth: "3" }, [201, 200, 200, 500]],
  ["none of another type", "PUT Microsoft.Network/natGateways", {}, [201, 200, 200, 200]],
])("fails calls by their count: %s", async (_, what, more, expected) => {
  failing(what, more);
  expect(await play([put, get, put, put])).toEqual(expected);
});

/** @accepts fault: call */
test.each([
  [409, "Conflict", undefined],
  [412, "PreconditionFailed", undefined],
  [429, "SubscriptionRequestsThrottled", 6],
  [500, "InternalServerError", undefined],
  [503, "ServerTimeout", undefined],
])("answers %i with Azure's code %s", async (status, code, retryAfter) => {
  failing("* *", { status: String(status) });
  const response = await azure.request("PUT", IDS.group, BODIES.group);
  expect(response).toMatchObject({ status, body: { error: { code } } });
  expect(response.retryAfter).toBe(retryAfter);
  expect(await get()).toBe(404);
  expect(CALL_STATUSES).toContain(status);
});

test("names the operation that is throttled as ARM does", async () => {
  failing("* *", { status: "429" });
  expect((await azure.refused("GET", IDS.set)).message).toContain(
    "operation 'GET/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINESCALESETS' exceeded",
  );
});

describe("a request's type", () => {
  test.each([
    ["GET", `${SUBSCRIPTION}/resourceGroups`, "Microsoft.Resources/resourceGroups"],
    ["GET", `${SUBSCRIPTION}/providers/Microsoft.KeyVault/vaults`, "Microsoft.KeyVault/vaults"],
    ["DELETE", IDS.set, "Microsoft.Compute/virtualMachineScaleSets"],
    ["POST", `${IDS.set}/start`, "Microsoft.Compute/virtualMachineScaleSets"],
    ["GET", IDS.reader, "Microsoft.Authorization/roleAssignments"],
  ] as const)("of %s %s is known", async (method, id, type) => {
    failing(`${method} ${type}`);
    expect((await azure.request(method, id)).status).toBe(500);
  });

  test("is none for a vault's data plane, which does not count", async () => {
    failing("* *");
    await azure.request("GET", IDS.certificate);
    expect(faults(azure.store)).toMatchObject([{ matched: 0 }]);
  });
});

/** @changes fault: call */
test("is over when its calls have failed, and the log says when it began, bit and ended", async () => {
  failing(GROUP_PUT, { nth: "2", times: "2" });
  expect(await play([put, put, get, put, put])).toEqual([201, 500, 200, 500, 200]);
  expect(faults(azure.store)).toEqual([]);
  const what = `${GROUP_PUT} fails with 500 (calls 2 to 3)`;
  expect(healthLog(azure)).toEqual([
    `08:00 Fault 1 begins: ${what}.`,
    `08:00 Fault 1 bites: PUT ${IDS.group} is answered with 500 (call 2 of its kind).`,
    `08:00 Fault 1 bites: PUT ${IDS.group} is answered with 500 (call 3 of its kind).`,
    `08:00 Fault 1 ends, as its calls have failed (${what}).`,
  ]);
  const failed = azure.store.log.read().filter(({ status }) => status === "Failed");
  expect(failed).toHaveLength(2);
  expect(failed[0]).toMatchObject({
    resourceId: IDS.group,
    operationName: "Microsoft.Resources/resourceGroups/write",
  });
});

test("does nothing of a request that it fails", async () => {
  await put();
  failing("DELETE *");
  expect((await azure.request("DELETE", IDS.group)).status).toBe(500);
  expect(await get()).toBe(200);
});

test("counts from its beginning, not from when it was set", async () => {
  failing(GROUP_PUT, { in: "10m", for: "10m" });
  expect(await put()).toBe(201);
  turn(azure, 10);
  expect(await put()).toBe(500);
  failing(GROUP_PUT, { in: "10m", for: "10m" });
  turn(azure, 20);
  expect(await put()).toBe(200);
});

test("fails a call once where two faults meet it, with the one that was set first", async () => {
  failing(GROUP_PUT, { status: "412" });
  failing("* *", { status: "500" });
  expect(await play([put, put])).toEqual([412, 201]);
});

test("lets pass what was lifted", async () => {
  failing(GROUP_PUT);
  liftFaults(moment(azure), "all");
  expect(await put()).toBe(201);
});

test("shares its count between processes", async () => {
  failing(GROUP_PUT, { nth: "3" });
  const store = new Store(`${azure.folder}/azure.db`);
  const other = new ControlPlane({ store, clock: azure.clock, schema: armSchema() });
  const url = `${IDS.group}?api-version=2024-03-01`;
  const elsewhere = async (): Promise<number> =>
    (await other.handle({ method: "PUT", url, body: BODIES.group })).status;
  expect(await play([put, elsewhere, elsewhere, put])).toEqual([201, 200, 500, 200]);
  store.close();
});
