import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const PRIMARY = { type: TYPE.machine, name: "-primary-machine" };
const STANDBY = { type: TYPE.machine, name: "-standby-machine" };
const OBSERVER = { type: TYPE.machine, name: "-observer-machine" };
const PRIMARY_DATA = { type: TYPE.disk, name: "-primary-data" };
const PRIMARY_REDO = { type: TYPE.disk, name: "-primary-redo" };
const STANDBY_RECOVERY = { type: TYPE.disk, name: "-standby-recovery" };
const NIC = { type: TYPE.nic, name: "-primary-nic" };
const INSTALLERS = { type: TYPE.container, name: "-oracle-installers" };
const MACHINE_VAULT = { type: TYPE.machineVault, name: "-machine-vault" };
const MACHINE_POLICY = { type: TYPE.machinePolicy, name: "-machine-policy" };
const PRIMARY_ITEM = { type: TYPE.protectedItem, name: "-backup-primary-item" };
const STANDBY_ITEM = { type: TYPE.protectedItem, name: "-backup-standby-item" };

const ADDRESSES = "Associate a public IP address to a virtual machine";
const DISK_ACCESS = "Restrict managed disks from being imported or exported";
const HOST = "End-to-end encryption using encryption at host";
const TRUSTED = "Trusted launch for Azure virtual machines";
const LOGIN = "Azure security baseline for Virtual Machines - Linux Virtual Machines";
const DATA_GUARD = "Business continuity and disaster recovery for Oracle on Azure Virtual Machines";
const DESIGN = "Design and implement an Oracle database in Azure";
const DELETE = "Delete a virtual machine and attached resources";
const SPOT = "Use Azure Spot Virtual Machines";
const DISKS = "Azure managed disk types";
const ORACLE_BACKUP =
  "Back up and recover Oracle Database on an Azure Linux VM by using Azure Backup";
const SOFT_DELETE = "Secure by default with soft delete for Azure Backup";
const IMMUTABLE = "Immutable vault for Azure Backup";
const REDUNDANCY = "Create and configure a Recovery Services vault";
const POLICY = "Back up Azure virtual machines with Enhanced policy";
const EXCLUDE = "Selective disk backup and restore for Azure virtual machines";
const RUN_COMMAND = "Run scripts in your Linux VM by using managed Run Commands";
const SCRIPT = "Use the Azure Custom Script Extension Version 2 with Linux virtual machines";
const CONTAINERS = "Remediate anonymous read access to blob data";
const LOCKS = "Azure Well-Architected Framework perspective on Oracle workloads";

export const ORACLE = [
  ...changesOf(NIC, [
    [
      "gives the database's machine a public address",
      ADDRESSES,
      "ipConfigurations[0].publicIPAddress",
      {
        id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-prod-se-database/providers/Microsoft.Network/publicIPAddresses/pip-db",
      },
      "machines and disks are private",
    ],
  ]),
  ...changesOf(PRIMARY, [
    [
      "leaves the database machine's temporary disk and caches in plain",
      HOST,
      "securityProfile.encryptionAtHost",
      false,
      "machines hardened",
    ],
    [
      "starts the database's machine without Trusted Launch",
      TRUSTED,
      "securityProfile.securityType",
      "Standard",
      "machines hardened",
    ],
    [
      "switches off Secure Boot of the database's machine",
      TRUSTED,
      "securityProfile.uefiSettings.secureBootEnabled",
      false,
      "machines hardened",
    ],
    [
      "lets people log in to the database's machine by password",
      LOGIN,
      "osProfile.linuxConfiguration.disablePasswordAuthentication",
      false,
      "machines without passwords",
    ],
    [
      "gives the database machine's administrator a password",
      LOGIN,
      "osProfile.adminPassword",
      "Winter-2026-school!",
      "machines without passwords",
    ],
    [
      "takes the identity from the database's machine",
      "Managed identities for Azure resources",
      "identity",
      ABSENT,
      "machines without passwords",
    ],
    [
      "deletes the data with the machine",
      DELETE,
      "storageProfile.dataDisks[1].deleteOption",
      "Delete",
      "disks outlive machines, images pinned",
    ],
    [
      "runs the database on a machine that Azure takes back",
      SPOT,
      "priority",
      "Spot",
      "machines spread over zones, at the plan's size",
    ],
    [
      "runs the database on a machine that runs out of credits",
      DESIGN,
      "hardwareProfile.vmSize",
      "Standard_B8ms",
      "machines spread over zones, at the plan's size",
    ],
    [
      "runs the database on a machine smaller than the smallest allowed",
      DESIGN,
      "hardwareProfile.vmSize",
      "Standard_D2ds_v5",
      "machines spread over zones, at the plan's size",
    ],
    [
      "puts the primary into the standby's zone",
      DATA_GUARD,
      "zones",
      ["2"],
      "machines spread over zones, at the plan's size",
    ],
    [
      "takes the lock from the primary",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(STANDBY, [
    [
      "puts the standby into the primary's zone",
      DATA_GUARD,
      "zones",
      ["1"],
      "machines spread over zones, at the plan's size",
    ],
    [
      "leaves the standby's zone to Azure",
      DATA_GUARD,
      "zones",
      ABSENT,
      "machines spread over zones, at the plan's size",
    ],
    [
      "takes the lock from the standby",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(OBSERVER, [
    [
      "puts the observer into the primary's zone",
      DATA_GUARD,
      "zones",
      ["1"],
      "machines spread over zones, at the plan's size",
    ],
  ]),
  ...changesOf(PRIMARY_DATA, [
    [
      "lets everybody with a link copy the database's disk",
      DISK_ACCESS,
      "networkAccessPolicy",
      "AllowAll",
      "machines and disks are private",
    ],
    [
      "opens the database's disk to the public network",
      DISK_ACCESS,
      "publicNetworkAccess",
      "Enabled",
      "machines and disks are private",
    ],
    [
      "leaves the disk's export to Azure, which allows it",
      DISK_ACCESS,
      "networkAccessPolicy",
      ABSENT,
      "machines and disks are private",
    ],
    [
      "puts the data on a hard disk",
      DISKS,
      "sku.name",
      "Standard_LRS",
      "database size, storage and version",
    ],
    [
      "makes the data's disk smaller than set",
      DISKS,
      "diskSizeGB",
      128,
      "database size, storage and version",
    ],
    [
      "takes the lock from the data's disk",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(PRIMARY_REDO, [
    [
      "takes the lock from the redo logs' disk",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(STANDBY_RECOVERY, [
    [
      "takes the lock from the standby's recovery disk",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(INSTALLERS, [
    [
      "opens the installers' container to everybody",
      CONTAINERS,
      "publicAccess",
      "Container",
      "no public blobs",
    ],
  ]),
  ...changesOf({ type: TYPE.extension, name: "-primary-install" }, [
    [
      "hands the installation a password in plain",
      SCRIPT,
      "settings.sysPassword",
      "Winter-2026-school!",
      "no secret in plain",
    ],
    [
      "hands the installation an account's key in plain",
      SCRIPT,
      "settings.connection",
      "DefaultEndpointsProtocol=https;AccountName=stprodsegt26;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0cw==;EndpointSuffix=core.windows.net",
      "no secret in plain",
    ],
  ]),
  ...changesOf({ type: TYPE.runCommand, name: "-take-over" }, [
    [
      "hands a command a password as a plain parameter",
      RUN_COMMAND,
      "parameters[+]",
      { name: "sysPassword", value: "Winter-2026-school!" },
      "no secret in plain",
    ],
  ]),
  ...changesOf(MACHINE_VAULT, [
    [
      "switches off soft delete of the machines' backups",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.softDeleteState",
      "Disabled",
      "backups of machines",
    ],
    [
      "lets soft delete of the machines' backups be switched off",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.softDeleteState",
      "Enabled",
      "backups of machines",
    ],
    [
      "keeps deleted backups of machines shorter than set",
      SOFT_DELETE,
      "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays",
      14,
      "backups of machines",
    ],
    [
      "lets backups of machines be changed",
      IMMUTABLE,
      "properties.securitySettings.immutabilitySettings.state",
      "Disabled",
      "backups of machines",
    ],
    [
      "says nothing of the machine backups' immutability",
      IMMUTABLE,
      "properties.securitySettings.immutabilitySettings",
      ABSENT,
      "backups of machines",
    ],
    [
      "keeps the machines' backups in one building",
      REDUNDANCY,
      "properties.redundancySettings.standardTierStorageRedundancy",
      "LocallyRedundant",
      "backups of machines",
    ],
    [
      "takes the lock from the machines' vault",
      IMMUTABLE,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(MACHINE_POLICY, [
    [
      "keeps the machines' daily backups for a week",
      POLICY,
      "properties.retentionPolicy.dailySchedule.retentionDuration.count",
      7,
      "backups of machines",
    ],
    [
      "keeps the machines' monthly backups for days instead of months",
      POLICY,
      "properties.retentionPolicy.monthlySchedule.retentionDuration.durationType",
      "Days",
      "backups of machines",
    ],
    [
      "keeps no yearly backups of machines",
      POLICY,
      "properties.retentionPolicy.yearlySchedule",
      ABSENT,
      "backups of machines",
    ],
    [
      "keeps the machines' weekly backups for one week",
      POLICY,
      "properties.retentionPolicy.weeklySchedule.retentionDuration.count",
      1,
      "backups of machines",
    ],
    [
      "backs the machines up once a week",
      POLICY,
      "properties.schedulePolicy.scheduleRunFrequency",
      "Weekly",
      "backups of machines",
    ],
  ]),
  ...changesOf(PRIMARY_ITEM, [
    [
      "stops the primary's backup and keeps what there is",
      ORACLE_BACKUP,
      "properties.protectionState",
      "ProtectionStopped",
      "backups of machines",
    ],
    [
      "leaves the primary's data disk out of the backup",
      EXCLUDE,
      "properties.extendedProperties",
      { diskExclusionProperties: { diskLunList: [1], isInclusionList: false } },
      "backups of machines",
    ],
    [
      "backs up the primary's first disk only",
      EXCLUDE,
      "properties.extendedProperties",
      { diskExclusionProperties: { diskLunList: [0], isInclusionList: true } },
      "backups of machines",
    ],
    [
      "backs up another machine than the primary",
      ORACLE_BACKUP,
      "properties.sourceResourceId",
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Compute/virtualMachines/old",
      "backups of machines",
    ],
    [
      "takes the lock from the primary's backup",
      IMMUTABLE,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(STANDBY_ITEM, [
    [
      "backs the standby up by no policy",
      POLICY,
      "properties.policyId",
      ABSENT,
      "backups of machines",
    ],
  ]),
];
