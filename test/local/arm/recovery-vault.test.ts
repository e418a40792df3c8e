import { RecoveryServicesClient } from "@azure/arm-recoveryservices";
import { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { Json } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BACKUP, BACKUP_BODIES, putRecoveryVault } from "./support/backup.ts";
import { IDS } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const { recovery, machinePolicy, item, machine, recoveryGuard, guard } = BACKUP;
const SECURITY = "properties.securitySettings";
const IMMUTABILITY = `${SECURITY}.immutabilitySettings.state`;
const SOFT_DELETE = `${SECURITY}.softDeleteSettings.softDeleteState`;
const DAYS = `${SECURITY}.softDeleteSettings.softDeleteRetentionPeriodInDays`;
const REDUNDANCY = "properties.redundancySettings.standardTierStorageRedundancy";
const DAILY = "properties.retentionPolicy.dailySchedule.retentionDuration.count";

type Changes = Readonly<Record<string, Json | undefined>>;

const vaultBody = (changes: Changes) => edited(BACKUP_BODIES.recovery, changes);
const policyBody = (changes: Changes) => edited(BACKUP_BODIES.machinePolicy, changes);

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await putRecoveryVault(azure);
});
afterEach(() => azure.close());

describe("a vault for machines", () => {
  /** @accepts Microsoft.RecoveryServices/vaults */
  test("says what it was not told: geo-redundant, soft delete for 14 days", async () => {
    const other = `${IDS.group}/providers/Microsoft.RecoveryServices/vaults/rsv2`;
    const bare = { location: "swedencentral", sku: { name: "RS0" }, properties: {} };
    expect(await azure.put(other, bare)).toMatchObject({
      properties: {
        redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" },
        securitySettings: {
          softDeleteSettings: { softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 14 },
          multiUserAuthorization: "Disabled",
        },
      },
    });
  });

  /** @refuses Microsoft.RecoveryServices/vaults */
  test.each<[string, Changes, string]>([
    ["13 days of soft delete", { [DAYS]: 13 }, "UserErrorInvalidSoftDeleteRetention"],
    ["181 days of soft delete", { [DAYS]: 181 }, "UserErrorInvalidSoftDeleteRetention"],
    [
      "another region's restore without a copy there",
      { "properties.redundancySettings.crossRegionRestore": "Enabled" },
      "UserErrorRedundancyNotAvailable",
    ],
    ["another sku", { "sku.name": "RS1" }, "InvalidRequestContent"],
  ])("refuses %s", async (_what, changes, code) => {
    expect(await azure.refused("PUT", recovery, vaultBody(changes))).toMatchObject({
      code: expect.stringMatching(new RegExp(`^(${code}|InvalidParameter)$`)),
    });
  });

  /** @changes Microsoft.RecoveryServices/vaults */
  test("changes its redundancy until something is protected, and never after", async () => {
    const geo = vaultBody({ [REDUNDANCY]: "GeoRedundant" });
    expect(await azure.put(recovery, geo)).toHaveProperty(REDUNDANCY, "GeoRedundant");
    await azure.put(item, BACKUP_BODIES.item);
    expect(await azure.refused("PUT", recovery, vaultBody({}))).toMatchObject({
      code: "UserErrorRedundancyIsFixed",
    });
    await azure.delete(item);
    expect(await azure.refused("PUT", recovery, vaultBody({}))).toMatchObject({
      code: "UserErrorRedundancyIsFixed",
    });
  });

  test("unlocks its immutability as long as it is not locked, and keeps soft delete always on", async () => {
    await azure.put(recovery, vaultBody({ [IMMUTABILITY]: "Unlocked" }));
    await azure.put(recovery, vaultBody({ [IMMUTABILITY]: "Disabled" }));
    const final = { [IMMUTABILITY]: "Locked", [SOFT_DELETE]: "AlwaysON" };
    await azure.put(recovery, vaultBody(final));
    expect(
      await azure.refused("PUT", recovery, vaultBody({ ...final, [IMMUTABILITY]: "Unlocked" })),
    ).toMatchObject({ status: 409, code: "UserErrorImmutabilityIsLocked" });
    expect(
      await azure.refused("PUT", recovery, vaultBody({ ...final, [SOFT_DELETE]: "Disabled" })),
    ).toMatchObject({ code: "UserErrorSoftDeleteIsAlwaysOn" });
    expect(await azure.put(recovery, vaultBody({ ...final, [DAYS]: 90 }))).toHaveProperty(DAYS, 90);
  });

  test("stands, and its group with it, until what was deleted from it is over", async () => {
    await azure.put(item, BACKUP_BODIES.item);
    const occupied = { code: "ServiceResourceNotEmptyWithContainerDetails" };
    expect(await azure.refused("DELETE", recovery)).toMatchObject(occupied);
    await azure.delete(item);
    expect(await azure.refused("DELETE", recovery)).toMatchObject(occupied);
    expect(await azure.refused("DELETE", IDS.group)).toMatchObject({
      code: "ResourceGroupDeletionBlocked",
      details: [occupied.code],
    });
    azure.clock.turn({ days: 30 });
    await azure.delete(recovery);
  });
});

describe("a policy for machines", () => {
  /** @accepts Microsoft.RecoveryServices/vaults/backupPolicies */
  test("counts the machines that go by it", async () => {
    await azure.put(item, BACKUP_BODIES.item);
    expect(await azure.get(machinePolicy)).toHaveProperty("properties.protectedItemsCount", 1);
    expect(await azure.refused("DELETE", machinePolicy)).toMatchObject({
      code: "BMSUserErrorPolicyInUse",
    });
  });

  /** @refuses Microsoft.RecoveryServices/vaults/backupPolicies */
  test.each<[string, Changes]>([
    ["six days", { [DAILY]: 6 }],
    ["no daily retention", { "properties.retentionPolicy.dailySchedule": undefined }],
    [
      "a retention at another time",
      { "properties.retentionPolicy.weeklySchedule.retentionTimes": ["2026-01-01T02:00:00Z"] },
    ],
    [
      "a time between half hours",
      { "properties.schedulePolicy.dailySchedule.scheduleRunTimes": ["2026-01-01T01:10:00Z"] },
    ],
    ["an enhanced schedule under a standard policy", { "properties.policyType": "V1" }],
    ["snapshots for 31 days", { "properties.instantRpRetentionRangeInDays": 31 }],
  ])("refuses %s", async (_what, changes) => {
    expect(await azure.refused("PUT", machinePolicy, policyBody(changes))).toMatchObject({
      code: "BMSUserErrorInvalidPolicyInput",
    });
  });

  /** @changes Microsoft.RecoveryServices/vaults/backupPolicies */
  test("keeps longer at any time, and shorter only where the vault is not immutable", async () => {
    expect(await azure.put(machinePolicy, policyBody({ [DAILY]: 20 }))).toHaveProperty(DAILY, 20);
    await azure.put(recovery, vaultBody({ [IMMUTABILITY]: "Unlocked" }));
    expect(await azure.put(machinePolicy, policyBody({ [DAILY]: 40 }))).toHaveProperty(DAILY, 40);
    expect(await azure.refused("PUT", machinePolicy, policyBody({ [DAILY]: 39 }))).toMatchObject({
      code: "UserErrorImmutableVaultOperationNotAllowed",
    });
  });
});

const ITEMS = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

describe("a protected machine", () => {
  /** @accepts Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems */
  test("waits for its first backup", async () => {
    expect(await azure.put(item, BACKUP_BODIES.item)).toMatchObject({
      type: ITEMS,
      properties: { protectionState: "IRPending", friendlyName: "vm-db", workloadType: "VM" },
    });
  });

  /** @refuses Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems */
  test("is one that stands, under its own name, by a policy of the vault, once", async () => {
    const missing = edited(BACKUP_BODIES.item, { "properties.sourceResourceId": `${machine}2` });
    expect((await azure.refused("PUT", item, missing)).code).toBe("InvalidResourceReference");
    const renamed = item.replaceAll("vm-db", "vm-other");
    expect(await azure.refused("PUT", renamed, BACKUP_BODIES.item)).toMatchObject({
      code: "BMSUserErrorContainerObjectNotFound",
    });
    const second = recovery.replace("rsv", "rsv2");
    await azure.put(second, BACKUP_BODIES.recovery);
    const elsewhere = item.replace("vaults/rsv", "vaults/rsv2");
    expect(await azure.refused("PUT", elsewhere, BACKUP_BODIES.item)).toMatchObject({
      code: "BMSUserErrorPolicyNotFound",
    });
    await azure.put(item, BACKUP_BODIES.item);
    const policy = machinePolicy.replace("vaults/rsv", "vaults/rsv2");
    await azure.put(policy, BACKUP_BODIES.machinePolicy);
    const twice = edited(BACKUP_BODIES.item, { "properties.policyId": policy });
    expect(await azure.refused("PUT", elsewhere, twice)).toMatchObject({
      code: "BMSUserErrorAlreadyProtected",
    });
  });

  /** @changes Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems */
  test("comes back while soft delete lasts, and only when that is asked for", async () => {
    await azure.put(item, BACKUP_BODIES.item);
    await azure.delete(item);
    expect(await azure.list(`${recovery}/backupProtectedItems`)).toMatchObject([
      { properties: { isScheduledForDeferredDelete: true } },
    ]);
    expect(await azure.refused("PUT", item, BACKUP_BODIES.item)).toMatchObject({
      code: "BMSUserErrorItemSoftDeleted",
    });
    await azure.put(item, edited(BACKUP_BODIES.item, { "properties.isRehydrate": true }));
    expect(await azure.list(`${recovery}/backupProtectedItems`)).toHaveLength(1);
  });

  test("can't be deleted, nor kept for less long, where the vault is immutable", async () => {
    await azure.put(item, BACKUP_BODIES.item);
    await azure.put(recovery, vaultBody({ [IMMUTABILITY]: "Unlocked" }));
    const short = machinePolicy.replace("machines", "short");
    await azure.put(short, policyBody({ [DAILY]: 7 }));
    const shorter = edited(BACKUP_BODIES.item, { "properties.policyId": short });
    const refused = { code: "UserErrorImmutableVaultOperationNotAllowed" };
    expect(await azure.refused("PUT", item, shorter)).toMatchObject(refused);
    expect(await azure.refused("DELETE", item)).toMatchObject(refused);
  });
});

describe("a vault with a guard", () => {
  const proxy = { properties: { resourceGuardResourceId: guard } };
  beforeEach(async () => {
    await azure.put(guard, BACKUP_BODIES.guard);
    await azure.put(recovery, vaultBody({ [IMMUTABILITY]: "Unlocked" }));
  });

  /** @accepts Microsoft.RecoveryServices/vaults/backupResourceGuardProxies, Microsoft.DataProtection/resourceGuards */
  test("says that it needs more than one person", async () => {
    await azure.put(recoveryGuard, proxy);
    expect(await azure.get(recovery)).toHaveProperty(
      `${SECURITY}.multiUserAuthorization`,
      "Enabled",
    );
  });

  /** @changes Microsoft.RecoveryServices/vaults/backupResourceGuardProxies */
  test("is weakened with an approval only, and strengthened without", async () => {
    await azure.put(recoveryGuard, proxy);
    await azure.put(recoveryGuard, proxy);
    const weaker = vaultBody({ [IMMUTABILITY]: "Disabled" });
    expect(await azure.refused("PUT", recovery, weaker)).toMatchObject({
      status: 403,
      code: "UserErrorResourceGuardApprovalNeeded",
    });
    const longer = vaultBody({ [IMMUTABILITY]: "Unlocked", [DAYS]: 60 });
    await azure.put(recovery, longer);
    const approved = { "properties.resourceGuardOperationRequests": [`${guard}/requests/1`] };
    expect(await azure.put(recovery, edited(weaker, { ...approved, [DAYS]: 60 }))).toHaveProperty(
      IMMUTABILITY,
      "Disabled",
    );
    expect(await azure.refused("DELETE", recoveryGuard)).toMatchObject({
      code: "UserErrorResourceGuardApprovalNeeded",
    });
  });

  /** @refuses Microsoft.RecoveryServices/vaults/backupResourceGuardProxies */
  test("is one of Azure's name, with a guard that stands or is another subscription's", async () => {
    const gone = { properties: { resourceGuardResourceId: `${guard}2` } };
    expect(await azure.refused("PUT", recoveryGuard, gone)).toMatchObject({
      code: "UserErrorResourceGuardNotFound",
    });
    const none = { properties: { resourceGuardResourceId: recovery } };
    expect(await azure.refused("PUT", recoveryGuard, none)).toMatchObject({
      code: "UserErrorInvalidResourceGuardId",
    });
    expect(
      await azure.refused("PUT", recoveryGuard.replace("VaultProxy", "Mine"), proxy),
    ).toMatchObject({ code: "InvalidResourceName" });
    const foreign = guard.replace(account.subscriptionId, "11111111-2222-3333-4444-555555555555");
    await azure.put(recoveryGuard, { properties: { resourceGuardResourceId: foreign } });
  });

  /** @changes Microsoft.DataProtection/resourceGuards */
  test("knows a guard's tags", async () => {
    const tagged = await azure.put(guard, { ...BACKUP_BODIES.guard, tags: { owner: "security" } });
    expect(tagged).toMatchObject({ tags: { owner: "security" } });
  });

  /** @refuses Microsoft.DataProtection/resourceGuards */
  test("refuses a guard in no region", async () => {
    expect(await azure.refused("PUT", `${guard}2`, { properties: {} })).toMatchObject({
      code: "LocationRequired",
    });
  });
});

test("serves RecoveryServicesClient and RecoveryServicesBackupClient", async () => {
  const options = { ...(inProcess(azure.plane) as object), apiVersion: "2024-10-01" };
  const { subscriptionId } = account;
  const vaults = new RecoveryServicesClient(credential, subscriptionId, options);
  const backups = new RecoveryServicesBackupClient(credential, subscriptionId, options);
  expect(await vaults.vaults.get("rg-test", "rsv")).toMatchObject({
    name: "rsv",
    properties: { redundancySettings: { standardTierStorageRedundancy: "ZoneRedundant" } },
  });
  await azure.put(item, BACKUP_BODIES.item);
  const [container = "", protectedItem = ""] = [item.split("/").at(-3), item.split("/").at(-1)];
  expect(
    await backups.protectedItems.get("rsv", "rg-test", "Azure", container, protectedItem),
  ).toMatchObject({ properties: { sourceResourceId: machine, protectionState: "IRPending" } });
  expect(await backups.protectionPolicies.get("rsv", "rg-test", "machines")).toMatchObject({
    properties: { policyType: "V2" },
  });
});
