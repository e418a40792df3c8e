import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";
import type { TierArgs } from "./tier.ts";

/**
 * What can be reached privately: the part of the resource that is connected, and the zone in which its name then lies.
 * Source: Microsoft Learn, "Azure Private Endpoint private DNS zone values".
 */
const SERVICES = {
  vault: "privatelink.vaultcore.azure.net",
  blob: "privatelink.blob.core.windows.net",
} as const;

/** Where a datacenter's private endpoints stand. */
export interface EndpointPlace {
  /** ARM id of the virtual network in which names lead to them. */
  readonly networkId: pulumi.Input<string>;
  /** ARM id of the subnet of the endpoints. */
  readonly endpointSubnetId: pulumi.Input<string>;
}

export interface PrivateEndpointArgs extends TierArgs, EndpointPlace {
  /** The tier's role, which names the endpoint: "secrets". */
  readonly tier: string;
  readonly group: ResourceGroup;
  readonly service: keyof typeof SERVICES;
  /** ARM id of what is reached. */
  readonly resourceId: pulumi.Input<string>;
}

/**
 * Declares an address in the datacenter's own network for a resource of Azure's, and the private DNS zone by which
 * its usual name leads there.
 *
 * The network learns of the zone last: before the endpoint's address is in it, whoever asks the zone for the name
 * would be told that there is none.
 *
 * Costs a month: about USD 7.30 the endpoint, USD 0.50 the zone, and what flows by the gigabyte.
 *
 * @returns the endpoint.
 */
export function privateEndpoint(
  name: string,
  args: PrivateEndpointArgs,
  parent: pulumi.Resource,
): PrivateEndpoint {
  const { datacenter, group, region, resourceId, service, tier } = args;
  const tags = { ...args.tags, tier };
  const endpoint = new PrivateEndpoint(
    `${name}-endpoint`,
    {
      privateEndpointName: azureName("privateEndpoint", `pe-${datacenter}-${tier}`),
      resourceGroupName: group.name,
      location: region,
      subnet: { id: args.endpointSubnetId },
      customNetworkInterfaceName: azureName("networkInterface", `nic-${datacenter}-${tier}-pe`),
      privateLinkServiceConnections: [
        { name: service, privateLinkServiceId: resourceId, groupIds: [service] },
      ],
      tags,
    },
    { parent },
  );
  const zone = new PrivateZone(
    `${name}-zone`,
    {
      privateZoneName: SERVICES[service],
      resourceGroupName: group.name,
      location: "global",
      tags,
    },
    { parent },
  );
  const entry = new PrivateDnsZoneGroup(
    `${name}-endpoint-name`,
    {
      privateDnsZoneGroupName: "default",
      privateEndpointName: endpoint.name,
      resourceGroupName: group.name,
      privateDnsZoneConfigs: [{ name: service, privateDnsZoneId: zone.id }],
    },
    { parent },
  );
  new VirtualNetworkLink(
    `${name}-zone-link`,
    {
      virtualNetworkLinkName: azureName("virtualNetworkLink", `link-${datacenter}`),
      privateZoneName: zone.name,
      resourceGroupName: group.name,
      location: "global",
      registrationEnabled: false,
      virtualNetwork: { id: args.networkId },
      tags,
    },
    { parent, dependsOn: entry },
  );
  return endpoint;
}
