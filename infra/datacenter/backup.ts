import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { BackupInstance } from "@pulumi/azure-native/dataprotection/backupInstance.js";
import { BackupPolicy } from "@pulumi/azure-native/dataprotection/backupPolicy.js";
import { BackupVault } from "@pulumi/azure-native/dataprotection/backupVault.js";
import { DppResourceGuardProxy } from "@pulumi/azure-native/dataprotection/dppResourceGuardProxy.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import type { BackupSettings } from "../settings/index.ts";
import { type MachineToBackUp, machineVault } from "./backup/machine-vault.ts";
import { retentionLabel } from "./backup/schedule.ts";
import { DATASOURCES, type Datasource, vaultedPolicy } from "./backup/vaulted-policy.ts";
import { IMMUTABILITY } from "./backup/words.ts";
import { azureName, stableGuid } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

/** Source: Microsoft Learn, "Azure built-in roles" (databases, storage, general). */
const ROLES = {
  /** Reads the server for long-term backups, and nothing else. */
  serverBackup: "c088a766-074b-43ba-90d4-1fb21feae531",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  /** Backs up and restores blobs of an account. */
  accountBackup: "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
} as const;

/** A PostgreSQL server that is backed up to a vault, besides its own backups. */
export interface ServerToBackUp {
  /** ARM id. */
  readonly id: pulumi.Input<string>;
  /** ARM id of the resource group that it is in. */
  readonly resourceGroupId: pulumi.Input<string>;
}

/** An account's blobs. */
export interface BlobsToBackUp {
  readonly accountName: pulumi.Input<string>;
  /** ARM id of the account. */
  readonly accountId: pulumi.Input<string>;
  /** The containers that are backed up. */
  readonly containers: readonly pulumi.Input<string>[];
  /** What must stand first: versions and the change feed. */
  readonly isVersioned: pulumi.Resource;
}

export interface BackupArgs extends TierArgs, BackupSettings {
  readonly blobs: BlobsToBackUp;
  /** @default none: the database is not PostgreSQL */
  readonly server?: ServerToBackUp;
  /** @default none: no machine holds data */
  readonly machines?: readonly MachineToBackUp[];
}

/**
 * The backups of all that holds data: machines in a Recovery Services vault, a PostgreSQL server and the blobs in a
 * backup vault, as Azure has it. Both vaults are alike: deleted backups come back, nothing is deleted before its
 * time, failed jobs raise Azure's own alert, and where a resource guard is set, what weakens them needs its owner too.
 *
 * The vaults, what is protected in them and their resource group are protected: the engine refuses to delete them.
 * Azure fixes the redundancy with the first thing that is protected; a change is refused then, and nothing replaced.
 *
 * The backup vault reads what it protects with an identity of its own, which has one role on each, and may look at the
 * server's resource group. Azure takes minutes to spread a role: a first `up` can fail once at an instance.
 *
 * Costs a month: about USD 5 for each machine of up to 50 GiB, 10 for one of up to 500, and as much for each more; USD
 * 0.0224 a GiB kept in three zones, 0.0448 with a copy in the pair (as does a server's); blobs about the same.
 *
 * @example
 * new Backup("prod-se-backup", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, redundancy: "geo", softDeleteDays: 30,
 *   retention: { days: 30, weeks: 12, months: 24, years: 3 }, immutability: "unlocked",
 *   blobs: { accountName, accountId, containers: ["state"], isVersioned }, server: { id, resourceGroupId },
 * });
 */
export class Backup extends pulumi.ComponentResource {
  /** ARM id of the vault for the server and the blobs. */
  readonly vaultId: pulumi.Output<string>;
  /** ARM id of the vault for machines; absent where there are none. */
  readonly machineVaultId: pulumi.Output<string> | undefined;

  constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Backup", name, {}, opts);

    const group = tierResourceGroup(name, "backup", args, { parent: this, protect: true });
    const vault = this.vault(name, args, group);
    const guard = this.guard(name, args, group, vault);
    this.backUpBlobs(name, args, group, vault, guard);
    this.backUpServer(name, args, group, vault, guard);
    const { machines = [] } = args;
    this.vaultId = vault.id;
    this.machineVaultId =
      machines.length === 0 ? undefined : machineVault(name, { ...args, machines }, group, this).id;
    this.registerOutputs({ vaultId: this.vaultId });
  }

  private vault(name: string, args: BackupArgs, group: ResourceGroup): BackupVault {
    const isGeo = args.redundancy === "geo";
    return new BackupVault(
      `${name}-vault`,
      {
        vaultName: azureName("backupVault", `bv-${args.datacenter}`),
        resourceGroupName: group.name,
        location: args.region,
        identity: { type: "SystemAssigned" },
        properties: {
          storageSettings: [
            { datastoreType: "VaultStore", type: isGeo ? "GeoRedundant" : "ZoneRedundant" },
          ],
          securitySettings: {
            softDeleteSettings: {
              state: "AlwaysOn",
              retentionDurationInDays: args.softDeleteDays,
            },
            immutabilitySettings: { state: IMMUTABILITY[args.immutability] },
          },
          monitoringSettings: {
            azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" },
          },
          featureSettings: {
            crossRegionRestoreSettings: { state: isGeo ? "Enabled" : "Disabled" },
          },
        },
        tags: { ...args.tags, tier: "backup" },
      },
      { parent: this, protect: true },
    );
  }

  /** The name is Azure's: a vault has this one proxy. */
  private guard(
    name: string,
    { resourceGuardId }: BackupArgs,
    group: ResourceGroup,
    vault: BackupVault,
  ): readonly pulumi.Resource[] {
    if (resourceGuardId === undefined) return [];
    return [
      new DppResourceGuardProxy(
        `${name}-guard`,
        {
          resourceGuardProxyName: "DppResourceGuardProxy",
          vaultName: vault.name,
          resourceGroupName: group.name,
          properties: { resourceGuardResourceId: resourceGuardId },
        },
        { parent: this, protect: true },
      ),
    ];
  }

  private backUpBlobs(
    name: string,
    args: BackupArgs,
    group: ResourceGroup,
    vault: BackupVault,
    guard: readonly pulumi.Resource[],
  ): void {
    const { accountId, accountName, containers, isVersioned } = args.blobs;
    const mayBackUp = this.grant(name, "blobs", args, vault, accountId, ROLES.accountBackup);
    this.instance(name, "blobs", args, group, vault, [mayBackUp, isVersioned, ...guard], {
      name: accountName,
      id: accountId,
      resourceType: "Microsoft.Storage/storageAccounts",
      parameters: {
        backupDatasourceParametersList: [
          { objectType: "BlobBackupDatasourceParameters", containersList: [...containers] },
        ],
      },
    });
  }

  private backUpServer(
    name: string,
    args: BackupArgs,
    group: ResourceGroup,
    vault: BackupVault,
    guard: readonly pulumi.Resource[],
  ): void {
    const { server } = args;
    if (server === undefined) return;
    const roles = [
      this.grant(name, "server", args, vault, server.id, ROLES.serverBackup),
      this.grant(name, "server-group", args, vault, server.resourceGroupId, ROLES.reader),
    ];
    this.instance(name, "server", args, group, vault, [...roles, ...guard], {
      name: pulumi.output(server.id).apply((id) => id.split("/").at(-1) ?? ""),
      id: server.id,
      resourceType: DATASOURCES.server.type,
    });
  }

  private grant(
    name: string,
    what: string,
    { datacenter }: BackupArgs,
    vault: BackupVault,
    scope: pulumi.Input<string>,
    role: string,
  ): RoleAssignment {
    return new RoleAssignment(
      `${name}-vault-reads-${what}`,
      {
        roleAssignmentName: stableGuid(`bv-${datacenter}/${what}/${role}`),
        scope,
        principalId: vault.identity.apply((identity) => identity?.principalId ?? ""),
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
      { parent: this },
    );
  }

  private instance(
    name: string,
    datasource: Datasource,
    args: BackupArgs,
    group: ResourceGroup,
    vault: BackupVault,
    dependsOn: readonly pulumi.Resource[],
    source: {
      readonly name: pulumi.Input<string>;
      readonly id: pulumi.Input<string>;
      readonly resourceType: string;
      readonly parameters?: inputs.dataprotection.PolicyParametersArgs;
    },
  ): void {
    const within = { vaultName: vault.name, resourceGroupName: group.name };
    const label = retentionLabel(args.retention);
    const policy = new BackupPolicy(
      // Another retention is another policy, with a name of its own here too: the old one goes when nothing goes by it.
      `${name}-${label}-${datasource}-policy`,
      {
        ...within,
        backupPolicyName: azureName("backupPolicy", `${datasource}-${label}`),
        properties: vaultedPolicy(datasource, args.retention),
      },
      { parent: this },
    );
    new BackupInstance(
      `${name}-${datasource}-instance`,
      {
        ...within,
        backupInstanceName: azureName("backupInstance", `bi-${args.datacenter}-${datasource}`),
        properties: {
          objectType: "BackupInstance",
          friendlyName: source.name,
          dataSourceInfo: {
            objectType: "Datasource",
            datasourceType: DATASOURCES[datasource].type,
            resourceType: source.resourceType,
            resourceID: source.id,
            resourceName: source.name,
            resourceLocation: args.region,
            resourceUri: "",
          },
          policyInfo: {
            policyId: policy.id,
            ...(source.parameters === undefined ? {} : { policyParameters: source.parameters }),
          },
        },
        tags: { ...args.tags, tier: "backup" },
      },
      { parent: this, protect: true, dependsOn: [...dependsOn] },
    );
  }
}
