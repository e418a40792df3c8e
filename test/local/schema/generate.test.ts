import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parseType, shapeOf, typeTable } from "../../../local/schema/table.ts";

const table = typeTable();

test("generating anew gives the committed table to the byte", () => {
  const script = fileURLToPath(new URL("../../../local/schema/generate.ts", import.meta.url));
  expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toBe("");
});

test("holds exactly the resource types of the program, at the API versions of its SDK", () => {
  const versions = Object.entries(table.resources).map(([type, { armType, apiVersion }]) => [
    type,
    armType,
    apiVersion,
  ]);
  expect(versions).toEqual([
    ["azure-native:applicationinsights:Workbook", "Microsoft.Insights/workbooks", "2023-06-01"],
    [
      "azure-native:authorization:RoleAssignment",
      "Microsoft.Authorization/roleAssignments",
      "2022-04-01",
    ],
    [
      "azure-native:compute:CapacityReservation",
      "Microsoft.Compute/capacityReservationGroups/capacityReservations",
      "2024-11-01",
    ],
    [
      "azure-native:compute:CapacityReservationGroup",
      "Microsoft.Compute/capacityReservationGroups",
      "2024-11-01",
    ],
    ["azure-native:compute:Disk", "Microsoft.Compute/disks", "2024-03-02"],
    ["azure-native:compute:VirtualMachine", "Microsoft.Compute/virtualMachines", "2024-11-01"],
    [
      "azure-native:compute:VirtualMachineExtension",
      "Microsoft.Compute/virtualMachines/extensions",
      "2024-11-01",
    ],
    [
      "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
      "Microsoft.Compute/virtualMachines/runCommands",
      "2024-11-01",
    ],
    [
      "azure-native:compute:VirtualMachineScaleSet",
      "Microsoft.Compute/virtualMachineScaleSets",
      "2024-11-01",
    ],
    ["azure-native:consumption:Budget", "Microsoft.Consumption/budgets", "2024-08-01"],
    [
      "azure-native:dataprotection:BackupInstance",
      "Microsoft.DataProtection/backupVaults/backupInstances",
      "2025-01-01",
    ],
    [
      "azure-native:dataprotection:BackupPolicy",
      "Microsoft.DataProtection/backupVaults/backupPolicies",
      "2025-01-01",
    ],
    [
      "azure-native:dataprotection:BackupVault",
      "Microsoft.DataProtection/backupVaults",
      "2025-01-01",
    ],
    [
      "azure-native:dataprotection:DppResourceGuardProxy",
      "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies",
      "2025-01-01",
    ],
    [
      "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
      "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
      "2025-08-01",
    ],
    [
      "azure-native:dbforpostgresql:Configuration",
      "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
      "2025-08-01",
    ],
    [
      "azure-native:dbforpostgresql:Database",
      "Microsoft.DBforPostgreSQL/flexibleServers/databases",
      "2025-08-01",
    ],
    [
      "azure-native:dbforpostgresql:Server",
      "Microsoft.DBforPostgreSQL/flexibleServers",
      "2025-08-01",
    ],
    ["azure-native:keyvault:Vault", "Microsoft.KeyVault/vaults", "2024-11-01"],
    [
      "azure-native:managedidentity:UserAssignedIdentity",
      "Microsoft.ManagedIdentity/userAssignedIdentities",
      "2023-01-31",
    ],
    ["azure-native:monitor:ActionGroup", "Microsoft.Insights/actionGroups", "2024-10-01-preview"],
    ["azure-native:monitor:ActivityLogAlert", "Microsoft.Insights/activityLogAlerts", "2020-10-01"],
    [
      "azure-native:monitor:AutoscaleSetting",
      "Microsoft.Insights/autoscaleSettings",
      "2021-05-01-preview",
    ],
    [
      "azure-native:monitor:DataCollectionRule",
      "Microsoft.Insights/dataCollectionRules",
      "2022-06-01",
    ],
    [
      "azure-native:monitor:DataCollectionRuleAssociation",
      "Microsoft.Insights/dataCollectionRuleAssociations",
      "2022-06-01",
    ],
    [
      "azure-native:monitor:DiagnosticSetting",
      "Microsoft.Insights/diagnosticSettings",
      "2021-05-01-preview",
    ],
    ["azure-native:monitor:MetricAlert", "Microsoft.Insights/metricAlerts", "2018-03-01"],
    [
      "azure-native:monitor:ScheduledQueryRule",
      "Microsoft.Insights/scheduledQueryRules",
      "2025-01-01-preview",
    ],
    [
      "azure-native:network:ApplicationGateway",
      "Microsoft.Network/applicationGateways",
      "2024-05-01",
    ],
    ["azure-native:network:NatGateway", "Microsoft.Network/natGateways", "2024-05-01"],
    ["azure-native:network:NetworkInterface", "Microsoft.Network/networkInterfaces", "2024-05-01"],
    [
      "azure-native:network:NetworkSecurityGroup",
      "Microsoft.Network/networkSecurityGroups",
      "2024-05-01",
    ],
    [
      "azure-native:network:PrivateDnsZoneGroup",
      "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      "2024-05-01",
    ],
    ["azure-native:network:PrivateEndpoint", "Microsoft.Network/privateEndpoints", "2024-05-01"],
    ["azure-native:network:PublicIPAddress", "Microsoft.Network/publicIPAddresses", "2024-05-01"],
    ["azure-native:network:VirtualNetwork", "Microsoft.Network/virtualNetworks", "2024-05-01"],
    [
      "azure-native:network:WebApplicationFirewallPolicy",
      "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
      "2024-05-01",
    ],
    [
      "azure-native:operationalinsights:Workspace",
      "Microsoft.OperationalInsights/workspaces",
      "2023-09-01",
    ],
    ["azure-native:privatedns:PrivateZone", "Microsoft.Network/privateDnsZones", "2024-06-01"],
    [
      "azure-native:privatedns:VirtualNetworkLink",
      "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
      "2024-06-01",
    ],
    [
      "azure-native:recoveryservices:ProtectedItem",
      "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
      "2024-10-01",
    ],
    [
      "azure-native:recoveryservices:ProtectionPolicy",
      "Microsoft.RecoveryServices/vaults/backupPolicies",
      "2024-10-01",
    ],
    [
      "azure-native:recoveryservices:ResourceGuardProxy",
      "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies",
      "2024-10-01",
    ],
    ["azure-native:recoveryservices:Vault", "Microsoft.RecoveryServices/vaults", "2024-10-01"],
    ["azure-native:resources:ResourceGroup", "Microsoft.Resources/resourceGroups", "2024-03-01"],
    [
      "azure-native:storage:BlobContainer",
      "Microsoft.Storage/storageAccounts/blobServices/containers",
      "2024-01-01",
    ],
    [
      "azure-native:storage:BlobServiceProperties",
      "Microsoft.Storage/storageAccounts/blobServices",
      "2024-01-01",
    ],
    [
      "azure-native:storage:ManagementPolicy",
      "Microsoft.Storage/storageAccounts/managementPolicies",
      "2024-01-01",
    ],
    ["azure-native:storage:StorageAccount", "Microsoft.Storage/storageAccounts", "2024-01-01"],
    ["azure:keyvault/certificate:Certificate", "Microsoft.KeyVault/vaults/certificates", undefined],
  ]);
});

test.each([
  [
    "network:VirtualNetwork",
    "subnets",
    { type: "array of object network.Subnet", wire: "properties.subnets" },
  ],
  ["network:NatGateway", "resourceGroupName", { type: "string", required: true, only: "path" }],
  ["network:NatGateway", "sku", { type: "object network.NatGatewaySku" }],
  ["network:PublicIPAddress", "ipAddress", { type: "string", wire: "properties.ipAddress" }],
  [
    "network:PublicIPAddress",
    "ipConfiguration",
    { type: "object network.IPConfiguration", wire: "properties.ipConfiguration", only: "output" },
  ],
  ["network.Subnet", "etag", { type: "string", only: "echo" }],
  [
    "network.Subnet",
    "natGateway",
    { type: "object network.SubResource", wire: "properties.natGateway" },
  ],
  [
    "network.SecurityRule",
    "access",
    { type: "enum network.SecurityRuleAccess", wire: "properties.access", required: true },
  ],
  [
    "network.ManagedServiceIdentity",
    "userAssignedIdentities",
    { type: "set of object network.ManagedServiceIdentityResponseUserAssignedIdentities" },
  ],
  [
    "compute:VirtualMachineScaleSet",
    "virtualMachineProfile",
    {
      type: "object compute.VirtualMachineScaleSetVMProfile",
      wire: "properties.virtualMachineProfile",
    },
  ],
  [
    "compute:CapacityReservation",
    "capacityReservationGroupName",
    { type: "string", required: true, only: "path" },
  ],
  ["compute:CapacityReservation", "sku", { type: "object compute.Sku", required: true }],
  [
    "monitor:AutoscaleSetting",
    "profiles",
    {
      type: "array of object monitor.AutoscaleProfile",
      wire: "properties.profiles",
      required: true,
      only: "input",
    },
  ],
  [
    "monitor:AutoscaleSetting",
    "properties",
    { type: "object monitor.AutoscaleSetting", only: "output" },
  ],
  ["monitor:AutoscaleSetting", "name", { type: "string", wire: "properties.name" }],
  [
    "monitor.ScaleRuleMetricDimension",
    "values",
    { type: "array of string", wire: "Values", required: true },
  ],
  [
    "monitor:ScheduledQueryRule",
    "evaluationFrequency",
    { type: "string", wire: "properties.evaluationFrequency" },
  ],
  ["monitor:ScheduledQueryRule", "kind", { type: "enum monitor.Kind" }],
  [
    "monitor:ActionGroup",
    "groupShortName",
    { type: "string", wire: "properties.groupShortName", required: true },
  ],
  [
    "operationalinsights:Workspace",
    "sku",
    { type: "object operationalinsights.WorkspaceSku", wire: "properties.sku" },
  ],
  ["compute:VirtualMachineScaleSet", "sku", { type: "object compute.Sku" }],
  ["compute.VirtualMachineScaleSetExtension", "type", { type: "string", wire: "properties.type" }],
  [
    "compute.VirtualMachineScaleSetNetworkConfiguration",
    "ipConfigurations",
    {
      type: "array of object compute.VirtualMachineScaleSetIPConfiguration",
      wire: "properties.ipConfigurations",
      required: true,
    },
  ],
  ["keyvault:Vault", "properties", { type: "object keyvault.VaultProperties", required: true }],
  ["keyvault.VaultProperties", "tenantId", { type: "string", required: true }],
  [
    "authorization:RoleAssignment",
    "scope",
    { type: "string", required: true, only: "path", wire: "properties.scope" },
  ],
  [
    "managedidentity:UserAssignedIdentity",
    "principalId",
    { type: "string", wire: "properties.principalId", only: "output" },
  ],
  [
    "azure.keyvault:Certificate",
    "certificatePolicy",
    { type: "object azure.keyvault.CertificateCertificatePolicy", wire: "policy" },
  ],
])("knows of %s that %s is %o", (shape, property, expected) => {
  expect(shapeOf(table, shape)[property]).toEqual(expected);
});

test("leaves out what the API version has no word for", () => {
  expect(shapeOf(table, "network.Subnet")).not.toHaveProperty("serviceGateway");
});

test("resolves every type that it names", () => {
  const names = Object.values(table.shapes).flatMap((shape) =>
    Object.values(shape).map(({ type }) => parseType(type)),
  );
  for (let type of names) {
    while ("of" in type) type = type.of;
    if (type.kind === "object") expect(table.shapes).toHaveProperty([type.name]);
    if (type.kind === "enum") expect(table.enums[type.name]?.length).toBeGreaterThan(0);
  }
});

test.each(["", "array of", "list of string", "object", "enum"])("refuses the type %j", (text) => {
  expect(() => parseType(text)).toThrow(`a type that can't be read: ${text}`);
});

test("takes the operators of log alert rules, for which the SDK has those of another type", () => {
  expect(table.enums["monitor.ConditionOperator"]).toEqual([
    "Equals",
    "GreaterThan",
    "GreaterThanOrEqual",
    "LessThan",
    "LessThanOrEqual",
  ]);
});
