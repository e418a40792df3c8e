/**
 * Seconds that Azure takes to make a resource of each type, until the request's operation has succeeded.
 *
 * Seen are the ends of operations in public logs of Terraform's azurerm provider ("Creation complete after …"),
 * one to ten logs a type, of which the slower ones count: an application gateway 5 min 36 s; a PostgreSQL flexible
 * server 5 min 6 s and 9 min 23 s; a vault 2 min 7 s and 2 min 42 s; a scale set 1 min 13 s and 2 min 10 s; a
 * machine 27 to 60 s; a workspace 46 s; a private endpoint 54 s (hashicorp/terraform-provider-azurerm#18659); a
 * storage account 10 to 80 s; a virtual network 4 to 18 s. Microsoft's FAQ of the application gateway says "about
 * six minutes", and up to twenty for many instances.
 */
const SEEN: Readonly<Record<string, number>> = {
  "Microsoft.Compute/virtualMachineScaleSets": 130,
  "Microsoft.Compute/virtualMachines": 60,
  "Microsoft.DBforPostgreSQL/flexibleServers": 563,
  "Microsoft.KeyVault/vaults": 160,
  "Microsoft.Network/applicationGateways": 336,
  "Microsoft.Network/privateEndpoints": 54,
  "Microsoft.Network/virtualNetworks": 18,
  "Microsoft.OperationalInsights/workspaces": 46,
  "Microsoft.Storage/storageAccounts": 30,
};

/** Assumed: no log was found. */
const ASSUMED: Readonly<Record<string, number>> = {
  "Microsoft.Authorization/roleAssignments": 25,
  "Microsoft.Compute/capacityReservationGroups": 3,
  "Microsoft.Compute/capacityReservationGroups/capacityReservations": 60,
  "Microsoft.Compute/disks": 5,
  // The installation of a database: software, an empty database, a copy of it.
  "Microsoft.Compute/virtualMachines/extensions": 2700,
  "Microsoft.Compute/virtualMachines/runCommands": 20,
  "Microsoft.Consumption/budgets": 5,
  "Microsoft.DBforPostgreSQL/flexibleServers/administrators": 60,
  "Microsoft.DBforPostgreSQL/flexibleServers/configurations": 20,
  "Microsoft.DBforPostgreSQL/flexibleServers/databases": 15,
  "Microsoft.DataProtection/backupVaults": 20,
  "Microsoft.DataProtection/backupVaults/backupInstances": 120,
  "Microsoft.DataProtection/backupVaults/backupPolicies": 5,
  "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies": 10,
  "Microsoft.Insights/actionGroups": 5,
  "Microsoft.Insights/activityLogAlerts": 5,
  "Microsoft.Insights/autoscaleSettings": 5,
  "Microsoft.Insights/dataCollectionRuleAssociations": 5,
  "Microsoft.Insights/dataCollectionRules": 5,
  "Microsoft.Insights/diagnosticSettings": 5,
  "Microsoft.Insights/metricAlerts": 5,
  "Microsoft.Insights/scheduledQueryRules": 10,
  "Microsoft.Insights/workbooks": 5,
  "Microsoft.KeyVault/vaults/certificates": 15,
  "Microsoft.ManagedIdentity/userAssignedIdentities": 10,
  "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies": 10,
  "Microsoft.Network/natGateways": 12,
  "Microsoft.Network/networkInterfaces": 5,
  "Microsoft.Network/networkSecurityGroups": 5,
  "Microsoft.Network/privateDnsZones": 35,
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks": 35,
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": 12,
  "Microsoft.Network/publicIPAddresses": 5,
  "Microsoft.RecoveryServices/vaults": 20,
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems": 90,
  "Microsoft.RecoveryServices/vaults/backupPolicies": 12,
  "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies": 10,
  "Microsoft.Resources/resourceGroups": 12,
  "Microsoft.Storage/storageAccounts/blobServices": 3,
  "Microsoft.Storage/storageAccounts/blobServices/containers": 2,
  "Microsoft.Storage/storageAccounts/managementPolicies": 3,
};

/**
 * Seconds that Azure takes to make a resource of a type.
 *
 * @param armType as ARM writes it.
 * @throws Error for a type without a time: a bug, as each type of the table has one.
 */
export function creationSeconds(armType: string): number {
  const seconds = SEEN[armType] ?? ASSUMED[armType];
  if (seconds === undefined) throw new Error(`creation-times.ts: no time for ${armType}.`);
  return seconds;
}
