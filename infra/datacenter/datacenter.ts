import * as pulumi from "@pulumi/pulumi";
import type { Declared } from "../season/plan/declared.ts";
import type { ClockZone, RunningProfiles } from "../season/profiles/profile-set.ts";
import { SeasonalScaling } from "../season/seasonal-scaling.ts";
import type { Settings } from "../settings/index.ts";
import { Backup } from "./backup.ts";
import { Budget, budgetMonths } from "./budget.ts";
import { Database } from "./database/database.ts";
import { ORACLE_PORT } from "./database/oracle/install-on.ts";
import { POSTGRESQL_DELEGATION, POSTGRESQL_PORT } from "./database/postgresql.ts";
import { diagnosed } from "./diagnosed.ts";
import { Edge } from "./edge.ts";
import { azureName } from "./names.ts";
import { Network } from "./network.ts";
import type { EndpointPlace } from "./private-endpoint.ts";
import { Reserve } from "./reserve.ts";
import { Secrets } from "./secrets.ts";
import { Staging } from "./staging.ts";
import { Storage } from "./storage.ts";
import type { DataClass, TierArgs } from "./tier.ts";
import { Watch, type WatchArgs } from "./watch.ts";
import { Web } from "./web.ts";

/** What a datacenter takes from the season's plan. */
export interface PlannedDatacenter {
  /** The start of the day on which it is planned. */
  readonly now: Temporal.Instant;
  readonly zone: ClockZone;
  readonly profiles: Pick<RunningProfiles, "profiles" | "coveredUntil">;
  readonly declared: Declared;
  readonly lending: { readonly staging: Pick<RunningProfiles, "profiles" | "coveredUntil"> };
}

/**
 * One country's datacenter: every tier, put together from its settings and from what its season's plan says
 * for today.
 *
 * @example
 * const settings = readSettings(".", "prod-se");
 * const plan = seasonPlan(await readPlanInput({ root: ".", stack: "prod-se", settings }));
 * new Datacenter("prod-se", settings, plan);
 */
export class Datacenter extends pulumi.ComponentResource {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly storage: Storage;
  readonly edge: Edge;
  readonly database: Database;
  readonly reserve: Reserve;
  readonly web: Web;
  readonly season: SeasonalScaling;
  readonly staging: Staging;
  readonly backup: Backup;
  readonly watch: Watch;
  /** Absent where no budget is set. */
  readonly budget: Budget | undefined;

  constructor(
    name: string,
    settings: Settings,
    plan: PlannedDatacenter,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gradetide:datacenter:Datacenter", name, {}, opts);
    const tier = (dataClass: DataClass): TierArgs => ({
      datacenter: name,
      region: settings.region,
      tags: {
        ...settings.tags,
        product: "gradetide",
        datacenter: name,
        market: settings.markets.map(({ code }) => code).join(" "),
        dataClass,
      },
    });
    const parent = { parent: this };

    this.network = this.declareNetwork(`${name}-network`, tier("technical"), settings, parent);
    const endpoints: EndpointPlace = {
      networkId: this.network.virtualNetworkId,
      endpointSubnetId: this.network.subnetIds.endpoints,
    };
    this.secrets = new Secrets(
      `${name}-secrets`,
      {
        ...tier("secret"),
        ...endpoints,
        uniqueSuffix: settings.uniqueSuffix,
        hostnames: Object.fromEntries(settings.markets.map((m) => [m.code, m.hostname])),
        certificateIssuer: settings.edge.certificateIssuer,
        allowedAddresses: settings.secrets.allowedAddresses,
      },
      parent,
    );
    this.storage = new Storage(
      `${name}-storage`,
      {
        ...tier("personal"),
        ...endpoints,
        ...settings.storage,
        uniqueSuffix: settings.uniqueSuffix,
      },
      parent,
    );
    this.database = new Database(
      `${name}-database`,
      {
        ...tier("personal"),
        settings: settings.database,
        size: plan.declared.databaseSize,
        uniqueSuffix: settings.uniqueSuffix,
        networkId: this.network.virtualNetworkId,
        subnetId: this.network.subnetIds.database,
        storageAccount: { id: this.storage.accountId, name: this.storage.accountName },
        vault: { id: this.secrets.vaultId, uri: this.secrets.vaultUri },
      },
      parent,
    );
    this.edge = this.declareEdge(`${name}-edge`, tier("personal"), settings, plan, parent);
    this.reserve = new Reserve(
      `${name}-reserve`,
      {
        ...tier("technical"),
        zones: settings.zones,
        vmSize: settings.web.vmSize,
        perZone: plan.declared.reservePerZone,
      },
      parent,
    );
    this.web = this.declareWeb(`${name}-web`, tier("personal"), settings, plan, parent);
    this.season = this.declareSeason(`${name}-season`, tier("technical"), plan, parent);
    // A copy, without a pupil in it.
    this.staging = this.declareStaging(
      `${name}-staging`,
      tier("technical"),
      settings,
      plan,
      parent,
    );
    this.backup = this.declareBackup(`${name}-backup`, tier("personal"), settings, parent);
    this.watch = this.declareWatch(`${name}-watch`, tier("personal"), settings, plan, parent);
    this.budget = this.declareBudget(`${name}-budget`, tier("technical"), settings, plan, parent);
    this.registerOutputs({});
  }

  private declareNetwork(
    name: string,
    tier: TierArgs,
    { database, network }: Settings,
    opts: pulumi.ComponentResourceOptions,
  ): Network {
    const { ddosProtection } = network;
    return new Network(
      name,
      {
        ...tier,
        addressSpace: network.addressSpace,
        subnets: network.subnets,
        ...(database.engine === "postgresql"
          ? { databasePort: POSTGRESQL_PORT, databaseDelegation: POSTGRESQL_DELEGATION }
          : { databasePort: ORACLE_PORT }),
        ...(ddosProtection.mode === "plan" ? { ddosProtectionPlanId: ddosProtection.planId } : {}),
      },
      opts,
    );
  }

  private declareEdge(
    name: string,
    tier: TierArgs,
    settings: Settings,
    { declared }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): Edge {
    const { edge, web, network } = settings;
    return new Edge(
      name,
      {
        ...tier,
        zones: settings.zones,
        subnetId: this.network.subnetIds.edge,
        uniqueSuffix: settings.uniqueSuffix,
        sites: settings.markets.map(({ code, hostname }) => ({
          market: code,
          hostname,
          certificateSecretId: this.secrets.certificateSecretId(code),
        })),
        identityId: this.secrets.gatewayIdentityId,
        mayReadCertificates: this.secrets.gatewayMayRead,
        instances: { minimum: declared.gatewayMinimum, maximum: edge.maximum },
        rateLimitPerMinute: declared.rateLimitPerMinute,
        drainSeconds: edge.drainSeconds,
        healthPath: web.healthPath,
        ddosProtection:
          network.ddosProtection.mode === "perAddress" ? "Enabled" : "VirtualNetworkInherited",
      },
      opts,
    );
  }

  private declareWeb(
    name: string,
    tier: TierArgs,
    { web, zones }: Settings,
    { declared }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): Web {
    return new Web(
      name,
      {
        ...tier,
        ...web,
        firstCount: declared.clones,
        zones,
        reservationGroupId: this.reserve.groupId,
        subnetId: this.network.subnetIds.web,
        backendPoolId: this.edge.backendPoolId,
      },
      opts,
    );
  }

  private declareSeason(
    name: string,
    { datacenter, region, tags }: TierArgs,
    { zone, profiles: { profiles, coveredUntil } }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): SeasonalScaling {
    return new SeasonalScaling(
      name,
      {
        region,
        tags,
        settingName: azureName("autoscaleSetting", `autoscale-${datacenter}-web`),
        resourceGroupName: this.web.resourceGroupName,
        scaleSetId: this.web.scaleSetId,
        profiles,
        coveredUntil: coveredUntil.toZonedDateTimeISO(zone.iana).toPlainDate(),
      },
      opts,
    );
  }

  private declareStaging(
    name: string,
    tier: TierArgs,
    { web, staging, zones, database, uniqueSuffix }: Settings,
    { zone, lending, declared }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): Staging {
    const { profiles, coveredUntil } = lending.staging;
    const { oracle } = this.database;
    return new Staging(
      name,
      {
        ...tier,
        ...web,
        ...staging,
        firstCount: declared.stagingClones,
        zones,
        reservationGroupId: this.reserve.groupId,
        subnetId: this.network.subnetIds.staging,
        database: {
          settings: database,
          uniqueSuffix,
          networkId: this.network.virtualNetworkId,
          subnetId: this.network.subnetIds.stagingDatabase,
          vault: { id: this.secrets.vaultId, uri: this.secrets.vaultUri },
          storageAccountName: this.storage.accountName,
          ...(oracle === undefined ? {} : { installersId: oracle.installersId }),
        },
        profiles,
        coveredUntil: coveredUntil.toZonedDateTimeISO(zone.iana).toPlainDate(),
      },
      opts,
    );
  }

  /** All that holds data: a tier adds its own here. */
  private declareBackup(
    name: string,
    tier: TierArgs,
    { backup }: Settings,
    opts: pulumi.ComponentResourceOptions,
  ): Backup {
    const { accountId, accountName, containers, isVersioned } = this.storage;
    const { oracle, postgresql, resourceGroupId } = this.database;
    const machines = Object.entries(oracle?.machineIds ?? {}).map(([role, id]) => ({ role, id }));
    return new Backup(
      name,
      {
        ...tier,
        ...backup,
        blobs: { accountId, accountName, containers, isVersioned },
        machines,
        ...(postgresql === undefined
          ? {}
          : { server: { id: postgresql.serverId, resourceGroupId } }),
      },
      opts,
    );
  }

  private declareWatch(
    name: string,
    tier: TierArgs,
    { database, edge, watch, zones }: Settings,
    { profiles: { profiles } }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): Watch {
    return new Watch(
      name,
      {
        ...tier,
        ...watch,
        webResourceGroupId: this.web.resourceGroupId,
        scaleSetId: this.web.scaleSetId,
        autoscaleSettingId: this.season.settingId,
        gatewayId: this.edge.gatewayId,
        gatewayMaximum: edge.maximum,
        clones: {
          floor: Math.min(...profiles.map(({ floor }) => floor)),
          ceiling: Math.max(...profiles.map(({ ceiling }) => ceiling)),
          zones: zones.length,
        },
        reservationGroupId: this.reserve.groupId,
        vaultId: this.secrets.vaultId,
        ...this.watchedDatabase(database.connections),
        backup: {
          vaultId: this.backup.vaultId,
          server: this.database.postgresql !== undefined,
          ...(this.backup.machineVaultId === undefined
            ? {}
            : { machineVaultId: this.backup.machineVaultId }),
        },
        diagnosed: diagnosed(this),
      },
      opts,
    );
  }

  private watchedDatabase(maxConnections: number): Pick<WatchArgs, "database"> {
    const { oracle, postgresql } = this.database;
    if (oracle !== undefined) {
      const machines = Object.entries(oracle.machineIds).map(([name, id]) => ({ name, id }));
      return { database: { engine: "oracle", machines, identityId: oracle.identityId } };
    }
    if (postgresql === undefined) return {};
    return {
      database: { engine: "postgresql", serverId: postgresql.serverId, maxConnections },
    };
  }

  private declareBudget(
    name: string,
    { datacenter }: TierArgs,
    { budget }: Settings,
    { now, zone }: PlannedDatacenter,
    opts: pulumi.ComponentResourceOptions,
  ): Budget | undefined {
    if (budget === undefined) return undefined;
    return new Budget(
      name,
      {
        datacenter,
        months: budgetMonths(budget, now.toZonedDateTimeISO(zone.iana).toPlainDate()),
        subscriptionId: this.watch.subscriptionId,
        resourceGroupNames: BUDGETED.map((role) => `rg-${datacenter}-${role}`),
        onDutyId: this.watch.onDutyId,
      },
      opts,
    );
  }
}

/** Roles of the resource groups whose costs the budget counts: all of them. */
const BUDGETED = [
  "network",
  "secrets",
  "storage",
  "database",
  "backup",
  "edge",
  "reserve",
  "web",
  "staging",
  "watch",
];
