import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, type Part, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

/** Values under which groups count. Source: Learn, "Manage network policies for private endpoints". */
const COUNTS: readonly unknown[] = ["Enabled", "NetworkSecurityGroupEnabled"];

const MUST = {
  required: "NetworkSecurityGroupEnabled, or Enabled",
  remedy:
    "Set the subnet's `privateEndpointNetworkPolicies` to NetworkSecurityGroupEnabled; Azure's default is Disabled.",
};

export const networkEndpointsGuarded: StackPolicy = {
  id: "network-endpoints-guarded",
  title: "Security groups count for private endpoints too, in each subnet that holds some.",
  why: "Azure asks no group about an endpoint unless it is told to: the subnet has its rules, and whoever is in the network reaches the vault and the storage past them.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "privateEndpointNetworkPolicies: Disabled, RouteTableEnabled, or not set",
    remedy: "privateEndpointNetworkPolicies: NetworkSecurityGroupEnabled",
  },
  checkStack: (stack) => [
    ...ofType(stack, T.network).flatMap((network) =>
      items(network.inputs, "subnets").flatMap((subnet) => judgeSubnet(stack, network, subnet)),
    ),
    ...ofType(stack, T.subnet).flatMap((subnet) =>
      judgeSubnet(stack, subnet, { path: "", value: subnet.inputs }),
    ),
  ],
};

function judgeSubnet(
  stack: Stack,
  resource: { readonly urn: string },
  { path, value }: Part,
): readonly Finding[] {
  if (!holdsEndpoints(stack, value)) return [];
  const at = [path, "privateEndpointNetworkPolicies"].filter((one) => one !== "").join(".");
  const found = read(value, "privateEndpointNetworkPolicies");
  if (found.kind === "unknown") return [unknown(resource, at, MUST)];
  if (found.kind === "absent") return [violation(resource, at, "absent", MUST)];
  return COUNTS.includes(found.value) ? [] : [violation(resource, at, shown(found.value), MUST)];
}

/** Whether a subnet is the one that the settings give to endpoints, or one in which an endpoint is put. */
function holdsEndpoints(stack: Stack, subnet: unknown): boolean {
  const ranges = [
    textAt(subnet, "addressPrefix"),
    ...items(subnet, "addressPrefixes").map(({ value }) => value),
  ];
  const name = textAt(subnet, "name") ?? textAt(subnet, "subnetName");
  return (
    ranges.includes(stack.settings.network.subnets.endpoints) ||
    (name !== undefined &&
      ofType(stack, T.endpoint).some(({ inputs }) =>
        textAt(inputs, "subnet.id")?.endsWith(`/subnets/${name}`),
      ))
  );
}
