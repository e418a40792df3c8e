import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const networkPrivateEndpoints: StackPolicy = {
  id: "network-private-endpoints",
  title: "What holds data is reached by a private endpoint, whose name the network knows.",
  why: "Without one its users reach it by the internet, or not at all; without the name they go to its public side.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "a storage account without a PrivateEndpoint",
    remedy: "a PrivateEndpoint with its DNS zone group, and the zone linked to the network",
  },
  config: {
    types: {
      type: "array",
      items: { type: "string" },
      description: "Types that are reached so. A database in a subnet of its own needs none.",
      default: [T.vault, T.account],
    },
  },
  checkStack(stack, config) {
    const types = setting<readonly string[]>(networkPrivateEndpoints, config, "types");
    const endpoints = ofType(stack, T.endpoint);
    const linked = ofType(stack, T.zoneLink).flatMap((link) => [
      ...(link.madeFrom.privateZoneName ?? []),
    ]);
    return [
      ...ofType(stack, ...types)
        .filter(
          (one) =>
            !endpoints.some((endpoint) =>
              madeFrom(stack, endpoint, "privateLinkServiceConnections").includes(one),
            ),
        )
        .map((one) =>
          violation(one, "", "without a private endpoint", {
            required: "a private endpoint in the endpoints' subnet",
            remedy: "Declare a PrivateEndpoint for it, as the secrets' tier does.",
          }),
        ),
      ...endpoints
        .filter((endpoint) => {
          const names = ofType(stack, T.endpointNames).filter((group) =>
            group.dependencies.includes(endpoint.urn),
          );
          return !names.some((group) =>
            madeFrom(stack, group, "privateDnsZoneConfigs").some(({ urn }) => linked.includes(urn)),
          );
        })
        .map((endpoint) =>
          violation(endpoint, "", "without a name that the network knows", {
            required: "a DNS zone group whose zone is linked to the network",
            remedy: "Declare the endpoint's PrivateDnsZoneGroup and the zone's VirtualNetworkLink.",
          }),
        ),
    ];
  },
};
