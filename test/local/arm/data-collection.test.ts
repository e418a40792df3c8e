import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BODIES, groupId, IDS, networkId, putNetwork, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

const WORKSPACE = `${IDS.group}/providers/Microsoft.OperationalInsights/workspaces/log-test`;
const RULE = `${IDS.group}/providers/Microsoft.Insights/dataCollectionRules/dcr-test`;
const MACHINE = `${IDS.group}/providers/Microsoft.Compute/virtualMachines/db`;
const ASSOCIATION = `${MACHINE}/providers/Microsoft.Insights/dataCollectionRuleAssociations/to-test`;
const SOURCE = "properties.dataSources.syslog.0";

const body: JsonObject = {
  location: REGION,
  kind: "Linux",
  properties: {
    dataSources: {
      syslog: [
        {
          name: "database",
          streams: ["Microsoft-Syslog"],
          facilityNames: ["local3"],
          logLevels: ["Info"],
        },
      ],
    },
    destinations: { logAnalytics: [{ name: "log", workspaceResourceId: WORKSPACE }] },
    dataFlows: [{ streams: ["Microsoft-Syslog"], destinations: ["log"] }],
  },
};
const NIC = networkId("rg-test", "networkInterfaces", "nic-db");

const machine: JsonObject = {
  location: REGION,
  properties: {
    hardwareProfile: { vmSize: "Standard_D4ds_v5" },
    storageProfile: {
      imageReference: { publisher: "Oracle", offer: "Oracle-Linux", sku: "ol8", version: "8.8.3" },
      osDisk: { createOption: "FromImage" },
    },
    osProfile: {
      computerName: "db",
      adminUsername: "gradetide",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: {
          publicKeys: [
            { path: "/home/gradetide/.ssh/authorized_keys", keyData: "ssh-ed25519 AAAA" },
          ],
        },
      },
    },
    networkProfile: { networkInterfaces: [{ id: NIC, properties: { primary: true } }] },
  },
};

const association: JsonObject = { properties: { dataCollectionRuleId: RULE } };

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
  await azure.put(WORKSPACE, { location: REGION });
});
afterEach(() => azure.close());

describe("a data collection rule", () => {
  /** @accepts Microsoft.Insights/dataCollectionRules */
  test("is kept with an id of its own, and says which workspace is meant", async () => {
    const written = await azure.put(RULE, body);
    const workspace = await azure.get(WORKSPACE);
    expect(written).toMatchObject({
      kind: "Linux",
      properties: {
        immutableId: expect.stringMatching(/^dcr-[0-9a-f]{32}$/),
        provisioningState: "Succeeded",
        destinations: {
          logAnalytics: [
            { name: "log", workspaceId: (workspace.properties as JsonObject).customerId },
          ],
        },
      },
    });
    expect(await azure.get(RULE)).toEqual(written);
  });

  /** @changes Microsoft.Insights/dataCollectionRules */
  test("stays the same rule with other levels", async () => {
    const first = await azure.put(RULE, body);
    const levels = edited(body, { [`${SOURCE}.logLevels`]: ["*"] });
    expect(await azure.put(RULE, levels)).toMatchObject({
      properties: {
        immutableId: (first.properties as JsonObject).immutableId,
        dataSources: { syslog: [{ logLevels: ["*"] }] },
      },
    });
  });

  /** @refuses Microsoft.Insights/dataCollectionRules */
  test.each<[string, Readonly<Record<string, Json | undefined>>, string]>([
    ["no facility", { [`${SOURCE}.facilityNames`]: [] }, `${SOURCE}.facilityNames`],
    ["no level", { [`${SOURCE}.logLevels`]: undefined }, `${SOURCE}.logLevels`],
    ["no stream", { [`${SOURCE}.streams`]: [] }, `${SOURCE}.streams`],
    ["no source", { "properties.dataSources.syslog": [] }, "properties.dataSources.syslog"],
    ["no flow", { "properties.dataFlows": [] }, "properties.dataFlows"],
    [
      "a flow to a destination that it has not",
      { "properties.dataFlows.0.destinations": ["elsewhere"] },
      "properties.dataFlows.0.destinations",
    ],
    [
      "a stream that no source gives",
      { "properties.dataFlows.0.streams": ["Microsoft-Perf"] },
      "properties.dataFlows.0.streams",
    ],
    ["another kind", { kind: "Windows" }, "kind"],
    [
      "an endpoint",
      { "properties.dataCollectionEndpointId": "/x" },
      "properties.dataCollectionEndpointId",
    ],
    [
      "a destination that is not known here",
      { "properties.destinations.azureMonitorMetrics": { name: "m" } },
      "properties.destinations.azureMonitorMetrics",
    ],
  ])("is refused with %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", RULE, edited(body, changes));
    expect(refused).toMatchObject({
      status: 400,
      code: "InvalidPayload",
      target: target.replace(/\.(\d)/, "[$1]"),
    });
    expect(azure.store.get(RULE)).toBeUndefined();
  });

  test("is refused with a facility that no system has, and without its workspace", async () => {
    const facility = edited(body, { [`${SOURCE}.facilityNames`]: ["local9"] });
    expect((await azure.refused("PUT", RULE, facility)).status).toBe(400);
    await azure.delete(WORKSPACE);
    expect((await azure.refused("PUT", RULE, body)).code).toBe("InvalidResourceReference");
  });

  test("stands in its workspace's region", async () => {
    await azure.put(groupId("rg-uk"), { location: "uksouth" });
    const elsewhere = RULE.replace("rg-test", "rg-uk");
    const refused = await azure.refused("PUT", elsewhere, edited(body, { location: "uksouth" }));
    expect(refused.status).toBe(400);
  });
});

describe("an association", () => {
  beforeEach(async () => {
    await azure.put(RULE, body);
  });

  async function putMachine(): Promise<void> {
    await putNetwork(azure);
    await azure.put(NIC, {
      location: REGION,
      properties: {
        ipConfigurations: [{ name: "internal", properties: { subnet: { id: IDS.webSubnet } } }],
      },
    });
    await azure.put(MACHINE, machine);
  }

  /** @accepts Microsoft.Insights/dataCollectionRuleAssociations */
  test("lets a machine go by a rule, which stays for as long", async () => {
    await putMachine();
    const written = await azure.put(ASSOCIATION, association);
    expect(written).toMatchObject({ properties: { dataCollectionRuleId: RULE } });
    expect(await azure.get(ASSOCIATION)).toEqual(written);
    expect(await azure.refused("DELETE", RULE)).toMatchObject({
      status: 409,
      code: "DataCollectionRuleInUse",
    });
    await azure.delete(ASSOCIATION);
    await azure.delete(RULE);
    expect((await azure.refused("PUT", ASSOCIATION, association)).code).toBe(
      "InvalidResourceReference",
    );
  });

  /** @changes Microsoft.Insights/dataCollectionRuleAssociations */
  test("leads to another rule, and goes with its machine", async () => {
    await putMachine();
    await azure.put(ASSOCIATION, association);
    await azure.put(`${RULE}-2`, body);
    const other = edited(association, { "properties.dataCollectionRuleId": `${RULE}-2` });
    expect(await azure.put(ASSOCIATION, other)).toMatchObject(other);
    await azure.delete(RULE);
    await azure.delete(MACHINE);
    expect(azure.store.get(ASSOCIATION)).toBeUndefined();
  });

  /** @refuses Microsoft.Insights/dataCollectionRuleAssociations */
  test("is refused at what is no machine, or at a machine that is not there", async () => {
    const atVault = ASSOCIATION.replace(MACHINE, IDS.vault);
    await azure.put(IDS.vault, BODIES.vault);
    expect(await azure.refused("PUT", atVault, association)).toMatchObject({
      status: 400,
      code: "InvalidPayload",
    });
    expect((await azure.refused("PUT", ASSOCIATION, association)).status).toBe(404);
    await putMachine();
    const nothing = await azure.refused("PUT", ASSOCIATION, { properties: {} });
    expect(nothing.target).toBe("properties.dataCollectionRuleId");
    const endpoint = { properties: { dataCollectionEndpointId: "/x", dataCollectionRuleId: RULE } };
    expect((await azure.refused("PUT", ASSOCIATION, endpoint)).target).toBe(
      "properties.dataCollectionEndpointId",
    );
  });
});
