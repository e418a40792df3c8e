import { control } from "../support/controls.ts";
import { expectList, expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const NICS = "networkProfile.networkInterfaceConfigurations";

const MUST = {
  required: "an address in the network alone",
  remedy: "Take the public address away: machines go out through the NAT gateway or not at all.",
};

export const machinePrivate: ResourcePolicy = {
  id: "machine-private",
  title: "A machine's interface and its disks are reached from the network alone.",
  why: "A database with an address of its own is tried by everybody; a disk that may be exported is a copy of every grade.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "publicIPAddress on an interface, or networkAccessPolicy: AllowAll on a disk",
    remedy: "no publicIPAddress; networkAccessPolicy: DenyAll, publicNetworkAccess: Disabled",
  },
  types: [T.nic, T.disk, T.machine],
  check(resource) {
    if (resource.type === T.disk) return judgeDisk(resource);
    if (resource.type === T.machine) return judgeMadeWith(resource);
    return [
      ...judgeAddresses(resource, "ipConfigurations", resource.inputs, "publicIPAddress"),
      ...expectValue(resource, "enableIPForwarding", is(false), {
        required: "false",
        remedy: "Leave `enableIPForwarding` out: a machine passes on nobody else's packets.",
        safeWhenAbsent: true,
      }),
    ];
  },
};

function judgeDisk(disk: Resource): readonly Finding[] {
  return [
    ...expectValue(disk, "networkAccessPolicy", is("DenyAll"), {
      required: "DenyAll",
      remedy: "Set `networkAccessPolicy` to DenyAll; Azure's default lets a disk be exported.",
    }),
    ...expectValue(disk, "publicNetworkAccess", is("Disabled"), {
      required: "Disabled",
      remedy: "Set `publicNetworkAccess` to Disabled.",
    }),
    ...expectValue(disk, "maxShares", is(1), {
      required: "1",
      remedy: "Leave `maxShares` out: no second machine reads or writes what is one machine's.",
      safeWhenAbsent: true,
    }),
  ];
}

/** Interfaces that are made with their machine, beside those that are resources of their own. */
function judgeMadeWith(machine: Resource): readonly Finding[] {
  const must = { ...MUST, safeWhenAbsent: true } as const;
  return expectList(machine, NICS, must, (path, nic) =>
    judgeAddresses(machine, `${path}.ipConfigurations`, nic, "publicIPAddressConfiguration"),
  );
}

function judgeAddresses(
  resource: Resource,
  at: string,
  nic: unknown,
  name: string,
): readonly Finding[] {
  return [
    ...expectList(resource, at, MUST, () => []),
    ...items(nic, "ipConfigurations", at)
      .filter(({ value }) => read(value, name).kind !== "absent")
      .map(({ path }) => violation(resource, `${path}.${name}`, "set", MUST)),
  ];
}
