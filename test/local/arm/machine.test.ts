import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { setPoolSize } from "../../../local/behaviours/compute/capacity-tables.ts";
import { objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { groupId, IDS, networkId, putNetwork, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const GROUP = groupId("rg-test");
const MACHINE = `${GROUP}/providers/Microsoft.Compute/virtualMachines/db`;
const NIC = networkId("rg-test", "networkInterfaces", "nic-db");
const DATA = `${GROUP}/providers/Microsoft.Compute/disks/disk-data`;
const SYSTEM = `${GROUP}/providers/Microsoft.Compute/disks/disk-system`;
const EXTENSION = `${MACHINE}/extensions/install`;
const COMMAND = `${MACHINE}/runCommands/take-over`;

const nicBody: JsonObject = {
  location: REGION,
  properties: {
    ipConfigurations: [{ name: "internal", properties: { subnet: { id: IDS.webSubnet } } }],
  },
};

const diskBody: JsonObject = {
  location: REGION,
  zones: ["1"],
  sku: { name: "PremiumV2_LRS" },
  properties: { creationData: { createOption: "Empty", logicalSectorSize: 512 }, diskSizeGB: 128 },
};

const machineBody: JsonObject = {
  location: REGION,
  zones: ["1"],
  properties: {
    hardwareProfile: { vmSize: "Standard_D4ds_v5" },
    securityProfile: { encryptionAtHost: true, securityType: "TrustedLaunch" },
    storageProfile: {
      imageReference: { publisher: "Oracle", offer: "Oracle-Linux", sku: "ol8", version: "8.8.3" },
      osDisk: {
        name: "disk-system",
        createOption: "FromImage",
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
      dataDisks: [{ lun: 1, createOption: "Attach", managedDisk: { id: DATA } }],
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

const extensionBody: JsonObject = {
  location: REGION,
  properties: {
    publisher: "Microsoft.Azure.Extensions",
    type: "CustomScript",
    typeHandlerVersion: "2.1",
    settings: { script: Buffer.from("#!/bin/sh\n").toString("base64") },
  },
};

const commandBody: JsonObject = {
  location: REGION,
  properties: { source: { script: "true" }, timeoutInSeconds: 60 },
};

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putNetwork(azure);
  await azure.put(NIC, nicBody);
  await azure.put(DATA, diskBody);
});
afterEach(() => azure.close());

async function power(): Promise<string | undefined> {
  const view = await azure.get(`${MACHINE}/instanceView`);
  return textAt(objectsAt(view, "statuses")[1], "code");
}

async function act(action: string): Promise<void> {
  expect((await azure.request("POST", `${MACHINE}/${action}`)).status).toBe(200);
  await turn({ minutes: 5 });
}

async function turn(duration: Temporal.DurationLike): Promise<void> {
  azure.clock.turn(duration);
  await azure.get(MACHINE);
}

describe("a machine of no scale set", () => {
  /**
   * @accepts Microsoft.Compute/virtualMachines, Microsoft.Network/networkInterfaces
   * @accepts Microsoft.Compute/disks
   */
  test("boots with its disks and its interface", async () => {
    const machine = await azure.put(MACHINE, machineBody);
    expect(machine).toMatchObject({
      properties: {
        provisioningState: "Succeeded",
        vmId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        storageProfile: {
          osDisk: { name: "disk-system", deleteOption: "Detach", managedDisk: { id: SYSTEM } },
          dataDisks: [{ lun: 1, name: "disk-data", caching: "None", diskSizeGB: 128 }],
        },
      },
    });
    expect(await power()).toBe("PowerState/starting");
    await turn({ minutes: 5 });
    expect(await power()).toBe("PowerState/running");
    expect(await azure.get(NIC)).toMatchObject({
      properties: {
        virtualMachine: { id: MACHINE },
        ipConfigurations: [{ properties: { privateIPAddress: "10.10.4.4" } }],
      },
    });
    expect(await azure.get(DATA)).toMatchObject({
      managedBy: MACHINE,
      properties: { diskState: "Attached" },
    });
    expect(await azure.get(SYSTEM)).toMatchObject({
      managedBy: MACHINE,
      sku: { name: "Premium_LRS" },
      properties: { creationData: { createOption: "FromImage" } },
    });
  });

  /** @changes Microsoft.Compute/virtualMachines */
  test("restarts for another size, and stays where it is", async () => {
    const before = await azure.put(MACHINE, machineBody);
    await turn({ minutes: 5 });
    const size = "properties.hardwareProfile.vmSize";
    const after = await azure.put(MACHINE, edited(machineBody, { [size]: "Standard_D8ds_v5" }));
    expect(after.properties).toMatchObject({
      vmId: textAt(before, "properties.vmId"),
      hardwareProfile: { vmSize: "Standard_D8ds_v5" },
    });
    expect(await power()).toBe("PowerState/starting");
    await turn({ minutes: 5 });
    expect(await power()).toBe("PowerState/running");
    const usages = await azure.list(
      `${GROUP.split("/resourceGroups/")[0]}/providers/Microsoft.Compute/locations/${REGION}/usages`,
    );
    expect(usages.find((one) => textAt(one, "name.value") === "standardDDSv5Family")).toMatchObject(
      {
        currentValue: 8,
      },
    );
  });

  /** @refuses Microsoft.Compute/virtualMachines */
  test.each<[string, Record<string, Json | undefined>, string]>([
    ["zones", { zones: ["2"] }, "PropertyChangeNotAllowed"],
    ["its host's name", { "properties.osProfile.computerName": "x" }, "PropertyChangeNotAllowed"],
    [
      "the image",
      { "properties.storageProfile.imageReference.version": "9.0.0" },
      "PropertyChangeNotAllowed",
    ],
    [
      "encryption while it runs",
      { "properties.securityProfile.encryptionAtHost": false },
      "PropertyChangeNotAllowed",
    ],
  ])("never changes %s", async (_, changes, code) => {
    await azure.put(MACHINE, machineBody);
    expect((await azure.refused("PUT", MACHINE, edited(machineBody, changes))).code).toBe(code);
  });

  /** @refuses Microsoft.Compute/virtualMachines */
  test.each<[string, Record<string, Json | undefined>, string]>([
    ["no size", { "properties.hardwareProfile": undefined }, "InvalidParameter"],
    ["no interface", { "properties.networkProfile.networkInterfaces": [] }, "InvalidParameter"],
    ["two zones", { zones: ["1", "2"] }, "InvalidParameter"],
    ["its disk in another zone", { zones: ["2"] }, "BadRequest"],
    [
      "a cached disk of the second kind",
      { "properties.storageProfile.dataDisks.0.caching": "ReadOnly" },
      "InvalidParameter",
    ],
    [
      "a disk that is not there",
      { "properties.storageProfile.dataDisks.0.managedDisk.id": `${DATA}x` },
      "InvalidResourceReference",
    ],
    ["a reserved name", { "properties.osProfile.adminUsername": "root" }, "InvalidParameter"],
    [
      "a scale set",
      { "properties.virtualMachineScaleSet": { id: IDS.set } },
      "OperationNotAllowed",
    ],
  ])("is not made with %s", async (_, changes, code) => {
    expect((await azure.refused("PUT", MACHINE, edited(machineBody, changes))).code).toBe(code);
  });

  test("takes as many disks as its size has room for, each at a LUN of its own", async () => {
    const disks = await Promise.all(
      Array.from({ length: 5 }, async (_, lun) => {
        await azure.put(`${DATA}${lun}`, diskBody);
        return { lun, createOption: "Attach", managedDisk: { id: `${DATA}${lun}` } };
      }),
    );
    const path = "properties.storageProfile.dataDisks";
    const small = { "properties.hardwareProfile.vmSize": "Standard_D2ds_v5" };
    const five = edited(machineBody, { ...small, [path]: disks });
    expect((await azure.refused("PUT", MACHINE, five)).code).toBe("OperationNotAllowed");
    const same = edited(machineBody, { [path]: disks.map((disk) => ({ ...disk, lun: 0 })) });
    expect((await azure.refused("PUT", MACHINE, same)).code).toBe("InvalidParameter");
    await azure.put(MACHINE, edited(machineBody, { ...small, [path]: disks.slice(1) }));
  });

  test("is not made, and not made larger, where Azure has no room", async () => {
    const pool = { region: REGION, zone: "1" };
    setPoolSize(azure.store, { ...pool, size: "Standard_D4ds_v5" }, 0);
    expect((await azure.refused("PUT", MACHINE, machineBody)).code).toBe("ZonalAllocationFailed");
    setPoolSize(azure.store, { ...pool, size: "Standard_D4ds_v5" }, 1);
    setPoolSize(azure.store, { ...pool, size: "Standard_D8ds_v5" }, 0);
    await azure.put(MACHINE, machineBody);
    const larger = edited(machineBody, { "properties.hardwareProfile.vmSize": "Standard_D8ds_v5" });
    expect((await azure.refused("PUT", MACHINE, larger)).code).toBe("ZonalAllocationFailed");
    expect(textAt(await azure.get(MACHINE), "properties.hardwareProfile.vmSize")).toBe(
      "Standard_D4ds_v5",
    );
  });

  test("leaves its disks and its interface behind, unless they are to go with it", async () => {
    await azure.put(MACHINE, machineBody);
    await azure.put(EXTENSION, extensionBody);
    await azure.delete(MACHINE);
    for (const id of [DATA, SYSTEM]) {
      expect(await azure.get(id)).toMatchObject({ properties: { diskState: "Unattached" } });
      await azure.delete(id);
    }
    await azure.delete(NIC);
    expect((await azure.request("GET", EXTENSION)).status).toBe(404);

    await azure.put(NIC, nicBody);
    await azure.put(DATA, diskBody);
    const going = edited(machineBody, {
      "properties.storageProfile.osDisk.deleteOption": "Delete",
      "properties.storageProfile.dataDisks.0.deleteOption": "Delete",
      "properties.networkProfile.networkInterfaces.0.properties.deleteOption": "Delete",
    });
    await azure.put(MACHINE, going);
    await azure.delete(MACHINE);
    for (const id of [DATA, SYSTEM, NIC]) expect((await azure.request("GET", id)).status).toBe(404);
  });
});

describe("a disk", () => {
  /** @changes Microsoft.Compute/disks */
  test("grows under a running machine, which says so", async () => {
    await azure.put(MACHINE, machineBody);
    await azure.put(DATA, edited(diskBody, { "properties.diskSizeGB": 256 }));
    const [disk] = objectsAt(await azure.get(MACHINE), "properties.storageProfile.dataDisks");
    expect(disk).toMatchObject({ diskSizeGB: 256 });
    expect(await azure.get(DATA)).toMatchObject({ managedBy: MACHINE });
  });

  /** @refuses Microsoft.Compute/disks */
  test.each<[string, Record<string, Json | undefined>, string]>([
    ["smaller", { "properties.diskSizeGB": 64 }, "OperationNotAllowed"],
    ["in another zone", { zones: ["2"] }, "PropertyChangeNotAllowed"],
    ["of another kind", { sku: { name: "Premium_LRS" } }, "PropertyChangeNotAllowed"],
    ["too fast for its size", { "properties.diskIOPSReadWrite": 80_001 }, "InvalidParameter"],
    [
      "with other sectors",
      { "properties.creationData.logicalSectorSize": 4096 },
      "PropertyChangeNotAllowed",
    ],
  ])("is not made %s", async (_, changes, code) => {
    expect((await azure.refused("PUT", DATA, edited(diskBody, changes))).code).toBe(code);
  });

  /** @refuses Microsoft.Compute/disks, Microsoft.Network/networkInterfaces */
  test("can't be deleted while a machine has it, nor can an interface, nor be given to another", async () => {
    await azure.put(MACHINE, machineBody);
    for (const id of [DATA, SYSTEM]) {
      const { code, message } = await azure.refused("DELETE", id);
      expect(code).toBe("OperationNotAllowed");
      expect(message).toContain(`is attached to VM ${MACHINE}`);
    }
    expect((await azure.refused("DELETE", NIC)).code).toBe("NicInUse");
    const other = { "properties.storageProfile.osDisk.name": "disk-other" };
    const thief = edited(machineBody, other);
    expect((await azure.refused("PUT", `${MACHINE}2`, thief)).details).toContain(
      "ConflictingUserInput",
    );
  });

  test("can be moved to another machine once the first has let it go", async () => {
    await azure.put(MACHINE, machineBody);
    await azure.put(MACHINE, edited(machineBody, { "properties.storageProfile.dataDisks": [] }));
    expect(await azure.get(DATA)).toMatchObject({ properties: { diskState: "Unattached" } });
    await azure.put(`${NIC}2`, nicBody);
    const second = edited(machineBody, {
      "properties.networkProfile.networkInterfaces.0.id": `${NIC}2`,
      "properties.storageProfile.osDisk.name": "disk-system2",
    });
    await azure.put(`${MACHINE}2`, second);
    expect(await azure.get(DATA)).toMatchObject({ managedBy: `${MACHINE}2` });
  });
});

describe("an interface", () => {
  /** @changes Microsoft.Network/networkInterfaces */
  test("keeps its address through changes, and gives the lowest that is free", async () => {
    await azure.put(`${NIC}2`, nicBody);
    const named = await azure.put(NIC, { ...nicBody, tags: { tier: "database" } });
    const addresses = [named, await azure.get(`${NIC}2`)].map((nic) =>
      textAt(objectsAt(nic, "properties.ipConfigurations")[0], "properties.privateIPAddress"),
    );
    expect(addresses).toEqual(["10.10.4.4", "10.10.4.5"]);
  });

  /** @refuses Microsoft.Network/networkInterfaces */
  test.each([
    ["10.10.0.9", "PrivateIPAddressNotInSubnet"],
    ["10.10.4.3", "PrivateIPAddressInReservedRange"],
    ["10.10.7.255", "PrivateIPAddressInReservedRange"],
    ["10.10.4.4", "PrivateIPAddressInUse"],
    [undefined, "PrivateIPAddressMustBeSpecified"],
  ])("does not get %s", async (address, code) => {
    const ip = "properties.ipConfigurations.0.properties";
    const body = edited(nicBody, {
      [`${ip}.privateIPAllocationMethod`]: "Static",
      [`${ip}.privateIPAddress`]: address,
    });
    expect((await azure.refused("PUT", `${NIC}2`, body)).code).toBe(code);
  });
});

describe("what runs on a machine", () => {
  beforeEach(async () => {
    await azure.put(MACHINE, machineBody);
    await turn({ minutes: 5 });
  });

  /**
   * @accepts Microsoft.Compute/virtualMachines/extensions, Microsoft.Compute/virtualMachines/runCommands
   * @changes Microsoft.Compute/virtualMachines/extensions, Microsoft.Compute/virtualMachines/runCommands
   */
  test("is kept, may be changed, and says that nothing ran", async () => {
    await azure.put(EXTENSION, extensionBody);
    const script = Buffer.from("#!/bin/sh\ntrue\n").toString("base64");
    const changed = await azure.put(
      EXTENSION,
      edited(extensionBody, { "properties.settings.script": script }),
    );
    expect(changed).toMatchObject({
      properties: { provisioningState: "Succeeded", settings: { script } },
    });
    await azure.put(COMMAND, commandBody);
    await azure.put(COMMAND, edited(commandBody, { "properties.timeoutInSeconds": 90 }));
    expect(await azure.get(`${COMMAND}?$expand=instanceView`)).toMatchObject({
      properties: {
        timeoutInSeconds: 90,
        instanceView: { output: "The local Azure runs no script." },
      },
    });
    expect(await azure.list(`${MACHINE}/extensions`)).toHaveLength(1);
  });

  /** @refuses Microsoft.Compute/virtualMachines/extensions */
  test.each<[string, Record<string, Json | undefined>, string]>([
    ["no handler", { "properties.typeHandlerVersion": undefined }, "InvalidParameter"],
    ["no script", { "properties.settings": {} }, "InvalidParameter"],
    ["a script as it is", { "properties.settings.script": "#!/bin/sh" }, "InvalidParameter"],
    [
      "a script too long",
      { "properties.settings.script": "AAAA".repeat(65_537) },
      "InvalidParameter",
    ],
  ])("is no extension with %s", async (_, changes, code) => {
    expect((await azure.refused("PUT", EXTENSION, edited(extensionBody, changes))).code).toBe(code);
  });

  /** @refuses Microsoft.Compute/virtualMachines/runCommands */
  test.each<[string, Record<string, Json | undefined>]>([
    ["no script", { "properties.source": {} }],
    ["two", { "properties.source.scriptUri": "https://example.org/script" }],
    ["no time", { "properties.timeoutInSeconds": 0 }],
  ])("is no run command with %s", async (_, changes) => {
    expect((await azure.refused("PUT", COMMAND, edited(commandBody, changes))).code).toBe(
      "InvalidParameter",
    );
  });

  /** @refuses Microsoft.Compute/virtualMachines/extensions, Microsoft.Compute/virtualMachines/runCommands */
  test("is refused on a machine that is off, and twice of one handler", async () => {
    await azure.put(EXTENSION, extensionBody);
    expect((await azure.refused("PUT", `${EXTENSION}2`, extensionBody)).code).toBe("BadRequest");
    await act("deallocate");
    expect((await azure.refused("PUT", EXTENSION, extensionBody)).code).toBe("OperationNotAllowed");
    expect((await azure.refused("PUT", COMMAND, commandBody)).code).toBe("OperationNotAllowed");
  });
});

/**
 * @changes Microsoft.Compute/virtualMachines, Microsoft.Compute/disks, Microsoft.Network/networkInterfaces
 */
test("serves a machine with its disk and its interface to Microsoft's clients", async () => {
  const options = inProcess(azure.plane) as object;
  const compute = new ComputeManagementClient(credential, account.subscriptionId, options);
  const network = new NetworkManagementClient(credential, account.subscriptionId, options);

  const nic = await network.networkInterfaces.beginCreateOrUpdateAndWait("rg-test", "nic-sdk", {
    location: REGION,
    ipConfigurations: [{ name: "internal", subnet: { id: IDS.webSubnet } }],
  });
  expect(nic.ipConfigurations?.[0]?.privateIPAddress).toBe("10.10.4.5");

  const { properties = {} } = machineBody as { properties?: JsonObject };
  const make = (vmSize: string) =>
    compute.virtualMachines.beginCreateOrUpdateAndWait("rg-test", "sdk", {
      location: REGION,
      zones: ["1"],
      ...properties,
      hardwareProfile: { vmSize },
      networkProfile: { networkInterfaces: [{ id: nic.id ?? "" }] },
    } as never);
  const made = await make("Standard_D4ds_v5");
  expect(made.storageProfile?.dataDisks?.[0]).toMatchObject({ lun: 1, diskSizeGB: 128 });
  const resized = await make("Standard_D8ds_v5");
  expect([resized.vmId, resized.hardwareProfile?.vmSize]).toEqual([made.vmId, "Standard_D8ds_v5"]);

  await compute.virtualMachines.beginDeleteAndWait("rg-test", "sdk");
  expect(
    (await network.networkInterfaces.get("rg-test", "nic-sdk")).virtualMachine,
  ).toBeUndefined();
});
