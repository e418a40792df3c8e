import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { valueAt } from "../support/read.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const databaseStandby: StackPolicy = {
  id: "database-standby",
  title: "The database has a standby in another zone.",
  why: "There is one database for all clones: lost with its zone, everything stands still for hours.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "highAvailability: { mode: Disabled }",
    remedy: "highAvailability: { mode: ZoneRedundant, standbyAvailabilityZone: another one }",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres)
      .filter((server) => !isStagingCopy(stack, server))
      .flatMap((server) => {
        const zone = valueAt(server.inputs, "availabilityZone");
        return [
          ...expectValue(server, "highAvailability.mode", is("ZoneRedundant"), {
            required: "ZoneRedundant",
            remedy: "Set `highAvailability.mode` to ZoneRedundant; Azure's default is none.",
          }),
          ...expectValue(
            server,
            "highAvailability.standbyAvailabilityZone",
            (standby) => standby !== zone,
            {
              required: "another zone than the primary's",
              remedy: "Set `database.standbyZone` to another zone than `database.zone`.",
              safeWhenAbsent: true,
            },
          ),
        ];
      }),
};
