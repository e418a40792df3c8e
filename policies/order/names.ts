import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
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
};

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
        .filter(({ inputs }) => !(textAt(inputs, property) ?? "").includes(stack.name))
        .map((resource) =>
          violation(resource, property, shown(textAt(resource.inputs, property)), {
            required: `a name with \`${stack.name}\` in it`,
            remedy: `Set \`${property}\` by \`azureName\`, from the datacenter's name.`,
          }),
        ),
    ),
};
