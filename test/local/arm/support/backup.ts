import { account } from "../../../../local/arm/account.ts";
import { textAt } from "../../../../local/behaviours/support/json.ts";
import type { JsonObject } from "../../../../local/json.ts";
import type { TestAzure } from "./azure.ts";
import { BODIES, IDS, REGION } from "./datacenter.ts";

const SCOPE = `${IDS.group}/providers`;

/** The ids of what is backed up, and where to. */
export const BACKUP = {
  machine: `${SCOPE}/Microsoft.Compute/virtualMachines/vm-db`,
  account: `${SCOPE}/Microsoft.Storage/storageAccounts/sttest`,
  recovery: `${SCOPE}/Microsoft.RecoveryServices/vaults/rsv`,
  machinePolicy: `${SCOPE}/Microsoft.RecoveryServices/vaults/rsv/backupPolicies/machines`,
  item: `${SCOPE}/Microsoft.RecoveryServices/vaults/rsv/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg-test;vm-db/protectedItems/VM;iaasvmcontainerv2;rg-test;vm-db`,
  recoveryGuard: `${SCOPE}/Microsoft.RecoveryServices/vaults/rsv/backupResourceGuardProxies/VaultProxy`,
  vault: `${SCOPE}/Microsoft.DataProtection/backupVaults/bv`,
  policy: `${SCOPE}/Microsoft.DataProtection/backupVaults/bv/backupPolicies/blobs`,
  instance: `${SCOPE}/Microsoft.DataProtection/backupVaults/bv/backupInstances/bi-blobs`,
  guardProxy: `${SCOPE}/Microsoft.DataProtection/backupVaults/bv/backupResourceGuardProxies/DppResourceGuardProxy`,
  guard: `${SCOPE}/Microsoft.DataProtection/resourceGuards/guard`,
} as const;

const TIMES = ["2026-01-01T01:00:00Z"];

function lasting(count: number, durationType: string): JsonObject {
  return { retentionTimes: TIMES, retentionDuration: { count, durationType } };
}

const STORE = { dataStoreType: "VaultStore", objectType: "DataStoreInfoBase" };

/** Wire bodies of both vaults and what is in them, small and real. */
export const BACKUP_BODIES = {
  recovery: {
    location: REGION,
    sku: { name: "RS0", tier: "Standard" },
    properties: {
      redundancySettings: { standardTierStorageRedundancy: "ZoneRedundant" },
      securitySettings: {
        softDeleteSettings: {
          softDeleteState: "Enabled",
          softDeleteRetentionPeriodInDays: 30,
        },
        immutabilitySettings: { state: "Disabled" },
      },
    },
  },
  machinePolicy: {
    properties: {
      backupManagementType: "AzureIaasVM",
      policyType: "V2",
      timeZone: "UTC",
      instantRpRetentionRangeInDays: 7,
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicyV2",
        scheduleRunFrequency: "Daily",
        dailySchedule: { scheduleRunTimes: TIMES },
      },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        dailySchedule: lasting(30, "Days"),
        weeklySchedule: { daysOfTheWeek: ["Sunday"], ...lasting(12, "Weeks") },
      },
    },
  },
  item: {
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      policyId: BACKUP.machinePolicy,
      sourceResourceId: BACKUP.machine,
    },
  },
  vault: {
    location: REGION,
    identity: { type: "SystemAssigned" },
    properties: {
      storageSettings: [{ datastoreType: "VaultStore", type: "ZoneRedundant" }],
      securitySettings: {
        softDeleteSettings: { state: "On", retentionDurationInDays: 30 },
        immutabilitySettings: { state: "Disabled" },
      },
    },
  },
  policy: {
    properties: {
      objectType: "BackupPolicy",
      datasourceTypes: ["Microsoft.Storage/storageAccounts/blobServices"],
      policyRules: [
        {
          name: "BackupDaily",
          objectType: "AzureBackupRule",
          backupParameters: { objectType: "AzureBackupParams", backupType: "Discrete" },
          dataStore: STORE,
          trigger: {
            objectType: "ScheduleBasedTriggerContext",
            schedule: { repeatingTimeIntervals: ["R/2026-01-01T01:00:00+00:00/P1D"] },
            taggingCriteria: [
              { isDefault: true, tagInfo: { tagName: "Default" }, taggingPriority: 99 },
            ],
          },
        },
        {
          name: "Default",
          objectType: "AzureRetentionRule",
          isDefault: true,
          lifecycles: [
            {
              deleteAfter: { objectType: "AbsoluteDeleteOption", duration: "P30D" },
              sourceDataStore: STORE,
            },
          ],
        },
      ],
    },
  },
  instance: {
    properties: {
      objectType: "BackupInstance",
      friendlyName: "sttest",
      dataSourceInfo: {
        objectType: "Datasource",
        datasourceType: "Microsoft.Storage/storageAccounts/blobServices",
        resourceType: "Microsoft.Storage/storageAccounts",
        resourceID: BACKUP.account,
        resourceName: "sttest",
      },
      policyInfo: {
        policyId: BACKUP.policy,
        policyParameters: {
          backupDatasourceParametersList: [
            { objectType: "BlobBackupDatasourceParameters", containersList: ["state"] },
          ],
        },
      },
    },
  },
  guard: { location: REGION, properties: {} },
} as const satisfies Record<string, JsonObject>;

/** A machine that nobody looks into, and a vault with a policy for it. */
export async function putRecoveryVault(azure: TestAzure): Promise<void> {
  await azure.put(IDS.group, BODIES.group);
  azure.store.put({
    id: BACKUP.machine,
    name: "vm-db",
    type: "Microsoft.Compute/virtualMachines",
    location: REGION,
    properties: {},
  });
  await azure.put(BACKUP.recovery, BACKUP_BODIES.recovery);
  await azure.put(BACKUP.machinePolicy, BACKUP_BODIES.machinePolicy);
}

/** An account with a container, and a vault with a policy for it that may back it up. */
export async function putBackupVault(azure: TestAzure): Promise<void> {
  await azure.put(IDS.group, BODIES.group);
  await azure.put(BACKUP.account, {
    location: REGION,
    kind: "StorageV2",
    sku: { name: "Standard_ZRS" },
    properties: { allowCrossTenantReplication: true },
  });
  await azure.put(`${BACKUP.account}/blobServices/default/containers/state`, { properties: {} });
  const vault = await azure.put(BACKUP.vault, BACKUP_BODIES.vault);
  await azure.put(BACKUP.policy, BACKUP_BODIES.policy);
  await azure.put(ROLE, {
    properties: {
      principalId: textAt(vault, "identity.principalId") ?? "",
      principalType: "ServicePrincipal",
      roleDefinitionId: `/subscriptions/${account.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1`,
    },
  });
}

/** The role by which the backup vault reads the account. */
export const ROLE = `${BACKUP.account}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-4222-8222-222222222222`;
