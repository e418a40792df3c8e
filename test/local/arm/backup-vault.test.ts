import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BACKUP, BACKUP_BODIES, putBackupVault, ROLE } from "./support/backup.ts";
import { edited } from "./support/edit.ts";

const { vault, policy, instance, guard, guardProxy, account } = BACKUP;
const SECURITY = "properties.securitySettings";
const IMMUTABILITY = `${SECURITY}.immutabilitySettings.state`;
const DAYS = `${SECURITY}.softDeleteSettings.retentionDurationInDays`;
const STORE = "properties.storageSettings.0.type";
const RULES = "properties.policyRules";
const CONTAINERS =
  "properties.policyInfo.policyParameters.backupDatasourceParametersList.0.containersList";

type Changes = Readonly<Record<string, Json | undefined>>;

const vaultBody = (changes: Changes) => edited(BACKUP_BODIES.vault, changes);

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putBackupVault(azure);
});
afterEach(() => azure.close());

describe("a backup vault", () => {
  /** @accepts Microsoft.DataProtection/backupVaults */
  test("has an identity that stays with it", async () => {
    const before = await azure.get(vault);
    expect(before).toMatchObject({
      identity: { type: "SystemAssigned", principalId: expect.any(String) },
    });
    await azure.put(vault, vaultBody({ [DAYS]: 60 }));
    expect(await azure.get(vault)).toMatchObject({ identity: before.identity ?? {} });
  });

  /** @refuses Microsoft.DataProtection/backupVaults */
  test.each<[string, Changes, string]>([
    ["no store", { "properties.storageSettings": [] }, "UserErrorInvalidRequestParameter"],
    ["13 days of soft delete", { [DAYS]: 13 }, "UserErrorInvalidSoftDeleteRetention"],
    ["zones where there are none", { location: "ukwest" }, "UserErrorRedundancyNotAvailable"],
    [
      "restoring elsewhere without a copy there",
      { "properties.featureSettings": { crossRegionRestoreSettings: { state: "Enabled" } } },
      "UserErrorRedundancyNotAvailable",
    ],
  ])("refuses %s", async (_what, changes, code) => {
    expect(await azure.refused("PUT", `${vault}2`, vaultBody(changes))).toMatchObject({ code });
  });

  /** @changes Microsoft.DataProtection/backupVaults */
  test("changes its redundancy until something is protected, and is locked for ever", async () => {
    await azure.put(vault, vaultBody({ [STORE]: "GeoRedundant" }));
    await azure.put(vault, vaultBody({}));
    await azure.put(instance, BACKUP_BODIES.instance);
    const moved = vaultBody({ [STORE]: "GeoRedundant" });
    expect(await azure.refused("PUT", vault, moved)).toMatchObject({
      code: "UserErrorRedundancyIsFixed",
    });
    await azure.put(vault, vaultBody({ [IMMUTABILITY]: "Locked" }));
    expect(await azure.refused("PUT", vault, vaultBody({}))).toMatchObject({
      code: "UserErrorImmutabilityIsLocked",
    });
  });

  test("stands until what was deleted from it is over", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    expect(await azure.refused("DELETE", vault)).toMatchObject({ status: 409 });
    await azure.delete(instance);
    expect(await azure.refused("DELETE", vault)).toMatchObject({ status: 409 });
    azure.clock.turn({ days: 30 });
    await azure.delete(vault);
  });
});

describe("a vault's policy", () => {
  /** @accepts Microsoft.DataProtection/backupVaults/backupPolicies */
  test("is kept as it was written", async () => {
    expect(await azure.get(policy)).toMatchObject(BACKUP_BODIES.policy);
    expect(await azure.put(policy, BACKUP_BODIES.policy)).toMatchObject(BACKUP_BODIES.policy);
  });

  /** @refuses Microsoft.DataProtection/backupVaults/backupPolicies */
  test.each<[string, Changes]>([
    ["what nobody backs up", { "properties.datasourceTypes": ["Microsoft.Web/sites"] }],
    [
      "servers every day",
      {
        "properties.datasourceTypes": ["Microsoft.DBforPostgreSQL/flexibleServers"],
        [`${RULES}.0.backupParameters.backupType`]: "Full",
      },
    ],
    [
      "a month's rhythm",
      {
        [`${RULES}.0.trigger.schedule.repeatingTimeIntervals`]: ["R/2026-01-01T01:00:00+00:00/P1M"],
      },
    ],
    [
      "a tag without its rule",
      { [`${RULES}.0.trigger.taggingCriteria.0.tagInfo.tagName`]: "Weekly" },
    ],
    ["no default", { [`${RULES}.1.isDefault`]: false }],
    ["eleven years", { [`${RULES}.1.lifecycles.0.deleteAfter.duration`]: "P11Y" }],
    [
      "a snapshot instead of a copy",
      { [`${RULES}.0.dataStore.dataStoreType`]: "OperationalStore" },
    ],
  ])("refuses %s", async (_what, changes) => {
    const wrong = edited(BACKUP_BODIES.policy, changes);
    expect(await azure.refused("PUT", `${policy}2`, wrong)).toMatchObject({
      code: "BMSUserErrorInvalidInput",
    });
  });

  /** @changes Microsoft.DataProtection/backupVaults/backupPolicies */
  test("is never changed, but another one takes its place", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    const longer = edited(BACKUP_BODIES.policy, {
      [`${RULES}.1.lifecycles.0.deleteAfter.duration`]: "P60D",
    });
    expect(await azure.refused("PUT", policy, longer)).toMatchObject({
      code: "UserErrorPolicyUpdateNotSupported",
    });
    expect(await azure.refused("DELETE", policy)).toMatchObject({ code: "UserErrorPolicyInUse" });
    await azure.put(`${policy}-60d`, longer);
    await azure.put(
      instance,
      edited(BACKUP_BODIES.instance, { "properties.policyInfo.policyId": `${policy}-60d` }),
    );
    await azure.delete(policy);
  });
});

describe("a backup instance", () => {
  /** @accepts Microsoft.DataProtection/backupVaults/backupInstances */
  test("is protected once it stands", async () => {
    expect(await azure.put(instance, BACKUP_BODIES.instance)).toMatchObject({
      properties: {
        currentProtectionState: "ProtectionConfigured",
        protectionStatus: { status: "ProtectionConfigured" },
      },
    });
  });

  /** @refuses Microsoft.DataProtection/backupVaults/backupInstances */
  test.each<[string, Changes, string]>([
    [
      "an account that is not there",
      { "properties.dataSourceInfo.resourceID": `${account}2` },
      "InvalidResourceReference",
    ],
    [
      "a policy that is not there",
      { "properties.policyInfo.policyId": `${policy}2` },
      "InvalidResourceReference",
    ],
    ["no container", { [CONTAINERS]: [] }, "BMSUserErrorInvalidInput"],
    [
      "a container that is not there",
      { [CONTAINERS]: ["uploads"] },
      "UserErrorIncorrectContainersSelectedForOperation",
    ],
    [
      "an account as something else",
      { "properties.dataSourceInfo.datasourceType": "Microsoft.DBforPostgreSQL/flexibleServers" },
      "BMSUserErrorInvalidInput",
    ],
  ])("refuses %s", async (_what, changes, code) => {
    const wrong = edited(BACKUP_BODIES.instance, changes);
    expect(await azure.refused("PUT", instance, wrong)).toMatchObject({ code });
  });

  test("needs the vault's role, an account that lets itself be copied, and is the only one", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    expect(await azure.refused("PUT", `${instance}2`, BACKUP_BODIES.instance)).toMatchObject({
      code: "UserErrorDatasourceAlreadyProtected",
    });
    await azure.delete(ROLE);
    expect(await azure.refused("PUT", instance, BACKUP_BODIES.instance)).toMatchObject({
      status: 403,
      code: "UserErrorMSIMissingPermissions",
    });
  });

  test("refuses an account that is not copied to other tenants", async () => {
    await azure.put(account, {
      location: "swedencentral",
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      properties: { allowCrossTenantReplication: false },
    });
    expect(await azure.refused("PUT", instance, BACKUP_BODIES.instance)).toMatchObject({
      code: "UserErrorCrossTenantOrsPolicyDisabled",
    });
  });

  /** @changes Microsoft.DataProtection/backupVaults/backupInstances */
  test("comes back from its deletion while soft delete lasts", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    await azure.delete(instance);
    expect(await azure.list(`${vault}/deletedBackupInstances`)).toMatchObject([
      { name: "bi-blobs", properties: { currentProtectionState: "SoftDeleted" } },
    ]);
    expect(await azure.refused("PUT", instance, BACKUP_BODIES.instance)).toMatchObject({
      code: "UserErrorBackupInstanceInSoftDeletedState",
    });
    await azure.request("POST", `${vault}/deletedBackupInstances/bi-blobs/undelete`);
    expect(await azure.get(instance)).toHaveProperty(
      "properties.currentProtectionState",
      "ProtectionStopped",
    );
    expect(await azure.list(`${vault}/deletedBackupInstances`)).toEqual([]);
  });

  test("can't be deleted from a vault that is immutable", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    await azure.put(vault, vaultBody({ [IMMUTABILITY]: "Unlocked" }));
    expect(await azure.refused("DELETE", instance)).toMatchObject({
      code: "UserErrorImmutableVaultOperationNotAllowed",
    });
  });
});

describe("a backup vault with a guard", () => {
  const proxy = { properties: { resourceGuardResourceId: guard } };
  beforeEach(() => azure.put(guard, BACKUP_BODIES.guard));

  /**
   * @accepts Microsoft.DataProtection/backupVaults/backupResourceGuardProxies
   * @changes Microsoft.DataProtection/backupVaults/backupResourceGuardProxies
   */
  test("keeps what is protected in it from a single person", async () => {
    await azure.put(instance, BACKUP_BODIES.instance);
    await azure.put(guardProxy, proxy);
    await azure.put(guardProxy, proxy);
    expect(await azure.get(vault)).toHaveProperty(
      "properties.isVaultProtectedByResourceGuard",
      true,
    );
    const refused = { code: "UserErrorResourceGuardApprovalNeeded" };
    expect(await azure.refused("DELETE", instance)).toMatchObject(refused);
    expect(await azure.refused("PUT", vault, vaultBody({ [DAYS]: 14 }))).toMatchObject(refused);
  });

  /** @refuses Microsoft.DataProtection/backupVaults/backupResourceGuardProxies */
  test("refuses a guard of another region", async () => {
    await azure.put(`${guard}2`, { location: "northeurope", properties: {} });
    const other = { properties: { resourceGuardResourceId: `${guard}2` } };
    expect(await azure.refused("PUT", guardProxy, other)).toMatchObject({
      code: "UserErrorResourceGuardNotFound",
    });
  });
});
