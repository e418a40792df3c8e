import type { JsonObject } from "../../json.ts";
import { parseResourceId, same, within } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { at, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { DATASOURCES, type Datasource } from "./datasources.ts";
import { BACKUP_VAULT, isGuarded, vaultOf } from "./kinds.ts";
import { findDeleted, keepDeleted } from "./soft-deleted.ts";
import { isImmutable, needsApproval, softDeleteDays } from "./vault-checks.ts";
import { VAULTED_POLICY } from "./vaulted-policy.ts";

const SOURCE = "properties.dataSourceInfo.resourceID";
const POLICY = "properties.policyInfo.policyId";

/** Most containers of an account. Source: Microsoft Learn, "Support matrix for Azure Blobs backup". */
const MOST_CONTAINERS = 100;

/**
 * Microsoft.DataProtection/backupVaults/backupInstances: a PostgreSQL server, or the blobs of an account. A deleted one
 * comes back while soft delete lasts.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.DataProtection 2025-01-01, dataprotection.json; Microsoft Learn, what
 * datasources.ts names, "Troubleshoot Azure Blob backup" (its code), "Immutable vault for Azure Backup". Other codes are
 * undocumented.
 */
export const backupInstance: Behaviour = {
  type: BACKUP_VAULT.items,
  regional: false,
  readOnly: [
    "systemData",
    ...[
      "currentProtectionState",
      "protectionStatus",
      "protectionErrorDetails",
      "provisioningState",
    ].map((property) => `properties.${property}`),
    "properties.policyInfo.policyVersion",
  ],
  writeOnly: ["properties.resourceGuardOperationRequests"],
  fixed: [SOURCE, "properties.dataSourceInfo.datasourceType"].map(unchangeable),
  references: [
    { at: SOURCE, types: DATASOURCES.map(({ resource }) => resource) },
    { at: POLICY, types: [VAULTED_POLICY] },
  ],
  prepare,
  refuse,
  refuseDelete,
  afterDelete: (document, context) => {
    const days = softDeleteDays(vaultOf(context), BACKUP_VAULT);
    if (days > 0) keepDeleted(context.store, document, days, context.now);
  },
};

function unchangeable(path: string): FixedProperty {
  return {
    path,
    refusal: () =>
      new Refusal(
        "UserErrorDatasourceCannotBeChanged",
        "What an instance protects can't be changed.",
        {
          status: 409,
          target: path,
        },
      ),
  };
}

function prepare(draft: JsonObject): JsonObject {
  const policy = objectAt(draft, "properties.policyInfo") ?? {};
  return fillProperties(
    draft,
    { objectType: "BackupInstance" },
    {
      policyInfo: { ...policy, policyVersion: "" },
      currentProtectionState: "ProtectionConfigured",
      protectionStatus: { status: "ProtectionConfigured" },
      provisioningState: "Succeeded",
    },
  );
}

function refuse(draft: JsonObject, context: Context): Refusal[] {
  const type = textAt(draft, "properties.dataSourceInfo.datasourceType");
  const datasource = DATASOURCES.find((one) => one.datasource === type);
  const vault = vaultOf(context);
  const source = context.store.get(textAt(draft, SOURCE) ?? "");
  if (vault === undefined) return [];
  if (datasource === undefined || source === undefined || !same(source.type, datasource.resource)) {
    const known = DATASOURCES.map((one) => one.datasource).join(", ");
    return [
      invalid(
        `'${type}' is not what ${textAt(draft, SOURCE)} can be protected as: the local Azure knows ${known}.`,
        SOURCE,
      ),
    ];
  }
  return [
    ...refusePolicy(draft, vault, datasource, context),
    ...refusePlace(vault, source),
    ...refuseDouble(draft, context),
    ...refuseRoles(vault, source, datasource, context.store),
    ...refuseBlobs(draft, source, datasource, context.store),
  ];
}

function refusePolicy(
  draft: JsonObject,
  vault: ArmDocument,
  { datasource }: Datasource,
  { store }: Context,
): Refusal[] {
  const id = textAt(draft, POLICY) ?? "";
  const policy = store.get(id);
  if (policy === undefined || !within(id, vault.id)) {
    return [
      invalid(`The instance must name a policy of vault ${vault.name}, not '${id}'.`, POLICY),
    ];
  }
  return textsAt(policy, "properties.datasourceTypes").includes(datasource)
    ? []
    : [invalid(`Policy ${policy.name} is not for ${datasource}.`, POLICY)];
}

function refusePlace(vault: ArmDocument, source: ArmDocument): Refusal[] {
  const [mine, its] = [vault.location ?? "", source.location ?? ""];
  return normalLocation(mine) === normalLocation(its)
    ? []
    : [
        invalid(
          `${source.name} stands in ${its}: it can be protected in a vault of that region only, not of ${mine}.`,
          SOURCE,
        ),
      ];
}

function refuseDouble(draft: JsonObject, { id, now, store }: Context): Refusal[] {
  const source = textAt(draft, SOURCE) ?? "";
  const other = store
    .list({ type: BACKUP_VAULT.items })
    .find((one) => !same(one.id, id.id) && same(textAt(one, SOURCE) ?? "", source));
  if (other !== undefined) {
    return [
      new Refusal(
        "UserErrorDatasourceAlreadyProtected",
        `${source} is protected already, by ${other.id}.`,
        {
          status: 409,
        },
      ),
    ];
  }
  const deleted = findDeleted(store, id.id, now);
  if (deleted === undefined) return [];
  return [
    new Refusal(
      "UserErrorBackupInstanceInSoftDeletedState",
      `Instance ${id.name} is soft-deleted until ${textAt(deleted, "purgedAt")}: undelete it, or wait.`,
      { status: 409 },
    ),
  ];
}

function refuseRoles(
  vault: ArmDocument,
  source: ArmDocument,
  { roles }: Datasource,
  store: Store,
): Refusal[] {
  const principal = textAt(vault, "identity.principalId");
  const id = parseResourceId(source.id);
  const group = `/subscriptions/${id?.subscriptionId}/resourceGroups/${id?.resourceGroup}`;
  const missing = roles.filter(
    ({ id: role, on }) => !hasRole(store, principal, role, on === "group" ? group : source.id),
  );
  if (missing.length === 0) return [];
  return [
    new Refusal(
      "UserErrorMSIMissingPermissions",
      `The identity of vault ${vault.name} lacks ${missing.map(({ name, on }) => `${name} on ${on === "group" ? group : source.id}`).join(" and ")}.`,
      { status: 403, target: SOURCE },
    ),
  ];
}

function hasRole(store: Store, principal: string | undefined, role: string, on: string): boolean {
  return store.list({ type: "Microsoft.Authorization/roleAssignments" }).some((assignment) => {
    const scope = textAt(assignment, "properties.scope") ?? "";
    return (
      textAt(assignment, "properties.principalId") === principal &&
      (textAt(assignment, "properties.roleDefinitionId") ?? "").endsWith(role) &&
      (scope === "/" || within(on, scope))
    );
  });
}

function refuseBlobs(
  draft: JsonObject,
  account: ArmDocument,
  { backupType }: Datasource,
  store: Store,
): Refusal[] {
  if (backupType !== "Discrete") return [];
  const path = "properties.policyInfo.policyParameters.backupDatasourceParametersList";
  const containers = objectsAt(draft, path).flatMap((one) => textsAt(one, "containersList"));
  if (containers.length < 1 || containers.length > MOST_CONTAINERS) {
    return [
      invalid(`1 to ${MOST_CONTAINERS} containers are backed up, not ${containers.length}.`, path),
    ];
  }
  const missing = containers.filter(
    (name) => store.get(`${account.id}/blobServices/default/containers/${name}`) === undefined,
  );
  if (missing.length > 0) {
    return [
      new Refusal(
        "UserErrorIncorrectContainersSelectedForOperation",
        `Incorrect containers selected for operation: account ${account.name} has no ${missing.join(", ")}.`,
        { target: path },
      ),
    ];
  }
  return at(account, "properties.allowCrossTenantReplication") === true
    ? []
    : [
        new Refusal(
          "UserErrorCrossTenantOrsPolicyDisabled",
          `Cross tenant object replication policy disabled: allow it on account ${account.name}.`,
          { target: SOURCE },
        ),
      ];
}

function invalid(message: string, target: string): Refusal {
  return new Refusal("BMSUserErrorInvalidInput", message, { target });
}

function refuseDelete(document: ArmDocument, context: Context): Refusal | undefined {
  const vault = vaultOf(context);
  if (isImmutable(vault, BACKUP_VAULT)) {
    return new Refusal(
      "UserErrorImmutableVaultOperationNotAllowed",
      `Backups of ${document.name} can't be deleted before their time: vault ${vault?.name} is immutable.`,
      { status: 409 },
    );
  }
  return isGuarded(context.store, vault?.id ?? "", BACKUP_VAULT)
    ? needsApproval(undefined, `delete the backups of ${document.name}`)[0]
    : undefined;
}
