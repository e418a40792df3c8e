import * as pulumi from "@pulumi/pulumi";
import type { RunningProfiles } from "../season/profiles/profile-set.ts";
import { SeasonalScaling } from "../season/seasonal-scaling.ts";
import type { DatabaseSettings, Settings } from "../settings/index.ts";
import {
  OracleStagingDatabase,
  type OracleStagingDatabaseArgs,
} from "./database/oracle/staging-database.ts";
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
    /** The vault, which holds the password of staging's own on Oracle. */
    readonly vault: OracleStagingDatabaseArgs["vault"];
    /** Name of the platform's storage account, which holds Oracle's installers. */
    readonly storageAccountName: pulumi.Input<string>;
    /** ARM id of the installers' container. @default none: the engine is not Oracle */
    readonly installersId?: pulumi.Input<string>;
  };
  /** What is set of it where the engine is Oracle. */
  readonly oracle: Settings["staging"]["oracle"];
}

/** Two burstable vCPUs: what a few testers need. */
const SERVER_SIZE = "Standard_B2ms";

/** GiB: the least that Azure gives a server. Source: Microsoft, PostgreSQL flexible server: concepts-storage. */
const SERVER_STORAGE = 32;

/** Days: Azure's least. What staging holds is a copy. */
const SERVER_BACKUP_DAYS = 7;

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
 * database server, or Oracle's machine with its licence.
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
 *     subnetId: network.subnetIds.stagingDatabase, vault: { id: secrets.vaultId, uri: secrets.vaultUri },
 *     storageAccountName: storage.accountName,
 *   },
 *   oracle: { size: "Standard_D2ds_v5", storageGib: 64 },
 * });
 */
export class Staging extends pulumi.ComponentResource {
  /** ARM id of the scale set. */
  readonly scaleSetId: pulumi.Output<string>;
  /** ARM id of the autoscale setting. */
  readonly settingId: pulumi.Output<string>;
  /** The name by which its clones find its database. */
  readonly databaseHost: pulumi.Output<string>;

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

    this.databaseHost = this.declareDatabase(name, args, web);
    this.scaleSetId = web.scaleSetId;
    this.settingId = season.settingId;
    this.registerOutputs({ scaleSetId: this.scaleSetId });
  }

  /** @returns the name by which staging's clones find it. */
  private declareDatabase(name: string, args: StagingArgs, web: Web): pulumi.Output<string> {
    const { engine } = args.database.settings;
    return engine === "oracle"
      ? pulumi.output(this.oracle(`${name}-oracle`, args, args.database.settings, web).host)
      : this.postgresql(`${name}-postgresql`, args, args.database.settings, web).host;
  }

  private postgresql(
    name: string,
    args: StagingArgs,
    settings: DatabaseSettings & { readonly engine: "postgresql" },
    { resourceGroupName }: Web,
  ): PostgresqlDatabase {
    const { datacenter, region, tags, database } = args;
    const { networkId, subnetId, uniqueSuffix } = database;
    return new PostgresqlDatabase(
      name,
      {
        ...{ datacenter, region, tags, networkId, subnetId, uniqueSuffix, resourceGroupName },
        ...settings.postgresql,
        role: "staging",
        size: SERVER_SIZE,
        smallest: SERVER_SIZE,
        zone: settings.zone,
        storageGib: SERVER_STORAGE,
        connections: connectionsOf(args),
        backup: { retentionDays: SERVER_BACKUP_DAYS, redundancy: "zone" },
      },
      { parent: this },
    );
  }

  private oracle(
    name: string,
    args: StagingArgs,
    settings: DatabaseSettings & { readonly engine: "oracle" },
    { resourceGroupName }: Web,
  ): OracleStagingDatabase {
    const { datacenter, region, tags, database, oracle } = args;
    const { subnetId, vault, storageAccountName, installersId } = database;
    if (installersId === undefined) throw new Error(`${name}: it needs the installers' container.`);
    return new OracleStagingDatabase(
      name,
      {
        ...{ datacenter, region, tags, subnetId, vault, storageAccountName, installersId },
        resourceGroupName,
        zone: settings.zone,
        size: oracle.size,
        dataGib: oracle.storageGib,
        image: { marketplace: settings.oracle.image },
        adminSshPublicKey: settings.oracle.sshPublicKey,
        version: settings.oracle.version,
        installer: settings.oracle.installer.database,
        connections: connectionsOf(args),
      },
      { parent: this },
    );
  }
}

function connectionsOf({ ceiling, database }: StagingArgs): number {
  return ceiling * database.settings.connectionsPerClone + OTHER_CONNECTIONS;
}
