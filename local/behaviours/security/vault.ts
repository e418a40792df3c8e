import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { endpointConnections } from "../network/private-services.ts";
import { Refusal } from "../refusal.ts";
import { at, compact, numberAt, objectAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import {
  endDeletion,
  findDeletedVault,
  keptVault,
  purgeExpired,
  softDelete,
} from "./deleted-vaults.ts";
import { findVault, VAULT, vaultUri } from "./vault-lookup.ts";

/**
 * Microsoft.KeyVault/vaults. A deleted one can be recovered until its retention is over, and its
 * name is taken until then.
 * Source: Microsoft Learn, "Azure Key Vault soft-delete overview" and "Azure Key Vault recovery
 * management with soft delete and purge protection".
 */
export const vault: Behaviour = {
  type: VAULT,
  regional: true,
  patch: "merge",
  readOnly: [
    "properties.provisioningState",
    "properties.vaultUri",
    "properties.hsmPoolResourceId",
    "properties.privateEndpointConnections",
  ],
  writeOnly: ["properties.createMode"],
  fixed: [
    { path: "properties.tenantId" },
    {
      path: "properties.softDeleteRetentionInDays",
      refusal: () =>
        badRequest(
          "properties.softDeleteRetentionInDays",
          'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
        ),
    },
  ],
  references: [
    {
      at: "properties.networkAcls.virtualNetworkRules[].id",
      types: ["Microsoft.Network/virtualNetworks/subnets"],
    },
  ],
  prepare,
  refuse: (draft, context) => [
    ...refuseTakenName(draft, context),
    ...refuseSwitches(draft, context),
    ...refuseShape(draft, context),
  ],
  afterWrite: endRecovery,
  view: withEndpoints,
  afterDelete: (document, { account, now, store }) =>
    softDelete(store, document, account.subscriptionId, now),
};

/** Source of the defaults: the REST reference of the type at 2024-11-01. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, previous } = context;
  const lost = previous === undefined ? recovered(draft, context) : undefined;
  const before = previous ?? lost;
  return fillProperties(
    lost === undefined ? draft : revived(draft, lost),
    {
      enableSoftDelete: true,
      softDeleteRetentionInDays: numberAt(before, "properties.softDeleteRetentionInDays") ?? 90,
      enableRbacAuthorization: false,
      publicNetworkAccess: "Enabled",
      ...compact({ enablePurgeProtection: at(before, "properties.enablePurgeProtection") }),
    },
    { provisioningState: "Succeeded", vaultUri: vaultUri(id.name) },
  );
}

/** A recovery brings back what the vault was; what else the body names is ignored. */
function revived(draft: JsonObject, lost: JsonObject): JsonObject {
  const tags = draft.tags ?? lost.tags;
  const properties = { ...objectAt(lost, "properties"), createMode: "recover" };
  return { ...draft, ...compact({ tags }), properties };
}

/** The vault as it was before its deletion, when the body asks for its recovery. */
function recovered(draft: JsonObject, { id, now, store }: Context): JsonObject | undefined {
  if (!asksRecovery(draft)) return undefined;
  const deleted = findDeletedVault(store, id.name, now);
  const mine = same(textAt(deleted, "properties.vaultId") ?? "", id.id);
  return deleted !== undefined && mine ? keptVault(store, deleted) : undefined;
}

function asksRecovery(draft: JsonObject): boolean {
  return textAt(draft, "properties.createMode") === "recover";
}

function refuseTakenName(draft: JsonObject, context: Context): Refusal[] {
  const { id, now, previous, store } = context;
  if (previous !== undefined) return [];
  if (findVault(store, id.name) !== undefined) {
    return [
      new Refusal(
        "VaultAlreadyExists",
        `The vault name '${id.name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state.`,
        { status: 409, target: "name" },
      ),
    ];
  }
  const deleted = findDeletedVault(store, id.name, now);
  if (asksRecovery(draft)) {
    return recovered(draft, context) === undefined
      ? [
          new Refusal(
            "DeletedVaultNotFound",
            `The specified deleted vault '${id.name}' does not exist.`,
            { status: 404 },
          ),
        ]
      : [];
  }
  if (deleted === undefined) return [];
  return [
    new Refusal(
      "ConflictError",
      `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. To recover '${id.name}', create it with createMode 'recover' in its former resource group.`,
      { status: 409, target: "name" },
    ),
  ];
}

function refuseSwitches(draft: JsonObject, { previous }: Context): Refusal[] {
  const refusals: Refusal[] = [];
  if (at(draft, "properties.enableSoftDelete") === false) {
    refusals.push(
      badRequest(
        "properties.enableSoftDelete",
        "The property \"enableSoftDelete\" can be set to false only for creating new vault with an older API version. Enabling the 'soft delete' functionality is irreversible.",
      ),
    );
  }
  const asked = at(draft, "properties.enablePurgeProtection");
  if (
    asked === false ||
    (at(previous, "properties.enablePurgeProtection") === true && asked !== true)
  ) {
    refusals.push(
      badRequest(
        "properties.enablePurgeProtection",
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
      ),
    );
  }
  return refusals;
}

function refuseShape(draft: JsonObject, { account }: Context): Refusal[] {
  const tenant = textAt(draft, "properties.tenantId") ?? "";
  const days = numberAt(draft, "properties.softDeleteRetentionInDays") ?? 0;
  const byRoles = at(draft, "properties.enableRbacAuthorization") === true;
  const refusals: Refusal[] = [];
  if (!same(tenant, account.tenantId)) {
    refusals.push(
      badRequest(
        "properties.tenantId",
        `An invalid value was provided for 'tenantId': '${tenant}' is not the tenant of the subscription, ${account.tenantId}.`,
      ),
    );
  }
  if (!Number.isInteger(days) || days < 7 || days > 90) {
    refusals.push(
      badRequest(
        "properties.softDeleteRetentionInDays",
        `The property "softDeleteRetentionInDays" has the value ${days}; it must be between 7 and 90.`,
      ),
    );
  }
  if (!byRoles && at(draft, "properties.accessPolicies") === undefined) {
    refusals.push(
      badRequest("properties.accessPolicies", "The parameter accessPolicies is not specified."),
    );
  }
  return refusals;
}

function badRequest(target: string, message: string): Refusal {
  return new Refusal("BadRequest", message, { target });
}

function withEndpoints(document: ArmDocument, { store }: Context): ArmDocument {
  const connections = endpointConnections(document, store);
  if (connections.length === 0) return document;
  const properties = { ...document.properties, privateEndpointConnections: connections };
  return { ...document, properties };
}

/** A vault that stands has no record of a deletion, and an expired namesake leaves nothing to it. */
function endRecovery(document: ArmDocument, { now, previous, store }: Context): void {
  if (previous !== undefined) return;
  purgeExpired(store, document.name, now);
  const deleted = findDeletedVault(store, document.name, now);
  if (deleted !== undefined) endDeletion(store, deleted);
}
