import { valueAt } from "./read.ts";
import { T } from "./types.ts";

/** A resource of the classic provider in azure-native's words. */
export interface Translated {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Inputs = Readonly<Record<string, unknown>>;
type Translate = (inputs: Inputs) => Inputs;

/**
 * The classic types that stand in for one of azure-native's, so that one policy judges both. A classic type
 * that is not here keeps its own name: `order-known-types` refuses it.
 */
const CLASSIC: Readonly<Record<string, { readonly type: string; readonly translate: Translate }>> =
  {
    "azure:network/publicIp:PublicIp": {
      type: T.address,
      translate: ({ name, sku, allocationMethod, ddosProtectionMode, ...rest }) => ({
        ...rest,
        publicIpAddressName: name,
        // The provider's default is Standard.
        sku: { name: sku ?? "Standard" },
        publicIPAllocationMethod: allocationMethod,
        ddosSettings: { protectionMode: ddosProtectionMode ?? "VirtualNetworkInherited" },
      }),
    },
    "azure:network/networkSecurityGroup:NetworkSecurityGroup": {
      type: T.securityGroup,
      translate: ({ name, ...rest }) => ({ ...rest, networkSecurityGroupName: name }),
    },
    "azure:network/networkSecurityRule:NetworkSecurityRule": {
      type: T.securityRule,
      translate: ({ name, ...rest }) => ({ ...rest, securityRuleName: name }),
    },
    "azure:authorization/assignment:Assignment": {
      type: T.roleAssignment,
      translate: ({ name, roleDefinitionName, ...rest }) => ({
        ...rest,
        roleAssignmentName: name,
        ...(roleDefinitionName === undefined
          ? {}
          : { roleDefinitionId: byName(roleDefinitionName) }),
      }),
    },
    "azure:keyvault/keyVault:KeyVault": {
      type: T.vault,
      translate: ({ name, resourceGroupName, location, tags, ...rest }) => ({
        vaultName: name,
        resourceGroupName,
        location,
        tags,
        properties: {
          enablePurgeProtection: rest.purgeProtectionEnabled,
          softDeleteRetentionInDays: rest.softDeleteRetentionDays,
          enableRbacAuthorization: rest.rbacAuthorizationEnabled ?? rest.enableRbacAuthorization,
          accessPolicies: rest.accessPolicies,
          enabledForDeployment: rest.enabledForDeployment,
          enabledForTemplateDeployment: rest.enabledForTemplateDeployment,
          enabledForDiskEncryption: rest.enabledForDiskEncryption,
          publicNetworkAccess: rest.publicNetworkAccessEnabled === false ? "Disabled" : undefined,
          networkAcls: {
            defaultAction: valueAt(rest, "networkAcls.defaultAction"),
            bypass: valueAt(rest, "networkAcls.bypass"),
            ipRules: list(valueAt(rest, "networkAcls.ipRules")).map((value) => ({ value })),
          },
        },
      }),
    },
  };

/** Names of roles that classic assignments give, with the ids of azure-native's; one that is not here keeps its name. Source: Learn, "Azure built-in roles". */
const ROLE_IDS: Readonly<Record<string, string>> = {
  Owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
};

/** A resource in azure-native's words, where it is of a classic type that has a twin there. */
export function translated(type: string, inputs: Inputs): Translated {
  const classic = CLASSIC[type];
  return classic === undefined
    ? { type, inputs }
    : { type: classic.type, inputs: classic.translate(inputs) };
}

function byName(name: unknown): unknown {
  return typeof name === "string" ? (ROLE_IDS[name] ?? name) : name;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
