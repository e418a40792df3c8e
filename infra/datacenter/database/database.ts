import * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../settings/index.ts";
import { type TierArgs, tierResourceGroup } from "../tier.ts";
import { POSTGRESQL_PORT, PostgresqlDatabase } from "./postgresql.ts";

export interface DatabaseArgs extends TierArgs {
  readonly settings: DatabaseSettings;
  /** Azure's name of its size, by the season. */
  readonly size: string;
  /** Makes the server's name this installation's own in all of Azure. */
  readonly uniqueSuffix: string;
  /** ARM id of the virtual network that reaches it. */
  readonly networkId: pulumi.Input<string>;
  /** ARM id of the database's subnet. */
  readonly subnetId: pulumi.Input<string>;
}

/**
 * The database of all markets, by the engine that is set: a primary and a standby in another zone, private only. Its
 * resource group and all that holds data in it are protected; what an engine does at a resize, and costs, stands with it.
 *
 * @example
 * new Database("prod-is-database", {
 *   datacenter: "prod-is", region: "northeurope", tags: {}, settings: settings.database, size: "Standard_D4ds_v5",
 *   uniqueSuffix: "k7m2", networkId: network.virtualNetworkId, subnetId: network.subnetIds.database,
 * });
 */
export class Database extends pulumi.ComponentResource {
  /** The server, where the engine is PostgreSQL. */
  readonly postgresql: PostgresqlDatabase | undefined;
  /** The name by which clones find it. */
  readonly host: pulumi.Output<string>;
  /** The port on which it is reached. */
  readonly port: number;
  readonly resourceGroupId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Database", name, {}, opts);

    const group = tierResourceGroup(name, "database", args, { parent: this, protect: true });
    const { settings, ...rest } = args;
    if (settings.engine === "oracle") throw new Error(`${name}: no component for Oracle yet.`);
    const { engine: _engine, postgresql, ...common } = settings;
    this.postgresql = new PostgresqlDatabase(
      `${name}-postgresql`,
      { ...rest, ...common, ...postgresql, resourceGroupName: group.name },
      { parent: this },
    );

    this.host = this.postgresql.host;
    this.port = POSTGRESQL_PORT;
    this.resourceGroupId = group.id;
    this.registerOutputs({ host: this.host });
  }
}
