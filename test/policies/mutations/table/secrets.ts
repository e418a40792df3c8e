import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const VAULT = { type: TYPE.keyVault, name: "-secrets-vault" };
const GATEWAY_READS = { type: TYPE.roleAssignment, name: "-secrets-gateway-reads-se" };
const BACKUP_READS = { type: TYPE.roleAssignment, name: "-backup-vault-reads-blobs" };
const WATCH_READS = { type: TYPE.roleAssignment, name: "-watch-reads-web" };

const SOFT_DELETE = "Azure Key Vault soft-delete overview";
const RBAC = "Azure role-based access control vs. access policies";
const NETWORK = "Network security for Azure Key Vault";
const TEMPLATES = "Use Azure Key Vault to pass secure parameter value during deployment";
const RENEWAL = "Renew your Azure Key Vault certificates";
const CREATION = "Certificate creation methods";
const ROLES = "Azure built-in roles";
const BEST = "Best practices for Azure RBAC";
const SCOPE = "Understand scope for Azure RBAC";
const TAGS = "Use tags to organize your Azure resources and management hierarchy";
const LOCKS = "Azure Key Vault recovery management with soft delete and purge protection";

const ROLE = "/providers/Microsoft.Authorization/roleDefinitions/";
const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

export const SECRETS = [
  ...changesOf(VAULT, [
    [
      "lets deleted secrets be purged",
      SOFT_DELETE,
      "properties.enablePurgeProtection",
      false,
      "purge protection",
    ],
    [
      "says nothing of purging, which means that it is allowed",
      SOFT_DELETE,
      "properties.enablePurgeProtection",
      ABSENT,
      "purge protection",
    ],
    [
      "switches soft delete of the vault off",
      SOFT_DELETE,
      "properties.enableSoftDelete",
      false,
      "purge protection",
    ],
    [
      "keeps deleted secrets for a week",
      SOFT_DELETE,
      "properties.softDeleteRetentionInDays",
      7,
      "purge protection",
    ],

    [
      "gives access to the vault by its own list instead of by roles",
      RBAC,
      "properties.enableRbacAuthorization",
      false,
      "vault by roles",
    ],
    [
      "says nothing of roles, which means the vault's own list",
      RBAC,
      "properties.enableRbacAuthorization",
      ABSENT,
      "vault by roles",
    ],
    [
      "lets whoever deploys a template read secrets",
      TEMPLATES,
      "properties.enabledForTemplateDeployment",
      true,
      "vault by roles",
    ],
    [
      "lets machines fetch secrets whatever their role",
      RBAC,
      "properties.enabledForDeployment",
      true,
      "vault by roles",
    ],

    [
      "opens the vault to the public network",
      NETWORK,
      "properties.publicNetworkAccess",
      "Enabled",
      "vault is private",
    ],
    [
      "opens the vault, in lower case",
      NETWORK,
      "properties.publicNetworkAccess",
      "enabled",
      "vault is private",
    ],
    [
      "leaves the vault's network to Azure, which opens it",
      NETWORK,
      "properties.publicNetworkAccess",
      ABSENT,
      "vault is private",
    ],
    [
      "lets every network reach the vault unless a rule denies",
      NETWORK,
      "properties.networkAcls.defaultAction",
      "Allow",
      "vault is private",
    ],
    [
      "takes the vault's network rules away",
      NETWORK,
      "properties.networkAcls",
      ABSENT,
      "vault is private",
    ],

    ["takes the lock from the vault", LOCKS, "$.protect", false, "data is protected from deletion"],
    [
      "writes a password into a tag",
      TAGS,
      "tags.password",
      "Winter-2026-school!",
      "no secret in plain",
    ],
  ]),
  ...changesOf({ type: TYPE.certificate, name: "-se-certificate" }, [
    [
      "does nothing when a certificate runs out",
      RENEWAL,
      "certificatePolicy.lifetimeActions",
      [],
      "certificates renew",
    ],
    [
      "only writes to somebody when a certificate runs out",
      RENEWAL,
      "certificatePolicy.lifetimeActions[0].action.actionType",
      "EmailContacts",
      "certificates renew",
    ],
    [
      "renews a certificate on its last day",
      RENEWAL,
      "certificatePolicy.lifetimeActions[0].trigger.daysBeforeExpiry",
      1,
      "certificates renew",
    ],
    [
      "renews a certificate at 99 % of its life",
      RENEWAL,
      "certificatePolicy.lifetimeActions[0].trigger",
      { lifetimePercentage: 99 },
      "certificates renew",
    ],
    [
      "takes an issuer whose certificates Azure can't renew",
      CREATION,
      "certificatePolicy.issuerParameters.name",
      "Unknown",
      "certificates renew",
    ],
  ]),
  ...changesOf({ type: TYPE.certificate, name: "-ch-certificate" }, [
    [
      "leaves out what is to be done when the Swiss certificate runs out",
      RENEWAL,
      "certificatePolicy.lifetimeActions",
      ABSENT,
      "certificates renew",
    ],
  ]),
  ...changesOf(GATEWAY_READS, [
    [
      "makes the gateway owner of the vault",
      BEST,
      "roleDefinitionId",
      `${ROLE}8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
      "narrow roles",
    ],
    [
      "makes the gateway owner, in capitals",
      BEST,
      "roleDefinitionId",
      `${ROLE}8E3AF657-A8FF-443C-A75C-2FE8C4BCB635`,
      "narrow roles",
    ],
    [
      "makes the gateway owner by the subscription's name of the role",
      BEST,
      "roleDefinitionId",
      `${SUBSCRIPTION}${ROLE}8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
      "narrow roles",
    ],
    [
      "lets the gateway give roles to others",
      ROLES,
      "roleDefinitionId",
      `${ROLE}18d7d88d-d35e-4fb5-a5c3-7773c20a72d9`,
      "narrow roles",
    ],
    [
      "lets the gateway administer roles",
      ROLES,
      "roleDefinitionId",
      `${ROLE}f58310d9-a9f6-439a-9e8d-f62e7b41a168`,
      "narrow roles",
    ],
    [
      "lets the gateway administer the vault",
      ROLES,
      "roleDefinitionId",
      `${ROLE}00482a5a-887f-4fb3-b363-3b7fe8e74483`,
      "narrow roles",
    ],
    [
      "lets the gateway write secrets",
      ROLES,
      "roleDefinitionId",
      `${ROLE}b86a8fe4-44ce-4948-aee5-eccb2c155cd7`,
      "narrow roles",
    ],
    [
      "lets the gateway read the secrets of all vaults",
      SCOPE,
      "scope",
      SUBSCRIPTION,
      "narrow roles",
    ],
    [
      "gives the gateway's role over a management group",
      SCOPE,
      "scope",
      "/providers/Microsoft.Management/managementGroups/schools",
      "narrow roles",
    ],
    ["gives the gateway's role over everything", SCOPE, "scope", "/", "narrow roles"],
    [
      "lets the gateway read every secret of the vault, Oracle's passwords among them",
      SCOPE,
      "scope",
      "/mock/prod-se-secrets-vault",
      "narrow roles",
    ],
    ["gives the gateway's role to a person", BEST, "principalType", "User", "narrow roles"],
  ]),
  ...changesOf(BACKUP_READS, [
    [
      "lets the backups' vault do everything but give roles",
      BEST,
      "roleDefinitionId",
      `${ROLE}b24988ac-6180-42a0-ab88-20f7382dd24c`,
      "narrow roles",
    ],
    [
      "lets the backups' vault back up all of the subscription, in capitals",
      SCOPE,
      "scope",
      SUBSCRIPTION.toUpperCase(),
      "narrow roles",
    ],
  ]),
  ...changesOf(WATCH_READS, [
    [
      "lets the alerts' identity start, stop and delete machines",
      ROLES,
      "roleDefinitionId",
      `${ROLE}9980e02c-c2be-4d73-94e8-173b1dc7cf3c`,
      "narrow roles",
    ],
    [
      "lets the alerts' identity own all blobs",
      ROLES,
      "roleDefinitionId",
      `${ROLE}b7e6dc6d-f1e8-4753-8033-0f276bb0955b`,
      "narrow roles",
    ],
  ]),
  ...changesOf({ type: TYPE.resourceGroup, name: "-secrets-rg" }, [
    [
      "takes the lock from the vault's group",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf({ type: TYPE.scaleSet, name: "prod-se-web-clones" }, [
    [
      "hands clones a link that opens the storage",
      "Grant limited access to Azure Storage resources using shared access signatures",
      "virtualMachineProfile.extensionProfile.extensions[0].settings.downloadUrl",
      "https://stprodsegt26.blob.core.windows.net/state/app.zip?sv=2024-11-04&sr=b&sp=r&se=2030-01-01T00%3A00%3A00Z&sig=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDE%3D",
      "no secret in plain",
    ],
    [
      "hands clones the storage account's key",
      "Manage storage account access keys",
      "virtualMachineProfile.extensionProfile.extensions[0].settings.storage",
      "DefaultEndpointsProtocol=https;AccountName=stprodsegt26;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0cw==;EndpointSuffix=core.windows.net",
      "no secret in plain",
    ],
  ]),
];
