import { ProtectedItem } from "@pulumi/azure-native/recoveryservices/protectedItem.js";
import { ProtectionPolicy } from "@pulumi/azure-native/recoveryservices/protectionPolicy.js";
import { ResourceGuardProxy } from "@pulumi/azure-native/recoveryservices/resourceGuardProxy.js";
import { Vault } from "@pulumi/azure-native/recoveryservices/vault.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { BackupSettings } from "../../settings/index.ts";
import { azureName } from "../names.ts";
import type { TierArgs } from "../tier.ts";
import { machinePolicy } from "./machine-policy.ts";
import { IMMUTABILITY } from "./words.ts";

/**
 * What Azure writes into an item as backups are taken, in properties that count as inputs: ignored, so that a refresh
 * finds no change of ours in them.
 */
const AZURES_OWN = [
  "containerName",
  "extendedInfo",
  "isArchiveEnabled",
  "isScheduledForDeferredDelete",
  "kpisHealths",
  "lastBackupStatus",
  "lastRecoveryPoint",
  "policyName",
  "protectionState",
  "protectionStatus",
  "softDeleteRetentionPeriodInDays",
].map((property) => `properties.${property}`);

/** A machine that is backed up whole, with all its disks. */
export interface MachineToBackUp {
  /** The part of the database that it is: "primary". Names the item. */
  readonly role: string;
  /** ARM id. */
  readonly id: pulumi.Input<string>;
}

/**
 * Declares the Recovery Services vault for machines, its policy, and an item for each machine.
 *
 * @returns the vault.
 */
export function machineVault(
  name: string,
  args: TierArgs & BackupSettings & { readonly machines: readonly MachineToBackUp[] },
  group: ResourceGroup,
  parent: pulumi.Resource,
): Vault {
  const tags = { ...args.tags, tier: "backup" };
  const vault = new Vault(
    `${name}-machine-vault`,
    {
      vaultName: azureName("recoveryServicesVault", `rsv-${args.datacenter}`),
      resourceGroupName: group.name,
      location: args.region,
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: "Enabled",
        redundancySettings: {
          standardTierStorageRedundancy:
            args.redundancy === "geo" ? "GeoRedundant" : "ZoneRedundant",
          crossRegionRestore: args.redundancy === "geo" ? "Enabled" : "Disabled",
        },
        securitySettings: {
          softDeleteSettings: {
            softDeleteState: "AlwaysON",
            softDeleteRetentionPeriodInDays: args.softDeleteDays,
            enhancedSecurityState: "AlwaysON",
          },
          immutabilitySettings: { state: IMMUTABILITY[args.immutability] },
        },
        monitoringSettings: {
          azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" },
          classicAlertSettings: { alertsForCriticalOperations: "Disabled" },
        },
      },
      tags,
    },
    { parent, protect: true },
  );
  const policy = new ProtectionPolicy(
    `${name}-machine-policy`,
    {
      policyName: azureName("backupPolicy", "machines"),
      vaultName: vault.name,
      resourceGroupName: group.name,
      properties: machinePolicy(args.retention),
    },
    // Azure counts the items there, as if that were an input.
    { parent, ignoreChanges: ["properties.protectedItemsCount"] },
  );
  const guard =
    args.resourceGuardId === undefined
      ? []
      : [guardMachines(name, vault, group, args.resourceGuardId, parent)];
  for (const machine of args.machines) {
    protectMachine(name, machine, { vault, group, policy }, parent, guard);
  }
  return vault;
}

/** The name is Azure's: a vault has this one proxy. */
function guardMachines(
  name: string,
  vault: Vault,
  group: ResourceGroup,
  resourceGuardResourceId: string,
  parent: pulumi.Resource,
): pulumi.Resource {
  return new ResourceGuardProxy(
    `${name}-machine-guard`,
    {
      resourceGuardProxyName: "VaultProxy",
      vaultName: vault.name,
      resourceGroupName: group.name,
      properties: { resourceGuardResourceId },
    },
    { parent, protect: true },
  );
}

/** The names of container and item are Azure's: they say which machine is meant. */
function protectMachine(
  name: string,
  { role, id }: MachineToBackUp,
  {
    vault,
    group,
    policy,
  }: {
    readonly vault: Vault;
    readonly group: ResourceGroup;
    readonly policy: ProtectionPolicy;
  },
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): void {
  const which = pulumi.output(id).apply(pathInVault);
  new ProtectedItem(
    `${name}-${role}-item`,
    {
      fabricName: "Azure",
      containerName: pulumi.interpolate`IaasVMContainer;${which}`,
      protectedItemName: pulumi.interpolate`VM;${which}`,
      vaultName: vault.name,
      resourceGroupName: group.name,
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        policyId: policy.id,
        sourceResourceId: id,
      },
    },
    { parent, protect: true, ignoreChanges: AZURES_OWN, dependsOn: [...dependsOn] },
  );
}

/** "iaasvmcontainerv2;GROUP;MACHINE", of a machine's ARM id. */
function pathInVault(id: string): string {
  const segments = id.split("/");
  return `iaasvmcontainerv2;${segments[4] ?? ""};${segments.at(-1) ?? ""}`;
}
