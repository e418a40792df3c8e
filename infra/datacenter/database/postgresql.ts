import { getClientConfigOutput } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { AdministratorsMicrosoftEntra } from "@pulumi/azure-native/dbforpostgresql/administratorsMicrosoftEntra.js";
import { Configuration } from "@pulumi/azure-native/dbforpostgresql/configuration.js";
import { Database } from "@pulumi/azure-native/dbforpostgresql/database.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "../names.ts";
import { KEPT, type TierArgs } from "../tier.ts";
import { parameters } from "./parameters.ts";
import { databaseMachine } from "./sizes.ts";

/** The service that the server's subnet is delegated to. */
export const POSTGRESQL_DELEGATION = "Microsoft.DBforPostgreSQL/flexibleServers";

/** The port on which it is reached. */
export const POSTGRESQL_PORT = 5432;

/** The platform's own database on the server. */
const DATABASE_NAME = "platform";

/**
 * Sunday from 0 to 1 o'clock UTC: the quietest hours in each country, before the season's resize at 4.
 * Source of the unit: Microsoft, PostgreSQL flexible server: concepts-maintenance (days from 0, Sunday; one hour).
 */
const MAINTENANCE = { customWindow: "Enabled", dayOfWeek: 0, startHour: 0, startMinute: 0 };

export interface PostgresqlDatabaseArgs extends TierArgs {
  /** Name of the tier's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** What the server is for: production, or staging's copy, which nothing protects. @default "database" */
  readonly role?: "database" | "staging";
  /** Makes the server's name this installation's own in all of Azure. */
  readonly uniqueSuffix: string;
  /** ARM id of the virtual network that reaches it. */
  readonly networkId: pulumi.Input<string>;
  /** ARM id of the subnet that is delegated to `POSTGRESQL_DELEGATION`. */
  readonly subnetId: pulumi.Input<string>;
  /** Azure's name of its size, by the season. */
  readonly size: string;
  /** The smallest size that it may ever have: parameters that wait for a restart are made for it. */
  readonly smallest: string;
  /** The zone in which the primary is made. */
  readonly zone: string;
  /** The zone in which the standby is made. @default no standby */
  readonly standbyZone?: string;
  /** GiB with which it is made. It grows by itself. */
  readonly storageGib: number;
  /** Most connections of clones, jobs and people. */
  readonly connections: number;
  readonly backup: {
    /** Days, 7 to 35. */
    readonly retentionDays: number;
    readonly redundancy: "zone" | "geo";
  };
  /** Major version. */
  readonly version: string;
  /** The directory's group whose members administer it. */
  readonly administrator: { readonly name: string; readonly objectId: string };
}

/**
 * The database on PostgreSQL: Azure's flexible server with a standby in another zone, to which every commit goes
 * before it counts, reached from inside the network only, by members of the directory only: there is no password.
 *
 * **A new size goes by failover**: Azure makes machines of the size, lets them catch up, and fails over to them
 * (2 to 10 minutes, less than 30 seconds of them without a database; Microsoft, concepts-scaling-resources). A new
 * major version is an upgrade in place, minutes without a database. Both are changes of the one server: nothing here
 * replaces it, it is protected, and it stays in Azure when it leaves the program, with the zone by which it is found.
 *
 * Where the primary stands and how much storage it has is Azure's after the first day: a failover swaps the zones, and
 * storage that becomes full grows. So both count only when it is made; a later `up` would undo what saved the day.
 *
 * Parameters, the database and the administrators follow each other, as Azure refuses a second change of a server
 * while one runs (ServerIsBusy; Azure/azure-postgresql#134). Two of the parameters wait for a restart, which a new
 * server needs once (docs/azure.md).
 *
 * Costs a month: the size twice, by the second; storage twice, by the GiB; backups beyond the storage's size by the
 * GiB, twice with `geo`.
 *
 * @example
 * new PostgresqlDatabase("prod-is-database", {
 *   datacenter: "prod-is", region: "northeurope", tags: {}, resourceGroupName: group.name, uniqueSuffix: "k7m2",
 *   networkId: network.networkId, subnetId: network.subnetIds.database, size: "Standard_D4ds_v5",
 *   smallest: "Standard_D2ds_v5", zone: "1", standbyZone: "2", storageGib: 128, connections: 400, version: "17",
 *   backup: { retentionDays: 35, redundancy: "geo" },
 *   administrator: { name: "database-administrators", objectId: "00000000-0000-0000-0000-000000000000" },
 * });
 */
export class PostgresqlDatabase extends pulumi.ComponentResource {
  /** ARM id of the server. */
  readonly serverId: pulumi.Output<string>;
  /** The name by which the network's DNS finds it: that of the primary, whichever it is. */
  readonly host: pulumi.Output<string>;
  /** The zone in which the primary is now. */
  readonly zone: pulumi.Output<string>;
  /** The zone in which the standby is now; empty without one. */
  readonly standbyZone: pulumi.Output<string>;
  /** Name of the platform's database on it. */
  readonly databaseName: string;

  constructor(name: string, args: PostgresqlDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:PostgresqlDatabase", name, {}, opts);
    if (args.zone === args.standbyZone) {
      throw new Error(`${name}: the standby is in the primary's zone, ${args.zone}.`);
    }

    const zone = this.dnsZone(name, args);
    const link = this.link(name, args, zone);
    const server = this.server(name, args, zone, link);
    const database = new Database(
      `${name}-platform`,
      {
        databaseName: DATABASE_NAME,
        serverName: server.name,
        resourceGroupName: args.resourceGroupName,
        charset: "UTF8",
        collation: "en_US.utf8",
      },
      { parent: this, ...kept(args) },
    );
    const administrators = this.administrators(name, args, server, database);
    this.parameters(name, args, server, administrators);

    this.serverId = server.id;
    this.host = server.fullyQualifiedDomainName;
    this.zone = server.availabilityZone.apply((zone) => zone ?? "");
    this.standbyZone = server.highAvailability.apply(
      (standby) => standby?.standbyAvailabilityZone ?? "",
    );
    this.databaseName = DATABASE_NAME;
    this.registerOutputs({ serverId: this.serverId, host: this.host });
  }

  private dnsZone(name: string, args: PostgresqlDatabaseArgs): PrivateZone {
    return new PrivateZone(
      `${name}-zone`,
      {
        privateZoneName: azureName(
          "privateZone",
          `${args.datacenter}-${args.role ?? "database"}.private.postgres.database.azure.com`,
        ),
        resourceGroupName: args.resourceGroupName,
        location: "Global",
        tags: this.tags(args),
      },
      { parent: this, ...kept(args) },
    );
  }

  private link(name: string, args: PostgresqlDatabaseArgs, zone: PrivateZone): VirtualNetworkLink {
    return new VirtualNetworkLink(
      `${name}-zone-link`,
      {
        virtualNetworkLinkName: azureName("virtualNetworkLink", `link-${args.datacenter}`),
        privateZoneName: zone.name,
        resourceGroupName: args.resourceGroupName,
        location: "Global",
        registrationEnabled: false,
        virtualNetwork: { id: args.networkId },
        tags: this.tags(args),
      },
      { parent: this, ...kept(args) },
    );
  }

  private server(
    name: string,
    args: PostgresqlDatabaseArgs,
    zone: PrivateZone,
    link: VirtualNetworkLink,
  ): Server {
    const { standbyZone } = args;
    return new Server(
      `${name}-server`,
      {
        serverName: serverName(args),
        resourceGroupName: args.resourceGroupName,
        location: args.region,
        version: args.version,
        sku: { name: args.size, tier: databaseMachine(args.size).tier },
        availabilityZone: args.zone,
        highAvailability:
          standbyZone === undefined
            ? { mode: "Disabled" }
            : { mode: "ZoneRedundant", standbyAvailabilityZone: standbyZone },
        storage: { storageSizeGB: args.storageGib, autoGrow: "Enabled" },
        backup: {
          backupRetentionDays: args.backup.retentionDays,
          geoRedundantBackup: args.backup.redundancy === "geo" ? "Enabled" : "Disabled",
        },
        network: { delegatedSubnetResourceId: args.subnetId, privateDnsZoneArmResourceId: zone.id },
        authConfig: {
          activeDirectoryAuth: "Enabled",
          passwordAuth: "Disabled",
          tenantId: getClientConfigOutput({ parent: this }).tenantId,
        },
        maintenanceWindow: MAINTENANCE,
        tags: this.tags(args),
      },
      {
        parent: this,
        dependsOn: link,
        ...kept(args),
        ...moved(args),
        ignoreChanges: [
          "availabilityZone",
          "highAvailability.standbyAvailabilityZone",
          "storage.storageSizeGB",
        ],
      },
    );
  }

  private administrators(
    name: string,
    args: PostgresqlDatabaseArgs,
    server: Server,
    after: pulumi.Resource,
  ): AdministratorsMicrosoftEntra {
    return new AdministratorsMicrosoftEntra(
      `${name}-administrators`,
      {
        objectId: args.administrator.objectId,
        serverName: server.name,
        resourceGroupName: args.resourceGroupName,
        principalName: args.administrator.name,
        principalType: "Group",
        tenantId: getClientConfigOutput({ parent: this }).tenantId,
      },
      { parent: this, dependsOn: after },
    );
  }

  /** Each waits for the one before it. */
  private parameters(
    name: string,
    args: PostgresqlDatabaseArgs,
    server: Server,
    after: pulumi.Resource,
  ): void {
    const { memory } = databaseMachine(args.smallest);
    let last = after;
    for (const [parameter, value] of parameters({ connections: args.connections, memory })) {
      last = new Configuration(
        `${name}-${parameter.replaceAll("_", "-")}`,
        {
          configurationName: parameter,
          serverName: server.name,
          resourceGroupName: args.resourceGroupName,
          value,
          source: "user-override",
        },
        { parent: this, dependsOn: last },
      );
    }
  }

  private tags({ role, tags }: PostgresqlDatabaseArgs): Record<string, string> {
    return { ...tags, tier: role ?? "database" };
  }
}

/** What holds data is protected, and stays in Azure when it leaves the program. Staging's is a copy. */
function kept({ role }: PostgresqlDatabaseArgs): Partial<typeof KEPT> {
  return role === "staging" ? {} : KEPT;
}

/**
 * Azure never moves a server into another subnet. Staging's is made anew there, after the old one has gone, as its name is
 * taken until then; production's is refused.
 */
function moved({ role }: PostgresqlDatabaseArgs): pulumi.CustomResourceOptions {
  if (role !== "staging") return {};
  return { replaceOnChanges: ["network.delegatedSubnetResourceId"], deleteBeforeReplace: true };
}

function serverName({ datacenter, role, uniqueSuffix }: PostgresqlDatabaseArgs): string {
  const what = role === "staging" ? `${datacenter}-staging` : datacenter;
  return azureName("postgresqlServer", `psql-${what}-${uniqueSuffix}`);
}
