import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";
import {
  databaseRules,
  edgeRules,
  endpointRules,
  stagingDatabaseRules,
  stagingRules,
  webRules,
} from "./network-rules.ts";
import { KEPT, type TierArgs, tierResourceGroup } from "./tier.ts";

/**
 * The subnets of a datacenter, one a tier, in the order in which the network lists them. Append only:
 * what Azure writes into a subnet is ignored by its place in the list.
 */
export const SUBNET_ROLES = [
  "edge",
  "web",
  "database",
  "endpoints",
  "staging",
  "stagingDatabase",
] as const;

export type SubnetRole = (typeof SUBNET_ROLES)[number];

export interface NetworkArgs extends TierArgs {
  /** The virtual network's IPv4 range in CIDR notation. */
  readonly addressSpace: string;
  /** Each tier's range inside the address space, in CIDR notation. */
  readonly subnets: Readonly<Record<SubnetRole, string>>;
  /** The port on which the database is reached. */
  readonly databasePort: number;
  /** The service that the two databases' subnets are delegated to. @default none: machines stand in them */
  readonly databaseDelegation?: string;
  /**
   * ARM id of the tenant's DDoS protection plan (Network protection).
   * @default no plan: addresses are protected one by one, by the tier that owns them, or not at all
   */
  readonly ddosProtectionPlanId?: string;
}

/**
 * The datacenter's virtual network: one subnet a tier, each behind a security group that denies
 * what it does not name, and a NAT gateway through which clones reach the outside. Production's database and
 * staging's have a subnet each, so that each is reached by the clones of its own stage and by nobody else.
 *
 * A NAT gateway of SKU Standard is placed by Azure in one zone of its own choice: losing that zone
 * takes new outgoing connections with it (not incoming ones, which come by the gateway), until
 * Azure moves it. Azure's DDoS IP protection does not cover a NAT gateway's address.
 *
 * All of it is protected and retained: the database stands in it, and Azure deletes no network, group or gateway that is in use.
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
 *   addressSpace: "10.10.0.0/16", databasePort: 5432,
 *   subnets: {
 *     edge: "10.10.0.0/24", web: "10.10.4.0/22", database: "10.10.1.0/24", endpoints: "10.10.2.0/24",
 *     staging: "10.10.8.0/24", stagingDatabase: "10.10.9.0/24",
 *   },
 * });
 */
export class Network extends pulumi.ComponentResource {
  /** ARM id of the virtual network. */
  readonly virtualNetworkId: pulumi.Output<string>;
  /** ARM id of each tier's subnet. */
  readonly subnetIds: Readonly<Record<SubnetRole, pulumi.Output<string>>>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Network", name, {}, opts);

    const group = tierResourceGroup(name, "network", args, { parent: this, ...KEPT });
    const natGateway = this.natGateway(name, args, group);
    const wayOut = { natGateway: { id: natGateway.id } };
    const ofDatabase = { ...wayOut, ...delegation(args.databaseDelegation) };
    const network = this.virtualNetwork(name, args, group, {
      edge: {},
      web: wayOut,
      database: ofDatabase,
      endpoints: { privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled" },
      staging: wayOut,
      stagingDatabase: ofDatabase,
    });

    this.virtualNetworkId = network.id;
    this.subnetIds = byRole(
      (role) => pulumi.interpolate`${network.id}/subnets/${subnetName(role)}`,
    );
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
      { parent: this, ...KEPT, ignoreChanges: ["natGateway"] },
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
      { parent: this, ...KEPT },
    );
  }

  private securityGroup(
    name: string,
    role: SubnetRole,
    args: NetworkArgs,
    group: ResourceGroup,
  ): { readonly id: pulumi.Output<string> } {
    const securityGroup = new NetworkSecurityGroup(
      `${name}-${inWords(role)}-nsg`,
      {
        networkSecurityGroupName: azureName(
          "networkSecurityGroup",
          `nsg-${args.datacenter}-${inWords(role)}`,
        ),
        resourceGroupName: group.name,
        location: args.region,
        securityRules: rulesOf(role, args),
        tags: { ...args.tags, tier: inWords(role) },
      },
      { parent: this, ...KEPT },
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
    const groups = byRole((role) => this.securityGroup(name, role, args, group));
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
          networkSecurityGroup: groups[role],
          ...attached[role],
        })),
        tags: { ...args.tags, tier: "network" },
      },
      {
        parent: this,
        ...KEPT,
        ignoreChanges: ["subnets[*].applicationGatewayIPConfigurations"],
      },
    );
  }
}

function rulesOf(role: SubnetRole, { subnets, databasePort, databaseDelegation }: NetworkArgs) {
  const machines = databaseDelegation === undefined;
  switch (role) {
    case "edge":
      return edgeRules();
    case "web":
      return webRules(subnets, databasePort);
    case "database":
      return databaseRules(subnets, databasePort);
    case "endpoints":
      return endpointRules(subnets, machines);
    case "staging":
      return stagingRules(subnets, databasePort);
    case "stagingDatabase":
      return stagingDatabaseRules(subnets, databasePort, machines);
  }
}

function delegation(service: string | undefined): object {
  return service === undefined ? {} : { delegations: [{ name: "database", serviceName: service }] };
}

function byRole<T>(make: (role: SubnetRole) => T): Readonly<Record<SubnetRole, T>> {
  const made = SUBNET_ROLES.map(make) as [T, T, T, T, T, T];
  const [edge, web, database, endpoints, staging, stagingDatabase] = made;
  return { edge, web, database, endpoints, staging, stagingDatabase };
}

function subnetName(role: SubnetRole): string {
  return azureName("subnet", `snet-${inWords(role)}`);
}

/** A role as it stands in names: `staging-database`. */
function inWords(role: SubnetRole): string {
  return role.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
