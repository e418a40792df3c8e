/** What no model answers, or answers in two ways. `wire` undefined leaves the property out. */
export interface Override {
  /** By property, or `*` for all that are not named. `NAME` in the value stands for the property's name. */
  readonly properties: Readonly<Record<string, string | undefined>>;
  readonly reason: string;
}

const systemData = {
  properties: { systemData: "systemData" },
  reason:
    "ARM adds systemData to every tracked resource, at the top level; the client's model of this version leaves it out " +
    "(Azure/azure-resource-manager-rpc, common-api-contracts.md).",
};

const extensionType = {
  properties: { type: "properties.type" },
  reason:
    "ARM has the resource's own type at the top level and the extension's type below properties; both are called `type` " +
    "in the SDK. The one that a program sets is meant (Microsoft.Compute 2024-11-01, virtualMachineScaleSet.json).",
};

const dataPlane =
  "Certificates live in the vault's data plane, whose names are in snake case " +
  "(Key Vault REST API 7.4, Create Certificate: CertificateBundle and CertificatePolicy).";
const policy = "azure.keyvault.CertificateCertificatePolicy";

/** The shapes below an autoscale setting, none of which ARM nests any further. */
const autoscale = [
  "AutoscaleSetting",
  "AutoscaleNotification",
  "AutoscaleProfile",
  "EmailNotification",
  "MetricTrigger",
  "PredictiveAutoscalePolicy",
  "Recurrence",
  "RecurrentSchedule",
  "ScaleAction",
  "ScaleCapacity",
  "ScaleRule",
  "SystemData",
  "TimeWindow",
  "WebhookNotification",
];

const autoscaleApi =
  "No client of Microsoft's knows the wire shape at 2021-05-01-preview: @azure/arm-monitor 7.0 has mappers of " +
  "2015-04-01, and 8.0 has no mappers (Azure/azure-rest-api-specs, Microsoft.Insights 2021-05-01-preview, " +
  "autoscale_API.json).";

const insightsApi =
  "No client of Microsoft's that is installed here has mappers of this version (Azure/azure-rest-api-specs, " +
  "Microsoft.Insights, actionGroups_API.json 2024-10-01-preview and scheduledQueryRule_API.json 2025-01-01-preview).";

const workspaceApi =
  "No client of Microsoft's that is installed here knows workspaces (Azure/azure-rest-api-specs, " +
  "Microsoft.OperationalInsights 2023-09-01, Workspaces.json).";

/** A tracked resource's own properties; all others are nested below `properties`. */
const envelope = {
  "*": "properties.NAME",
  location: "location",
  systemData: "systemData",
  tags: "tags",
  type: "type",
};

const plainApi =
  "The SDK nests what ARM nests, below properties but for the envelope (Azure/azure-rest-api-specs, the version in types.json).";

/** @param top what stands beside the envelope's own names at the top level. */
function plain(...top: readonly string[]): Override {
  const names = ["name", "type", ...top];
  return {
    properties: { "*": "properties.NAME", ...Object.fromEntries(names.map((one) => [one, one])) },
    reason: plainApi,
  };
}

/** By shape: `module:Type` for a resource, `module.Type` for a nested type. */
export const overrides: Readonly<Record<string, Override>> = {
  "authorization:RoleAssignment": {
    properties: {
      "*": "properties.NAME",
      name: "name",
      type: "type",
      systemData: "systemData",
    },
    reason:
      "No client of Microsoft's that is installed here knows role assignments. ARM nests all but the envelope below " +
      "properties (Azure/azure-rest-api-specs, Microsoft.Authorization 2022-04-01, authorization-RoleAssignmentsCalls.json).",
  },
  "authorization.SystemData": {
    properties: { "*": "NAME" },
    reason: "The same shape for all of ARM, without nesting (common-api-contracts.md).",
  },
  "azure.keyvault:Certificate": {
    properties: { certificatePolicy: "policy" },
    reason: dataPlane,
  },
  [policy]: {
    properties: {
      issuerParameters: "issuer",
      keyProperties: "key_props",
      lifetimeActions: "lifetime_actions",
      secretProperties: "secret_props",
      x509CertificateProperties: "x509_props",
    },
    reason: dataPlane,
  },
  [`${policy}KeyProperties`]: {
    properties: { curve: "crv", keySize: "key_size", keyType: "kty", reuseKey: "reuse_key" },
    reason: dataPlane,
  },
  [`${policy}LifetimeActionAction`]: {
    properties: { actionType: "action_type" },
    reason: dataPlane,
  },
  [`${policy}LifetimeActionTrigger`]: {
    properties: {
      daysBeforeExpiry: "days_before_expiry",
      lifetimePercentage: "lifetime_percentage",
    },
    reason: dataPlane,
  },
  [`${policy}X509CertificateProperties`]: {
    properties: {
      extendedKeyUsages: "ekus",
      keyUsages: "key_usage",
      subjectAlternativeNames: "sans",
      validityInMonths: "validity_months",
    },
    reason: dataPlane,
  },
  [`${policy}X509CertificatePropertiesSubjectAlternativeNames`]: {
    properties: { dnsNames: "dns_names" },
    reason: dataPlane,
  },
  "compute.SystemData": {
    properties: { "*": "NAME" },
    reason: "The same shape for all of ARM, without nesting (common-api-contracts.md).",
  },
  "compute:Disk": {
    properties: {
      ...systemData.properties,
      lastOwnershipUpdateTime: "properties.LastOwnershipUpdateTime",
    },
    reason: `${systemData.reason} ARM writes this time with a capital (Microsoft.Compute 2024-03-02, disk.json).`,
  },
  "compute:VirtualMachine": systemData,
  "compute:VirtualMachineExtension": {
    properties: { ...systemData.properties, ...extensionType.properties },
    reason: `${systemData.reason} ${extensionType.reason}`,
  },
  "compute:VirtualMachineRunCommandByVirtualMachine": systemData,
  "compute.VirtualMachineExtension": {
    properties: { ...systemData.properties, ...extensionType.properties },
    reason: `${systemData.reason} ${extensionType.reason}`,
  },
  "compute:VirtualMachineScaleSet": systemData,
  "compute.VirtualMachineScaleSetExtension": extensionType,
  "compute:CapacityReservation": systemData,
  "compute:CapacityReservationGroup": systemData,
  "monitor:AutoscaleSetting": {
    properties: {
      "*": "properties.NAME",
      location: "location",
      properties: "properties",
      systemData: "systemData",
      tags: "tags",
      type: "type",
    },
    reason:
      `${autoscaleApi} Both the resource and its properties have a \`name\`: the input is the inner one. The output ` +
      "is the outer one, which the inner one is when none is given; all other properties come back below `properties`.",
  },
  ...Object.fromEntries(
    autoscale.map((shape): [string, Override] => [
      `monitor.${shape}`,
      { properties: { "*": "NAME" }, reason: autoscaleApi },
    ]),
  ),
  "monitor.ScaleRuleMetricDimension": {
    properties: { dimensionName: "DimensionName", operator: "Operator", values: "Values" },
    reason: `${autoscaleApi} These alone are written with capitals.`,
  },
  "monitor:ActionGroup": {
    properties: { ...envelope, identity: "identity", name: "name" },
    reason: insightsApi,
  },
  "monitor:ScheduledQueryRule": {
    properties: { ...envelope, etag: "etag", identity: "identity", kind: "kind", name: "name" },
    reason: insightsApi,
  },
  "operationalinsights:Workspace": {
    properties: { ...envelope, etag: "etag", identity: "identity", name: "name" },
    reason: workspaceApi,
  },
  "applicationinsights:Workbook": plain(
    "location",
    "tags",
    "systemData",
    "etag",
    "identity",
    "kind",
  ),
  "consumption:Budget": plain("systemData", "eTag"),
  "dbforpostgresql:Server": plain("location", "tags", "systemData", "identity", "sku"),
  "dbforpostgresql:AdministratorsMicrosoftEntra": plain(),
  "dbforpostgresql:Configuration": plain("systemData"),
  "dbforpostgresql:Database": plain("systemData"),
  "monitor:ActivityLogAlert": plain("location", "tags"),
  "monitor:DataCollectionRule": plain("location", "tags", "systemData", "etag", "identity", "kind"),
  "monitor:DataCollectionRuleAssociation": plain("systemData", "etag"),
  "monitor:DiagnosticSetting": plain("systemData"),
  "monitor:MetricAlert": plain("location", "tags"),
  "privatedns:PrivateZone": plain("location", "tags", "etag"),
  "privatedns:VirtualNetworkLink": plain("location", "tags", "etag"),
  "storage:StorageAccount": {
    properties: { accessTier: "properties.accessTier", kind: "kind" },
    reason:
      "The client has a model of its own for what is sent (StorageAccountCreateParameters), with these two; in the one that " +
      "comes back they are read only (@azure/arm-storage, 2024-01-01).",
  },
  "monitor.MetricAlertSingleResourceMultipleMetricCriteria": {
    properties: { odataType: "odata\\.type" },
    reason: "A key with a dot in it (Microsoft.Insights 2018-03-01, metricAlert_API.json).",
  },
  "network.Subnet": {
    properties: { serviceGateway: undefined },
    reason:
      "The SDK shares one Subnet type among API versions; service gateways came after 2024-05-01, whose model has none.",
  },
};

/**
 * Where the SDK lets one of several objects stand: the one that the program uses, so that it is checked like
 * all others. What is not named here is passed on as it is written.
 */
export const unionChoices: Readonly<Record<string, string>> = {
  "monitor:MetricAlert.criteria": "monitor.MetricAlertSingleResourceMultipleMetricCriteria",
  "recoveryservices:ProtectedItem.properties": "recoveryservices.AzureIaaSComputeVMProtectedItem",
  "recoveryservices:ProtectionPolicy.properties": "recoveryservices.AzureIaaSVMProtectionPolicy",
  "recoveryservices.AzureIaaSVMProtectionPolicy.retentionPolicy":
    "recoveryservices.LongTermRetentionPolicy",
  "recoveryservices.AzureIaaSVMProtectionPolicy.schedulePolicy":
    "recoveryservices.SimpleSchedulePolicyV2",
};

/** The machine sizes that are known here (local/behaviours/facts/vm-sizes.ts), for which a test stands. */
const machineSizes = [
  ...["s_v5", "ds_v5", "as_v5", "ads_v5", "s_v6", "as_v6"].flatMap((series) =>
    [2, 4, 8, 16].map((vcpus) => `Standard_D${vcpus}${series}`),
  ),
  ...[32, 48, 64, 96].map((vcpus) => `Standard_D${vcpus}ds_v5`),
];

/** Enumerations whose values the SDK has wrong. */
export const enumOverrides: Readonly<
  Record<string, { readonly values: readonly string[]; readonly reason: string }>
> = {
  "compute.VirtualMachineSizeTypes": {
    values: machineSizes,
    reason:
      "The SDK's list of sizes ended years ago, and ARM takes every size that a region offers: the type's own " +
      "description calls the list deprecated (Azure/azure-rest-api-specs, Microsoft.Compute 2024-11-01, virtualMachine.json).",
  },
  "dbforpostgresql.DataEncryptionType": {
    values: ["SystemManaged", "AzureKeyVault"],
    reason:
      "azure-native 3.28 gives a server's encryption the values of another enumeration of the same name, that of " +
      "clusters (@azure/arm-postgresql-flexible 9, KnownDataEncryptionType).",
  },
  "dbforpostgresql.PrincipalType": {
    values: ["Unknown", "User", "Group", "ServicePrincipal"],
    reason:
      "azure-native 3.28 gives an administrator's type the values of another enumeration of the same name, that of " +
      "clusters (@azure/arm-postgresql-flexible 9, KnownPrincipalType).",
  },
  "monitor.ConditionOperator": {
    values: ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"],
    reason:
      "azure-native 3.28 gives a log alert rule's operator the values of another enumeration of the same name, that " +
      "of pipeline groups (Azure/azure-rest-api-specs, Microsoft.Insights 2025-01-01-preview, scheduledQueryRule_API.json).",
  },
};
