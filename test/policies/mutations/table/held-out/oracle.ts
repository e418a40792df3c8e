import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const PRIMARY = { type: TYPE.machine, name: "-primary-machine" };
const STANDBY = { type: TYPE.machine, name: "-standby-machine" };
const OBSERVER = { type: TYPE.machine, name: "-observer-machine" };
const STAGING = { type: TYPE.machine, name: "-staging-oracle-machine" };
const PRIMARY_DATA = { type: TYPE.disk, name: "-oracle-primary-data" };

const ADDRESSES = "Associate a public IP address to a virtual machine";
const NICS = "Microsoft.Compute virtualMachines template reference";
const DISKS = "Azure managed disk types";
const DISK_ACCESS = "Restrict managed disks from being imported or exported";
const SHARED = "Share an Azure managed disk";
const DETACH = "Detach a data disk from a Linux VM";
const DELETE = "Delete a virtual machine and attached resources";
const DESIGN = "Design and implement an Oracle database in Azure";
const DATA_GUARD = "Business continuity and disaster recovery for Oracle on Azure Virtual Machines";
const PATCHING = "Automatic Guest Patching for Azure Virtual Machines";
const TRUSTED = "Trusted launch for Azure virtual machines";
const IDENTITY = "Managed identities for Azure resources";
const RUN_COMMAND = "Run scripts in your Linux VM by using managed Run Commands";
const SCRIPT = "Use the Azure Custom Script Extension Version 2 with Linux virtual machines";

const PRIVATE = "machines and disks are private";
const SIZE = "database size, storage and version";
const SPREAD = "machines spread over zones, at the plan's size";
const KEPT = "disks outlive machines, images pinned";
const DATABASE_RG =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-prod-se-database/providers";

export const HELD_OUT_ORACLE = [
  ...changesOf({ type: TYPE.nic, name: "-standby-nic" }, [
    [
      "gives the standby a second address that is public",
      ADDRESSES,
      "ipConfigurations[+]",
      {
        name: "admin",
        primary: false,
        subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-database" },
        publicIPAddress: { id: `${DATABASE_RG}/Microsoft.Network/publicIPAddresses/pip-admin` },
      },
      PRIVATE,
    ],
  ]),
  ...changesOf({ type: TYPE.nic, name: "-primary-nic" }, [
    [
      "puts the grades' machine into the subnet that the internet reaches",
      DESIGN,
      "ipConfigurations[0].subnet.id",
      "/mock/prod-se-network-vnet/subnets/snet-edge",
      PRIVATE,
    ],
  ]),
  ...changesOf(PRIMARY, [
    [
      "lets the database's machine make a card with a public address of its own",
      NICS,
      "networkProfile.networkInterfaceConfigurations",
      [
        {
          name: "nic-admin",
          ipConfigurations: [
            {
              name: "admin",
              subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-database" },
              publicIPAddressConfiguration: { name: "pip-admin" },
            },
          ],
        },
      ],
      PRIVATE,
    ],
    [
      "caches writes to the redo logs, which a crash loses",
      DISKS,
      "storageProfile.dataDisks[2].caching",
      "ReadWrite",
      SIZE,
    ],
    [
      "attaches staging's disk where the grades were",
      DESIGN,
      "storageProfile.dataDisks[1].managedDisk.id",
      "/mock/prod-se-staging-oracle-data",
      SIZE,
    ],
    [
      "leaves out the disk with the archived logs",
      DESIGN,
      "storageProfile.dataDisks[3]",
      ABSENT,
      SIZE,
    ],
    [
      "detaches the grades' disk while the database runs",
      DETACH,
      "storageProfile.dataDisks[1].toBeDetached",
      true,
      KEPT,
    ],
    [
      "deletes the system's disk with the database's machine",
      DELETE,
      "storageProfile.osDisk.deleteOption",
      "Delete",
      KEPT,
    ],
    [
      "takes the newest image for the database's machine",
      "Find and use Azure Marketplace VM images",
      "storageProfile.imageReference.version",
      "latest",
      KEPT,
    ],
    [
      "lets Azure patch and restart the database's machine when it likes",
      PATCHING,
      "osProfile.linuxConfiguration.patchSettings",
      {
        patchMode: "AutomaticByPlatform",
        automaticByPlatformSettings: { rebootSetting: "Always" },
      },
      SPREAD,
    ],
    [
      "leaves the database 4 of its machine's 32 processors",
      "Constrained vCPU sizes for Azure virtual machines",
      "hardwareProfile.vmSizeProperties",
      { vCPUsAvailable: 4, vCPUsPerCore: 1 },
      SPREAD,
    ],
  ]),
  ...changesOf(STANDBY, [
    [
      "makes the standby a quarter of the primary",
      DATA_GUARD,
      "hardwareProfile.vmSize",
      "Standard_D8ds_v5",
      SPREAD,
    ],
    [
      "takes the virtual TPM from the standby",
      TRUSTED,
      "securityProfile.uefiSettings.vTpmEnabled",
      false,
      "machines hardened",
    ],
  ]),
  ...changesOf(OBSERVER, [
    [
      "says nothing of the observer's security",
      TRUSTED,
      "securityProfile",
      ABSENT,
      "machines hardened",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "gives staging's database the identity that reads production's passwords",
      IDENTITY,
      "identity.userAssignedIdentities",
      ["/mock/prod-se-database-oracle-database-identity"],
      "machines without passwords",
    ],
    [
      "does not forbid passwords on staging's database machine",
      "Azure security baseline for Virtual Machines - Linux Virtual Machines",
      "osProfile.linuxConfiguration.disablePasswordAuthentication",
      ABSENT,
      "machines without passwords",
    ],
  ]),
  ...changesOf(PRIMARY_DATA, [
    [
      "lets the grades' disk be exported by a private link",
      DISK_ACCESS,
      "networkAccessPolicy",
      "AllowPrivate",
      PRIVATE,
    ],
    ["lets a second machine attach the grades' disk", SHARED, "maxShares", 2, PRIVATE],
  ]),
  ...changesOf({ type: TYPE.disk, name: "-oracle-standby-data" }, [
    ["makes the standby's disk half of the primary's", DATA_GUARD, "diskSizeGB", 256, SIZE],
  ]),
  ...changesOf({ type: TYPE.disk, name: "-oracle-primary-recovery" }, [
    [
      "makes the recovery area a thousandth, as if its unit were TiB",
      DESIGN,
      "diskSizeGB",
      1,
      SIZE,
    ],
  ]),
  ...changesOf({ type: TYPE.extension, name: "-standby-install" }, [
    [
      "hands the installation its files by a link with a key",
      SCRIPT,
      "settings.fileUris",
      [
        "https://stprodsegt26.blob.core.windows.net/oracle/database.zip?sv=2024-11-04&sr=b&sp=r&se=2030-01-01T00%3A00%3A00Z&sig=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDE%3D",
      ],
      "no secret in plain",
    ],
    [
      "logs in to the database by a command with its password",
      SCRIPT,
      "settings.commandToExecute",
      "sqlplus sys/Winter-2026-school!@prod-se-db-primary:1521/grades as sysdba @/tmp/open.sql",
      "no secret in plain",
    ],
  ]),
  ...changesOf({ type: TYPE.runCommand, name: "-take-back" }, [
    [
      "hands a command its user's password",
      RUN_COMMAND,
      "runAsPassword",
      "Winter-2026-school!",
      "no secret in plain",
    ],
  ]),
];
