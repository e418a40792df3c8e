import type { JsonObject } from "../../json.ts";
import { parseResourceId, same, within } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { at, textAt } from "../support/json.ts";
import { fillProperties, lastingUuid } from "../support/outputs.ts";
import { isGuarded, RECOVERY_VAULT, vaultOf } from "./kinds.ts";
import { immutable, keepsLess, MACHINE_POLICY } from "./machine-policy.ts";
import { endDeletion, findDeleted, keepDeleted } from "./soft-deleted.ts";
import { isImmutable, needsApproval, softDeleteDays } from "./vault-checks.ts";

const SOURCE = "properties.sourceResourceId";
const POLICY = "properties.policyId";

/**
 * A machine that is protected in a vault. A deleted one comes back while soft delete lasts, by a PUT with `isRehydrate`.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.RecoveryServices backup 2024-10-01, bms.json; Microsoft Learn, "Back up
 * an Azure VM by using the Azure Backup REST API" (names), "Soft delete for virtual machines", "Immutable vault for Azure
 * Backup" (restricted operations). The codes are undocumented where no other file says otherwise.
 */
export const protectedItem: Behaviour = {
  type: RECOVERY_VAULT.items,
  regional: false,
  readOnly: [
    "backupManagementType",
    "friendlyName",
    "healthDetails",
    "healthStatus",
    "lastBackupTime",
    "protectedItemDataId",
    "vaultId",
    "virtualMachineId",
    "workloadType",
  ].map((property) => `properties.${property}`),
  writeOnly: ["properties.resourceGuardOperationRequests", "properties.isRehydrate"],
  references: [
    { at: SOURCE, types: ["Microsoft.Compute/virtualMachines"] },
    { at: POLICY, types: [MACHINE_POLICY] },
  ],
  prepare,
  refuse: (draft, context) => [
    ...refuseMachine(draft, context),
    ...refusePolicy(draft, context),
    ...refuseDouble(draft, context),
  ],
  afterWrite: ({ id }, { store }) => endDeletion(store, id),
  refuseDelete,
  afterDelete: (document, context) => {
    const days = softDeleteDays(vaultOf(context), RECOVERY_VAULT);
    if (days > 0) keepDeleted(context.store, document, days, context.now);
  },
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const machine = textAt(draft, SOURCE) ?? "";
  return fillProperties(
    draft,
    { protectionState: "IRPending", protectionStatus: "Healthy" },
    {
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      friendlyName: machine.split("/").at(-1) ?? "",
      healthStatus: "Passed",
      virtualMachineId: machine,
      vaultId: vaultOf(context)?.id ?? "",
      policyName: textAt(draft, POLICY)?.split("/").at(-1) ?? "",
      protectedItemDataId: lastingUuid(context, "properties.protectedItemDataId"),
    },
  );
}

function refuseMachine(draft: JsonObject, context: Context): Refusal[] {
  const machine = parseResourceId(textAt(draft, SOURCE) ?? "");
  if (machine === undefined) {
    return [
      new Refusal("BMSUserErrorInvalidInput", "The item must name the machine that it protects.", {
        target: SOURCE,
      }),
    ];
  }
  const [, fabric = "", container = "", item = ""] = context.id.names;
  const which = `iaasvmcontainerv2;${machine.resourceGroup};${machine.name}`;
  if (
    !same(fabric, "Azure") ||
    !same(container, `iaasvmcontainer;${which}`) ||
    !same(item, `vm;${which}`)
  ) {
    return [
      new Refusal(
        "BMSUserErrorContainerObjectNotFound",
        `The names of fabric, container and item must be Azure, iaasvmcontainer;${which} and vm;${which}.`,
        { status: 404 },
      ),
    ];
  }
  const [mine, its] = [vaultOf(context)?.location, context.store.get(machine.id)?.location];
  if (mine === undefined || its === undefined || normalLocation(mine) === normalLocation(its))
    return [];
  return [
    new Refusal(
      "BMSUserErrorRegionMismatch",
      `Machine ${machine.name} stands in ${its}: it can be protected in a vault of that region only, not of ${mine}.`,
      { target: SOURCE },
    ),
  ];
}

function refusePolicy(draft: JsonObject, context: Context): Refusal[] {
  const policy = textAt(draft, POLICY) ?? "";
  const vault = vaultOf(context);
  if (vault === undefined) return [];
  if (!within(policy, vault.id)) {
    return [
      new Refusal(
        "BMSUserErrorPolicyNotFound",
        `The item must name a policy of vault ${vault.name}, not '${policy}'.`,
        {
          target: POLICY,
        },
      ),
    ];
  }
  const { previous, store } = context;
  const before = store.get(textAt(previous, POLICY) ?? "");
  if (!keepsLess(store.get(policy), before)) return [];
  if (isImmutable(vault, RECOVERY_VAULT)) return [immutable(context.id.name)];
  return isGuarded(store, vault.id, RECOVERY_VAULT)
    ? needsApproval(draft, `keep backups of ${context.id.name} for less long`)
    : [];
}

function refuseDouble(draft: JsonObject, { id, now, store }: Context): Refusal[] {
  const machine = textAt(draft, SOURCE) ?? "";
  const other = store
    .list({ type: RECOVERY_VAULT.items })
    .find((one) => !same(one.id, id.id) && same(textAt(one, SOURCE) ?? "", machine));
  if (other !== undefined) {
    return [
      new Refusal(
        "BMSUserErrorAlreadyProtected",
        `Machine ${machine} is protected already, by ${other.id}.`,
        {
          status: 409,
        },
      ),
    ];
  }
  const deleted = findDeleted(store, id.id, now);
  if (deleted === undefined || at(draft, "properties.isRehydrate") === true) return [];
  return [
    new Refusal(
      "BMSUserErrorItemSoftDeleted",
      `The backups of ${machine} are soft-deleted until ${textAt(deleted, "purgedAt")}: bring them back with isRehydrate, or wait.`,
      { status: 409 },
    ),
  ];
}

function refuseDelete(document: ArmDocument, context: Context): Refusal | undefined {
  const vault = vaultOf(context);
  if (isImmutable(vault, RECOVERY_VAULT)) {
    return new Refusal(
      "UserErrorImmutableVaultOperationNotAllowed",
      `Backups of ${document.name} can't be deleted before their time: vault ${vault?.name} is immutable.`,
      { status: 409 },
    );
  }
  return isGuarded(context.store, vault?.id ?? "", RECOVERY_VAULT)
    ? needsApproval(undefined, `delete the backups of ${document.name}`)[0]
    : undefined;
}
