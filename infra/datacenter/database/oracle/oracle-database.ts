import type { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import * as pulumi from "@pulumi/pulumi";
import type { CloneImage } from "../../clone-profile.ts";
import { azureName } from "../../names.ts";
import { KEPT, type TierArgs } from "../../tier.ts";
import { type Access, declareAccess, ORACLE_SECRETS, type Reader } from "./access.ts";
import { type DiskRole, databaseDisks, OBSERVER_DISKS, type OracleStorage } from "./disks.ts";
import { handOver } from "./hand-over.ts";
import { INSTALLERS, installOn } from "./install-on.ts";
import type { InstallerFile } from "./install-script.ts";
import { machineName, oracleMachine } from "./machine.ts";
import type { GuardRole } from "./machine-role.ts";

/** It watches and does no work: the smallest size of the database's series. */
const OBSERVER_SIZE = "Standard_D2ds_v5";

export interface OracleDatabaseArgs extends TierArgs {
  /** Name of the tier's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** ARM id of the database's subnet. */
  readonly subnetId: pulumi.Input<string>;
  /** The zone of each machine: three different ones. */
  readonly zones: Readonly<Record<GuardRole, string>>;
  /** Azure's name of the size of primary and standby, by the season. */
  readonly size: string;
  /** The image of the three machines, of Oracle Linux 8. */
  readonly image: CloneImage;
  /** OpenSSH public key of the machines' administrator. */
  readonly adminSshPublicKey: string;
  readonly storage: OracleStorage;
  /** The release update in the installer, for instance `19.25.0.0.0`. */
  readonly version: string;
  /** The installers, in the container `oracle` of the platform's storage account. */
  readonly installer: { readonly database: InstallerFile; readonly client: InstallerFile };
  /** Most connections of clones, jobs and people. */
  readonly connections: number;
  /** ARM id and name of the platform's storage account. */
  readonly storageAccount: {
    readonly id: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
  };
  /** The vault that holds the passwords. */
  readonly vault: { readonly id: pulumi.Input<string>; readonly uri: pulumi.Input<string> };
}

/**
 * The database on Oracle: a primary and a standby by Data Guard in two zones, and in the third an observer, which
 * lets the standby take over only when the two agree that no commit is lost. **Not run against Oracle**: the
 * installation is tested against a double of it (docs/oracle.md).
 *
 * A new size goes by failover, and `up` waits at each step: the standby is resized; when it has caught up it takes
 * over; the machine that was primary is resized, catches up and takes back (decision 0008). Only what a failover
 * costs is seen, twice, seconds each; nothing committed is lost, as each commit is in both machines.
 *
 * Machines and data disks are protected and retained; passwords are read by the machines themselves from
 * the vault and stand neither here nor in the state.
 *
 * Costs a month: two machines of the size and a small one, by the second; the disks by the GiB; and Oracle's
 * licence, which is yours: Enterprise Edition for both machines, two vCPUs a processor.
 *
 * @example
 * new OracleDatabase("prod-se-database-oracle", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, resourceGroupName: group.name,
 *   subnetId: network.subnetIds.database, zones: { primary: "1", standby: "2", observer: "3" },
 *   size: "Standard_D8ds_v5", image: { marketplace: oracleLinux }, adminSshPublicKey: "ssh-ed25519 …",
 *   storage: { dataGib: 512, redoGib: 64, recoveryGib: 1024 }, version: "19.25.0.0.0",
 *   installer: { database: { file: "db.zip", sha256 }, client: { file: "client.zip", sha256: other } },
 *   connections: 800, storageAccount: { id: storage.accountId, name: storage.accountName },
 *   vault: { id: secrets.vaultId, uri: secrets.vaultUri },
 * });
 */
export class OracleDatabase extends pulumi.ComponentResource {
  /** ARM ids of the machines that hold data: what a backup protects. */
  readonly machineIds: Readonly<Record<"primary" | "standby", pulumi.Output<string>>>;
  /** ARM id of the identity that both have. */
  readonly identityId: pulumi.Output<string>;
  /** ARM id of the observer's machine, which holds none. */
  readonly observerId: pulumi.Output<string>;
  /** ARM id of the container into which a person puts the installers. */
  readonly installersId: pulumi.Output<string>;
  /** Names of the machines, by which the network's DNS finds them: whichever is primary serves. */
  readonly hosts: readonly string[];

  constructor(name: string, args: OracleDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:OracleDatabase", name, {}, opts);
    checkZones(name, args.zones);

    const container = this.installers(name, args);
    const database = this.access(name, "database", args, container);
    const observer = this.access(name, "observer", args, container);

    const standby = this.machine(name, "standby", args, database, []);
    const takeOver = handOver(`${name}-take-over`, "take-over", args, standby, this);
    const primary = this.machine(name, "primary", args, database, [takeOver]);
    handOver(`${name}-take-back`, "take-back", args, primary, this);
    const watching = this.machine(name, "observer", args, observer, []);

    this.install(name, "primary", args, database, primary, []);
    // A machine's commands run one after the other: the take-over, which the primary waits for, goes first.
    this.install(name, "standby", args, database, standby, [takeOver]);
    this.install(name, "observer", args, observer, watching, []);

    this.installersId = container.id;
    this.machineIds = { primary: primary.id, standby: standby.id };
    this.identityId = database.identity.id;
    this.observerId = watching.id;
    this.hosts = (["primary", "standby"] as const).map((role) =>
      machineName(args.datacenter, role),
    );
    this.registerOutputs({ machineIds: this.machineIds, observerId: this.observerId });
  }

  /** Where a person puts the installers, which nobody but Oracle may hand out. */
  private installers(name: string, { storageAccount }: OracleDatabaseArgs): BlobContainer {
    return new BlobContainer(
      `${name}-installers`,
      {
        containerName: azureName("blobContainer", INSTALLERS),
        accountName: storageAccount.name,
        resourceGroupName: pulumi.output(storageAccount.id).apply((id) => id.split("/")[4] ?? ""),
        publicAccess: "None",
      },
      { parent: this, ...KEPT },
    );
  }

  private access(
    name: string,
    reader: Exclude<Reader, "staging">,
    args: OracleDatabaseArgs,
    container: BlobContainer,
  ): Access {
    const { sys, observer } = ORACLE_SECRETS;
    return declareAccess(
      `${name}-${reader}`,
      {
        ...args,
        reader,
        vaultId: args.vault.id,
        secrets: reader === "database" ? [sys, observer] : [observer],
        installersId: container.id,
      },
      this,
    );
  }

  private machine(
    name: string,
    role: GuardRole,
    args: OracleDatabaseArgs,
    { identity }: Access,
    after: readonly pulumi.Resource[],
  ): VirtualMachine {
    const watches = role === "observer";
    return oracleMachine(
      `${name}-${role}`,
      {
        ...args,
        role,
        zone: args.zones[role],
        size: watches ? OBSERVER_SIZE : args.size,
        image: "gallery" in args.image ? { id: args.image.gallery } : args.image.marketplace,
        identityId: identity.id,
        disks: disksOf(role, args.storage),
      },
      this,
      after,
    );
  }

  private install(
    name: string,
    role: GuardRole,
    args: OracleDatabaseArgs,
    { identity, mayRead }: Access,
    machine: VirtualMachine,
    after: readonly pulumi.Resource[],
  ): void {
    const { datacenter, installer } = args;
    installOn(
      `${name}-${role}-install`,
      machine,
      {
        ...args,
        role,
        identity,
        vaultUri: args.vault.uri,
        storageAccountName: args.storageAccount.name,
        installer: role === "observer" ? installer.client : installer.database,
        hosts: {
          primary: machineName(datacenter, "primary"),
          standby: machineName(datacenter, "standby"),
        },
        disks: disksOf(role, args.storage),
      },
      this,
      [...mayRead, ...after],
    );
  }
}

function disksOf(role: GuardRole, storage: OracleStorage): Partial<Record<DiskRole, number>> {
  return role === "observer" ? OBSERVER_DISKS : databaseDisks(storage);
}

/** The settings see to it: a standby beside its primary, or an observer beside either, is no safety. */
function checkZones(name: string, zones: OracleDatabaseArgs["zones"]): void {
  if (new Set(Object.values(zones)).size === 3) return;
  throw new Error(`${name}: primary, standby and observer stand in three different zones.`);
}
