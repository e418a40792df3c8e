import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { faults } from "../../../local/behaviours/faults/fault.ts";
import { NativeProvider } from "../../../local/provider/native/native-provider.ts";
import { armSchema } from "../../../local/schema/arm-types.ts";
import { typeTable } from "../../../local/schema/table.ts";
import { TestAzure } from "../arm/support/azure.ts";
import { Engine, urn } from "../provider/support/client.ts";
import { fault } from "./support/standing.ts";

const GROUP = "azure-native:resources:ResourceGroup";
let azure: TestAzure;
let native: Engine;

beforeAll(async () => {
  azure = new TestAzure({ schema: armSchema() });
  const table = typeTable();
  native = await Engine.on(
    new NativeProvider({ version: "3.28.0", table, arm: azure.plane, account }),
  );
});
afterAll(() => {
  native.close();
  azure.close();
});

async function deploy(name: string): Promise<string> {
  const { inputs } = await native.check(urn(GROUP), {
    resourceGroupName: name,
    location: "swedencentral",
  });
  return (await native.create(urn(GROUP), inputs)).id;
}

function fail(status: number, times: number): void {
  const what = "PUT Microsoft.Resources/resourceGroups";
  fault(azure, { kind: "call", what, status: String(status), times: String(times) });
}

test.each([429, 500, 503])("deploys although Azure answers %i three times", async (status) => {
  fail(status, 3);
  expect(await deploy(`rg-${status}`)).toContain(`/resourceGroups/rg-${status}`);
  expect(faults(azure.store)).toEqual([]);
});

test.each([
  [409, 1, "Conflict"],
  [412, 1, "PreconditionFailed"],
  [429, 4, "SubscriptionRequestsThrottled"],
  [500, 4, "InternalServerError"],
])("fails to deploy when Azure answers %i %i times", async (status, times, code) => {
  fail(status, times);
  await expect(deploy(`rg-no-${status}`)).rejects.toThrow(`Status=${status} Code="${code}"`);
  expect(faults(azure.store)).toEqual([]);
  expect(await deploy(`rg-no-${status}`)).toContain(`/resourceGroups/rg-no-${status}`);
});
