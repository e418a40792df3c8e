import { control } from "../support/controls.ts";
import { expectList, unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const MUST = {
  required: "a network security group, and no way out that nobody asked for",
  remedy: "Give the subnet `networkSecurityGroup` and `defaultOutboundAccess: false`.",
};

export const networkSubnetsGuarded: ResourcePolicy = {
  id: "network-subnets-guarded",
  title: "Each subnet has a security group, and goes out through the NAT gateway or not at all.",
  why: "A subnet without a group is open to the whole network; Azure's default way out has an address that changes and that nobody watches.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "a subnet without networkSecurityGroup",
    remedy: "networkSecurityGroup: { id: group.id }, defaultOutboundAccess: false",
  },
  config: {
    without: {
      type: "array",
      items: { type: "string" },
      description: "Names of subnets in which Azure allows no group.",
      default: ["GatewaySubnet", "AzureFirewallSubnet"],
    },
  },
  types: [T.network, T.subnet],
  check(resource, config) {
    const without = setting<readonly string[]>(networkSubnetsGuarded, config, "without");
    if (resource.type === T.subnet) return judgeSubnet(resource, "", resource.inputs, without);
    return expectList(resource, "subnets", { ...MUST, safeWhenAbsent: true }, (path, subnet) =>
      judgeSubnet(resource, path, subnet, without),
    );
  },
};

function judgeSubnet(
  resource: Resource,
  path: string,
  subnet: unknown,
  without: readonly string[],
): ReturnType<typeof expectList> {
  const name = textAt(subnet, "name") ?? textAt(subnet, "subnetName") ?? "";
  const at = (property: string): string => (path === "" ? property : `${path}.${property}`);
  const group = read(subnet, "networkSecurityGroup");
  const out = read(subnet, "defaultOutboundAccess");
  const delegated = items(subnet, "delegations").length > 0;
  return [
    ...(group.kind !== "absent" || without.includes(name)
      ? []
      : [violation(resource, at("networkSecurityGroup"), "absent", MUST)]),
    ...(out.kind === "unknown" ? [unknown(resource, at("defaultOutboundAccess"), MUST)] : []),
    ...(out.kind === "value" && out.value === false
      ? []
      : out.kind === "unknown" || (out.kind === "absent" && delegated)
        ? []
        : [
            violation(
              resource,
              at("defaultOutboundAccess"),
              out.kind === "absent" ? "absent" : shown(out.value),
              MUST,
            ),
          ]),
  ];
}
