import * as pulumi from "@pulumi/pulumi";
import type { CloneImage } from "../../clone-profile.ts";
import type { TierArgs } from "../../tier.ts";
import { declareAccess, ORACLE_SECRETS } from "./access.ts";
import { databaseDisks } from "./disks.ts";
import { installOn } from "./install-on.ts";
import type { InstallerFile } from "./install-script.ts";
import { machineName, oracleMachine } from "./machine.ts";

/** GiB of the redo logs: as Oracle makes them, three groups of 1 GiB, and room. */
const REDO_GIB = 8;

/** GiB of the recovery area, which holds a control file's copy: nothing is archived. */
const RECOVERY_GIB = 16;

export interface OracleStagingDatabaseArgs extends TierArgs {
  /** Name of staging's resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** ARM id of the subnet of staging's database. */
  readonly subnetId: pulumi.Input<string>;
  readonly zone: string;
  /** Azure's name of its size. */
  readonly size: string;
  /** GiB of the data files' disk. */
  readonly dataGib: number;
  /** Production's image of its machines. */
  readonly image: CloneImage;
  /** OpenSSH public key of the machine's administrator. */
  readonly adminSshPublicKey: string;
  /** Production's release update and the installer that holds it. */
  readonly version: string;
  readonly installer: InstallerFile;
  /** ARM id of the installers' container, which production's database has. */
  readonly installersId: pulumi.Input<string>;
  /** Name of the platform's storage account, in which that container is. */
  readonly storageAccountName: pulumi.Input<string>;
  /** Most connections of clones and people. */
  readonly connections: number;
  /** The vault that holds its password. */
  readonly vault: { readonly id: pulumi.Input<string>; readonly uri: pulumi.Input<string> };
}

/**
 * Staging's database on Oracle: one small machine, installed by production's scripts from production's installer, with
 * disks and a password of its own. It has no standby and no observer, archives nothing, is backed up and protected by
 * nobody, and goes with all its disks when it leaves the program: what it holds is made up or a copy. Its identity reads
 * its own password and the installers, and none of production's. **Not run against Oracle** (docs/oracle.md).
 *
 * Costs a month: a machine of the size, by the second, unless somebody stops it; its disks by the GiB; and Oracle's
 * licence, as Enterprise Edition runs on it: a processor for two vCPUs.
 *
 * @example
 * new OracleStagingDatabase("prod-se-staging-oracle", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, resourceGroupName: web.resourceGroupName,
 *   subnetId: network.subnetIds.stagingDatabase, zone: "1", size: "Standard_D2ds_v5", dataGib: 64,
 *   image: { marketplace: oracleLinux }, adminSshPublicKey: "ssh-ed25519 …", version: "19.25.0.0.0",
 *   installer: { file: "db.zip", sha256 }, installersId: database.oracle.installersId,
 *   storageAccountName: storage.accountName, connections: 200,
 *   vault: { id: secrets.vaultId, uri: secrets.vaultUri },
 * });
 */
export class OracleStagingDatabase extends pulumi.ComponentResource {
  /** ARM id of the machine. */
  readonly machineId: pulumi.Output<string>;
  /** Name of the machine, by which the network's DNS finds it. */
  readonly host: string;

  constructor(
    name: string,
    args: OracleStagingDatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gradetide:datacenter:OracleStagingDatabase", name, {}, opts);

    const role = "staging";
    const { image, dataGib, vault } = args;
    const host = machineName(args.datacenter, role);
    const disks = databaseDisks({ dataGib, redoGib: REDO_GIB, recoveryGib: RECOVERY_GIB });
    const access = declareAccess(
      name,
      { ...args, reader: role, vaultId: vault.id, secrets: [ORACLE_SECRETS.staging] },
      this,
    );
    const machine = oracleMachine(
      name,
      {
        ...args,
        role,
        disks,
        image: "gallery" in image ? { id: image.gallery } : image.marketplace,
        identityId: access.identity.id,
      },
      this,
      [],
    );
    installOn(
      `${name}-install`,
      machine,
      {
        ...args,
        role,
        disks,
        identity: access.identity,
        vaultUri: vault.uri,
        hosts: { primary: host },
      },
      this,
      access.mayRead,
    );

    this.machineId = machine.id;
    this.host = host;
    this.registerOutputs({ machineId: this.machineId });
  }
}
