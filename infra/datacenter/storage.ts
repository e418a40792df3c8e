import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { BlobServiceProperties } from "@pulumi/azure-native/storage/blobServiceProperties.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { Redundancy } from "../settings/index.ts";
import { azureName } from "./names.ts";
import { type EndpointPlace, privateEndpoint } from "./private-endpoint.ts";
import { KEPT, type TierArgs, tierResourceGroup } from "./tier.ts";

/** Zone-redundant in the region, and with a copy in its pair. */
const SKUS = { zone: "Standard_ZRS", geo: "Standard_GZRS" } as const;

/** The container of the platform's state. */
const CONTAINER = "state";

export interface StorageArgs extends TierArgs, EndpointPlace {
  /** What makes the account's name this installation's own in all of Azure. */
  readonly uniqueSuffix: string;
  readonly redundancy: Redundancy;
  /** Days for which what was deleted or overwritten can be brought back, 7 to 365. */
  readonly keepDays: number;
}

/**
 * The storage account of the platform's state.
 *
 * It is reached through its private endpoint only, by identities only: no keys, no public blobs, nothing older than TLS
 * 1.2. A blob that is overwritten leaves a version, and what is deleted can be brought back, for `keepDays`; the account
 * is protected and retained, as nobody can bring that back by themselves.
 *
 * Replication to other tenants is open, as the backup's vault, which lies in one of Microsoft's, copies blobs by it
 * (Microsoft Learn, "Troubleshoot Azure Blob backup", UserErrorCrossTenantOrsPolicyDisabled). Only who may write the
 * account itself can set another target.
 *
 * Costs a month: by the gigabyte, about USD 0.023 in three zones and USD 0.041 with a copy in the pair; the endpoint.
 *
 * @example
 * new Storage("prod-se-storage", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, uniqueSuffix: "k7m2", redundancy: "geo", keepDays: 30,
 *   networkId: network.networkId, endpointSubnetId: network.subnetIds.endpoints,
 * });
 */
export class Storage extends pulumi.ComponentResource {
  /** ARM id of the account. */
  readonly accountId: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  /** ARM id of the account's blobs, whose logs are kept. */
  readonly blobsId: pulumi.Output<string>;
  /** The containers that are backed up. */
  readonly containers: readonly pulumi.Output<string>[];
  /** What must stand before blobs can be backed up: versions and the change feed. */
  readonly isVersioned: pulumi.Resource;

  constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Storage", name, {}, opts);

    const group = tierResourceGroup(name, "storage", args, { parent: this, ...KEPT });
    const account = this.account(name, args, group);
    const blobs = this.blobs(name, args, group, account);
    this.forgetVersions(name, args, group, account, blobs);
    const container = this.container(name, group, account);
    privateEndpoint(
      name,
      { ...args, tier: "storage", group, service: "blob", resourceId: account.id },
      this,
    );

    this.accountId = account.id;
    this.accountName = account.name;
    this.blobsId = pulumi.interpolate`${account.id}/blobServices/default`;
    this.containers = [container.name];
    this.isVersioned = blobs;
    this.registerOutputs({ accountId: this.accountId });
  }

  private account(name: string, args: StorageArgs, group: ResourceGroup): StorageAccount {
    return new StorageAccount(
      `${name}-account`,
      {
        accountName: accountName(args),
        resourceGroupName: group.name,
        location: args.region,
        kind: "StorageV2",
        sku: { name: SKUS[args.redundancy] },
        accessTier: "Hot",
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        allowCrossTenantReplication: true,
        defaultToOAuthAuthentication: true,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
        encryption: {
          keySource: "Microsoft.Storage",
          requireInfrastructureEncryption: true,
          services: { blob: { enabled: true, keyType: "Account" } },
        },
        tags: { ...args.tags, tier: "storage" },
      },
      { parent: this, ...KEPT },
    );
  }

  private blobs(
    name: string,
    { keepDays }: StorageArgs,
    group: ResourceGroup,
    account: StorageAccount,
  ): BlobServiceProperties {
    return new BlobServiceProperties(
      `${name}-blobs`,
      {
        blobServicesName: "default",
        accountName: account.name,
        resourceGroupName: group.name,
        isVersioningEnabled: true,
        changeFeed: { enabled: true },
        deleteRetentionPolicy: { enabled: true, days: keepDays },
        containerDeleteRetentionPolicy: { enabled: true, days: keepDays },
      },
      // Deleted, it would be what it was at first: without versions and soft delete.
      { parent: this, retainOnDelete: true },
    );
  }

  /** Versions of state that is written all day would else be kept, and paid for, for ever. */
  private forgetVersions(
    name: string,
    { keepDays }: StorageArgs,
    group: ResourceGroup,
    account: StorageAccount,
    blobs: BlobServiceProperties,
  ): void {
    new ManagementPolicy(
      `${name}-old-versions`,
      {
        managementPolicyName: "default",
        accountName: account.name,
        resourceGroupName: group.name,
        policy: {
          rules: [
            {
              name: "old-versions",
              enabled: true,
              type: "Lifecycle",
              definition: {
                filters: { blobTypes: ["blockBlob"] },
                actions: { version: { delete: { daysAfterCreationGreaterThan: keepDays } } },
              },
            },
          ],
        },
      },
      { parent: this, dependsOn: blobs },
    );
  }

  private container(name: string, group: ResourceGroup, account: StorageAccount): BlobContainer {
    return new BlobContainer(
      `${name}-state`,
      {
        containerName: azureName("blobContainer", CONTAINER),
        accountName: account.name,
        resourceGroupName: group.name,
        publicAccess: "None",
      },
      { parent: this, ...KEPT },
    );
  }
}

/** Accounts' names have no hyphens: the datacenter's are left out. */
function accountName({ datacenter, uniqueSuffix }: StorageArgs): string {
  return azureName("storageAccount", `st${datacenter.replaceAll("-", "")}${uniqueSuffix}`);
}
