import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { BACKUP_VAULT, RECOVERY_VAULT, type VaultKind, vaultOf } from "./kinds.ts";

const GUARD = "Microsoft.DataProtection/resourceGuards";
const TARGET = "properties.resourceGuardResourceId";

/**
 * Microsoft.DataProtection/resourceGuards. Who owns it can't be told apart here, where there is one account.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.DataProtection 2025-01-01, dataprotection.json; Microsoft Learn,
 * "Multi-user authorization using Resource Guard".
 */
export const resourceGuard: Behaviour = {
  type: GUARD,
  apiVersions: ["2025-01-01"],
  regional: true,
  patch: "tags",
  readOnly: [
    "eTag",
    "systemData",
    "properties.provisioningState",
    "properties.allowAutoApprovals",
    "properties.resourceGuardOperations",
    "properties.description",
  ],
  prepare: (draft) =>
    fillProperties(
      draft,
      { vaultCriticalOperationExclusionList: [] },
      { provisioningState: "Succeeded", allowAutoApprovals: true },
    ),
};

/** Microsoft.RecoveryServices/vaults/backupResourceGuardProxies: the guard of a vault for machines. */
export const recoveryGuardProxy: Behaviour = proxy(RECOVERY_VAULT);

/** Microsoft.DataProtection/backupVaults/backupResourceGuardProxies: the guard of a backup vault. */
export const backupGuardProxy: Behaviour = proxy(BACKUP_VAULT);

/** A guard may be in another subscription or tenant, of which nothing is known here: then it is believed. */
function proxy(kind: VaultKind): Behaviour {
  return {
    type: kind.proxies,
    regional: false,
    readOnly: ["eTag", "systemData", "properties.lastUpdatedTime"],
    prepare: (draft, { now }) => fillProperties(draft, {}, { lastUpdatedTime: now }),
    refuse: refuseGuard,
    refuseDelete: unlockFirst,
  };
}

function refuseGuard(draft: JsonObject, context: Context): Refusal[] {
  const { account, store } = context;
  const target = textAt(draft, TARGET) ?? "";
  const id = parseResourceId(target);
  if (id === undefined || !same(id.type, GUARD)) {
    return [
      new Refusal(
        "UserErrorInvalidResourceGuardId",
        `'${target}' is not the id of a resource guard.`,
        {
          target: TARGET,
        },
      ),
    ];
  }
  if (!same(id.subscriptionId ?? "", account.subscriptionId)) return [];
  const guard = store.get(target);
  const vault = vaultOf(context);
  if (guard !== undefined && guard.location === vault?.location) return [];
  return [
    new Refusal(
      "UserErrorResourceGuardNotFound",
      guard === undefined
        ? `Resource guard ${target} was not found.`
        : `Resource guard ${guard.name} is in ${guard.location}: it guards vaults of its own region only.`,
      { status: 404, target: TARGET },
    ),
  ];
}

/** Taking a guard away is the one operation that no guard can exclude. */
function unlockFirst(document: ArmDocument): Refusal {
  return new Refusal(
    "UserErrorResourceGuardApprovalNeeded",
    `${document.id} can't be deleted without an approval of the owner of ${textAt(document, TARGET)}, whom the local Azure does not know.`,
    { status: 403 },
  );
}
