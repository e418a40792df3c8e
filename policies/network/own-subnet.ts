import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, type Part, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy, stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { type Role, roleOf, subnetOf } from "./subnets.ts";

const CLONES_NICS = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";
const MACHINES_NICS = "networkProfile.networkInterfaceConfigurations";
const SERVERS_SUBNET = "network.delegatedSubnetResourceId";

/** Where a resource names a subnet, and for whom that must be. */
interface Place {
  readonly resource: Resource;
  readonly path: string;
  readonly role: Role;
}

export const networkOwnSubnet: StackPolicy = {
  id: "network-own-subnet",
  title: "Clones, machines, servers and the gateway stand in the subnet of their own tier.",
  why: "A group guards a subnet, not a resource: in the database's subnet a clone talks to every port of it, and in staging's the grades are reached by an image on trial.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "staging's clones in snet-web, or the primary's interface in snet-edge",
    remedy: "subnet: { id: network.subnetIds.staging }",
  },
  checkStack: (stack) => placesOf(stack).flatMap((place) => judgePlace(stack, place)),
};

function placesOf(stack: Stack): readonly Place[] {
  const machines = ofType(stack, T.machine);
  return [
    ...ofType(stack, T.scaleSet).flatMap((resource) =>
      subnetsIn(resource, CLONES_NICS).map((path) => ({
        resource,
        path,
        role: stageOf(stack, resource) === "production" ? ("web" as const) : ("staging" as const),
      })),
    ),
    ...machines.flatMap((resource) =>
      subnetsIn(resource, MACHINES_NICS).map((path) => ({
        resource,
        path,
        role: databaseRole(stack, resource),
      })),
    ),
    ...ofType(stack, T.nic).flatMap((resource) => {
      const owner = machines.find((one) =>
        madeFrom(stack, one, "networkProfile").includes(resource),
      );
      return addressesOf({ path: "", value: resource.inputs }).map((path) => ({
        resource,
        path,
        role: databaseRole(stack, owner ?? resource),
      }));
    }),
    ...ofType(stack, T.postgres).map((resource) => ({
      resource,
      path: SERVERS_SUBNET,
      role: databaseRole(stack, resource),
    })),
    ...ofType(stack, T.gateway).flatMap((resource) =>
      items(resource.inputs, "gatewayIPConfigurations").map(({ path }) => ({
        resource,
        path: `${path}.subnet.id`,
        role: "edge" as const,
      })),
    ),
  ];
}

function databaseRole(stack: Stack, resource: Resource): Role {
  return isStagingCopy(stack, resource) ? "stagingDatabase" : "database";
}

/** Paths of the subnets of interfaces that are made with their machine. */
function subnetsIn({ inputs }: Resource, nics: string): readonly string[] {
  return items(inputs, nics).flatMap(addressesOf);
}

function addressesOf({ path, value }: Part): readonly string[] {
  const list = path === "" ? "ipConfigurations" : `${path}.ipConfigurations`;
  return items(value, "ipConfigurations", list).map((address) => `${address.path}.subnet.id`);
}

function judgePlace(stack: Stack, { resource, path, role }: Place): readonly Finding[] {
  const must = {
    required: `the subnet ${stack.settings.network.subnets[role]} of ${role}, in the stack's network`,
    remedy: "Take the subnet from the network's `subnetIds`, by the tier's own name.",
    fineWhenUnknown: true,
  } as const;
  // That a server must have one is told by `database-private`.
  const isOptional = path === SERVERS_SUBNET;
  const found = expectValue(
    resource,
    path,
    () => true,
    isOptional ? { ...must, safeWhenAbsent: true } : must,
  );
  const id = textAt(resource.inputs, path);
  if (found.length > 0 || id === undefined) return found;
  const [property = ""] = path.split(/[.[]/);
  const isOurs = madeFrom(stack, resource, property).some(
    ({ type }) => type === T.network || type === T.subnet,
  );
  const subnet = isOurs ? subnetOf(stack, id) : undefined;
  if (subnet === undefined) return [violation(resource, path, "a subnet of elsewhere", must)];
  const other = roleOf(stack, subnet);
  // Of a subnet with another range than the settings' it is told where that stands.
  return other === undefined || other === role
    ? []
    : [violation(resource, path, `${subnet.name}, which is for ${other}`, must)];
}
