import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { objectAt, textAt } from "../support/json.ts";
import { fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { holdings, isGuarded, RECOVERY_VAULT } from "./kinds.ts";
import { identityOf, isImmutable, refuseVault, refuseVaultDeletion } from "./vault-checks.ts";

/**
 * Microsoft.RecoveryServices/vaults: machines are protected in it. Backups are not taken here yet: an item waits for its
 * first one.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.RecoveryServices 2024-10-01, vaults.json; Microsoft Learn, "Delete a
 * Recovery Services vault", and what vault-checks.ts names.
 */
export const recoveryVault: Behaviour = {
  type: RECOVERY_VAULT.type,
  regional: true,
  patch: "merge",
  readOnly: [
    "etag",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
    ...[
      "provisioningState",
      "bcdrSecurityLevel",
      "backupStorageVersion",
      "secureScore",
      "privateEndpointConnections",
      "privateEndpointStateForBackup",
      "privateEndpointStateForSiteRecovery",
      "securitySettings.multiUserAuthorization",
    ].map((property) => `properties.${property}`),
  ],
  writeOnly: ["properties.resourceGuardOperationRequests"],
  prepare,
  refuse: (draft, context) => [...refuseSku(draft), ...refuseVault(draft, context, RECOVERY_VAULT)],
  view: withMachines,
  refuseDelete: (document, context) => refuseVaultDeletion(document, context, RECOVERY_VAULT),
  keepsGroup: (document, context) => refuseVaultDeletion(document, context, RECOVERY_VAULT),
  operations: {
    "GET backupProtectedItems": ({ id }, { store, now }) => {
      const { items, deleted } = holdings(store, id, RECOVERY_VAULT, now);
      return { status: 200, body: { value: [...items, ...deleted.map(asScheduled)] } };
    },
  },
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const properties = objectAt(draft, "properties");
  const before = objectAt(context.previous, "properties");
  const security = objectAt(properties, "securitySettings") ?? objectAt(before, "securitySettings");
  return fillProperties(
    {
      ...draft,
      ...identityOf(draft, lastingUuid(context, "identity.principalId"), context.account.tenantId),
      etag: newEtag(context),
    },
    {
      monitoringSettings: {
        azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" },
        classicAlertSettings: { alertsForCriticalOperations: "Enabled" },
      },
      restoreSettings: {
        crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" },
      },
      publicNetworkAccess: "Enabled",
    },
    {
      provisioningState: "Succeeded",
      backupStorageVersion: "V2",
      redundancySettings: {
        standardTierStorageRedundancy: "GeoRedundant",
        crossRegionRestore: "Disabled",
        ...objectAt(before, "redundancySettings"),
        ...objectAt(properties, "redundancySettings"),
      },
      securitySettings: {
        ...security,
        softDeleteSettings: {
          softDeleteState: "Enabled",
          softDeleteRetentionPeriodInDays: 14,
          enhancedSecurityState: "Enabled",
          ...objectAt(security, "softDeleteSettings"),
        },
      },
    },
  );
}

function withMachines(document: ArmDocument, { store }: Context): ArmDocument {
  const security = objectAt(document, "properties.securitySettings");
  const isEnabled = isGuarded(store, document.id, RECOVERY_VAULT);
  const immutability = isImmutable(document, RECOVERY_VAULT);
  return {
    ...document,
    properties: {
      ...document.properties,
      secureScore: immutability ? (isEnabled ? "Maximum" : "Adequate") : "Minimum",
      securitySettings: { ...security, multiUserAuthorization: isEnabled ? "Enabled" : "Disabled" },
    },
  };
}

/** A deleted item as the vault lists it. */
function asScheduled(kept: ArmDocument): JsonObject {
  const item = objectAt(kept, "item") ?? {};
  return {
    ...item,
    properties: {
      ...objectAt(item, "properties"),
      protectionState: "ProtectionStopped",
      isScheduledForDeferredDelete: true,
      deferredDeleteTimeInUTC: textAt(kept, "deletedAt") ?? null,
    },
  };
}

function refuseSku(draft: JsonObject): Refusal[] {
  const name = textAt(draft, "sku.name");
  if (name === "RS0" || name === "Standard") return [];
  return [
    new Refusal(
      "InvalidRequestContent",
      `The sku '${name ?? ""}' of the vault is none of RS0, Standard.`,
      {
        target: "sku.name",
      },
    ),
  ];
}
