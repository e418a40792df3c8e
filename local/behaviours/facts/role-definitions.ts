/** A role that Azure has built in. */
export interface RoleDefinition {
  readonly id: string;
  readonly name: string;
  /** Whether it may read the values of a vault's secrets (data action getSecret). @default false */
  readonly readsSecrets?: boolean;
}

/**
 * The built-in roles that this machine knows; another is refused by its id.
 * Source: Microsoft Learn, "Azure built-in roles" (general, security, compute, networking, identity,
 * monitor, storage, databases).
 */
export const ROLE_DEFINITIONS: readonly RoleDefinition[] = [
  { id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", name: "Owner" },
  { id: "b24988ac-6180-42a0-ab88-20f7382dd24c", name: "Contributor" },
  { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", name: "Reader" },
  { id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", name: "User Access Administrator" },
  { id: "f58310d9-a9f6-439a-9e8d-f62e7b41a168", name: "Role Based Access Control Administrator" },
  {
    id: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    name: "Key Vault Administrator",
    readsSecrets: true,
  },
  { id: "a4417e6f-fecd-4de8-b567-7b0420556985", name: "Key Vault Certificates Officer" },
  {
    id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    name: "Key Vault Certificate User",
    readsSecrets: true,
  },
  { id: "21090545-7ca7-4776-b22c-e363652d74d2", name: "Key Vault Reader" },
  {
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    name: "Key Vault Secrets Officer",
    readsSecrets: true,
  },
  {
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    name: "Key Vault Secrets User",
    readsSecrets: true,
  },
  { id: "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", name: "Key Vault Crypto Officer" },
  { id: "12338af0-0e69-4776-bea7-57ae8d297424", name: "Key Vault Crypto User" },
  { id: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c", name: "Virtual Machine Contributor" },
  { id: "4d97b98b-1d4f-4787-a291-c67834d212e7", name: "Network Contributor" },
  { id: "f1a07417-d97a-45cb-824c-7a7467783830", name: "Managed Identity Operator" },
  { id: "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59", name: "Managed Identity Contributor" },
  { id: "43d0d8ad-25c7-4714-9337-8ba259a9fe05", name: "Monitoring Reader" },
  {
    id: "c088a766-074b-43ba-90d4-1fb21feae531",
    name: "PostgreSQL Flexible Server Long Term Retention Backup Role",
  },
  { id: "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1", name: "Storage Account Backup Contributor" },
  { id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe", name: "Storage Blob Data Contributor" },
  { id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", name: "Storage Blob Data Reader" },
  { id: "3913510d-42f4-4e42-8a64-420c390055eb", name: "Monitoring Metrics Publisher" },
];

/** The role whose definition an id ends with ("/…/roleDefinitions/GUID"). */
export function findRole(roleDefinitionId: string): RoleDefinition | undefined {
  const guid = roleDefinitionId.split("/").at(-1)?.toLowerCase();
  return ROLE_DEFINITIONS.find(({ id }) => id === guid);
}
