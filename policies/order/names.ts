import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

/** The property that holds Azure's name, by type. */
const NAMES: Readonly<Record<string, string>> = {
  [T.resourceGroup]: "resourceGroupName",
  [T.scaleSet]: "vmScaleSetName",
  [T.reservationGroup]: "capacityReservationGroupName",
  [T.reservation]: "capacityReservationName",
  [T.autoscale]: "autoscaleSettingName",
  [T.gateway]: "applicationGatewayName",
  [T.firewall]: "policyName",
  [T.address]: "publicIpAddressName",
  [T.nat]: "natGatewayName",
  [T.network]: "virtualNetworkName",
  [T.securityGroup]: "networkSecurityGroupName",
  [T.vault]: "vaultName",
  [T.identity]: "resourceName",
  [T.workspace]: "workspaceName",
  [T.actionGroup]: "actionGroupName",
  [T.logAlert]: "ruleName",
  [T.metricAlert]: "ruleName",
  [T.activityAlert]: "activityLogAlertName",
  [T.budget]: "budgetName",
  [T.account]: "accountName",
  [T.postgres]: "serverName",
  [T.machine]: "vmName",
  [T.disk]: "diskName",
  [T.nic]: "networkInterfaceName",
  [T.endpoint]: "privateEndpointName",
  [T.zoneLink]: "virtualNetworkLinkName",
  [T.backupVault]: "vaultName",
  [T.backupInstance]: "backupInstanceName",
  [T.machineBackupVault]: "vaultName",
};

/**
 * Types in whose names Azure allows no hyphens: they have the datacenter's without. Source: Learn, "Naming rules and
 * restrictions for Azure resources".
 */
const WITHOUT_HYPHENS: ReadonlySet<string> = new Set([T.account]);

export const orderNames: StackPolicy = {
  id: "order-names",
  title: "A resource's name in Azure is written out, and says which datacenter it belongs to.",
  why: "A name made up by the engine says nothing at night and differs after each replacement; one without the datacenter collides with its twin.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: { violation: "vmScaleSetName: web", remedy: "vmScaleSetName: vmss-prod-se-web" },
  checkStack: (stack) =>
    Object.entries(NAMES).flatMap(([type, property]) =>
      ofType(stack, type)
        .filter(({ inputs }) => read(inputs, property).kind !== "unknown")
        .filter(({ inputs }) => !says(type, textAt(inputs, property) ?? "", stack))
        .map((resource) =>
          violation(resource, property, shown(textAt(resource.inputs, property)), {
            required: `a name with \`${nameIn(type, stack)}\` in it`,
            remedy: `Set \`${property}\` by \`azureName\`, from the datacenter's name.`,
          }),
        ),
    ),
};

/** The datacenter's name as it stands in the names of a type. */
function nameIn(type: string, { name }: Stack): string {
  return WITHOUT_HYPHENS.has(type) ? name.replaceAll("-", "") : name;
}

/** Whether a name has a datacenter's in it, between hyphens where it may have some: `prod-sea` is not `prod-se`. */
function says(type: string, name: string, stack: Stack): boolean {
  const word = nameIn(type, stack);
  return WITHOUT_HYPHENS.has(type) ? name.includes(word) : `-${name}-`.includes(`-${word}-`);
}
