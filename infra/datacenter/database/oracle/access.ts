import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName, stableGuid } from "../../names.ts";
import { KEPT, type TierArgs } from "../../tier.ts";

/** Reads one secret of a vault. Source: Microsoft Learn, "Azure built-in roles for Security". */
const KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

/** Reads blobs. Source: Microsoft Learn, "Azure built-in roles for Storage". */
const STORAGE_BLOB_DATA_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

/** Names of the secrets that a person puts into the vault before (docs/oracle.md). */
export const ORACLE_SECRETS = {
  sys: "oracle-sys",
  observer: "oracle-observer",
  staging: "oracle-staging-sys",
} as const;

/** Whose identity one is: that of the two machines with data, of the observer, or of staging's machine. */
export type Reader = "database" | "observer" | "staging";

export interface AccessArgs extends TierArgs {
  readonly reader: Reader;
  /** Name of the tier's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** ARM id of the vault that holds the passwords. */
  readonly vaultId: pulumi.Input<string>;
  /** The secrets that it may read: each alone, no other one of the vault. */
  readonly secrets: readonly string[];
  /** ARM id of the container of the installers. */
  readonly installersId: pulumi.Input<string>;
}

/** By which a machine reads what it is told to fetch, and what has to stand before it can. */
export interface Access {
  readonly identity: UserAssignedIdentity;
  readonly mayRead: readonly pulumi.Resource[];
}

/** An identity for machines of the database, which may read the secrets that are named and the installers. */
export function declareAccess(name: string, args: AccessArgs, parent: pulumi.Resource): Access {
  const { datacenter, reader } = args;
  const identity = new UserAssignedIdentity(
    `${name}-identity`,
    {
      resourceName: azureName("userAssignedIdentity", `id-${datacenter}-oracle-${reader}`),
      resourceGroupName: args.resourceGroupName,
      location: args.region,
      tags: { ...args.tags, tier: reader === "staging" ? "staging" : "database" },
    },
    { parent, ...(reader === "staging" ? {} : KEPT) },
  );
  const letRead = (what: string, scope: pulumi.Input<string>, role: string): RoleAssignment =>
    new RoleAssignment(
      `${name}-reads-${what}`,
      {
        roleAssignmentName: stableGuid(`${datacenter}/oracle/${reader}/${what}/${role}`),
        scope,
        principalId: identity.principalId,
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
      { parent },
    );
  return {
    identity,
    mayRead: [
      ...args.secrets.map((secret) =>
        letRead(
          secret,
          pulumi.interpolate`${args.vaultId}/secrets/${secret}`,
          KEY_VAULT_SECRETS_USER,
        ),
      ),
      letRead("installers", args.installersId, STORAGE_BLOB_DATA_READER),
    ],
  };
}
