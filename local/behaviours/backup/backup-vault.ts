import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Call, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { compact, objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { BACKUP_VAULT, isGuarded } from "./kinds.ts";
import { deletedNamed, endDeletion, softDeleted } from "./soft-deleted.ts";
import { identityOf, isImmutable, refuseVault, refuseVaultDeletion } from "./vault-checks.ts";

/**
 * Microsoft.DataProtection/backupVaults: PostgreSQL servers and blobs are protected in it.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.DataProtection 2025-01-01, dataprotection.json; Microsoft Learn, "Create
 * and manage Backup vaults", and what vault-checks.ts names.
 */
export const backupVault: Behaviour = {
  type: BACKUP_VAULT.type,
  regional: true,
  patch: "merge",
  readOnly: [
    "eTag",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
    ...[
      "provisioningState",
      "bcdrSecurityLevel",
      "isVaultProtectedByResourceGuard",
      "resourceMoveState",
      "resourceMoveDetails",
      "secureScore",
    ].map((property) => `properties.${property}`),
  ],
  writeOnly: ["properties.resourceGuardOperationRequests"],
  prepare,
  refuse: (draft, context) => [
    ...refuseStorage(draft),
    ...refuseVault(draft, context, BACKUP_VAULT),
  ],
  view: (document, { store }) => ({
    ...document,
    properties: {
      ...document.properties,
      secureScore: isImmutable(document, BACKUP_VAULT) ? "Adequate" : "Minimum",
      isVaultProtectedByResourceGuard: isGuarded(store, document.id, BACKUP_VAULT),
    },
  }),
  refuseDelete: (document, context) => refuseVaultDeletion(document, context, BACKUP_VAULT),
  keepsGroup: (document, context) => refuseVaultDeletion(document, context, BACKUP_VAULT),
  operations: {
    "GET deletedBackupInstances": ({ id }, { store, now }) => ({
      status: 200,
      body: { value: softDeleted(store, id, now).map(asDeleted) },
    }),
    "POST deletedBackupInstances/*/undelete": undelete,
  },
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const before = objectAt(context.previous, "properties");
  const security =
    objectAt(draft, "properties.securitySettings") ?? objectAt(before, "securitySettings");
  return fillProperties(
    {
      ...draft,
      ...identityOf(draft, lastingUuid(context, "identity.principalId"), context.account.tenantId),
      eTag: newEtag(context),
    },
    compact({ storageSettings: before?.storageSettings, featureSettings: before?.featureSettings }),
    {
      provisioningState: "Succeeded",
      resourceMoveState: "Unknown",
      securitySettings: {
        immutabilitySettings: { state: "Disabled" },
        ...security,
        softDeleteSettings: {
          state: "On",
          retentionDurationInDays: 14,
          ...objectAt(security, "softDeleteSettings"),
        },
      },
    },
  );
}

function refuseStorage(draft: JsonObject): Refusal[] {
  const path = "properties.storageSettings";
  if (objectsAt(draft, path).some((one) => textAt(one, "datastoreType") === "VaultStore"))
    return [];
  return [
    new Refusal(
      "UserErrorInvalidRequestParameter",
      "The vault must say where it stores: a setting for VaultStore.",
      {
        target: path,
      },
    ),
  ];
}

/** A deleted instance as the vault lists it. */
function asDeleted(kept: ArmDocument): JsonObject {
  const item = objectAt(kept, "item") ?? {};
  return {
    id: (textAt(item, "id") ?? "").replace("/backupInstances/", "/deletedBackupInstances/"),
    name: kept.name,
    type: `${BACKUP_VAULT.type}/deletedBackupInstances`,
    properties: {
      ...objectAt(item, "properties"),
      currentProtectionState: "SoftDeleted",
      deletionInfo: compact({ deletionTime: kept.deletedAt, scheduledPurgeTime: kept.purgedAt }),
    },
  };
}

/** What comes back is not backed up again before someone resumes it. */
function undelete(vault: ArmDocument, { store, now }: Context, { names }: Call) {
  const kept = deletedNamed(store, vault.id, names[0] ?? "", now);
  const item = objectAt(kept, "item");
  if (kept === undefined || item === undefined) {
    throw new Refusal(
      "UserErrorDeletedBackupInstanceNotFound",
      `Vault ${vault.name} has no deleted instance ${names[0]}.`,
      {
        status: 404,
      },
    );
  }
  const id = textAt(item, "id") ?? "";
  const properties = {
    ...objectAt(item, "properties"),
    currentProtectionState: "ProtectionStopped",
  };
  store.put({ ...item, id, name: kept.name, type: BACKUP_VAULT.items, properties }, [
    { part: id, target: textAt(properties, "policyInfo.policyId") ?? "" },
  ]);
  endDeletion(store, id);
  return { status: 200 };
}
