/** Inputs of a resource type whose change replaces the resource, by dotted path, each with the rule's source. */
export type Replacements = Readonly<Record<string, string>>;

const generator =
  "pulumi/pulumi-azure-native, provider/pkg/gen/replacement.go: a list kept by hand, as Azure refuses the change";

const tracked =
  "Azure/azure-rest-api-specs, common-types/resource-management: TrackedResource.location is x-ms-mutability create and read";

const autoscale =
  "Azure/azure-rest-api-specs, Microsoft.Insights, autoscale_API.json: Resource.location is x-ms-mutability create and read";

const insights =
  "Azure/azure-rest-api-specs, Microsoft.Insights, actionGroups_API.json and scheduledQueryRule_API.json: location is x-ms-mutability create and read";

const alerts =
  "Azure/azure-rest-api-specs, Microsoft.Insights, metricAlert_API.json and activityLogAlerts_API.json: location is x-ms-mutability create and read";

const collection =
  "Azure/azure-openapi-validator, LocationMustHaveXmsMutability (RPC-Put-V1-14): a tracked resource's location is set once";

const workbook =
  "Azure/azure-rest-api-specs, Microsoft.Insights, workbooks_API.json: location is x-ms-mutability create and read";

const postgresql =
  "Azure/azure-rest-api-specs, DBforPostgreSQL.Management/models.tsp: given at creation and then only read";

const documented =
  '@pulumi/azure 6.40.0, keyvault/certificate.d.ts: "Changing this forces a new resource"';

/**
 * What can't be changed in place. A change below a path counts too. The inputs that are part of a resource's id
 * always belong to it and are not listed. Everything else is an update; where Azure refuses it, it says so then:
 * a reservation's zones and size and its group's zones are fixed, but azure-native has no rule for them.
 */
const replacements: Readonly<Record<string, Replacements>> = {
  "azure-native:authorization:RoleAssignment": { principalId: generator, scope: generator },
  "azure-native:compute:CapacityReservation": { location: tracked },
  "azure-native:compute:CapacityReservationGroup": { location: tracked },
  "azure-native:compute:Disk": { location: tracked },
  "azure-native:compute:VirtualMachine": { location: tracked },
  "azure-native:compute:VirtualMachineRunCommandByVirtualMachine": { location: tracked },
  "azure-native:compute:VirtualMachineScaleSet": { location: tracked },
  "azure-native:dbforpostgresql:Server": {
    location: tracked,
    administratorLogin: postgresql,
    availabilityZone: postgresql,
    "backup.geoRedundantBackup": postgresql,
    pointInTimeUTC: postgresql,
    sourceServerResourceId: postgresql,
  },
  "azure-native:managedidentity:UserAssignedIdentity": { location: tracked },
  "azure-native:applicationinsights:Workbook": { location: workbook },
  "azure-native:monitor:ActionGroup": { location: insights },
  "azure-native:monitor:ActivityLogAlert": { location: alerts },
  "azure-native:monitor:AutoscaleSetting": { location: autoscale },
  "azure-native:monitor:DataCollectionRule": { location: collection },
  "azure-native:monitor:MetricAlert": { location: alerts },
  "azure-native:monitor:ScheduledQueryRule": { location: insights },
  "azure-native:network:PrivateEndpoint": { subnet: generator },
  "azure-native:network:PublicIPAddress": {
    location: generator,
    publicIPAddressVersion: generator,
    publicIPPrefix: generator,
    sku: generator,
  },
  "azure-native:network:VirtualNetwork": { location: generator },
  "azure-native:operationalinsights:Workspace": { location: tracked },
  "azure-native:resources:ResourceGroup": { location: generator },
  "azure-native:storage:StorageAccount": { isHnsEnabled: generator, location: generator },
  "azure:keyvault/certificate:Certificate": { keyVaultId: documented, name: documented },
};

const none: Replacements = {};

/** The rules of a Pulumi type; empty where nothing but the id's parts replaces it. */
export function replacementsOf(pulumiType: string): Replacements {
  return replacements[pulumiType] ?? none;
}

/** Every type with rules of its own. */
export function typesWithReplacements(): readonly string[] {
  return Object.keys(replacements);
}
