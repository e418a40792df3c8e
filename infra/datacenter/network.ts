import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";
import { edgeRules, webRules } from "./network-rules.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

/**
 * The subnets of a datacenter, one a tier, in the order in which the network lists them. Append only:
 * what Azure writes into a subnet is ignored by its place in the list.
 */
export const SUBNET_ROLES = ["edge", "web"] as const;

export type SubnetRole = (typeof SUBNET_ROLES)[number];

export interface NetworkArgs extends TierArgs {
  /** The virtual network's IPv4 range in CIDR notation. */
  readonly addressSpace: string;
  /** Each tier's range inside the address space, in CIDR notation. */
  readonly subnets: Readonly<Record<SubnetRole, string>>;
  /**
   * ARM id of the tenant's DDoS protection plan (Network protection).
   * @default no plan: addresses are protected one by one, by the tier that owns them, or not at all
   */
  readonly ddosProtectionPlanId?: string;
}

/**
 * The datacenter's virtual network: one subnet a tier, each behind a security group that denies
 * what it does not name, and a NAT gateway through which clones reach the outside.
 *
 * A NAT gateway of SKU Standard is placed by Azure in one zone of its own choice: losing that zone
 * takes new outgoing connections with it (not incoming ones, which come by the gateway), until
 * Azure moves it. Azure's DDoS IP protection does not cover a NAT gateway's address.
 *
 * Azure writes into an address and a subnet who uses them, in properties that count as inputs: they
 * are ignored, so that a refresh finds no change of ours in them.
 *
 * Costs a month: the NAT gateway by the hour and by the gigabyte, its address by the hour; the
 * network, its subnets and security groups are free. A DDoS plan is the tenant's, and billed there.
 *
 * @example
 * new Network("prod-se-network", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {},
 *   addressSpace: "10.10.0.0/16", subnets: { edge: "10.10.0.0/24", web: "10.10.4.0/22" },
 * });
 */
export class Network extends pulumi.ComponentResource {
  /** ARM id of each tier's subnet. */
  readonly subnetIds: Readonly<Record<SubnetRole, pulumi.Output<string>>>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Network", name, {}, opts);

    const group = tierResourceGroup(name, "network", args, { parent: this });
    const natGateway = this.natGateway(name, args, group);
    const network = this.virtualNetwork(name, args, group, {
      edge: { networkSecurityGroup: this.securityGroup(name, "edge", args, group) },
      web: {
        networkSecurityGroup: this.securityGroup(name, "web", args, group),
        natGateway: { id: natGateway.id },
      },
    });

    this.subnetIds = {
      edge: pulumi.interpolate`${network.id}/subnets/${subnetName("edge")}`,
      web: pulumi.interpolate`${network.id}/subnets/${subnetName("web")}`,
    };
    this.registerOutputs({ subnetIds: this.subnetIds });
  }

  private natGateway(name: string, args: NetworkArgs, group: ResourceGroup): NatGateway {
    const address = new PublicIPAddress(
      `${name}-nat-ip`,
      {
        publicIpAddressName: azureName("publicIpAddress", `pip-${args.datacenter}-nat`),
        resourceGroupName: group.name,
        location: args.region,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        tags: { ...args.tags, tier: "network" },
      },
      { parent: this, ignoreChanges: ["natGateway"] },
    );
    return new NatGateway(
      `${name}-nat`,
      {
        natGatewayName: azureName("natGateway", `ng-${args.datacenter}`),
        resourceGroupName: group.name,
        location: args.region,
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: address.id }],
        idleTimeoutInMinutes: 4,
        tags: { ...args.tags, tier: "network" },
      },
      { parent: this },
    );
  }

  private securityGroup(
    name: string,
    role: SubnetRole,
    args: NetworkArgs,
    group: ResourceGroup,
  ): { readonly id: pulumi.Output<string> } {
    const securityGroup = new NetworkSecurityGroup(
      `${name}-${role}-nsg`,
      {
        networkSecurityGroupName: azureName(
          "networkSecurityGroup",
          `nsg-${args.datacenter}-${role}`,
        ),
        resourceGroupName: group.name,
        location: args.region,
        securityRules: role === "edge" ? edgeRules() : webRules(args.subnets.edge),
        tags: { ...args.tags, tier: role },
      },
      { parent: this },
    );
    return { id: securityGroup.id };
  }

  private virtualNetwork(
    name: string,
    args: NetworkArgs,
    group: ResourceGroup,
    attached: Readonly<Record<SubnetRole, object>>,
  ): VirtualNetwork {
    const plan = args.ddosProtectionPlanId;
    return new VirtualNetwork(
      `${name}-vnet`,
      {
        virtualNetworkName: azureName("virtualNetwork", `vnet-${args.datacenter}`),
        resourceGroupName: group.name,
        location: args.region,
        addressSpace: { addressPrefixes: [args.addressSpace] },
        enableDdosProtection: plan !== undefined,
        ...(plan === undefined ? {} : { ddosProtectionPlan: { id: plan } }),
        subnets: SUBNET_ROLES.map((role) => ({
          name: subnetName(role),
          addressPrefix: args.subnets[role],
          defaultOutboundAccess: false,
          ...attached[role],
        })),
        tags: { ...args.tags, tier: "network" },
      },
      { parent: this, ignoreChanges: ["subnets[*].applicationGatewayIPConfigurations"] },
    );
  }
}

function subnetName(role: SubnetRole): string {
  return azureName("subnet", `snet-${role}`);
}
