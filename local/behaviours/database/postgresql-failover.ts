import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { type EventKind, type Moment, RANKS, schedule } from "../event-kind.ts";
import { normalLocation } from "../facts/regions.ts";
import { zoneIsLost } from "../faults/queries.ts";
import { logActivity } from "../monitor/activity-log.ts";
import { objectAt, textAt } from "../support/json.ts";
import { linksOf } from "../support/references.ts";
import { SERVER } from "./postgresql-names.ts";
import { SERVER_REFERENCES } from "./postgresql-references.ts";
import { endWaits } from "./postgresql-waits.ts";

/**
 * How long after its zone is lost a server's standby is the primary, in milliseconds. Source: Microsoft Learn, "High
 * availability (Reliability) in Azure Database for PostgreSQL": typically 60 to 120 seconds.
 */
export const FAILOVER = 120_000;

const EVENT = { kind: "postgresql-failover", rank: RANKS.repair } as const;

/** The zones in which primary and standby are; undefined without a standby. */
export function zonesOf(
  server: JsonObject,
): { readonly primary: string; readonly standby: string } | undefined {
  const primary = textAt(server, "properties.availabilityZone");
  const standby = textAt(server, "properties.highAvailability.standbyAvailabilityZone");
  return primary === undefined || standby === undefined ? undefined : { primary, standby };
}

/** A zone is lost: the servers whose primary is there fail over, if they can. */
export function failOverSoon({ store, at }: Moment, region: string, zone: string): void {
  for (const server of store.list({ type: SERVER })) {
    const isThere = normalLocation(textAt(server, "location") ?? "") === normalLocation(region);
    if (isThere && zonesOf(server)?.primary === zone) {
      schedule(store, EVENT, at + FAILOVER, server.id);
    }
  }
}

/** The standby takes over, unless the primary is back or the standby's zone is lost too. */
export const postgresqlFailover: EventKind = {
  ...EVENT,
  run({ subject }, { store, at }) {
    const server = store.get(subject);
    const zones = server && zonesOf(server);
    if (server === undefined || zones === undefined) return;
    const region = textAt(server, "location") ?? "";
    if (!zoneIsLost(store, region, zones.primary)) return;
    if (zoneIsLost(store, region, zones.standby)) return;
    failOver(server, zones, store);
    logActivity(store, at, {
      resourceId: server.id,
      operationName: "Microsoft.Resourcehealth/healthevent/Resolved/action",
      category: "ResourceHealth",
      level: "Informational",
      status: "Resolved",
      caller: "Microsoft.ResourceHealth",
      description: `It failed over from zone ${zones.primary}, which is lost, to its standby in zone ${zones.standby}.`,
    });
  },
};

/** Primary and standby swap their zones, in a restart. */
export function failOver(
  server: ArmDocument,
  { primary, standby }: { readonly primary: string; readonly standby: string },
  store: Store,
): void {
  const swapped: ArmDocument = {
    ...server,
    properties: {
      ...server.properties,
      availabilityZone: standby,
      highAvailability: {
        ...objectAt(server, "properties.highAvailability"),
        standbyAvailabilityZone: primary,
      },
    },
  };
  store.put(swapped, linksOf(swapped, SERVER_REFERENCES));
  endWaits(store, server.id);
}

/** A standby whose zone is lost is made anew when the zone is back. */
export function standbyState(server: JsonObject, store: Store): string {
  const zones = zonesOf(server);
  if (zones === undefined) return "NotEnabled";
  return zoneIsLost(store, textAt(server, "location") ?? "", zones.standby)
    ? "CreatingStandby"
    : "Healthy";
}
