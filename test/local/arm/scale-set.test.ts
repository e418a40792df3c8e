import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { numberAt, objectAt, objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { START, TestAzure } from "./support/azure.ts";
import { BODIES, groupId, IDS, networkId, putEdge, REGION, setBody } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putEdge(azure);
});
afterEach(() => azure.close());

type Changes = Record<string, Json | undefined>;

const PROFILE = "properties.virtualMachineProfile";
const OS = `${PROFILE}.osProfile`;
const IP = `${PROFILE}.networkProfile.networkInterfaceConfigurations.0.properties.ipConfigurations.0.properties`;
const UPGRADE = "properties.upgradePolicy.rollingUpgradePolicy";

function machines(): Promise<JsonObject[]> {
  return azure.list(`${IDS.group}/providers/Microsoft.Compute/virtualMachines`);
}

async function zones(): Promise<string[]> {
  return (await machines()).map((machine) => String((machine.zones as string[])[0]));
}

async function grow(capacity: number): Promise<void> {
  const response = await azure.request("PATCH", IDS.set, { sku: { capacity } });
  expect(response.status).toBe(200);
}

/** @accepts Microsoft.Compute/virtualMachineScaleSets, Microsoft.Network/networkInterfaces */
test("makes machines in the emptiest zones, each on the network and in the pool", async () => {
  const set = await azure.put(IDS.set, setBody(4));
  expect(set).toMatchObject({
    sku: { name: "Standard_D4s_v5", tier: "Standard", capacity: 4 },
    properties: { provisioningState: "Succeeded", timeCreated: START, zoneBalance: false },
  });
  expect(await zones()).toEqual(["1", "2", "3", "1"]);
  const [machine] = await machines();
  expect(machine).toMatchObject({
    name: expect.stringMatching(/^vmss-web_[0-9a-f]{8}$/),
    location: REGION,
    properties: {
      virtualMachineScaleSet: { id: IDS.set },
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      timeCreated: START,
      osProfile: { computerName: expect.stringMatching(/^web-[0-9A-F]{6}$/) },
    },
  });
  const interfaces = await azure.list(`${IDS.group}/providers/Microsoft.Network/networkInterfaces`);
  const addresses = interfaces.map((nic) =>
    textAt(objectsAt(nic, "properties.ipConfigurations")[0], "properties.privateIPAddress"),
  );
  expect(addresses).toEqual(["10.10.4.4", "10.10.4.5", "10.10.4.6", "10.10.4.7"]);
  expect(textAt(objectsAt(machine, "properties.networkProfile.networkInterfaces")[0], "id")).toBe(
    interfaces[0]?.id,
  );
  expect(textAt(interfaces[0], "properties.virtualMachine.id")).toBe(machine?.id);
});

test("gives the same machines the same names, and new ones new names", async () => {
  await azure.put(IDS.set, setBody(2));
  const before = (await machines()).map(({ name }) => name);
  await grow(1);
  await grow(2);
  const after = (await machines()).map(({ name }) => name);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);

  const twin = new TestAzure();
  await putEdge(twin);
  await twin.put(IDS.set, setBody(2));
  const names = await twin.list(`${IDS.group}/providers/Microsoft.Compute/virtualMachines`);
  expect(names.map(({ name }) => name)).toEqual(before);
  twin.close();
});

/** @changes Microsoft.Compute/virtualMachineScaleSets */
test("shrinks the fullest zones first and frees the addresses", async () => {
  await azure.put(IDS.set, setBody(5));
  await grow(3);
  expect(await zones()).toEqual(["1", "2", "3"]);
  await grow(4);
  const interfaces = await azure.list(`${IDS.group}/providers/Microsoft.Network/networkInterfaces`);
  expect(interfaces).toHaveLength(4);
  expect(
    textAt(
      objectsAt(interfaces[3], "properties.ipConfigurations")[0],
      "properties.privateIPAddress",
    ),
  ).toBe("10.10.4.7");
});

test("takes the oldest away when its policy says so", async () => {
  await azure.put(IDS.set, setBody(4, { scaleInPolicy: { rules: ["OldestVM"] } }));
  const before = (await machines()).map(({ name }) => name);
  await grow(3);
  expect((await machines()).map(({ name }) => name)).toEqual(before.slice(1));
});

test("keeps its machines over a write that changes something else", async () => {
  await azure.put(IDS.set, setBody(3));
  const before = await machines();
  await azure.request("PATCH", IDS.set, { tags: { a: "b" } });
  await azure.put(IDS.set, { ...setBody(3), tags: { a: "c" } });
  expect(await machines()).toEqual(before);
});

test("keeps the count when a body has no sku at all", async () => {
  await azure.put(IDS.set, setBody(3));
  const set = await azure.put(IDS.set, edited(setBody(3), { sku: undefined }));
  expect(objectAt(set, "sku")).toEqual({ name: "Standard_D4s_v5", tier: "Standard", capacity: 3 });
});

test("keeps the count when a PATCH names another size only", async () => {
  await azure.put(IDS.set, setBody(3));
  const { body } = await azure.request("PATCH", IDS.set, { sku: { name: "Standard_D8s_v5" } });
  expect(objectAt(body, "sku")).toMatchObject({ name: "Standard_D8s_v5", capacity: 3 });
});

test.each([[null], [undefined]])("refuses a sku with the capacity %s", async (capacity) => {
  await azure.put(IDS.set, setBody(3));
  for (const id of [IDS.set, `${IDS.set}-new`]) {
    const refused = await azure.refused(
      "PUT",
      id,
      edited(setBody(3), { "sku.capacity": capacity }),
    );
    expect([refused.code, ...refused.details]).toContain("InvalidParameter");
  }
});

/**
 * @changes Microsoft.Compute/virtualMachineScaleSets, Microsoft.Compute/virtualMachines
 * @changes Microsoft.Network/networkInterfaces
 */
test("deletes its machines with it, and a machine from it", async () => {
  await azure.put(IDS.set, setBody(3));
  const [first] = await machines();
  await azure.delete(textAt(first, "id") ?? "");
  expect(numberAt(await azure.get(IDS.set), "sku.capacity")).toBe(2);
  expect(await machines()).toHaveLength(2);
  await azure.delete(IDS.set);
  expect(azure.store.list({ type: "Microsoft.Compute/virtualMachines" })).toEqual([]);
  expect(azure.store.list({ type: "Microsoft.Network/networkInterfaces" })).toEqual([]);
  expect(azure.store.referrers(IDS.webSubnet)).toEqual([]);
});

/** @refuses Microsoft.Compute/virtualMachines, Microsoft.Network/networkInterfaces */
test("lets nobody write a machine or its interface", async () => {
  await azure.put(IDS.set, setBody(1));
  const [machine] = await machines();
  const [nic] = await azure.list(`${IDS.group}/providers/Microsoft.Network/networkInterfaces`);
  const id = textAt(machine, "id") ?? "";
  expect((await azure.refused("PUT", id, { location: REGION })).code).toBe("OperationNotAllowed");
  expect((await azure.refused("PATCH", id, { tags: {} })).code).toBe("OperationNotAllowed");
  expect((await azure.refused("DELETE", textAt(nic, "id") ?? "")).code).toBe("NicInUse");
});

test("keeps no secret, and shows none", async () => {
  const protectedSettings = { token: "very-secret" };
  const body = edited(setBody(1), {
    [`${PROFILE}.extensionProfile.extensions.0.properties.protectedSettings`]: protectedSettings,
  });
  const shown = JSON.stringify([
    await azure.put(IDS.set, body),
    await machines(),
    azure.store.list(),
  ]);
  expect(shown).not.toContain("very-secret");
  expect(shown).not.toContain(textAt(body, `${OS}.customData`));
  expect(shown).toContain("ssh-ed25519");
});

/**
 * @refuses Microsoft.Compute/virtualMachineScaleSets
 * @refuses automatic repairs, rolling upgrades
 */
test.each<[string, Changes, string]>([
  ["more than 1000 machines", { "sku.capacity": 1001 }, "InvalidParameter"],
  ["less than none", { "sku.capacity": -1 }, "InvalidParameter"],
  ["a broken count", { "sku.capacity": 1.5 }, "InvalidParameter"],
  ["Uniform orchestration", { "properties.orchestrationMode": "Uniform" }, "InvalidParameter"],
  ["no orchestration mode", { "properties.orchestrationMode": undefined }, "InvalidParameter"],
  [
    "no fault domain count",
    { "properties.platformFaultDomainCount": undefined },
    "InvalidParameter",
  ],
  ["two fault domains in zones", { "properties.platformFaultDomainCount": 2 }, "InvalidParameter"],
  [
    "one placement group over zones",
    { "properties.singlePlacementGroup": true },
    "InvalidParameter",
  ],
  [
    "no network API version",
    { [`${PROFILE}.networkProfile.networkApiVersion`]: undefined },
    "InvalidParameter",
  ],
  ["an identity of its own", { identity: { type: "SystemAssigned" } }, "InvalidParameter"],
  [
    "rolling upgrades without a health signal",
    { [`${PROFILE}.extensionProfile`]: undefined, "properties.automaticRepairsPolicy": undefined },
    "BadRequest",
  ],
  [
    "repairs without a health signal",
    { [`${PROFILE}.extensionProfile`]: undefined, "properties.upgradePolicy": { mode: "Manual" } },
    "BadRequest",
  ],
  [
    "a grace period of 9 minutes",
    { "properties.automaticRepairsPolicy.gracePeriod": "PT9M" },
    "InvalidParameter",
  ],
  [
    "a grace period of 91 minutes",
    { "properties.automaticRepairsPolicy.gracePeriod": "PT91M" },
    "InvalidParameter",
  ],
  [
    "a grace period that is none",
    { "properties.automaticRepairsPolicy.gracePeriod": "soon" },
    "InvalidParameter",
  ],
  [
    "a negative grace period",
    { "properties.automaticRepairsPolicy.gracePeriod": "-PT20M" },
    "InvalidParameter",
  ],
  ["a negative pause", { [`${UPGRADE}.pauseTimeBetweenBatches`]: "-P2D" }, "InvalidParameter"],
  ...["intervalInSeconds", "numberOfProbes", "gracePeriod"].map(
    (setting): [string, Changes, string] => [
      `a health extension with a negative ${setting}`,
      { [`${PROFILE}.extensionProfile.extensions.0.properties.settings.${setting}`]: -5 },
      "InvalidParameter",
    ],
  ),
  ["batches of 4 %", { [`${UPGRADE}.maxBatchInstancePercent`]: 4 }, "InvalidParameter"],
  [
    "batches above the unhealthy limit",
    { [`${UPGRADE}.maxBatchInstancePercent`]: 40 },
    "InvalidParameter",
  ],
  [
    "automatic rollback",
    { [`${UPGRADE}.rollbackFailedInstancesOnPolicyBreach`]: true },
    "InvalidParameter",
  ],
  [
    "half an image",
    { [`${PROFILE}.storageProfile.imageReference.sku`]: undefined },
    "InvalidParameter",
  ],
  [
    "an image that does not exist",
    {
      [`${PROFILE}.storageProfile.imageReference`]: {
        id: `${groupId("rg-images")}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`,
      },
    },
    "InvalidResourceReference",
  ],
  ["an administrator called admin", { [`${OS}.adminUsername`]: "admin" }, "InvalidParameter"],
  ["no administrator", { [`${OS}.adminUsername`]: undefined }, "InvalidParameter"],
  [
    "no key and no password",
    { [`${OS}.linuxConfiguration.ssh.publicKeys`]: [] },
    "InvalidParameter",
  ],
  [
    "a key of another's home",
    { [`${OS}.linuxConfiguration.ssh.publicKeys.0.path`]: "/home/other/.ssh/authorized_keys" },
    "InvalidParameter",
  ],
  ["custom data that is plain text", { [`${OS}.customData`]: "#cloud-config" }, "InvalidParameter"],
  [
    "a subnet that does not exist",
    { [`${IP}.subnet.id`]: `${IDS.vnet}/subnets/none` },
    "InvalidResourceReference",
  ],
  [
    "a pool that does not exist",
    {
      [`${IP}.applicationGatewayBackendAddressPools.0.id`]: `${IDS.gateway}/backendAddressPools/none`,
    },
    "InvalidResourceReference",
  ],
  [
    "the gateway instead of its pool",
    { [`${IP}.applicationGatewayBackendAddressPools.0.id`]: IDS.gateway },
    "InvalidRequestFormat",
  ],
  [
    "a reservation that does not exist",
    {
      [`${PROFILE}.capacityReservation`]: {
        capacityReservationGroup: {
          id: `${IDS.group}/providers/Microsoft.Compute/capacityReservationGroups/crg`,
        },
      },
    },
    "InvalidResourceReference",
  ],
])("refuses a scale set with %s", async (_what, changes, code) => {
  const refused = await azure.refused("PUT", IDS.set, edited(setBody(2), changes));
  expect([refused.code, ...refused.details]).toContain(code);
  expect(azure.store.get(IDS.set)).toBeUndefined();
});

test.each<[string, Changes, boolean]>([
  ["other fault domains", { "properties.platformFaultDomainCount": 5 }, true],
  ["one placement group", { "properties.singlePlacementGroup": true, zones: ["1"] }, true],
  ["another prefix", { [`${OS}.computerNamePrefix`]: "clone-" }, true],
  ["another administrator", { [`${OS}.adminUsername`]: "other" }, true],
  [
    "another disk type",
    { [`${PROFILE}.storageProfile.osDisk.managedDisk.storageAccountType`]: "StandardSSD_LRS" },
    true,
  ],
  ["another publisher", { [`${PROFILE}.storageProfile.imageReference.publisher`]: "Debian" }, true],
  ["fewer zones", { zones: ["1", "2"] }, true],
  ["no zones", { zones: undefined, "properties.platformFaultDomainCount": 1 }, true],
  [
    "another version of the image",
    { [`${PROFILE}.storageProfile.imageReference.version`]: "24.04.202411010" },
    false,
  ],
  [
    "another sku of the image",
    { [`${PROFILE}.storageProfile.imageReference.sku`]: "minimal" },
    false,
  ],
  ["another machine size", { "sku.name": "Standard_D8s_v5" }, false],
])("decides whether a set may get %s", async (_what, changes, refuses) => {
  await azure.put(IDS.set, setBody(1));
  const response = await azure.request("PUT", IDS.set, edited(setBody(1), changes));
  if (!refuses) {
    expect(response.status).toBe(200);
    return;
  }
  const refused = await azure.refused("PUT", IDS.set, edited(setBody(1), changes));
  expect([refused.code, ...refused.details]).toContain("PropertyChangeNotAllowed");
});

test("lets a set add zones, and fills the new ones", async () => {
  await azure.put(IDS.set, edited(setBody(2), { zones: ["1"] }));
  await azure.put(IDS.set, edited(setBody(4), { zones: ["1", "2", "3"] }));
  expect(await zones()).toEqual(["1", "1", "2", "3"]);
});

test("lets a set move from a marketplace image to a gallery's", async () => {
  const id = `${groupId("rg-images")}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
  azure.store.put({
    id,
    name: "1.0.0",
    type: "Microsoft.Compute/galleries/images/versions",
    location: REGION,
  });
  await azure.put(IDS.set, setBody(1));
  await azure.put(
    IDS.set,
    edited(setBody(1), { [`${PROFILE}.storageProfile.imageReference`]: { id } }),
  );
});

test("refuses a subnet of another network for a set that stands", async () => {
  await azure.put(IDS.set, setBody(1));
  const other = networkId("rg-test", "virtualNetworks", "other");
  await azure.put(other, {
    location: REGION,
    properties: {
      addressSpace: { addressPrefixes: ["10.20.0.0/16"] },
      subnets: [{ name: "web", properties: { addressPrefix: "10.20.0.0/24" } }],
    },
  });
  const body = edited(setBody(1), { [`${IP}.subnet.id`]: `${other}/subnets/web` });
  expect((await azure.refused("PUT", IDS.set, body)).code).toBe("PropertyChangeNotAllowed");
});

test("refuses more machines than its subnet has addresses for", async () => {
  await azure.put(
    IDS.vnet,
    edited(BODIES.vnet, { "properties.subnets.1.properties.addressPrefix": "10.10.4.0/29" }),
  );
  const refused = await azure.refused("PUT", IDS.set, setBody(4));
  expect(refused.code).toBe("SubnetIsFull");
  expect(refused.message).toMatch(
    /10\.10\.4\.0\/29 does not have enough capacity for 4 IP addresses: 3 are left/,
  );
  await azure.put(IDS.set, setBody(3));
  expect((await azure.refused("PATCH", IDS.set, { sku: { capacity: 4 } })).code).toBe(
    "SubnetIsFull",
  );
});

test.each<[string, Changes]>([
  ["one placement group", { "properties.singlePlacementGroup": true, zones: ["1"] }],
  ["spot machines", { [`${PROFILE}.priority`]: "Spot" }],
])("refuses a reservation together with %s", async (_what, changes) => {
  const id = `${IDS.group}/providers/Microsoft.Compute/capacityReservationGroups/crg`;
  azure.store.put({
    id,
    name: "crg",
    type: "Microsoft.Compute/capacityReservationGroups",
    location: REGION,
  });
  const reserved = edited(setBody(0), {
    [`${PROFILE}.capacityReservation`]: { capacityReservationGroup: { id } },
  });
  expect((await azure.refused("PUT", IDS.set, edited(reserved, changes))).code).toBe(
    "OperationNotAllowed",
  );
  await azure.put(IDS.set, reserved);
});

test("grows to a thousand machines and goes back", async () => {
  await azure.put(IDS.set, setBody(0));
  await grow(1000);
  expect(await machines()).toHaveLength(1000);
  await grow(10);
  expect((await zones()).toSorted().join("")).toBe("1111222333");
}, 60_000);
