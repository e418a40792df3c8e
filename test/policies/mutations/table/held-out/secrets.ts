import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const VAULT = { type: TYPE.keyVault, name: "-secrets-vault" };
const SWEDISH = { type: TYPE.certificate, name: "-se-certificate" };
const GERMAN = { type: TYPE.certificate, name: "-de-certificate" };

function role(name: string): { readonly type: string; readonly name: string } {
  return { type: TYPE.roleAssignment, name };
}

const VAULTS = "Azure Key Vault basic concepts";
const RBAC = "Azure role-based access control vs. access policies";
const NETWORK = "Network security for Azure Key Vault";
const RENEWAL = "Renew your Azure Key Vault certificates";
const CERTIFICATES = "About Azure Key Vault certificates";
const GATEWAY_CERTIFICATES = "TLS termination with Key Vault certificates";
const ROLES = "Azure built-in roles";
const BEST = "Best practices for Azure RBAC";
const SCOPE = "Understand scope for Azure RBAC";

const ROLE = "/providers/Microsoft.Authorization/roleDefinitions/";
const OTHER_TENANT = "22222222-2222-2222-2222-222222222222";
const POLICY = "certificatePolicy";
const RENEW = "certificates renew";
const FROM_VAULT = "certificate from the vault";

export const HELD_OUT_SECRETS = [
  ...changesOf(VAULT, [
    [
      "hands the vault to another tenant's directory",
      VAULTS,
      "properties.tenantId",
      OTHER_TENANT,
      "vault by roles",
    ],
    [
      "lets disks' encryption fetch secrets whatever the role",
      RBAC,
      "properties.enabledForDiskEncryption",
      true,
      "vault by roles",
    ],
    [
      "leaves a list of access beside the roles, for the day on which they are off",
      RBAC,
      "properties.accessPolicies",
      [
        {
          tenantId: "00000000-0000-0000-0000-00000000cafe",
          objectId: "33333333-3333-3333-3333-333333333333",
          permissions: { secrets: ["all"], keys: ["all"], certificates: ["all"] },
        },
      ],
      "vault by roles",
    ],
    [
      "lets an office's addresses reach the vault",
      NETWORK,
      "properties.networkAcls.ipRules",
      [{ value: "203.0.113.0/24" }],
      "vault is private",
    ],
    [
      "lets another network's machines reach the vault",
      NETWORK,
      "properties.networkAcls.virtualNetworkRules",
      [
        {
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Network/virtualNetworks/vnet-old/subnets/default",
        },
      ],
      "vault is private",
    ],
  ]),
  ...changesOf(SWEDISH, [
    [
      "keeps the same key through all renewals of a certificate",
      CERTIFICATES,
      `${POLICY}.keyProperties.reuseKey`,
      true,
      RENEW,
    ],
    [
      "asks for a certificate of ten years, which no browser takes",
      CERTIFICATES,
      `${POLICY}.x509CertificateProperties.validityInMonths`,
      120,
      RENEW,
    ],
    [
      "renews a certificate every fourth day",
      RENEWAL,
      `${POLICY}.lifetimeActions[0].trigger`,
      { lifetimePercentage: 1 },
      RENEW,
    ],
    [
      "begins to renew when the certificate does not yet exist",
      RENEWAL,
      `${POLICY}.lifetimeActions[0].trigger.daysBeforeExpiry`,
      450,
      RENEW,
    ],
    [
      "asks for a certificate with which one can't serve, only log in",
      CERTIFICATES,
      `${POLICY}.x509CertificateProperties.extendedKeyUsages`,
      ["1.3.6.1.5.5.7.3.2"],
      FROM_VAULT,
    ],
    [
      "names another host in the Swedish certificate",
      CERTIFICATES,
      `${POLICY}.x509CertificateProperties.subjectAlternativeNames.dnsNames`,
      ["ch.school.example"],
      FROM_VAULT,
    ],
  ]),
  ...changesOf(GERMAN, [
    [
      "keeps a certificate's key in the vault, where the gateway can't read it",
      GATEWAY_CERTIFICATES,
      `${POLICY}.keyProperties.exportable`,
      false,
      FROM_VAULT,
    ],
    [
      "keeps a certificate in a form that the gateway does not read",
      GATEWAY_CERTIFICATES,
      `${POLICY}.secretProperties.contentType`,
      "application/x-pem-file",
      FROM_VAULT,
    ],
  ]),
  ...changesOf(role("-secrets-gateway-reads-se"), [
    [
      "lets staging's clones read a certificate's key",
      BEST,
      "principalId",
      "/mock/prod-se-staging-web-identity/principal",
      "narrow roles",
    ],
    [
      "gives the gateway's role to another tenant's group",
      "Azure role assignments",
      "principalType",
      "ForeignGroup",
      "narrow roles",
    ],
  ]),
  ...changesOf(role("-database-reads-oracle-sys"), [
    [
      "lets the database's machines read all secrets where one was meant",
      SCOPE,
      "scope",
      "/mock/prod-se-secrets-vault",
      "narrow roles",
    ],
    [
      "lets the database's machines change the vault where they were to read one secret",
      ROLES,
      "roleDefinitionId",
      `${ROLE}f25e0fa2-a7c8-4377-a976-54943a77a395`,
      "narrow roles",
    ],
  ]),
  ...changesOf(role("-reads-oracle-staging-sys"), [
    [
      "lets staging's database read production's password",
      SCOPE,
      "scope",
      "/mock/prod-se-secrets-vault/secrets/oracle-sys",
      "narrow roles",
    ],
  ]),
  ...changesOf(role("-observer-reads-installers"), [
    [
      "lets the observer exchange what the database is installed from",
      ROLES,
      "roleDefinitionId",
      `${ROLE}ba92f5b4-2d11-453d-a403-e96b0029c9fe`,
      "narrow roles",
    ],
  ]),
  ...changesOf(role("prod-se-staging-oracle-reads-installers"), [
    [
      "lets staging's database read the whole account, the platform's blobs too",
      SCOPE,
      "scope",
      "/mock/prod-se-storage-account",
      "narrow roles",
    ],
  ]),
  ...changesOf(role("-watch-reads-workspace"), [
    [
      "lets the alerts' identity change and purge logs",
      ROLES,
      "roleDefinitionId",
      `${ROLE}92aaf0da-9dab-42b6-94a3-d43ce8d16293`,
      "narrow roles",
    ],
  ]),
  ...changesOf(role("-backup-vault-reads-blobs"), [
    [
      "lets the backups' vault fetch the account's keys",
      ROLES,
      "roleDefinitionId",
      `${ROLE}17d1049b-9a84-46fb-8f53-869881c3d3ab`,
      "narrow roles",
    ],
    [
      "gives the right to back blobs up to the clones",
      BEST,
      "principalId",
      "/mock/prod-se-web-identity/principal",
      "narrow roles",
    ],
  ]),
];
