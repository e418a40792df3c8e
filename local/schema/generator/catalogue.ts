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
  readonly armOnly?: true;
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
  compute("VirtualMachineScaleSet", "virtualMachineScaleSets", "vmScaleSetName"),
  { ...compute("VirtualMachine", "virtualMachines", "vmName"), armOnly: true },
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
  insights("ScheduledQueryRule", "scheduledQueryRules", "ruleName"),
  network("ApplicationGateway", "applicationGateways", "applicationGatewayName"),
  network("NatGateway", "natGateways", "natGatewayName"),
  network("NetworkSecurityGroup", "networkSecurityGroups", "networkSecurityGroupName"),
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
  {
    sdk: "azure-native",
    module: "resources",
    type: "ResourceGroup",
    armType: "Microsoft.Resources/resourceGroups",
    path: group,
    client: "@azure/arm-resources",
  },
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

function network(type: string, collection: string, name: string): CatalogueEntry {
  return {
    sdk: "azure-native",
    module: "network",
    type,
    armType: `Microsoft.Network/${collection}`,
    path: `${group}/providers/Microsoft.Network/${collection}/{${name}}`,
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
