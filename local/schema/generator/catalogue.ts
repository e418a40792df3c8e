/** One resource type to generate, and where its facts stand. */
export interface CatalogueEntry {
  /** The SDK's package, e.g. `azure-native`. */
  readonly sdk: "azure-native" | "azure";
  readonly module: string;
  /** The class in that module, e.g. `NatGateway`. */
  readonly type: string;
  /** The id, with the names of the inputs that it is made of. */
  readonly path?: string;
  readonly armType: string;
  /** Microsoft's client that knows the wire shape, and its model where it isn't named like the class. */
  readonly client?: string;
  readonly model?: string;
  /** azure-native makes a UUID for role assignments and otherwise the logical name with 8 hex digits. */
  readonly autoname?: "uuid";
}

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";

/** Exactly the resource types that the program uses, and those that ARM makes for it. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    sdk: "azure-native",
    module: "authorization",
    type: "RoleAssignment",
    armType: "Microsoft.Authorization/roleAssignments",
    path: "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    autoname: "uuid",
  },
  compute("CapacityReservationGroup", "capacityReservationGroups", "capacityReservationGroupName"),
  compute(
    "CapacityReservation",
    "capacityReservationGroups/capacityReservations",
    "capacityReservationName",
    "capacityReservationGroups/{capacityReservationGroupName}/capacityReservations",
  ),
  compute("Disk", "disks", "diskName"),
  compute("VirtualMachineScaleSet", "virtualMachineScaleSets", "vmScaleSetName"),
  compute("VirtualMachine", "virtualMachines", "vmName"),
  compute(
    "VirtualMachineExtension",
    "virtualMachines/extensions",
    "vmExtensionName",
    "virtualMachines/{vmName}/extensions",
  ),
  {
    ...compute(
      "VirtualMachineRunCommandByVirtualMachine",
      "virtualMachines/runCommands",
      "runCommandName",
      "virtualMachines/{vmName}/runCommands",
    ),
    model: "VirtualMachineRunCommand",
  },
  plain("applicationinsights", "Workbook", "Microsoft.Insights/workbooks/{resourceName}"),
  plain("consumption", "Budget", "/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}"),
  plain("dataprotection", "BackupVault", "Microsoft.DataProtection/backupVaults/{vaultName}"),
  plain(
    "dataprotection",
    "BackupPolicy",
    "Microsoft.DataProtection/backupVaults/{vaultName}/backupPolicies/{backupPolicyName}",
  ),
  plain(
    "dataprotection",
    "BackupInstance",
    "Microsoft.DataProtection/backupVaults/{vaultName}/backupInstances/{backupInstanceName}",
  ),
  plain(
    "dataprotection",
    "DppResourceGuardProxy",
    "Microsoft.DataProtection/backupVaults/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}",
  ),
  plain("dbforpostgresql", "Server", "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}"),
  plain(
    "dbforpostgresql",
    "Configuration",
    "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/configurations/{configurationName}",
  ),
  plain(
    "dbforpostgresql",
    "Database",
    "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}",
  ),
  plain(
    "dbforpostgresql",
    "AdministratorsMicrosoftEntra",
    "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/administrators/{objectId}",
  ),
  {
    sdk: "azure-native",
    module: "keyvault",
    type: "Vault",
    armType: "Microsoft.KeyVault/vaults",
    path: `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}`,
    client: "@azure/arm-keyvault",
  },
  {
    sdk: "azure-native",
    module: "managedidentity",
    type: "UserAssignedIdentity",
    armType: "Microsoft.ManagedIdentity/userAssignedIdentities",
    path: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
    client: "@azure/arm-msi",
    model: "Identity",
  },
  insights("ActionGroup", "actionGroups", "actionGroupName"),
  insights("AutoscaleSetting", "autoscaleSettings", "autoscaleSettingName"),
  plain(
    "monitor",
    "ActivityLogAlert",
    "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
  ),
  plain(
    "monitor",
    "DataCollectionRule",
    "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
  ),
  plain(
    "monitor",
    "DataCollectionRuleAssociation",
    "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
  ),
  plain(
    "monitor",
    "DiagnosticSetting",
    "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  ),
  plain("monitor", "MetricAlert", "Microsoft.Insights/metricAlerts/{ruleName}"),
  insights("ScheduledQueryRule", "scheduledQueryRules", "ruleName"),
  network("ApplicationGateway", "applicationGateways", "applicationGatewayName"),
  network("NatGateway", "natGateways", "natGatewayName"),
  network("NetworkInterface", "networkInterfaces", "networkInterfaceName"),
  network("NetworkSecurityGroup", "networkSecurityGroups", "networkSecurityGroupName"),
  network(
    "PrivateDnsZoneGroup",
    "privateEndpoints/privateDnsZoneGroups",
    "privateDnsZoneGroupName",
    "privateEndpoints/{privateEndpointName}/privateDnsZoneGroups",
  ),
  network("PrivateEndpoint", "privateEndpoints", "privateEndpointName"),
  network("PublicIPAddress", "publicIPAddresses", "publicIpAddressName"),
  network("VirtualNetwork", "virtualNetworks", "virtualNetworkName"),
  network(
    "WebApplicationFirewallPolicy",
    "ApplicationGatewayWebApplicationFirewallPolicies",
    "policyName",
  ),
  {
    sdk: "azure-native",
    module: "operationalinsights",
    type: "Workspace",
    armType: "Microsoft.OperationalInsights/workspaces",
    path: `${group}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
  },
  plain("privatedns", "PrivateZone", "Microsoft.Network/privateDnsZones/{privateZoneName}"),
  plain(
    "privatedns",
    "VirtualNetworkLink",
    "Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}",
  ),
  plain("recoveryservices", "Vault", "Microsoft.RecoveryServices/vaults/{vaultName}"),
  plain(
    "recoveryservices",
    "ProtectedItem",
    "Microsoft.RecoveryServices/vaults/{vaultName}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}",
  ),
  plain(
    "recoveryservices",
    "ProtectionPolicy",
    "Microsoft.RecoveryServices/vaults/{vaultName}/backupPolicies/{policyName}",
  ),
  plain(
    "recoveryservices",
    "ResourceGuardProxy",
    "Microsoft.RecoveryServices/vaults/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}",
  ),
  {
    sdk: "azure-native",
    module: "resources",
    type: "ResourceGroup",
    armType: "Microsoft.Resources/resourceGroups",
    path: group,
    client: "@azure/arm-resources",
  },
  storage("StorageAccount", "{accountName}"),
  storage("BlobServiceProperties", "{accountName}/blobServices/{blobServicesName}"),
  storage("BlobContainer", "{accountName}/blobServices/default/containers/{containerName}"),
  storage("ManagementPolicy", "{accountName}/managementPolicies/{managementPolicyName}"),
  {
    sdk: "azure",
    module: "keyvault",
    type: "Certificate",
    armType: "Microsoft.KeyVault/vaults/certificates",
  },
];

/** Azure Monitor, whose current clients of Microsoft's have no mappers. */
function insights(type: string, collection: string, name: string): CatalogueEntry {
  return {
    sdk: "azure-native",
    module: "monitor",
    type,
    armType: `Microsoft.Insights/${collection}`,
    path: `${group}/providers/Microsoft.Insights/${collection}/{${name}}`,
  };
}

/** @param below the collection with the holder's name in it, where the type is a child. */
function network(
  type: string,
  collection: string,
  name: string,
  below = collection,
): CatalogueEntry {
  return {
    sdk: "azure-native",
    module: "network",
    type,
    armType: `Microsoft.Network/${collection}`,
    path: `${group}/providers/Microsoft.Network/${below}/{${name}}`,
    client: "@azure/arm-network",
  };
}

/** @param below the collection with the holder's name in it, where the type is a child. */
function compute(
  type: string,
  collection: string,
  name: string,
  below = collection,
): CatalogueEntry {
  return {
    sdk: "azure-native",
    module: "compute",
    type,
    armType: `Microsoft.Compute/${collection}`,
    path: `${group}/providers/Microsoft.Compute/${below}/{${name}}`,
    client: "@azure/arm-compute",
  };
}

/**
 * A type that the SDK nests as ARM does, but for the envelope (overrides.ts): no client's models are needed.
 * @param id from the namespace on, for a type in a resource group; from `/{scope}` on, for one of any scope.
 */
function plain(module: string, type: string, id: string): CatalogueEntry {
  const path = id.startsWith("/") ? id : `${group}/providers/${id}`;
  const [namespace, ...segments] = path.slice(path.lastIndexOf("/providers/") + 11).split("/");
  const collections = segments.filter((_, index) => index % 2 === 0);
  return {
    sdk: "azure-native",
    module,
    type,
    armType: [namespace, ...collections].join("/"),
    path,
  };
}

/** Storage, where a few of the SDK's names are not ARM's (`networkRuleSet` is `networkAcls` on the wire). */
function storage(type: string, id: string): CatalogueEntry {
  return {
    ...plain("storage", type, `Microsoft.Storage/storageAccounts/${id}`),
    client: "@azure/arm-storage",
  };
}
