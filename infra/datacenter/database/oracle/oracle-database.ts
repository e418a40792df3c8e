import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { VirtualMachineExtension } from "@pulumi/azure-native/compute/virtualMachineExtension.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import * as pulumi from "@pulumi/pulumi";
import type { CloneImage } from "../../clone-profile.ts";
import { azureName, stableGuid } from "../../names.ts";
import type { TierArgs } from "../../tier.ts";
import { type DiskRole, databaseDisks, OBSERVER_DISKS, type OracleStorage } from "./disks.ts";
import { handOver } from "./hand-over.ts";
import { type InstallerFile, installScript } from "./install-script.ts";
import { type MachineRole, machineName, oracleMachine } from "./machine.ts";

/** Reads one secret of a vault. Source: Microsoft Learn, "Azure built-in roles for Security". */
const KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

/** Reads blobs. Source: Microsoft Learn, "Azure built-in roles for Storage". */
const STORAGE_BLOB_DATA_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

/** It watches and does no work: the smallest size of the database's series. */
const OBSERVER_SIZE = "Standard_D2ds_v5";

/** The container of the installers. */
const INSTALLERS = "oracle";

/** The port of the listeners. What goes over it is encrypted by Oracle itself. */
export const ORACLE_PORT = 1521;

/** Names of the secrets that a person puts into the vault before (docs/oracle.md). */
export const ORACLE_SECRETS = { sys: "oracle-sys", observer: "oracle-observer" } as const;

export interface OracleDatabaseArgs extends TierArgs {
  /** Name of the tier's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** ARM id of the database's subnet. */
  readonly subnetId: pulumi.Input<string>;
  /** The zone of each machine: three different ones. */
  readonly zones: Readonly<Record<MachineRole, string>>;
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
  /** ARM id of the observer's machine, which holds none. */
  readonly observerId: pulumi.Output<string>;
  /** Names of the machines, by which the network's DNS finds them: whichever is primary serves. */
  readonly hosts: readonly string[];

  constructor(name: string, args: OracleDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:OracleDatabase", name, {}, opts);
    checkZones(name, args.zones);

    const database = this.identity(name, "database", args);
    const observer = this.identity(name, "observer", args);
    const container = this.installers(name, args);
    const mayRead = {
      database: [
        this.letReadSecret(name, "database", ORACLE_SECRETS.sys, database, args),
        this.letReadSecret(name, "database", ORACLE_SECRETS.observer, database, args),
        this.letReadInstallers(name, "database", database, container, args),
      ],
      observer: [
        this.letReadSecret(name, "observer", ORACLE_SECRETS.observer, observer, args),
        this.letReadInstallers(name, "observer", observer, container, args),
      ],
    };

    const standby = this.machine(name, "standby", args, database, []);
    const takeOver = handOver(`${name}-take-over`, "take-over", args, standby, this);
    const primary = this.machine(name, "primary", args, database, [takeOver]);
    handOver(`${name}-take-back`, "take-back", args, primary, this);
    const watching = this.machine(name, "observer", args, observer, []);

    this.install(name, "primary", args, database, primary, mayRead.database);
    this.install(name, "standby", args, database, standby, [...mayRead.database, takeOver]);
    this.install(name, "observer", args, observer, watching, mayRead.observer);

    this.machineIds = { primary: primary.id, standby: standby.id };
    this.observerId = watching.id;
    this.hosts = (["primary", "standby"] as const).map((role) =>
      machineName(args.datacenter, role),
    );
    this.registerOutputs({ machineIds: this.machineIds, observerId: this.observerId });
  }

  private identity(
    name: string,
    role: "database" | "observer",
    args: OracleDatabaseArgs,
  ): UserAssignedIdentity {
    return new UserAssignedIdentity(
      `${name}-${role}-identity`,
      {
        resourceName: azureName("userAssignedIdentity", `id-${args.datacenter}-oracle-${role}`),
        resourceGroupName: args.resourceGroupName,
        location: args.region,
        tags: { ...args.tags, tier: "database" },
      },
      { parent: this },
    );
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
      { parent: this, protect: true },
    );
  }

  private letReadSecret(
    name: string,
    role: "database" | "observer",
    secret: string,
    identity: UserAssignedIdentity,
    { datacenter, vault }: OracleDatabaseArgs,
  ): RoleAssignment {
    return this.assign(`${name}-${role}-reads-${secret}`, {
      key: `${datacenter}/oracle/${role}/${secret}`,
      scope: pulumi.interpolate`${vault.id}/secrets/${secret}`,
      definition: KEY_VAULT_SECRETS_USER,
      identity,
    });
  }

  private letReadInstallers(
    name: string,
    role: "database" | "observer",
    identity: UserAssignedIdentity,
    container: BlobContainer,
    { datacenter }: OracleDatabaseArgs,
  ): RoleAssignment {
    return this.assign(`${name}-${role}-reads-installers`, {
      key: `${datacenter}/oracle/${role}/installers`,
      scope: container.id,
      definition: STORAGE_BLOB_DATA_READER,
      identity,
    });
  }

  private assign(
    name: string,
    role: {
      readonly key: string;
      readonly scope: pulumi.Input<string>;
      readonly definition: string;
      readonly identity: UserAssignedIdentity;
    },
  ): RoleAssignment {
    return new RoleAssignment(
      name,
      {
        roleAssignmentName: stableGuid(`${role.key}/${role.definition}`),
        scope: role.scope,
        principalId: role.identity.principalId,
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role.definition}`,
      },
      { parent: this },
    );
  }

  private machine(
    name: string,
    role: MachineRole,
    args: OracleDatabaseArgs,
    identity: UserAssignedIdentity,
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

  /**
   * Runs the installation on a machine: once, and again whenever the script or what it is told changes, which does
   * nothing that is done already. A machine's commands run one after the other, so the standby's take-over, which
   * the primary waits for, goes first.
   */
  private install(
    name: string,
    role: MachineRole,
    args: OracleDatabaseArgs,
    identity: UserAssignedIdentity,
    machine: VirtualMachine,
    after: readonly pulumi.Resource[],
  ): VirtualMachineExtension {
    const script = pulumi
      .all([identity.clientId, args.vault.uri, args.storageAccount.name])
      .apply(([clientId, vaultUri, account]) =>
        installScript({
          role,
          clientId,
          vaultUri,
          installers: `https://${account}.blob.core.windows.net/${INSTALLERS}/`,
          installer: role === "observer" ? args.installer.client : args.installer.database,
          version: args.version,
          hosts: {
            primary: machineName(args.datacenter, "primary"),
            standby: machineName(args.datacenter, "standby"),
          },
          port: ORACLE_PORT,
          connections: args.connections,
          disks: disksOf(role, args.storage),
        }),
      );
    return new VirtualMachineExtension(
      `${name}-${role}-install`,
      {
        vmExtensionName: "install",
        vmName: machine.name,
        resourceGroupName: args.resourceGroupName,
        location: args.region,
        publisher: "Microsoft.Azure.Extensions",
        type: "CustomScript",
        typeHandlerVersion: "2.1",
        autoUpgradeMinorVersion: true,
        settings: { script },
        tags: { ...args.tags, tier: "database" },
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}

function disksOf(role: MachineRole, storage: OracleStorage): Partial<Record<DiskRole, number>> {
  return role === "observer" ? OBSERVER_DISKS : databaseDisks(storage);
}

/** The settings see to it: a standby beside its primary, or an observer beside either, is no safety. */
function checkZones(name: string, zones: OracleDatabaseArgs["zones"]): void {
  if (new Set(Object.values(zones)).size === 3) return;
  throw new Error(`${name}: primary, standby and observer stand in three different zones.`);
}
