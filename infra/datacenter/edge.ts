import { ApplicationGateway } from "@pulumi/azure-native/network/applicationGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { WebApplicationFirewallPolicy } from "@pulumi/azure-native/network/webApplicationFirewallPolicy.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { firewallCustomRules, firewallManagedRules } from "./firewall-rules.ts";
import { gatewayRouting, POOL_NAME, type Site } from "./gateway-routing.ts";
import { azureName } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

export interface EdgeArgs extends TierArgs {
  /** The zones over which gateway and address are spread. */
  readonly zones: readonly string[];
  /** ARM id of the gateway's own subnet. */
  readonly subnetId: pulumi.Input<string>;
  /** What makes the address's DNS label this installation's own in its region. */
  readonly uniqueSuffix: string;
  /** What it serves: a hostname with its certificate a market. */
  readonly sites: readonly Site[];
  /** ARM id of the identity that may read the certificates. */
  readonly identityId: pulumi.Input<string>;
  /** What lets the identity read them, each: the gateway waits for all. */
  readonly mayReadCertificates: readonly pulumi.Resource[];
  /** Fewest and most gateway instances; about ten capacity units each. */
  readonly instances: { readonly minimum: number; readonly maximum: number };
  /** Requests a minute from one client address above which the firewall blocks it. */
  readonly rateLimitPerMinute: number;
  /** Seconds for which a clone that leaves may finish its requests, 1 to 3600. */
  readonly drainSeconds: number;
  /** The path on which clones answer that they are well. */
  readonly healthPath: string;
  /** Whether the address buys DDoS IP protection, or inherits what its network has. */
  readonly ddosProtection: "Enabled" | "VirtualNetworkInherited";
}

/**
 * The datacenter's layer-7 load balancer: an Application Gateway WAF_v2 over all zones, with one
 * hostname and certificate a market, HTTPS only, behind a firewall that prevents.
 *
 * Costs a month: the gateway by the hour and by capacity unit (at least `instances.minimum` times
 * ten units), the address by the hour; DDoS IP protection about USD 199 an address (third-party
 * figure).
 *
 * @example
 * new Edge("prod-se-edge", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   subnetId: network.subnetIds.edge, uniqueSuffix: "k7m2",
 *   sites: [{ market: "se", hostname: "se.school.example", certificateSecretId }],
 *   identityId: secrets.gatewayIdentityId, mayReadCertificates: secrets.gatewayMayRead,
 *   instances: { minimum: 2, maximum: 10 }, rateLimitPerMinute: 5000, drainSeconds: 60,
 *   healthPath: "/health", ddosProtection: "Enabled",
 * });
 */
export class Edge extends pulumi.ComponentResource {
  /** The gateway's public IPv4 address. */
  readonly address: pulumi.Output<string>;
  /** ARM id of that address. */
  readonly addressId: pulumi.Output<string>;
  /** Azure's own DNS name of that address: what a market's hostname points to. */
  readonly fqdn: pulumi.Output<string>;
  /** ARM id of the gateway. */
  readonly gatewayId: pulumi.Output<string>;
  /** ARM id of the backend pool that clones join. */
  readonly backendPoolId: pulumi.Output<string>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Edge", name, {}, opts);

    const group = tierResourceGroup(name, "edge", args, { parent: this });
    const address = this.publicAddress(name, args, group);
    const firewall = this.firewall(name, args, group);
    const gateway = this.gateway(name, args, group, address, firewall);

    this.address = address.ipAddress.apply((value) => value ?? "");
    this.addressId = address.id;
    this.fqdn = address.dnsSettings.apply((settings) => settings?.fqdn ?? "");
    this.gatewayId = gateway.id;
    this.backendPoolId = pulumi.interpolate`${gateway.id}/backendAddressPools/${POOL_NAME}`;
    this.registerOutputs({ address: this.address, gatewayId: this.gatewayId });
  }

  private publicAddress(name: string, args: EdgeArgs, group: ResourceGroup): PublicIPAddress {
    return new PublicIPAddress(
      `${name}-ip`,
      {
        publicIpAddressName: azureName("publicIpAddress", `pip-${args.datacenter}-edge`),
        resourceGroupName: group.name,
        location: args.region,
        zones: [...args.zones],
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        dnsSettings: {
          domainNameLabel: azureName("domainNameLabel", `${args.datacenter}-${args.uniqueSuffix}`),
        },
        ddosSettings: { protectionMode: args.ddosProtection },
        tags: { ...args.tags, tier: "edge" },
      },
      { parent: this },
    );
  }

  private firewall(
    name: string,
    args: EdgeArgs,
    group: ResourceGroup,
  ): WebApplicationFirewallPolicy {
    return new WebApplicationFirewallPolicy(
      `${name}-firewall`,
      {
        policyName: azureName("firewallPolicy", `waf-${args.datacenter}`),
        resourceGroupName: group.name,
        location: args.region,
        policySettings: {
          state: "Enabled",
          mode: "Prevention",
          requestBodyCheck: true,
          maxRequestBodySizeInKb: 128,
          fileUploadLimitInMb: 100,
        },
        customRules: firewallCustomRules(args.rateLimitPerMinute),
        managedRules: firewallManagedRules(),
        tags: { ...args.tags, tier: "edge" },
      },
      { parent: this },
    );
  }

  private gateway(
    name: string,
    args: EdgeArgs,
    group: ResourceGroup,
    address: PublicIPAddress,
    firewall: WebApplicationFirewallPolicy,
  ): ApplicationGateway {
    const gatewayName = azureName("applicationGateway", `agw-${args.datacenter}`);
    return new ApplicationGateway(
      `${name}-gateway`,
      {
        applicationGatewayName: gatewayName,
        resourceGroupName: group.name,
        location: args.region,
        zones: [...args.zones],
        sku: { name: "WAF_v2", tier: "WAF_v2" },
        autoscaleConfiguration: {
          minCapacity: args.instances.minimum,
          maxCapacity: args.instances.maximum,
        },
        identity: { type: "UserAssigned", userAssignedIdentities: [args.identityId] },
        enableHttp2: true,
        sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
        firewallPolicy: { id: firewall.id },
        gatewayIPConfigurations: [{ name: "gateway", subnet: { id: args.subnetId } }],
        ...gatewayRouting({
          gatewayId: pulumi.interpolate`${group.id}/providers/Microsoft.Network/applicationGateways/${gatewayName}`,
          publicAddressId: address.id,
          sites: args.sites,
          healthPath: args.healthPath,
          drainSeconds: args.drainSeconds,
        }),
        tags: { ...args.tags, tier: "edge" },
      },
      { parent: this, dependsOn: [...args.mayReadCertificates] },
    );
  }
}
