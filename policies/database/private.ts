import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const databasePrivate: ResourcePolicy = {
  id: "database-private",
  title: "The database stands in the network's own subnet and has no public side.",
  why: "A database that answers the internet is tried by everybody, all the time, and holds every grade.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "publicNetworkAccess: Enabled, or no delegated subnet",
    remedy: "network: { delegatedSubnetResourceId: network.subnetIds.database }",
  },
  types: [T.postgres],
  check: (resource) => [
    ...["delegatedSubnetResourceId", "privateDnsZoneArmResourceId"].flatMap((name) =>
      expectValue(resource, `network.${name}`, (id) => String(id).length > 0, {
        required: "the stack's own",
        remedy: "Put the server into the database's subnet, with its own zone of names.",
        fineWhenUnknown: true,
      }),
    ),
    ...expectValue(resource, "network.publicNetworkAccess", is("Disabled"), {
      required: "Disabled",
      remedy: "Leave `publicNetworkAccess` out: a server in a subnet has no public side.",
      safeWhenAbsent: true,
    }),
  ],
};
