import { VirtualMachineExtension } from "@pulumi/azure-native/compute/virtualMachineExtension.js";
import { DataCollectionRule } from "@pulumi/azure-native/monitor/dataCollectionRule.js";
import { DataCollectionRuleAssociation } from "@pulumi/azure-native/monitor/dataCollectionRuleAssociation.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "../names.ts";
import type { TierArgs } from "../tier.ts";
import { MEASURES } from "./oracle-queries.ts";

const STREAM = "Microsoft-Syslog";

export interface MachineLogArgs extends TierArgs {
  /** Name of the watch's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** ARM id of the workspace that the log goes to. */
  readonly workspaceId: pulumi.Input<string>;
  readonly machines: readonly { readonly name: string; readonly id: pulumi.Input<string> }[];
  /** ARM id of the identity of the machines, as which their agents sign in. */
  readonly identityId: pulumi.Input<string>;
}

/**
 * Brings what the database's machines measure into the workspace: Azure's agent on each, and the rule that it goes by, which
 * takes one facility of the system's log and nothing else. The agent waits for nothing but its machine, and the
 * installation of the database not for it.
 *
 * Sources: Microsoft Learn, "Azure Monitor agent requirements", "Install and manage the Azure Monitor agent" (the extension, and
 * how it is told of a user-assigned identity), "Collect Syslog events with Azure Monitor Agent".
 */
export function logMachines(name: string, args: MachineLogArgs, parent: pulumi.Resource): void {
  const rule = new DataCollectionRule(
    `${name}-rule`,
    {
      dataCollectionRuleName: azureName("dataCollectionRule", `dcr-${args.datacenter}-database`),
      resourceGroupName: args.resourceGroupName,
      location: args.region,
      kind: "Linux",
      dataSources: {
        syslog: [
          {
            name: "measures",
            streams: [STREAM],
            facilityNames: [MEASURES.facility],
            logLevels: ["Info"],
          },
        ],
      },
      destinations: {
        logAnalytics: [{ name: "workspace", workspaceResourceId: args.workspaceId }],
      },
      dataFlows: [{ streams: [STREAM], destinations: ["workspace"] }],
      tags: { ...args.tags, tier: "watch" },
    },
    { parent },
  );
  for (const machine of args.machines) {
    agent(`${name}-${machine.name}-agent`, machine.id, args, parent);
    new DataCollectionRuleAssociation(
      `${name}-${machine.name}`,
      {
        associationName: azureName("dataCollectionRule", `dcr-${args.datacenter}-database`),
        resourceUri: machine.id,
        dataCollectionRuleId: rule.id,
      },
      { parent },
    );
  }
}

/** The version is the least; Azure keeps it new. */
function agent(
  name: string,
  machineId: pulumi.Input<string>,
  args: MachineLogArgs,
  parent: pulumi.Resource,
): VirtualMachineExtension {
  const at = pulumi.output(machineId).apply((id) => id.split("/"));
  return new VirtualMachineExtension(
    name,
    {
      vmExtensionName: "watch",
      vmName: at.apply((parts) => parts.at(-1) ?? ""),
      resourceGroupName: at.apply((parts) => parts[4] ?? ""),
      location: args.region,
      publisher: "Microsoft.Azure.Monitor",
      type: "AzureMonitorLinuxAgent",
      typeHandlerVersion: "1.33",
      autoUpgradeMinorVersion: true,
      enableAutomaticUpgrade: true,
      settings: {
        authentication: {
          managedIdentity: {
            "identifier-name": "mi_res_id",
            "identifier-value": args.identityId,
          },
        },
      },
      tags: { ...args.tags, tier: "watch" },
    },
    { parent },
  );
}
