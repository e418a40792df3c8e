import { control } from "../support/controls.ts";
import { expectList, expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

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
  types: [T.nic, T.disk],
  check: (resource) =>
    resource.type === T.disk
      ? [
          ...expectValue(resource, "networkAccessPolicy", is("DenyAll"), {
            required: "DenyAll",
            remedy:
              "Set `networkAccessPolicy` to DenyAll; Azure's default lets a disk be exported.",
          }),
          ...expectValue(resource, "publicNetworkAccess", is("Disabled"), {
            required: "Disabled",
            remedy: "Set `publicNetworkAccess` to Disabled.",
          }),
        ]
      : [
          ...expectList(resource, "ipConfigurations", MUST, (path, ip) =>
            read(ip, "publicIPAddress").kind === "absent"
              ? []
              : [violation(resource, `${path}.publicIPAddress`, "set", MUST)],
          ),
          ...expectValue(resource, "enableIPForwarding", is(false), {
            required: "false",
            remedy: "Leave `enableIPForwarding` out: a machine passes on nobody else's packets.",
            safeWhenAbsent: true,
          }),
        ],
};
