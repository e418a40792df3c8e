import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { PART_WANTED, ZONES } from "./endpoint-parts.ts";

const CONNECTIONS = "privateLinkServiceConnections";

const RESOLVERS = "dhcpOptions.dnsServers";

/** Source: Learn, "What is IP address 168.63.129.16?". */
const AZURES_RESOLVER = "168.63.129.16";

const NAME_REMEDY =
  "Declare the endpoint's PrivateDnsZoneGroup, the zone, and the zone's VirtualNetworkLink.";

export const networkPrivateEndpoints: StackPolicy = {
  id: "network-private-endpoints",
  title:
    "What holds data is reached by a private endpoint, of the part that is used, whose name the network knows.",
  why: "Without one its users reach it by the internet, or not at all; of another part, or under another part's name, they go to its public side all the same.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation:
      "a storage account without a PrivateEndpoint, with one of groupIds [file], or with one in the zone privatelink.file.core.windows.net",
    remedy:
      "a PrivateEndpoint of groupIds [blob] with its DNS zone group, and privatelink.blob.core.windows.net linked to the network",
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
    const found = ofType(stack, ...types).map((one) => [one, judgeParts(stack, one)] as const);
    const unreached = found.filter(([, findings]) => findings.length > 0).map(([one]) => one);
    return [
      ...found.flatMap(([, findings]) => findings),
      ...ofType(stack, T.network).flatMap(judgeResolvers),
      ...ofType(stack, T.endpoint)
        // Of what is wrong in the first place, the name is not asked for too.
        .filter((one) => !madeFrom(stack, one, CONNECTIONS).some((to) => unreached.includes(to)))
        .flatMap((endpoint) => judgeNames(stack, endpoint)),
    ];
  },
};

/** Whether a resource has an endpoint, and that of the part by which it is used. */
function judgeParts(stack: Stack, resource: Resource): readonly Finding[] {
  const endpoints = ofType(stack, T.endpoint).filter((one) =>
    madeFrom(stack, one, CONNECTIONS).includes(resource),
  );
  const wanted = PART_WANTED[resource.type];
  const must = {
    required: `a private endpoint${wanted === undefined ? "" : ` of ${wanted}`} in the endpoints' subnet`,
    remedy: "Declare a PrivateEndpoint for it, as the secrets' tier does.",
  };
  if (endpoints.length === 0) return [violation(resource, "", "without a private endpoint", must)];
  const parts = endpoints.flatMap(partsOf);
  if (wanted === undefined || parts.includes(wanted)) return [];
  const unsure = endpoints.filter((one) => partsOf(one).includes(UNKNOWN));
  if (unsure.length > 0) return unsure.map((one) => unknown(one, CONNECTIONS, must));
  return [
    violation(
      resource,
      "",
      `with private endpoints of ${parts.join(", ") || "no part"} only`,
      must,
    ),
  ];
}

/** The parts of a resource to which an endpoint leads. */
function partsOf({ inputs }: Resource): readonly unknown[] {
  return items(inputs, CONNECTIONS).flatMap(({ value }) =>
    read(value, "groupIds").kind === "unknown"
      ? [UNKNOWN]
      : items(value, "groupIds").map((part) => part.value),
  );
}

/** Private zones are read by Azure's own resolver alone: whoever is told of another one asks that. */
function judgeResolvers(network: Resource): readonly Finding[] {
  return items(network.inputs, RESOLVERS)
    .filter(({ value }) => value !== AZURES_RESOLVER)
    .map(({ path, value }) =>
      violation(network, path, shown(value), {
        required: "Azure's own resolver, which knows the private names",
        remedy: "Leave `dhcpOptions` out.",
      }),
    );
}

/** Whether an endpoint's name stands in the zone of each of its parts, and the stack's network reads that zone. */
function judgeNames(stack: Stack, endpoint: Resource): readonly Finding[] {
  const zones = ofType(stack, T.endpointNames)
    .filter((group) => group.dependencies.includes(endpoint.urn))
    .flatMap((group) => madeFrom(stack, group, "privateDnsZoneConfigs"));
  const linked = zones.filter((zone) => isLinked(stack, zone));
  if (linked.length === 0) {
    return [
      violation(endpoint, "", "without a name that the network knows", {
        required: "a DNS zone group whose zone is linked to the network",
        remedy: NAME_REMEDY,
      }),
    ];
  }
  const names = linked.map(({ inputs }) => textAt(inputs, "privateZoneName") ?? UNKNOWN);
  if (names.includes(UNKNOWN)) return [];
  return partsOf(endpoint)
    .map((part) => ZONES[String(part)])
    .filter((zone) => zone !== undefined && !names.includes(zone))
    .map((zone) =>
      violation(endpoint, "", `named in the zone ${names.map(String).join(", ")}`, {
        required: `the zone ${zone}, by which clients look the name up`,
        remedy: NAME_REMEDY,
      }),
    );
}

/** Whether the stack's network reads a zone. */
export function isLinked(stack: Stack, zone: Resource): boolean {
  return ofType(stack, T.zoneLink).some(
    (link) =>
      madeFrom(stack, link, "privateZoneName").includes(zone) &&
      madeFrom(stack, link, "virtualNetwork").some(({ type }) => type === T.network),
  );
}
