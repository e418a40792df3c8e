import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { valueAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const databaseStandby: ResourcePolicy = {
  id: "database-standby",
  title: "The database has a standby in another zone.",
  why: "There is one database for all clones: lost with its zone, everything stands still for hours.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "highAvailability: { mode: Disabled }",
    remedy: "highAvailability: { mode: ZoneRedundant, standbyAvailabilityZone: another one }",
  },
  types: [T.postgres],
  check(resource) {
    const zone = valueAt(resource.inputs, "availabilityZone");
    return [
      ...expectValue(resource, "highAvailability.mode", is("ZoneRedundant"), {
        required: "ZoneRedundant",
        remedy: "Set `highAvailability.mode` to ZoneRedundant; Azure's default is none.",
      }),
      ...expectValue(
        resource,
        "highAvailability.standbyAvailabilityZone",
        (standby) => standby !== zone,
        {
          required: "another zone than the primary's",
          remedy: "Set `database.standbyZone` to another zone than `database.zone`.",
          safeWhenAbsent: true,
        },
      ),
    ];
  },
};
