import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import { TestAzure } from "./support/azure.ts";
import { groupId, IDS, putEdge, setBody } from "./support/datacenter.ts";

let azure: TestAzure;
beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => azure.close());

test("builds a datacenter", async () => {
  await putEdge(azure);
  await azure.put(IDS.set, setBody(5));
  console.log(JSON.stringify(await azure.list(`${IDS.group}/resources`), null, 1));
  console.log(JSON.stringify(await azure.get(IDS.vnet), null, 1));
  const machines = await azure.list(
    `${groupId("rg-test")}/providers/Microsoft.Compute/virtualMachines`,
  );
  console.log(JSON.stringify(machines[0], null, 1));
  expect(machines.map((m) => textAt(m, "name"))).toHaveLength(5);
  expect(
    objectsAt(await azure.get(IDS.gateway), "properties.backendAddressPools")[0],
  ).toMatchObject({});
});
