import { NetworkManagementClient } from "@azure/arm-network";
import { PrivateDnsManagementClient } from "@azure/arm-privatedns";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { IDS, networkId, putNetwork, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const ACCOUNT = `${IDS.group}/providers/Microsoft.Storage/storageAccounts/sttest`;
const ENDPOINT = networkId("rg-test", "privateEndpoints", "pe-storage");
const ENTRY = `${ENDPOINT}/privateDnsZoneGroups/default`;
const ZONE = networkId("rg-test", "privateDnsZones", "privatelink.blob.core.windows.net");
const LINK = `${ZONE}/virtualNetworkLinks/link`;
const CONNECTION = "properties.privateLinkServiceConnections.0";

const endpointBody: JsonObject = {
  location: REGION,
  properties: {
    subnet: { id: IDS.webSubnet },
    privateLinkServiceConnections: [
      { name: "blob", properties: { privateLinkServiceId: ACCOUNT, groupIds: ["blob"] } },
    ],
  },
};
const zoneBody: JsonObject = { location: "global" };
const linkBody: JsonObject = {
  location: "global",
  properties: { registrationEnabled: false, virtualNetwork: { id: IDS.vnet } },
};
const entryBody: JsonObject = {
  properties: {
    privateDnsZoneConfigs: [{ name: "blob", properties: { privateDnsZoneId: ZONE } }],
  },
};

type Changes = Readonly<Record<string, Json | undefined>>;

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putNetwork(azure);
  await azure.put(ACCOUNT, {
    location: REGION,
    kind: "StorageV2",
    sku: { name: "Standard_ZRS" },
    properties: {},
  });
});
afterEach(() => azure.close());

describe("a private endpoint", () => {
  /** @accepts Microsoft.Network/privateEndpoints */
  test("stands in its subnet with an address, and is known to what it leads to", async () => {
    const endpoint = await azure.put(ENDPOINT, endpointBody);
    expect(endpoint).toMatchObject({
      properties: {
        networkInterfaces: [{ id: expect.stringMatching(/networkInterfaces\/pe-storage\.nic$/) }],
        privateLinkServiceConnections: [
          { properties: { privateLinkServiceConnectionState: { status: "Approved" } } },
        ],
      },
    });
    const card = networkId("rg-test", "networkInterfaces", "pe-storage.nic");
    expect(await azure.get(card)).toMatchObject({
      properties: { ipConfigurations: [{ properties: { privateIPAddress: "10.10.4.4" } }] },
    });
    expect(await azure.get(ACCOUNT)).toMatchObject({
      properties: {
        privateEndpointConnections: [{ properties: { privateEndpoint: { id: ENDPOINT } } }],
      },
    });
  });

  test("gives its address back when it goes", async () => {
    await azure.put(ENDPOINT, endpointBody);
    await azure.delete(ENDPOINT);
    const card = networkId("rg-test", "networkInterfaces", "pe-storage.nic");
    expect(await azure.refused("GET", card)).toMatchObject({ status: 404 });
    await azure.delete(IDS.vnet);
  });

  /** @refuses Microsoft.Network/privateEndpoints */
  test.each<[string, Changes, string]>([
    ["no subnet", { "properties.subnet": undefined }, "InvalidRequestFormat"],
    [
      "a subnet that is not there",
      { "properties.subnet.id": `${IDS.webSubnet}x` },
      "InvalidResourceReference",
    ],
    [
      "nothing to lead to",
      { [`${CONNECTION}.properties.privateLinkServiceId`]: `${ACCOUNT}x` },
      "PrivateLinkServiceNotFound",
    ],
    [
      "what can't be reached privately",
      { [`${CONNECTION}.properties.privateLinkServiceId`]: IDS.vnet },
      "PrivateLinkServiceNotFound",
    ],
    [
      "a part that the resource has not",
      { [`${CONNECTION}.properties.groupIds`]: ["vault"] },
      "PrivateEndpointInvalidGroupIds",
    ],
    ["no connection", { "properties.privateLinkServiceConnections": [] }, "InvalidRequestFormat"],
  ])("refuses %s", async (_what, changes, code) => {
    expect(await azure.refused("PUT", ENDPOINT, edited(endpointBody, changes))).toMatchObject({
      code,
    });
  });

  /** @changes Microsoft.Network/privateEndpoints */
  test("takes other tags, and stays in its subnet", async () => {
    await azure.put(ENDPOINT, endpointBody);
    const tagged = await azure.put(ENDPOINT, { ...endpointBody, tags: { tier: "storage" } });
    expect(tagged).toMatchObject({ tags: { tier: "storage" } });
    const moved = edited(endpointBody, { "properties.subnet.id": IDS.edgeSubnet });
    expect(await azure.refused("PUT", ENDPOINT, moved)).toMatchObject({
      code: "PropertyChangeNotAllowed",
    });
  });
});

describe("its name", () => {
  beforeEach(async () => {
    await azure.put(ENDPOINT, endpointBody);
    await azure.put(ZONE, zoneBody);
  });

  /** @accepts Microsoft.Network/privateEndpoints/privateDnsZoneGroups, Microsoft.Network/privateDnsZones */
  test("lies in the zone with the endpoint's address", async () => {
    expect(await azure.put(ENTRY, entryBody)).toMatchObject({
      properties: {
        privateDnsZoneConfigs: [
          {
            properties: {
              recordSets: [
                { fqdn: "sttest.privatelink.blob.core.windows.net", ipAddresses: ["10.10.4.4"] },
              ],
            },
          },
        ],
      },
    });
    expect(await azure.get(ZONE)).toMatchObject({
      location: "global",
      properties: { numberOfRecordSets: 2, numberOfVirtualNetworkLinks: 0 },
    });
  });

  /** @refuses Microsoft.Network/privateEndpoints/privateDnsZoneGroups */
  test("is refused in another zone than the service's, in none, and twice", async () => {
    const other = networkId("rg-test", "privateDnsZones", "privatelink.vaultcore.azure.net");
    await azure.put(other, zoneBody);
    const wrong = edited(entryBody, {
      "properties.privateDnsZoneConfigs.0.properties.privateDnsZoneId": other,
    });
    expect(await azure.refused("PUT", ENTRY, wrong)).toMatchObject({
      code: "InvalidPrivateDnsZoneIds",
    });
    const none = edited(entryBody, { "properties.privateDnsZoneConfigs": [] });
    expect(await azure.refused("PUT", ENTRY, none)).toMatchObject({ code: "InvalidRequestFormat" });
    await azure.put(ENTRY, entryBody);
    expect(await azure.refused("PUT", `${ENTRY}2`, entryBody)).toMatchObject({
      code: "PrivateDnsZoneGroupCountExceeded",
    });
  });

  /** @changes Microsoft.Network/privateEndpoints/privateDnsZoneGroups */
  test("leaves the zone with its group", async () => {
    await azure.put(ENTRY, entryBody);
    await azure.put(
      ENTRY,
      edited(entryBody, { "properties.privateDnsZoneConfigs.0.name": "blobs" }),
    );
    expect(await azure.refused("DELETE", ZONE)).toMatchObject({ code: "PrivateDnsZoneInUse" });
    await azure.delete(ENTRY);
    expect(await azure.get(ZONE)).toHaveProperty("properties.numberOfRecordSets", 1);
  });
});

describe("a private DNS zone", () => {
  beforeEach(() => azure.put(ZONE, zoneBody));

  /** @accepts Microsoft.Network/privateDnsZones/virtualNetworkLinks */
  test("is asked by the networks that are linked to it", async () => {
    expect(await azure.put(LINK, linkBody)).toMatchObject({
      properties: { virtualNetworkLinkState: "Completed" },
    });
    expect(await azure.get(ZONE)).toHaveProperty("properties.numberOfVirtualNetworkLinks", 1);
  });

  /** @refuses Microsoft.Network/privateDnsZones, Microsoft.Network/privateDnsZones/virtualNetworkLinks */
  test("refuses a region, a network that is not there, and one that is linked already", async () => {
    expect(await azure.refused("PUT", `${ZONE}.other`, { location: REGION })).toMatchObject({
      code: "LocationNotAvailableForResourceType",
    });
    const wrong = edited(linkBody, { "properties.virtualNetwork.id": `${IDS.vnet}x` });
    expect(await azure.refused("PUT", LINK, wrong)).toMatchObject({
      code: "InvalidResourceReference",
    });
    await azure.put(LINK, linkBody);
    expect(await azure.refused("PUT", `${LINK}2`, linkBody)).toMatchObject({ code: "Conflict" });
    expect(await azure.refused("DELETE", ZONE)).toMatchObject({ code: "CannotDeleteResource" });
  });

  /** @changes Microsoft.Network/privateDnsZones, Microsoft.Network/privateDnsZones/virtualNetworkLinks */
  test("takes other tags, and a link another way to register, but no other network", async () => {
    await azure.put(ZONE, { ...zoneBody, tags: { tier: "storage" } });
    await azure.put(LINK, linkBody);
    const registering = edited(linkBody, { "properties.registrationEnabled": true });
    expect(await azure.put(LINK, registering)).toHaveProperty(
      "properties.registrationEnabled",
      true,
    );
    const second = networkId("rg-test", "virtualNetworks", "vnet2");
    await azure.put(second, {
      location: REGION,
      properties: { addressSpace: { addressPrefixes: ["10.20.0.0/16"] } },
    });
    const moved = edited(linkBody, { "properties.virtualNetwork.id": second });
    expect(await azure.refused("PUT", LINK, moved)).toMatchObject({ code: "BadRequest" });
  });

  test("serves the clients of both namespaces", async () => {
    const options = inProcess(azure.plane) as object;
    const { subscriptionId } = account;
    const dns = new PrivateDnsManagementClient(credential, subscriptionId, {
      ...options,
      apiVersion: "2024-06-01",
    });
    const network = new NetworkManagementClient(credential, subscriptionId, options);
    const zone = "privatelink.blob.core.windows.net";
    await dns.virtualNetworkLinks.createOrUpdate("rg-test", zone, "link", {
      location: "global",
      virtualNetwork: { id: IDS.vnet },
      registrationEnabled: false,
    });
    expect(await dns.privateZones.get("rg-test", zone)).toMatchObject({
      numberOfVirtualNetworkLinks: 1,
    });
    await azure.put(ENDPOINT, endpointBody);
    expect(await network.privateEndpoints.get("rg-test", "pe-storage")).toMatchObject({
      provisioningState: "Succeeded",
      privateLinkServiceConnections: [{ groupIds: ["blob"] }],
    });
  });
});
