import { isLinked } from "../network/private-endpoints.ts";
import { homeOf } from "../secrets/identities.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const ZONE = "network.privateDnsZoneArmResourceId";

/** How a server's zone must end. Source: Learn, "Networking with private access for Azure Database for PostgreSQL". */
const ENDING = ".postgres.database.azure.com";

export const databaseNameKnown: StackPolicy = {
  id: "database-name-known",
  title: "The database's name stands in a zone of its own tier, which the stack's network reads.",
  why: "Clones find the primary by its name alone, and after a failover the new one: in a zone that the network does not read, nobody finds either.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation:
      "privateDnsZoneArmResourceId: another stack's zone, or one without a VirtualNetworkLink",
    remedy: "privateDnsZoneArmResourceId: zone.id, and a VirtualNetworkLink of the zone",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres)
      // That there must be one is another policy's.
      .filter(({ inputs }) => read(inputs, ZONE).kind !== "absent")
      .flatMap((server) => {
        const must = {
          required: `a zone of the server's own tier, named …${ENDING} and linked to its network`,
          remedy:
            "Declare the zone and its VirtualNetworkLink beside the server, as the database's tier does.",
        };
        const zones = madeFrom(stack, server, "network").filter(({ type }) => type === T.zone);
        const [zone] = zones;
        if (zone === undefined)
          return [violation(server, ZONE, "none of this stack's zones", must)];
        if (homeOf(stack, zone) !== homeOf(stack, server)) {
          return [violation(server, ZONE, `${zone.name}, which is another tier's`, must)];
        }
        const name = textAt(zone.inputs, "privateZoneName");
        if (name !== undefined && !name.endsWith(ENDING)) {
          return [violation(zone, "privateZoneName", shown(name), must)];
        }
        return isLinked(stack, zone) ? [] : [violation(zone, "", "read by no network", must)];
      }),
};
