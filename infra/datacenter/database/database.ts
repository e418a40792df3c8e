import * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../settings/index.ts";
import { KEPT, type TierArgs, tierResourceGroup } from "../tier.ts";
import { ORACLE_PORT } from "./oracle/install-on.ts";
import { OracleDatabase, type OracleDatabaseArgs } from "./oracle/oracle-database.ts";
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
  /** The platform's storage account, which holds Oracle's installers. */
  readonly storageAccount: OracleDatabaseArgs["storageAccount"];
  /** The vault, which holds Oracle's passwords. */
  readonly vault: OracleDatabaseArgs["vault"];
}

/**
 * The database of all markets, by the engine that is set: a primary and a standby in another zone, private only. Its
 * resource group and all that holds data in it are protected and retained; what an engine does at a resize, and costs, stands with it.
 *
 * @example
 * new Database("prod-is-database", {
 *   datacenter: "prod-is", region: "northeurope", tags: {}, settings: settings.database, size: "Standard_D4ds_v5",
 *   uniqueSuffix: "k7m2", networkId: network.virtualNetworkId, subnetId: network.subnetIds.database,
 *   storageAccount: { id: storage.accountId, name: storage.accountName },
 *   vault: { id: secrets.vaultId, uri: secrets.vaultUri },
 * });
 */
export class Database extends pulumi.ComponentResource {
  /** The server, where the engine is PostgreSQL. */
  readonly postgresql: PostgresqlDatabase | undefined;
  /** The machines, where the engine is Oracle. */
  readonly oracle: OracleDatabase | undefined;
  /** The name by which clones find it. */
  readonly host: pulumi.Output<string>;
  /** The port on which it is reached. */
  readonly port: number;
  /** The zone in which the primary is now. */
  readonly zone: pulumi.Output<string>;
  /** The zone in which the standby is now. */
  readonly standbyZone: pulumi.Output<string>;
  readonly resourceGroupId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Database", name, {}, opts);

    const group = tierResourceGroup(name, "database", args, { parent: this, ...KEPT });
    const { settings, ...rest } = args;
    if (settings.engine === "oracle") {
      this.oracle = declareOracle(`${name}-oracle`, { ...args, settings }, group.name, this);
      // Clones name both machines, and reach whichever is the primary (docs/oracle.md).
      this.host = pulumi.output(this.oracle.hosts.join(","));
      this.port = ORACLE_PORT;
      this.zone = pulumi.output(settings.zone);
      this.standbyZone = pulumi.output(settings.standbyZone);
    } else {
      const { engine: _engine, postgresql, ...common } = settings;
      this.postgresql = new PostgresqlDatabase(
        `${name}-postgresql`,
        { ...rest, ...common, ...postgresql, resourceGroupName: group.name },
        { parent: this },
      );
      this.host = this.postgresql.host;
      this.port = POSTGRESQL_PORT;
      this.zone = this.postgresql.zone;
      this.standbyZone = this.postgresql.standbyZone;
    }

    this.resourceGroupId = group.id;
    this.registerOutputs({ host: this.host });
  }
}

function declareOracle(
  name: string,
  args: DatabaseArgs & { readonly settings: DatabaseSettings & { readonly engine: "oracle" } },
  resourceGroupName: pulumi.Input<string>,
  parent: pulumi.Resource,
): OracleDatabase {
  const { settings, ...rest } = args;
  const { connections, oracle, standbyZone, storageGib, zone } = settings;
  const { image, observerZone, recoveryGib, redoGib, sshPublicKey, ...own } = oracle;
  return new OracleDatabase(
    name,
    {
      ...rest,
      ...own,
      connections,
      resourceGroupName,
      adminSshPublicKey: sshPublicKey,
      image: { marketplace: image },
      zones: { primary: zone, standby: standbyZone, observer: observerZone },
      storage: { dataGib: storageGib, redoGib, recoveryGib },
    },
    { parent },
  );
}
