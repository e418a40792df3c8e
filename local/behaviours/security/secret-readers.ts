import type { JsonObject } from "../../json.ts";
import { within } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import { findRole } from "../facts/role-definitions.ts";
import { at, objectsAt, textAt, textsAt } from "../support/json.ts";

/**
 * Whether a principal may read the value of a vault's secret: by a role on the secret, the vault or
 * anything around it where the vault goes by roles, else by an access policy.
 * Source: Microsoft Learn, "Provide access to Key Vault with Azure role-based access control".
 */
export function canReadSecrets(
  store: Store,
  vault: JsonObject,
  principalId: string,
  secret: string,
): boolean {
  const byRoles = at(vault, "properties.enableRbacAuthorization") === true;
  return byRoles
    ? hasRole(store, `${vault.id}/secrets/${secret}`, principalId)
    : hasPolicy(vault, principalId);
}

function hasRole(store: Store, secretId: string, principalId: string): boolean {
  return store.list({ type: "Microsoft.Authorization/roleAssignments" }).some((assignment) => {
    const scope = textAt(assignment, "properties.scope") ?? "";
    const role = findRole(textAt(assignment, "properties.roleDefinitionId") ?? "");
    return (
      textAt(assignment, "properties.principalId") === principalId &&
      role?.readsSecrets === true &&
      (scope === "/" || within(secretId, scope))
    );
  });
}

function hasPolicy(vault: JsonObject, principalId: string): boolean {
  return objectsAt(vault, "properties.accessPolicies").some(
    (policy) =>
      textAt(policy, "objectId") === principalId &&
      textsAt(policy, "permissions.secrets").some((right) =>
        ["get", "all"].includes(right.toLowerCase()),
      ),
  );
}
