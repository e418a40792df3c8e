import * as pulumi from "@pulumi/pulumi";
import type { RunningProfiles } from "../season/profiles/profile-set.ts";
import { SeasonalScaling } from "../season/seasonal-scaling.ts";
import type { DatabaseSettings } from "../settings/index.ts";
import { PostgresqlDatabase } from "./database/postgresql.ts";
import { azureName } from "./names.ts";
import { Web, type WebArgs } from "./web.ts";

export interface StagingArgs extends Omit<WebArgs, "role" | "backendPoolId"> {
  /** Staging's own profiles: their ceilings are what it is lent (`Lending.staging`). */
  readonly profiles: RunningProfiles["profiles"];
  /** The first day that the profiles were not planned for. */
  readonly coveredUntil: Temporal.PlainDate;
  /** Staging's own database, of production's engine and version. */
  readonly database: {
    readonly settings: DatabaseSettings;
    readonly uniqueSuffix: string;
    /** ARM id of the virtual network that reaches it. */
    readonly networkId: pulumi.Input<string>;
    /** ARM id of its own subnet, which production's clones can't reach. */
    readonly subnetId: pulumi.Input<string>;
  };
}

/** Two burstable vCPUs: what a few testers need. */
const DATABASE_SIZE = "Standard_B2ms";

/** GiB: the least that Azure gives a server. Source: Microsoft, PostgreSQL flexible server: concepts-storage. */
const DATABASE_STORAGE = 32;

/** Days: Azure's least. What staging holds is a copy. */
const DATABASE_BACKUP_DAYS = 7;

/** Connections beside those of clones: for people and jobs. */
const OTHER_CONNECTIONS = 50;

/**
 * Staging: the copy of the web tier on which an image runs before production takes it (docs/staging.md). Its
 * clones are machines of the same size, on a subnet of their own, out of the same reservations: what production does
 * not need by plan is lent to them, and their own autoscale setting gives it back two hours before it may be
 * needed. The two settings' ceilings together are never above what is reserved.
 *
 * Nobody comes in from the internet: those who try an image reach it from within the network. Its database is its
 * own: of production's engine and version, small, without a standby, and protected by nobody, as what it holds is made up
 * or a copy.
 *
 * Costs a month: nothing for machines, as a reserved one costs the same unused; their disks, by the second; a small
 * database server.
 *
 * @example
 * new Staging("prod-se-staging", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   vmSize: "Standard_D4s_v5", image: { gallery: imageVersionId }, floor: 1, ceiling: 6, firstCount: 1,
 *   reservationGroupId: reserve.groupId, subnetId: network.subnetIds.staging,
 *   adminSshPublicKey: "ssh-ed25519 …", healthPath: "/health", gracePeriodMinutes: 10,
 *   profiles: plan.lending.staging.profiles, coveredUntil: Temporal.PlainDate.from("2027-01-11"),
 *   database: {
 *     settings: settings.database, uniqueSuffix: "k7m2", networkId: network.virtualNetworkId,
 *     subnetId: network.subnetIds.stagingDatabase,
 *   },
 * });
 */
export class Staging extends pulumi.ComponentResource {
  /** ARM id of the scale set. */
  readonly scaleSetId: pulumi.Output<string>;
  /** ARM id of the autoscale setting. */
  readonly settingId: pulumi.Output<string>;

  constructor(name: string, args: StagingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Staging", name, {}, opts);

    const web = new Web(`${name}-web`, { ...args, role: "staging" }, { parent: this });
    const season = new SeasonalScaling(
      `${name}-season`,
      {
        region: args.region,
        tags: args.tags,
        settingName: azureName("autoscaleSetting", `autoscale-${args.datacenter}-staging`),
        resourceGroupName: web.resourceGroupName,
        scaleSetId: web.scaleSetId,
        profiles: args.profiles,
        coveredUntil: args.coveredUntil,
      },
      { parent: this },
    );

    this.declareDatabase(`${name}-postgresql`, args, web);

    this.scaleSetId = web.scaleSetId;
    this.settingId = season.settingId;
    this.registerOutputs({ scaleSetId: this.scaleSetId });
  }

  private declareDatabase(name: string, args: StagingArgs, web: Web): void {
    const { datacenter, region, tags, database, ceiling } = args;
    const { settings, ...places } = database;
    if (settings.engine !== "postgresql") return;
    new PostgresqlDatabase(
      name,
      {
        ...{ datacenter, region, tags, ...places, ...settings.postgresql },
        role: "staging",
        resourceGroupName: web.resourceGroupName,
        size: DATABASE_SIZE,
        smallest: DATABASE_SIZE,
        zone: settings.zone,
        storageGib: DATABASE_STORAGE,
        connections: ceiling * settings.connectionsPerClone + OTHER_CONNECTIONS,
        backup: { retentionDays: DATABASE_BACKUP_DAYS, redundancy: "zone" },
      },
      { parent: this },
    );
  }
}
