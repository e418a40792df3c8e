import { StorageManagementClient } from "@azure/arm-storage";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BODIES, groupId, IDS, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const ACCOUNT = `${IDS.group}/providers/Microsoft.Storage/storageAccounts/sttest`;
const BLOBS = `${ACCOUNT}/blobServices/default`;
const CONTAINER = `${BLOBS}/containers/state`;
const POLICY = `${ACCOUNT}/managementPolicies/default`;

const body: JsonObject = {
  location: REGION,
  kind: "StorageV2",
  sku: { name: "Standard_ZRS" },
  properties: {
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    publicNetworkAccess: "Disabled",
    encryption: { keySource: "Microsoft.Storage", requireInfrastructureEncryption: true },
  },
};

const policyBody: JsonObject = {
  properties: {
    policy: {
      rules: [
        {
          name: "old",
          enabled: true,
          type: "Lifecycle",
          definition: {
            filters: { blobTypes: ["blockBlob"] },
            actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } },
          },
        },
      ],
    },
  },
};

type Changes = Readonly<Record<string, Json | undefined>>;

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
});
afterEach(() => azure.close());

describe("a storage account", () => {
  /** @accepts Microsoft.Storage/storageAccounts */
  test("tells where it is reached and where its copies lie", async () => {
    const written = await azure.put(ACCOUNT, edited(body, { "sku.name": "Standard_GZRS" }));
    expect(written).toMatchObject({
      kind: "StorageV2",
      sku: { name: "Standard_GZRS", tier: "Standard" },
      properties: {
        primaryEndpoints: { blob: "https://sttest.blob.core.windows.net/" },
        primaryLocation: REGION,
        secondaryLocation: "swedensouth",
        minimumTlsVersion: "TLS1_0",
        allowSharedKeyAccess: false,
      },
    });
    expect(await azure.get(ACCOUNT)).toEqual(written);
  });

  /** @refuses Microsoft.Storage/storageAccounts */
  test.each<[string, Changes, string]>([
    ["a sku that there is not", { "sku.name": "Standard_XRS" }, "InvalidParameter"],
    ["no kind", { kind: undefined }, "MissingRequiredProperty"],
    ["zones where there are none", { location: "ukwest" }, "SkuNotAvailable"],
    [
      "a copy where there is no pair",
      { location: "polandcentral", "sku.name": "Standard_GRS" },
      "SkuNotAvailable",
    ],
    ["blocks only on standard disks", { kind: "BlockBlobStorage" }, "InvalidSku"],
  ])("refuses %s", async (_what, changes, code) => {
    const wrong = edited(body, changes);
    expect(await azure.refused("PUT", ACCOUNT, wrong)).toMatchObject({ code });
  });

  test("has a name that nobody else has, in any group", async () => {
    await azure.put(ACCOUNT, body);
    await azure.put(groupId("rg-other"), BODIES.group);
    const other = ACCOUNT.replace("rg-test", "rg-other");
    expect(await azure.refused("PUT", other, body)).toMatchObject({
      code: "StorageAccountAlreadyTaken",
    });
    expect(await azure.refused("PUT", ACCOUNT.replace("sttest", "st-test"), body)).toMatchObject({
      code: "AccountNameInvalid",
    });
  });

  /** @changes Microsoft.Storage/storageAccounts */
  test("gets a copy in the pair and loses it again, and neither zones nor encryption afterwards", async () => {
    await azure.put(ACCOUNT, body);
    for (const name of ["Standard_GZRS", "Standard_ZRS"]) {
      expect(await azure.put(ACCOUNT, edited(body, { "sku.name": name }))).toMatchObject({
        sku: { name },
      });
    }
    expect(
      await azure.refused("PUT", ACCOUNT, edited(body, { "sku.name": "Standard_LRS" })),
    ).toMatchObject({ code: "InvalidAccountTypeUpdate" });
    expect(
      await azure.refused(
        "PUT",
        ACCOUNT,
        edited(body, { "properties.encryption.requireInfrastructureEncryption": false }),
      ),
    ).toMatchObject({ code: "StorageAccountPropertyCannotBeUpdated" });
  });
});

describe("what an account holds", () => {
  beforeEach(() => azure.put(ACCOUNT, body));

  /**
   * @accepts Microsoft.Storage/storageAccounts/blobServices, Microsoft.Storage/storageAccounts/blobServices/containers
   * @accepts Microsoft.Storage/storageAccounts/managementPolicies
   */
  test("has a blob service from the start, and keeps containers and a policy", async () => {
    expect(await azure.get(BLOBS)).toMatchObject({
      properties: { deleteRetentionPolicy: { enabled: false } },
    });
    expect(await azure.put(CONTAINER, { properties: {} })).toMatchObject({
      properties: { publicAccess: "None", hasLegalHold: false },
    });
    expect(await azure.put(POLICY, policyBody)).toMatchObject(policyBody);
  });

  /** @changes Microsoft.Storage/storageAccounts/blobServices */
  test("keeps what was deleted for as long as it is told, in place of what was told before", async () => {
    const keep = (days: number): JsonObject => ({
      properties: { isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days } },
    });
    await azure.put(BLOBS, keep(30));
    expect(await azure.put(BLOBS, keep(45))).toMatchObject(keep(45));
  });

  /** @changes Microsoft.Storage/storageAccounts/managementPolicies */
  test("goes by another policy once it is written", async () => {
    await azure.put(POLICY, policyBody);
    const later = edited(policyBody, { "properties.policy.rules.0.name": "older" });
    await azure.put(POLICY, later);
    expect(await azure.get(POLICY)).toMatchObject(later);
  });

  /** @changes Microsoft.Storage/storageAccounts/blobServices/containers */
  test("lets a container's metadata change", async () => {
    await azure.put(CONTAINER, { properties: {} });
    const changed = await azure.put(CONTAINER, { properties: { metadata: { of: "platform" } } });
    expect(changed).toHaveProperty("properties.metadata.of", "platform");
  });

  /** @refuses Microsoft.Storage/storageAccounts/blobServices */
  test.each<[string, JsonObject, string]>([
    [
      "a retention of no day",
      { deleteRetentionPolicy: { enabled: true, days: 0 } },
      "InvalidXmlNodeValue",
    ],
    [
      "a container's of more than a year",
      { containerDeleteRetentionPolicy: { enabled: true, days: 366 } },
      "InvalidXmlNodeValue",
    ],
    [
      "restoring without versions",
      { restorePolicy: { enabled: true, days: 6 } },
      "ConflictFeatureEnabled",
    ],
  ])("refuses %s", async (_what, properties, code) => {
    expect(await azure.refused("PUT", BLOBS, { properties })).toMatchObject({ code });
  });

  test("never loses its blob service but with the account", async () => {
    expect(await azure.refused("DELETE", BLOBS)).toMatchObject({ code: "OperationNotAllowed" });
    expect(
      await azure.refused("PUT", `${ACCOUNT}/blobServices/other`, { properties: {} }),
    ).toMatchObject({ code: "InvalidUri" });
    await azure.delete(ACCOUNT);
    expect(await azure.refused("GET", BLOBS)).toMatchObject({ status: 404 });
  });

  /** @refuses Microsoft.Storage/storageAccounts/blobServices/containers */
  test("refuses a public container where the account allows none", async () => {
    expect(
      await azure.refused("PUT", CONTAINER, { properties: { publicAccess: "Blob" } }),
    ).toMatchObject({ code: "PublicAccessNotPermitted" });
  });

  /** @refuses Microsoft.Storage/storageAccounts/managementPolicies */
  test.each<[string, Changes]>([
    ["without a rule", { "properties.policy.rules": [] }],
    ["with a rule that does nothing", { "properties.policy.rules.0.definition.actions": {} }],
  ])("refuses a policy %s", async (_what, changes) => {
    expect(await azure.refused("PUT", POLICY, edited(policyBody, changes))).toMatchObject({
      code: "InvalidValuesForRequestParameters",
    });
  });

  test("serves StorageManagementClient", async () => {
    const { subscriptionId } = account;
    const client = new StorageManagementClient(credential, subscriptionId, {
      ...(inProcess(azure.plane) as object),
      apiVersion: "2024-01-01",
    });
    expect(await client.storageAccounts.getProperties("rg-test", "sttest")).toMatchObject({
      name: "sttest",
      allowSharedKeyAccess: false,
      primaryEndpoints: { blob: "https://sttest.blob.core.windows.net/" },
    });
    await client.blobServices.setServiceProperties("rg-test", "sttest", {
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
    });
    expect(await client.blobServices.getServiceProperties("rg-test", "sttest")).toMatchObject({
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
    });
    await client.blobContainers.create("rg-test", "sttest", "state", {});
    expect(await client.blobContainers.get("rg-test", "sttest", "state")).toMatchObject({
      name: "state",
      publicAccess: "None",
    });
  });
});
