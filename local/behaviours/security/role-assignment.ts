import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { findRole } from "../facts/role-definitions.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";

const TYPE = "Microsoft.Authorization/roleAssignments";
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Microsoft.Authorization/roleAssignments, at any scope.
 *
 * The store knows no users, groups or foreign service principals, so an unknown principal is taken
 * for one of these when `principalType` says which, as Azure takes it. Without it Azure asks the
 * directory, and so an unknown one is refused.
 * Source: Microsoft Learn, "Troubleshoot Azure RBAC" (new principals, replication delay).
 */
export const roleAssignment: Behaviour = {
  type: TYPE,
  regional: false,
  readOnly: [
    "properties.scope",
    "properties.createdOn",
    "properties.updatedOn",
    "properties.createdBy",
    "properties.updatedBy",
  ],
  fixed: ["properties.principalId", "properties.roleDefinitionId"].map(unchangeable),
  prepare,
  refuse,
};

function unchangeable(path: string): FixedProperty {
  return {
    path,
    refusal: () =>
      new Refusal(
        "RoleAssignmentUpdateNotPermitted",
        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        { status: 403, target: path },
      ),
  };
}

function prepare(draft: JsonObject, { account, id, now, previous, store }: Context): JsonObject {
  const role = textAt(draft, "properties.roleDefinitionId")?.split("/").at(-1) ?? "";
  const principal = textAt(draft, "properties.principalId") ?? "";
  const identity = findIdentity(store, principal);
  const kind = textAt(draft, "properties.principalType");
  return fillProperties(
    draft,
    {
      condition: null,
      conditionVersion: null,
      ...(kind === undefined && identity !== undefined
        ? { principalType: "ServicePrincipal" }
        : {}),
    },
    {
      roleDefinitionId: `/subscriptions/${account.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      scope: id.scope,
      createdOn: textAt(previous, "properties.createdOn") ?? now,
      updatedOn: now,
      createdBy: textAt(previous, "properties.createdBy") ?? account.objectId,
      updatedBy: account.objectId,
    },
  );
}

function refuse(draft: JsonObject, context: Context): Refusal[] {
  return [
    ...refuseRole(draft),
    ...refusePrincipal(draft, context),
    ...refuseDouble(draft, context),
  ];
}

function refuseRole(draft: JsonObject): Refusal[] {
  const role = textAt(draft, "properties.roleDefinitionId") ?? "";
  if (findRole(role) !== undefined) return [];
  return [
    new Refusal(
      "RoleDefinitionDoesNotExist",
      `The specified role definition with ID '${role.split("/").at(-1)}' does not exist.`,
      { target: "properties.roleDefinitionId" },
    ),
  ];
}

function refusePrincipal(draft: JsonObject, { account, store }: Context): Refusal[] {
  const principal = textAt(draft, "properties.principalId") ?? "";
  const kind = textAt(draft, "properties.principalType");
  const target = "properties.principalId";
  if (!GUID.test(principal)) {
    return [
      new Refusal(
        "InvalidPrincipalId",
        `A valid principal ID must be provided for role assignment; '${principal}' is not a GUID.`,
        { target },
      ),
    ];
  }
  const known = findIdentity(store, principal) !== undefined;
  if (known && kind !== "ServicePrincipal") {
    return [
      new Refusal(
        "UnmatchedPrincipalType",
        `The PrincipalId '${principal}' has type 'ServicePrincipal', which is different from specified PrinciaplType '${kind}'.`,
        { target: "properties.principalType" },
      ),
    ];
  }
  if (known || kind !== undefined || same(principal, account.objectId)) return [];
  return [
    new Refusal(
      "PrincipalNotFound",
      `Principal ${principal.replaceAll("-", "")} does not exist in the directory ${account.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.`,
      { target },
    ),
  ];
}

function refuseDouble(draft: JsonObject, { id, store }: Context): Refusal[] {
  const key = (document: JsonObject): string =>
    ["principalId", "roleDefinitionId", "scope"]
      .map((property) => textAt(document, `properties.${property}`))
      .join(" ")
      .toLowerCase();
  const double = store
    .list({ type: TYPE })
    .find((other) => !same(other.id, id.id) && key(other) === key(draft));
  if (double === undefined) return [];
  return [
    new Refusal(
      "RoleAssignmentExists",
      `The role assignment already exists. The ID of the conflicting role assignment is ${double.name.replaceAll("-", "")}.`,
      { status: 409 },
    ),
  ];
}

function findIdentity(store: Store, principalId: string): JsonObject | undefined {
  return store
    .list({ type: "Microsoft.ManagedIdentity/userAssignedIdentities" })
    .find((identity) => same(textAt(identity, "properties.principalId") ?? "", principalId));
}
