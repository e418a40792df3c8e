import { VirtualMachineScaleSet } from "@pulumi/azure-native/compute/virtualMachineScaleSet.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import { LIMITS } from "../settings/limits.ts";
import { type CloneImage, cloneProfile } from "./clone-profile.ts";
import { azureName } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

export interface WebArgs extends TierArgs {
  /** What its clones are for: production's web tier, or staging's copy of it. @default "web" */
  readonly role?: "web" | "staging";
  /** The zones over which clones are spread. */
  readonly zones: readonly string[];
  /** Azure's name of the machine size, for instance `Standard_D4s_v5`. */
  readonly vmSize: string;
  /** The one image of all clones, pinned to a version. */
  readonly image: CloneImage;
  /** Fewest clones in any season. */
  readonly floor: number;
  /** Most clones that anything may ask for. */
  readonly ceiling: number;
  /** Clones that a new scale set starts with. Afterwards autoscale keeps the count. */
  readonly firstCount: number;
  /** ARM id of the capacity reservation group that clones draw on. */
  readonly reservationGroupId: pulumi.Input<string>;
  /** ARM id of the clones' subnet. */
  readonly subnetId: pulumi.Input<string>;
  /** ARM id of the gateway's pool that clones join. @default none: nobody comes in through the gateway */
  readonly backendPoolId?: pulumi.Input<string>;
  /** OpenSSH public key of the clones' administrator; there are no passwords. */
  readonly adminSshPublicKey: string;
  /** The path on which a clone answers that it is well. */
  readonly healthPath: string;
  /** Minutes after its start before a sick clone is replaced, 10 to 90. */
  readonly gracePeriodMinutes: number;
}

/**
 * The datacenter's web servers: one Flexible scale set whose machines are clones of one image,
 * spread over the zones, replaced by themselves when they are sick, upgraded a batch at a time,
 * joined to the gateway's pool, and without a public address. Staging's are the same, in a pool of nobody.
 *
 * **A redeploy never resets the count**, and a season never changes the set. `sku.capacity` is the first
 * count only: the program ignores it afterwards, and the project's `refresh: always` reads the live count before an
 * update, because Azure is sent the stored one along with any other change (decision 0004).
 *
 * Costs a month: a machine and its disk for each clone that runs, by the second; nothing for the
 * set itself.
 *
 * @example
 * new Web("prod-se-web", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   vmSize: "Standard_D4s_v5", image: { gallery: imageVersionId }, floor: 4, ceiling: 24, firstCount: 4,
 *   reservationGroupId: reserve.groupId, subnetId: network.subnetIds.web, backendPoolId: edge.backendPoolId,
 *   adminSshPublicKey: "ssh-ed25519 …", healthPath: "/health", gracePeriodMinutes: 10,
 * });
 */
export class Web extends pulumi.ComponentResource {
  /** ARM id of the scale set. */
  readonly scaleSetId: pulumi.Output<string>;
  /** Name of the resource group in which the scale set is. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** ARM id of that group. */
  readonly resourceGroupId: pulumi.Output<string>;

  constructor(name: string, args: WebArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Web", name, {}, opts);
    if (args.floor > args.ceiling) {
      throw new Error(`${name}: floor ${args.floor} is above ceiling ${args.ceiling}.`);
    }

    const role = args.role ?? "web";
    const group = tierResourceGroup(name, role, args, { parent: this });
    const identity = new UserAssignedIdentity(
      `${name}-identity`,
      {
        resourceName: azureName("userAssignedIdentity", `id-${args.datacenter}-${role}`),
        resourceGroupName: group.name,
        location: args.region,
        tags: { ...args.tags, tier: role },
      },
      { parent: this },
    );
    const scaleSet = this.scaleSet(name, role, args, group, identity);

    this.scaleSetId = scaleSet.id;
    this.resourceGroupName = group.name;
    this.resourceGroupId = group.id;
    this.registerOutputs({ scaleSetId: this.scaleSetId });
  }

  private scaleSet(
    name: string,
    role: "web" | "staging",
    args: WebArgs,
    group: ResourceGroup,
    identity: UserAssignedIdentity,
  ): VirtualMachineScaleSet {
    return new VirtualMachineScaleSet(
      `${name}-clones`,
      {
        vmScaleSetName: azureName("scaleSet", `vmss-${args.datacenter}-${role}`),
        resourceGroupName: group.name,
        location: args.region,
        zones: [...args.zones],
        orchestrationMode: "Flexible",
        platformFaultDomainCount: 1,
        singlePlacementGroup: false,
        sku: { name: args.vmSize, tier: "Standard", capacity: args.firstCount },
        identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
        upgradePolicy: rollingUpgrade(args.floor),
        automaticRepairsPolicy: {
          enabled: true,
          gracePeriod: `PT${args.gracePeriodMinutes}M`,
          repairAction: "Replace",
        },
        scaleInPolicy: { rules: ["Default"] },
        virtualMachineProfile: cloneProfile({
          image: args.image,
          computerNamePrefix: azureName(
            "computerNamePrefix",
            role === "web" ? `${args.datacenter}-` : `${args.datacenter}-${role}-`,
          ),
          adminSshPublicKey: args.adminSshPublicKey,
          healthPath: args.healthPath,
          subnetId: args.subnetId,
          ...(args.backendPoolId === undefined ? {} : { backendPoolId: args.backendPoolId }),
          reservationGroupId: args.reservationGroupId,
        }),
        tags: { ...args.tags, tier: role },
      },
      { parent: this, ignoreChanges: ["sku.capacity"] },
    );
  }
}

/**
 * A fifth of the clones at a time, each batch first added and then taken away (surge; Azure falls
 * back to upgrading in place, silently, where quota is short), and a minute to see how it does.
 * One sick clone must not keep the upgrade away that would cure it, so at least one of the floor may
 * be sick. Automatic rollback is Uniform's only, so it is not asked for.
 * Source: Microsoft Learn, "Rolling upgrades with MaxSurge on Virtual Machine Scale Sets".
 */
function rollingUpgrade(floor: number): inputs.compute.UpgradePolicyArgs {
  const batch = LIMITS.rollingUpgradeBatchPercent;
  const sick = Math.max(batch, Math.ceil(100 / floor));
  return {
    mode: "Rolling",
    rollingUpgradePolicy: {
      maxBatchInstancePercent: batch,
      maxUnhealthyInstancePercent: sick,
      maxUnhealthyUpgradedInstancePercent: batch,
      pauseTimeBetweenBatches: "PT1M",
      prioritizeUnhealthyInstances: true,
      maxSurge: true,
    },
  };
}
