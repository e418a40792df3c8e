import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import type { PolicyCases } from "./policy-cases.ts";

const server = { of: T.postgres, name: "-database-postgresql-server" } as const;
const account = { of: T.account } as const;
const vault = { of: T.backupVault } as const;
const ACTIONS = "policy.rules[0].definition.actions";
const CONTAINERS =
  "properties.policyInfo.policyParameters.backupDatasourceParametersList[0].containersList";
const CONNECTION = "privateLinkServiceConnections[0]";
const SECURITY = "properties.securitySettings";

const CORS = "cors.corsRules";
const RESTORES = "properties.featureSettings.crossRegionRestoreSettings.state";

const parameter = (configurationName: string, value: string) => ({ configurationName, value });

export const DATA_CASES: readonly PolicyCases[] = [
  {
    ...server,
    policy: "database-private",
    breaks: [["a public side", "network.publicNetworkAccess", "Enabled"]],
    absent: [
      ["network", "violation"],
      ["network.delegatedSubnetResourceId", "violation"],
      ["network.publicNetworkAccess", "safe"],
    ],
    unknown: [["network.delegatedSubnetResourceId", "fine"]],
  },
  {
    ...server,
    policy: "database-name-known",
    breaks: [["a zone of elsewhere", "$.madeFrom.network", []]],
    absent: [["network.privateDnsZoneArmResourceId", "safe"]],
    unknown: [["network.privateDnsZoneArmResourceId", "fine"]],
  },
  {
    of: T.zone,
    name: "-database-postgresql-zone",
    policy: "database-name-known",
    breaks: [["a zone of another service", "privateZoneName", "privatelink.blob.core.windows.net"]],
    absent: [["tags", "safe"]],
    unknown: [["privateZoneName", "fine"]],
  },
  {
    of: T.zoneLink,
    name: "-database-postgresql-zone-link",
    policy: "database-name-known",
    breaks: [
      ["a zone that another network reads", "$.madeFrom.virtualNetwork", []],
      ["another zone that the network reads", "$.madeFrom.privateZoneName", []],
    ],
    absent: [["tags", "safe"]],
    unknown: [["virtualNetwork", "fine"]],
  },
  {
    ...server,
    policy: "database-standby",
    breaks: [
      ["no standby", "highAvailability.mode", "Disabled"],
      ["one beside the primary", "highAvailability.mode", "SameZone"],
      ["one in the primary's zone", "highAvailability.standbyAvailabilityZone", "1"],
    ],
    absent: [
      ["highAvailability", "violation"],
      ["highAvailability.standbyAvailabilityZone", "safe"],
    ],
    unknown: [["highAvailability.mode", "unknown"]],
  },
  {
    ...server,
    policy: "database-login",
    breaks: [
      ["passwords", "authConfig.passwordAuth", "Enabled"],
      ["no directory", "authConfig.activeDirectoryAuth", "Disabled"],
      ["a login of its own", "administratorLogin", "admin"],
      ["a password of its own", "administratorLoginPassword", "correct-horse"],
    ],
    absent: [["authConfig", "violation"]],
    unknown: [["authConfig.passwordAuth", "unknown"]],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-require-secure-transport",
    policy: "database-tls",
    breaks: [
      ["plain connections", "value", "off"],
      ["another server's setting", "$.madeFrom.serverName", []],
    ],
    absent: [["value", "violation"]],
    unknown: [["value", "unknown"]],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-ssl-min-protocol-version",
    policy: "database-tls",
    breaks: [["TLS 1.0", "value", "TLSv1"]],
    allows: [["TLS 1.3", "value", "TLSv1.3"]],
    absent: [["configurationName", "violation"]],
    unknown: [["value", "unknown"]],
  },
  {
    ...server,
    policy: "database-backups",
    breaks: [
      ["a week", "backup.backupRetentionDays", 7],
      ["another redundancy than is set", "backup.geoRedundantBackup", "Sometimes"],
    ],
    absent: [["backup", "violation"]],
    unknown: [["backup.backupRetentionDays", "unknown"]],
  },
  {
    ...server,
    policy: "database-size",
    breaks: [
      ["a burstable one", "sku", { name: "Standard_B1ms", tier: "Burstable" }],
      ["a tier that has no such size", "sku.tier", "MemoryOptimized"],
      ["the largest there is", "sku.name", "Standard_D96ds_v5"],
      ["less storage than is set", "storage.storageSizeGB", 32],
      ["storage that gets full", "storage.autoGrow", "Disabled"],
      ["a version out of support", "version", "11"],
    ],
    absent: [
      ["storage.autoGrow", "violation"],
      ["version", "violation"],
    ],
    unknown: [["sku.name", "unknown"]],
    config: [[{ versions: ["99"] }, ["a version that is not listed", "tags", {}], true]],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-shared-buffers",
    policy: "database-parameters",
    breaks: [
      ["2 MiB, as if its unit were MiB", "value", "256"],
      ["nothing", "value", "0"],
      ["all of the memory", "value", "1048576"],
      ["a text", "value", "2GB"],
      ["a parameter of which nobody knows bounds", "configurationName", "fsync"],
      ["no name of a parameter", "configurationName", ""],
      ["so much for each sort", "$.inputs", parameter("work_mem", "4194304")],
      ["a command's end after 30 ms", "$.inputs", parameter("statement_timeout", "30")],
    ],
    allows: [
      ["an eighth of the memory", "value", "131072"],
      ["another server's", "$.madeFrom.serverName", []],
      ["commands that end when they are done", "$.inputs", parameter("statement_timeout", "0")],
      ["memory for each sort", "$.inputs", parameter("WORK_MEM", "16384")],
    ],
    absent: [
      ["value", "violation"],
      ["configurationName", "violation"],
    ],
    unknown: [
      ["value", "unknown"],
      ["configurationName", "fine"],
    ],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-idle-in-transaction-session-timeout",
    policy: "database-parameters",
    breaks: [
      ["60 ms, as if its unit were seconds", "value", "60"],
      ["transactions for ever", "value", "0"],
      ["an hour", "value", "3600000"],
    ],
    allows: [["two minutes", "value", "120000"]],
    absent: [["value", "violation"]],
    unknown: [["value", "unknown"]],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-max-connections",
    policy: "database-parameters",
    breaks: [["more than the memory bears", "value", "5000"]],
    allows: [["all that the memory bears", "value", "859"]],
    absent: [["value", "violation"]],
    unknown: [["value", "unknown"]],
  },
  {
    of: T.postgresSetting,
    name: "-database-postgresql-max-connections",
    policy: "database-connections",
    breaks: [
      ["fewer than there are clones", "value", "50"],
      ["none for Azure's own", "value", "300"],
      ["another parameter", "configurationName", "max_wal_senders"],
      ["another server's", "$.madeFrom.serverName", []],
    ],
    allows: [["more", "value", "800"]],
    absent: [["value", "violation"]],
    unknown: [["value", "unknown"]],
  },
  {
    ...account,
    policy: "storage-private",
    breaks: [
      [
        "another tenant's workspaces",
        "networkRuleSet.resourceAccessRules",
        [{ tenantId: "other" }],
      ],
      ["a public side", "publicNetworkAccess", "Enabled"],
      ["everybody let in", "networkRuleSet.defaultAction", "Allow"],
      ["an address let in", "networkRuleSet.ipRules", [{ iPAddressOrRange: "192.0.2.1" }]],
      ["logins by SFTP", "isSftpEnabled", true],
      ["a resource of elsewhere let in", "networkRuleSet.resourceAccessRules", [{ tenantId: "" }]],
      ["logs let in past the rules", "networkRuleSet.bypass", "Logging, Metrics"],
    ],
    absent: [
      ["publicNetworkAccess", "violation"],
      ["networkRuleSet", "violation"],
      ["networkRuleSet.bypass", "safe"],
      ["isSftpEnabled", "safe"],
    ],
    unknown: [["publicNetworkAccess", "unknown"]],
  },
  {
    ...account,
    policy: "storage-no-public-blobs",
    breaks: [["public blobs", "allowBlobPublicAccess", true]],
    absent: [["allowBlobPublicAccess", "violation"]],
    unknown: [["allowBlobPublicAccess", "unknown"]],
  },
  {
    of: T.container,
    policy: "storage-no-public-blobs",
    breaks: [
      ["blobs for everybody", "publicAccess", "Blob"],
      ["the whole container", "publicAccess", "Container"],
    ],
    absent: [["publicAccess", "safe"]],
    unknown: [["publicAccess", "unknown"]],
  },
  {
    of: T.blobs,
    policy: "storage-no-public-blobs",
    breaks: [
      ["every page let ask", CORS, [{ allowedOrigins: ["*"] }]],
      ["every page of a name's children", CORS, [{ allowedOrigins: ["https://*.example"] }]],
      ["a page by plain HTTP", CORS, [{ allowedOrigins: ["http://se.school.example"] }]],
      ["pages of nobody knows where", CORS, [{ allowedMethods: ["GET"] }]],
    ],
    allows: [
      ["pages of the platform", CORS, [{ allowedOrigins: ["https://se.school.example"] }]],
      ["no rules", CORS, []],
    ],
    absent: [["cors", "safe"]],
    unknown: [
      [CORS, "unknown"],
      ["cors", "unknown"],
    ],
  },
  {
    ...account,
    policy: "storage-no-shared-keys",
    breaks: [
      ["shared keys", "allowSharedKeyAccess", true],
      ["keys first", "defaultToOAuthAuthentication", false],
    ],
    absent: [["allowSharedKeyAccess", "violation"]],
    unknown: [["allowSharedKeyAccess", "unknown"]],
  },
  {
    ...account,
    policy: "storage-tls",
    breaks: [
      ["TLS 1.0", "minimumTlsVersion", "TLS1_0"],
      ["plain HTTP", "enableHttpsTrafficOnly", false],
      ["blobs unencrypted", "encryption.services.blob.enabled", false],
      ["blobs encrypted once", "encryption.requireInfrastructureEncryption", false],
    ],
    absent: [
      ["minimumTlsVersion", "violation"],
      ["enableHttpsTrafficOnly", "safe"],
      ["encryption.requireInfrastructureEncryption", "violation"],
    ],
    unknown: [
      ["minimumTlsVersion", "unknown"],
      ["encryption.requireInfrastructureEncryption", "unknown"],
    ],
  },
  {
    ...account,
    policy: "storage-kept",
    breaks: [
      ["copies in one building", "sku.name", "Standard_LRS"],
      ["a performance without zones", "sku.name", "Premium_LRS"],
      ["no copy in the pair, where the settings want one", "sku.name", "Standard_ZRS"],
      ["the first kind of account", "kind", "Storage"],
      ["a kind for blobs alone", "kind", "BlobStorage"],
    ],
    allows: [["a copy that can be read in the pair", "sku.name", "Standard_RAGZRS"]],
    absent: [
      ["sku", "violation"],
      ["kind", "violation"],
    ],
    unknown: [
      ["sku.name", "unknown"],
      ["kind", "unknown"],
    ],
  },
  {
    of: T.blobs,
    policy: "storage-kept",
    breaks: [
      ["no versions", "isVersioningEnabled", false],
      ["no soft delete", "deleteRetentionPolicy.enabled", false],
      ["a day", "deleteRetentionPolicy.days", 1],
      ["containers gone at once", "containerDeleteRetentionPolicy.enabled", false],
      ["blobs that may be deleted for good", "deleteRetentionPolicy.allowPermanentDelete", true],
      ["another account's", "$.madeFrom.accountName", []],
    ],
    absent: [
      ["deleteRetentionPolicy.allowPermanentDelete", "safe"],
      ["isVersioningEnabled", "violation"],
      ["deleteRetentionPolicy", "violation"],
    ],
    unknown: [["isVersioningEnabled", "unknown"]],
  },
  {
    of: T.lifecycle,
    policy: "storage-lifecycle",
    breaks: [
      [
        "blobs deleted by age",
        `${ACTIONS}.baseBlob`,
        { delete: { daysAfterCreationGreaterThan: 900 } },
      ],
      [
        "blobs deleted that nobody reads",
        `${ACTIONS}.baseBlob.delete.daysAfterLastAccessTimeGreaterThan`,
        90,
      ],
      [
        "blobs put where nobody gets at them",
        `${ACTIONS}.baseBlob.tierToArchive.daysAfterModificationGreaterThan`,
        30,
      ],
      ["versions gone in a day", `${ACTIONS}.version.delete.daysAfterCreationGreaterThan`, 1],
      ["snapshots gone in a day", `${ACTIONS}.snapshot.delete.daysAfterCreationGreaterThan`, 1],
      [
        "versions gone in days as a text",
        `${ACTIONS}.version.delete.daysAfterCreationGreaterThan`,
        "7",
      ],
      [
        "a rule beside, of which nobody says that it counts",
        "policy.rules[+]",
        { definition: { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 30 } } } } },
      ],
      ["versions that nothing deletes, as the rule is off", "policy.rules[0].enabled", false],
      ["versions that nothing deletes, for want of a rule", "policy.rules", []],
      ["another account's rules", "$.madeFrom.accountName", []],
    ],
    allows: [
      [
        "blobs that cost less",
        `${ACTIONS}.baseBlob.tierToCool.daysAfterModificationGreaterThan`,
        30,
      ],
      ["versions kept for longer", `${ACTIONS}.version.delete.daysAfterCreationGreaterThan`, 365],
      [
        "a rule that is switched off",
        "policy.rules[+]",
        { enabled: false, definition: { actions: { baseBlob: { delete: {} } } } },
      ],
    ],
    absent: [
      ["policy.rules", "violation"],
      [`${ACTIONS}.version`, "violation"],
      ["policy.rules[0].enabled", "safe"],
      [`${ACTIONS}.version.delete.daysAfterCreationGreaterThan`, "violation"],
    ],
    unknown: [
      ["policy.rules", "unknown"],
      [ACTIONS, "unknown"],
      [`${ACTIONS}.version`, "unknown"],
      [`${ACTIONS}.version.delete.daysAfterCreationGreaterThan`, "unknown"],
    ],
  },
  {
    of: T.endpoint,
    name: "-storage-endpoint",
    policy: "network-private-endpoints",
    breaks: [
      ["an endpoint of something else", "$.madeFrom.privateLinkServiceConnections", []],
      ["one of another part", `${CONNECTION}.groupIds`, ["file"]],
      ["one of no part", `${CONNECTION}.groupIds`, []],
      ["one of two parts, one of them without its name", `${CONNECTION}.groupIds`, ["blob", "dfs"]],
    ],
    allows: [["its twin in the pair", `${CONNECTION}.groupIds`, ["blob", "blob_secondary"]]],
    absent: [
      ["subnet", "safe"],
      [`${CONNECTION}.groupIds`, "violation"],
    ],
    unknown: [
      ["subnet", "fine"],
      [`${CONNECTION}.groupIds`, "unknown"],
    ],
    config: [[{ types: [T.workspace] }, ["a type without an endpoint", "tags", {}], true]],
  },
  {
    of: T.endpointNames,
    name: "-storage-endpoint-name",
    policy: "network-private-endpoints",
    breaks: [
      ["a name in a zone of elsewhere", "$.madeFrom.privateDnsZoneConfigs", []],
      ["a name of another endpoint", "$.dependencies", []],
    ],
    absent: [["privateDnsZoneConfigs", "safe"]],
    unknown: [["privateDnsZoneConfigs", "fine"]],
  },
  {
    of: T.zone,
    name: "-storage-zone",
    policy: "network-private-endpoints",
    breaks: [
      ["the zone of another part", "privateZoneName", "privatelink.file.core.windows.net"],
      ["a zone of one's own", "privateZoneName", "blob.school.example"],
    ],
    absent: [["tags", "safe"]],
    unknown: [["privateZoneName", "fine"]],
  },
  {
    of: T.zoneLink,
    name: "-storage-zone-link",
    policy: "network-private-endpoints",
    breaks: [
      ["a zone that another network reads", "$.madeFrom.virtualNetwork", []],
      ["another zone that the network reads", "$.madeFrom.privateZoneName", []],
    ],
    absent: [["tags", "safe"]],
    unknown: [["virtualNetwork", "fine"]],
  },
  {
    of: T.backupInstance,
    name: "-server-instance",
    policy: "backup-covers",
    breaks: [["a backup of something else", "$.madeFrom.properties", []]],
    absent: [["tags", "safe"]],
    unknown: [["properties", "unknown"]],
    config: [[{ types: [T.workspace] }, ["a type without backups", "tags", {}], true]],
  },
  {
    of: T.backupInstance,
    name: "-blobs-instance",
    policy: "backup-containers",
    breaks: [
      ["another container", CONTAINERS, ["installers"]],
      ["no container", CONTAINERS, []],
      ["no word of containers", "properties.policyInfo.policyParameters", {}],
    ],
    allows: [["one more", CONTAINERS, ["oracle", "state"]]],
    absent: [["properties.policyInfo.policyParameters", "violation"]],
    unknown: [
      [CONTAINERS, "unknown"],
      [`${CONTAINERS}[0]`, "unknown"],
      ["properties.policyInfo", "unknown"],
    ],
    config: [
      [{ without: ["state", "oracle"] }, ["no container", CONTAINERS, []], false],
      [{ without: [] }, ["a container that is had again from elsewhere", "tags", {}], true],
    ],
  },
  {
    of: T.container,
    name: "-storage-state",
    policy: "backup-containers",
    breaks: [["a container more than is listed", "containerName", "grades"]],
    absent: [["publicAccess", "safe"]],
    unknown: [["publicAccess", "fine"]],
  },
  {
    of: T.container,
    name: "-oracle-installers",
    policy: "backup-containers",
    breaks: [["what can't be had again", "containerName", "grades"]],
    absent: [["publicAccess", "safe"]],
    unknown: [["publicAccess", "fine"]],
    config: [
      [{ without: [] }, ["a container that is not listed", "tags", {}], true],
      [{ without: [] }, ["one of another account", "$.madeFrom.accountName", []], false],
    ],
  },
  {
    ...account,
    policy: "backup-blobs-readable",
    breaks: [
      ["a tenant's closed border", "allowCrossTenantReplication", false],
      ["folders instead of versions", "isHnsEnabled", true],
    ],
    absent: [
      ["allowCrossTenantReplication", "violation"],
      ["isHnsEnabled", "safe"],
    ],
    unknown: [["allowCrossTenantReplication", "unknown"]],
  },
  {
    of: T.blobs,
    policy: "backup-blobs-readable",
    breaks: [["no change feed", "changeFeed.enabled", false]],
    allows: [["another account's blobs without one", "$.madeFrom.accountName", []]],
    absent: [["changeFeed", "violation"]],
    unknown: [["changeFeed.enabled", "unknown"]],
  },
  {
    ...vault,
    policy: "backup-vault",
    breaks: [
      ["no soft delete", `${SECURITY}.softDeleteSettings.state`, "Off"],
      ["a week", `${SECURITY}.softDeleteSettings.retentionDurationInDays`, 7],
      ["backups that can be cut short", `${SECURITY}.immutabilitySettings.state`, "Disabled"],
      ["one building", "properties.storageSettings[0].type", "LocallyRedundant"],
      ["a copy in the pair that nobody may open", RESTORES, "Disabled"],
      ["no identity", "identity.type", "None"],
      [
        "failures that nobody is told of",
        "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
        "Disabled",
      ],
    ],
    allows: [
      ["a lock for ever", `${SECURITY}.immutabilitySettings.state`, "Locked"],
      ["an identity of ours", "identity.type", "SystemAssigned,UserAssigned"],
    ],
    absent: [
      ["properties.featureSettings", "violation"],
      ["identity", "violation"],
      ["properties.monitoringSettings", "violation"],
      [SECURITY, "violation"],
      ["properties.storageSettings", "violation"],
    ],
    unknown: [
      [`${SECURITY}.softDeleteSettings.state`, "unknown"],
      [RESTORES, "unknown"],
      ["identity.type", "unknown"],
    ],
  },
  {
    of: T.backupPolicy,
    name: "-server-policy",
    policy: "backup-retention",
    breaks: [
      ["no rules", "properties.policyRules", []],
      ["a rule for years gone", "properties.policyRules[3]", ABSENT],
      ["months cut short", "properties.policyRules[2].lifecycles[0].deleteAfter.duration", "P3M"],
      [
        "a backup a month",
        "properties.policyRules[0].trigger.schedule.repeatingTimeIntervals",
        ["R/2026-01-04T01:00:00+00:00/P1M"],
      ],
    ],
    absent: [["properties.policyRules", "violation"]],
    unknown: [["properties.policyRules", "unknown"]],
  },
];
