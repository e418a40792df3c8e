import { gzipSync } from "node:zlib";
import { T } from "../../../policies/support/types.ts";
import { IDENTITY } from "./identity-urns.ts";
import type { PolicyCases } from "./policy-cases.ts";

const vault = { of: T.vault } as const;
const certificate = { of: T.certificate, name: "-se-certificate" } as const;
const reads = { of: T.roleAssignment, name: "-gateway-reads-se" } as const;
const CERT = "certificatePolicy";
const ROLE = "/providers/Microsoft.Authorization/roleDefinitions";
const BLOB_READER = `${ROLE}/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1`;
const TOKEN = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString("base64url");
const LOGIN = Buffer.from("platform:Winter-2026").toString("base64");
const HASH = "$6$rounds=4096$Zm9vYmFy$h8Jq0x1yT7nX5v2ZkC3mW9pL4sD6fG8h";
const KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";

export const SECRETS_CASES: readonly PolicyCases[] = [
  {
    ...vault,
    policy: "secrets-purge-protection",
    breaks: [
      ["a vault that can be purged", "properties.enablePurgeProtection", false],
      ["no soft delete", "properties.enableSoftDelete", false],
      ["a week", "properties.softDeleteRetentionInDays", 7],
    ],
    absent: [
      ["properties.enablePurgeProtection", "violation"],
      ["properties.enableSoftDelete", "safe"],
      ["properties.softDeleteRetentionInDays", "safe"],
    ],
    unknown: [["properties.enablePurgeProtection", "unknown"]],
    config: [[{ days: 7 }, ["a week, allowed", "properties.softDeleteRetentionInDays", 7], false]],
  },
  {
    ...vault,
    policy: "secrets-rbac",
    breaks: [
      ["a list of its own", "properties.enableRbacAuthorization", false],
      ["somebody on it", "properties.accessPolicies", [{ objectId: "x" }]],
      ["secrets for deployments", "properties.enabledForTemplateDeployment", true],
    ],
    absent: [["properties.enableRbacAuthorization", "violation"]],
    unknown: [["properties.enableRbacAuthorization", "unknown"]],
  },
  {
    ...vault,
    policy: "secrets-not-in-plain",
    breaks: [["a secret beside its rights", "properties.accessPolicies[0].secrets", ["abc"]]],
    allows: [
      ["rights over secrets", "properties.accessPolicies", [{ permissions: { secrets: ["get"] } }]],
    ],
    absent: [["properties.accessPolicies", "safe"]],
    unknown: [["properties.accessPolicies", "fine"]],
  },
  {
    ...vault,
    policy: "secrets-private",
    breaks: [
      ["everybody let in", "properties.networkAcls.defaultAction", "Allow"],
      ["a public side that nobody is let in by", "properties.publicNetworkAccess", "Enabled"],
      ["the whole internet named", "properties.networkAcls.ipRules", [{ value: "0.0.0.0/0" }]],
      [
        "an office that the settings do not name",
        "properties.networkAcls.ipRules",
        [{ value: "192.0.2.10" }],
      ],
      [
        "another network",
        "properties.networkAcls.virtualNetworkRules",
        [{ id: "/vnet-old/subnets/a" }],
      ],
      ["a wide range named", "properties.networkAcls.ipRules", [{ value: "192.0.0.0/16" }]],
    ],
    absent: [["properties.networkAcls", "violation"]],
    unknown: [["properties.networkAcls.defaultAction", "unknown"]],
  },
  {
    of: T.postgresAdministrator,
    policy: "secrets-tenant",
    breaks: [["another tenant's group", "tenantId", "22222222-2222-2222-2222-222222222222"]],
    allows: [["the same in capitals", "tenantId", "00000000-0000-0000-0000-00000000CAFE"]],
    absent: [["tenantId", "violation"]],
    unknown: [["tenantId", "unknown"]],
    config: [
      [{ tenants: ["other"] }, ["the tenant of all, where another is named", "tags", {}], true],
      [
        { tenants: ["00000000-0000-0000-0000-00000000cafe"] },
        ["the tenant of all, where it is named", "tags", {}],
        false,
      ],
    ],
  },
  {
    of: T.postgres,
    policy: "secrets-tenant",
    breaks: [
      ["another tenant's people", "authConfig.tenantId", "22222222-2222-2222-2222-222222222222"],
    ],
    absent: [["authConfig.tenantId", "safe"]],
    unknown: [["authConfig.tenantId", "unknown"]],
  },
  {
    of: T.postgresAdministrator,
    policy: "database-administrators",
    breaks: [
      ["one person", "principalType", "User"],
      ["a program", "principalType", "ServicePrincipal"],
    ],
    absent: [["principalType", "violation"]],
    unknown: [["principalType", "unknown"]],
  },
  {
    of: T.scaleSet,
    policy: "secrets-not-in-plain",
    breaks: [
      ["a password", "virtualMachineProfile.osProfile.adminPassword", "correct-horse"],
      ["a key in a tag", "tags.note", KEY],
      [
        "a connection string",
        "virtualMachineProfile.extensionProfile.extensions[0].settings.connectionString",
        "x",
      ],
      [
        "a private key in the start script",
        "virtualMachineProfile.osProfile.customData",
        Buffer.from(`#cloud-config\n${KEY}`).toString("base64"),
      ],
      [
        "a password in the start script",
        "virtualMachineProfile.osProfile.customData",
        Buffer.from("#cloud-config\npassword: hunter22").toString("base64"),
      ],
      [
        "a signed address",
        "tags.link",
        "https://x.blob.core.windows.net/a?sig=abcdefghijklmnopqrstuvwx",
      ],
    ],
    absent: [["virtualMachineProfile", "safe"]],
    unknown: [["virtualMachineProfile.osProfile.adminPassword", "fine"]],
  },
  {
    of: T.machineCommand,
    name: "-take-over",
    policy: "secrets-not-in-plain",
    breaks: [
      ["a password as a parameter", "parameters[+]", { name: "sysPassword", value: "hunter22" }],
      ["one in capitals", "parameters[0]", { name: "SYS_PASSWORD", value: "hunter22" }],
      ["one by a shorter word", "parameters[0].name", "db-pwd"],
      ["a token by a key", "parameters[+]", { key: "sas_token", value: "sv=2026" }],
      ["a default", "parameters[+]", { parameterName: "apiKey", defaultValue: "abc" }],
      ["one for SQL in its script", "source.script", "alter user sys identified by Winter2026;"],
      ["one in its script", "source.script", 'export SYS_PASSWORD="hunter22"'],
      ["one in an address", "parameters[0].value", "postgres://app:hunter22@db:5432/platform"],
      ["one for Oracle's tool", "source.script", "sqlplus -s sys/Winter2026@db as sysdba"],
      ["one for a connection", "source.script", "connect platform/Winter2026@grades"],
      ["a name and a password for HTTP", "parameters[0].value", `Basic ${LOGIN}`],
      ["a password's hash", "source.script", `usermod -p '${HASH}' helpdesk`],
      ["a token of a login", "parameters[0].value", `${TOKEN}.${TOKEN}.sig`],
    ],
    allows: [
      ["Oracle's tool by the machine's own right", "source.script", "sqlplus / as sysdba @a/b@c"],
      ["Oracle's tool by a variable", "source.script", 'sqlplus sys/"$password"@db'],
      ["a word after Basic", "parameters[0].value", "Basic authentication"],
      ["another parameter", "parameters[+]", { name: "passwordLength", value: "24" }],
      ["an address with a port", "parameters[0].value", "https://se.school.example:443/a@b"],
      ["one that its script reads in an address", "source.script", "curl ftp://app:$password@host"],
      ["one that its script reads", "source.script", "password=$(secret oracle-sys)"],
      ["one of which its script says no", "source.script", "lock-password: true"],
    ],
    absent: [["parameters", "safe"]],
    unknown: [["parameters[0].value", "fine"]],
  },
  {
    of: T.gateway,
    policy: "secrets-not-in-plain",
    breaks: [
      ["a login in a header", "rewriteRuleSets", header("Authorization", `Basic ${LOGIN}`)],
      ["a key in a header", "rewriteRuleSets", header("X-Api-Key", "abcdef")],
    ],
    allows: [["another header", "rewriteRuleSets", header("X-Frame-Options", "DENY")]],
    absent: [["rewriteRuleSets", "safe"]],
    unknown: [["rewriteRuleSets", "fine"]],
  },
  {
    of: T.machineExtension,
    name: "-primary-install",
    policy: "secrets-not-in-plain",
    breaks: [
      [
        "a password in its script",
        "settings.script",
        Buffer.from("sysPassword=hunter22").toString("base64"),
      ],
      [
        "one in its packed script",
        "settings.script",
        gzipSync("sysPassword=hunter22").toString("base64"),
      ],
    ],
    allows: [
      [
        "a packed script that is broken",
        "settings.script",
        Buffer.from([0x1f, 0x8b, 1]).toString("base64"),
      ],
    ],
    absent: [["settings", "safe"]],
    unknown: [["settings.script", "fine"]],
  },
  {
    ...certificate,
    policy: "secrets-certificate-renewal",
    breaks: [
      [
        "a mail instead of a renewal",
        `${CERT}.lifetimeActions[0].action.actionType`,
        "EmailContacts",
      ],
      ["a renewal three days before", `${CERT}.lifetimeActions[0].trigger.daysBeforeExpiry`, 3],
      ["a renewal before it begins", `${CERT}.lifetimeActions[0].trigger.daysBeforeExpiry`, 450],
      [
        "a renewal each fourth day",
        `${CERT}.lifetimeActions[0].trigger`,
        { lifetimePercentage: 1 },
      ],
      ["the same key again", `${CERT}.keyProperties.reuseKey`, true],
      ["a short key", `${CERT}.keyProperties.keySize`, 1024],
      ["five years", `${CERT}.x509CertificateProperties.validityInMonths`, 60],
      ["one that was imported", "certificate", { contents: "MII" }],
    ],
    allows: [
      [
        "a renewal at four fifths",
        `${CERT}.lifetimeActions[0].trigger`,
        { lifetimePercentage: 80 },
      ],
    ],
    absent: [
      [`${CERT}.lifetimeActions`, "violation"],
      [`${CERT}.keyProperties.keySize`, "safe"],
    ],
    unknown: [[`${CERT}.x509CertificateProperties.validityInMonths`, "unknown"]],
    config: [
      [{ daysBefore: 60 }, ["thirty days, where sixty are wanted", "tags", {}], true],
      [{ validMonths: 6 }, ["a year, where half is the most", "tags", {}], true],
    ],
  },
  {
    ...certificate,
    policy: "secrets-certificate-contacts",
    breaks: [["an issuer, and nobody who is told", `${CERT}.issuerParameters.name`, "DigiCert"]],
    absent: [[`${CERT}.issuerParameters`, "violation"]],
    unknown: [[`${CERT}.issuerParameters.name`, "violation"]],
  },
  {
    ...reads,
    policy: "secrets-roles",
    breaks: [
      ["Owner", "roleDefinitionId", `${ROLE}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`],
      ["Contributor", "roleDefinitionId", `${ROLE}/b24988ac-6180-42a0-ab88-20f7382dd24c`],
      [
        "User Access Administrator",
        "roleDefinitionId",
        `${ROLE}/18d7d88d-d35e-4fb5-a5c3-7773c20a72d9`,
      ],
      ["the whole subscription", "scope", "/subscriptions/00000000-0000-0000-0000-000000000000"],
      ["a management group", "scope", "/providers/Microsoft.Management/managementGroups/all"],
      [
        "a role that writes secrets",
        "roleDefinitionId",
        `${ROLE}/b86a8fe4-44ce-4948-aee5-eccb2c155cd7`,
      ],
      ["a narrow role that is for something else", "roleDefinitionId", BLOB_READER],
      [
        "a role that nobody knows",
        "roleDefinitionId",
        `${ROLE}/00000000-0000-0000-0000-000000000000`,
      ],
      ["another stack's vault", "$.madeFrom.scope", []],
      ["a person", "principalType", "User"],
      [
        "the clones, whose every process would read it",
        "$.madeFrom.principalId",
        [IDENTITY.clones],
      ],
      [
        "the database's machines, over a certificate",
        "$.madeFrom.principalId",
        [IDENTITY.database],
      ],
      ["the whole vault where one certificate is meant", "scope", "/mock/prod-se-secrets-vault"],
      ["a password of Oracle's", "scope", "/mock/prod-se-secrets-vault/secrets/oracle-sys"],
      ["a role of the stack's own making, beside", "$.type", T.roleDefinition],
      ["somebody of elsewhere", "$.madeFrom.principalId", []],
    ],
    allows: [
      [
        "another market's certificate, in capitals",
        "scope",
        "/mock/prod-se-secrets-vault/secrets/EDGE-CH",
      ],
      [
        "the role by the subscription's name of it",
        "roleDefinitionId",
        `/subscriptions/s${ROLE}/4633458B-17DE-408A-B874-0445C86B69E6`,
      ],
    ],
    absent: [
      ["roleDefinitionId", "violation"],
      ["scope", "violation"],
    ],
    unknown: [
      ["roleDefinitionId", "fine"],
      ["scope", "fine"],
    ],
    config: [
      [
        { allowed: ["acdd72a7-3385-48ef-bd42-f606fba81ae7 Reader: azure-native:keyvault:Vault"] },
        ["a role that is not on the list", "tags", {}],
        true,
      ],
    ],
  },
  {
    of: T.roleAssignment,
    name: "-database-reads-oracle-sys",
    policy: "secrets-roles",
    breaks: [
      ["the whole vault where one secret is meant", "scope", "/mock/prod-se-secrets-vault"],
      [
        "the secret that staging reads",
        "scope",
        "/mock/prod-se-secrets-vault/secrets/oracle-staging-sys",
      ],
    ],
    allows: [
      [
        "another secret of its tier",
        "scope",
        "/mock/prod-se-secrets-vault/secrets/oracle-observer",
      ],
    ],
    absent: [["scope", "violation"]],
    unknown: [["scope", "fine"]],
  },
];

function header(headerName: string, headerValue: string): unknown {
  const actionSet = { requestHeaderConfigurations: [{ headerName, headerValue }] };
  return [{ name: "login", rewriteRules: [{ name: "one", ruleSequence: 100, actionSet }] }];
}
