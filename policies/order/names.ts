import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { standsInStaging } from "../support/stage.ts";
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
  title:
    "A resource's name in Azure is written out, and says which datacenter it belongs to, and whether to staging.",
  why: "A name made up by the engine says nothing at night and differs after each replacement; one without the datacenter collides with its twin.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: { violation: "vmScaleSetName: web", remedy: "vmScaleSetName: vmss-prod-se-web" },
  checkStack: (stack) => [
    ...Object.entries(NAMES).flatMap(([type, property]) =>
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
    ...Object.entries(NAMES).flatMap(([type, property]) => judgeStaging(stack, type, property)),
    ...ofType(stack, T.address).flatMap((address) => judgeLabel(stack, address)),
  ],
};

/** What stands in staging's group says so by its name: by night nobody looks up the group. */
function judgeStaging(stack: Stack, type: string, property: string): readonly Finding[] {
  return ofType(stack, type)
    .filter(({ type: own }) => !SHARED.has(own))
    .filter((one) => standsInStaging(stack, one))
    .filter(({ inputs }) => read(inputs, property).kind === "value")
    .filter(({ inputs }) => !/staging/i.test(textAt(inputs, property) ?? ""))
    .map((one) =>
      violation(one, property, shown(textAt(one.inputs, property)), {
        required: "a name with `staging` in it, as it stands in staging's group",
        remedy: `Set \`${property}\` by \`azureName\`, with staging's role in it.`,
      }),
    );
}

/** Named after what they belong to, which says it. */
const SHARED: ReadonlySet<string> = new Set([T.zoneLink]);

/** A label is a part of a name in the internet, which another datacenter's answers to. */
function judgeLabel(stack: Stack, address: Resource): readonly Finding[] {
  const path = "dnsSettings.domainNameLabel";
  const must = {
    required: `a label with \`${stack.name}\` in it`,
    remedy: "Take the label from the datacenter's name and `uniqueSuffix`.",
    safeWhenAbsent: true,
    fineWhenUnknown: true,
  } as const;
  return expectValue(address, path, (label) => says(T.address, String(label), stack), must);
}

/** The datacenter's name as it stands in the names of a type. */
function nameIn(type: string, { name }: Stack): string {
  return WITHOUT_HYPHENS.has(type) ? name.replaceAll("-", "") : name;
}

/** Whether a name has a datacenter's in it, between hyphens where it may have some: `prod-sea` is not `prod-se`. */
function says(type: string, name: string, stack: Stack): boolean {
  const word = nameIn(type, stack);
  return WITHOUT_HYPHENS.has(type) ? name.includes(word) : `-${name}-`.includes(`-${word}-`);
}
