import type { DatabaseSettings } from "../../settings/index.ts";
import type { DatabaseCapacity } from "./database.ts";
import { DATABASE_SIZES, databasePlace } from "./database-sizes.ts";
import type { GatewayCapacity } from "./gateway.ts";
import type { WebCapacity } from "./web.ts";

/** Requests a second that one vCPU of a clone carries when it is fully busy: assumed until measured. */
export const ASSUMED_RPS_PER_VCPU = 25;

/** What the settings say of a tier. */
export interface TierBounds {
  /** Availability zones. */
  readonly zones: number;
  /** Fewest and most machines. */
  readonly minimum: number;
  readonly maximum: number;
}

/** The web tier of clones with that many vCPUs. */
export function assumedWeb(vcpus: number, bounds: TierBounds): WebCapacity {
  return {
    ...bounds,
    rpsPerClone: vcpus * ASSUMED_RPS_PER_VCPU,
    /** Assumed: above it answers become slow, and rules have no room left to see a rise. */
    utilisation: 0.7,
    /** Assumed: for the time until a lost zone's clones stand in the others. Above it queues grow. */
    utilisationWithoutZone: 0.9,
    /**
     * Assumed: a minute until autoscale runs (it runs every 30 to 60 s), 5 to boot, 5 to warm up
     * before the full share is taken, and some to spare.
     */
    leadMinutes: 15,
  };
}

/** The gateway. */
export function assumedGateway(bounds: TierBounds): GatewayCapacity {
  return {
    ...bounds,
    /** Assumed: pages and small files together. */
    answerKilobytes: 20,
    /** Assumed: eight requests a connection, kept open for a minute. */
    connectionsPerRps: 7.5,
    utilisation: 0.7,
    utilisationWithoutZone: 0.9,
    /**
     * A new instance takes 6 to 7 minutes (Microsoft, application-gateway-autoscaling-zone-redundant).
     * The same again to notice and to try once more.
     */
    leadMinutes: 15,
  };
}

/** The database of any size. All but the documented is assumed until measured. */
export const ASSUMED_DATABASE: DatabaseCapacity = {
  smallest: 0,
  largest: DATABASE_SIZES.length - 1,
  connections: Number.POSITIVE_INFINITY,
  rpsPerVcore: 60,
  utilisation: 0.6,
  connectionsPerClone: 25,
  otherConnections: 50,
  /**
   * A resize takes 2 to 10 minutes, 10 to 30 seconds of them without a database (Microsoft, PostgreSQL
   * flexible server: concepts-scaling-resources). An hour leaves time to try again.
   */
  leadMinutes: 60,
  /** Sunday at 4: the quietest hour, and no country changes its clock then. */
  resizeAt: { weekday: 6, hour: 4 },
  freezeLeadDays: 7,
  shortestStayDays: 28,
};

/** The database within the bounds of its settings. */
export function assumedDatabase(
  settings: Pick<DatabaseSettings, "smallest" | "largest" | "connections" | "connectionsPerClone">,
): DatabaseCapacity {
  return {
    ...ASSUMED_DATABASE,
    smallest: databasePlace(settings.smallest),
    largest: databasePlace(settings.largest),
    connections: settings.connections,
    connectionsPerClone: settings.connectionsPerClone,
  };
}
