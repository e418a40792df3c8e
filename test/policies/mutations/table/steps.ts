import type { Mutation } from "../mutation.ts";
import type { RuleName } from "../rules.ts";
import type { Target } from "./rows.ts";
import { TYPE } from "./types.ts";

/** In no freeze and no grade period, and not in the days before one, in which nothing may shrink. */
const ORDINARY = "2026-11-03";
/** In the Swedish grade period, with four days to the grades. */
const SWEDISH_GRADES = "2026-12-14";
/** In the Icelandic grade period. */
const ICELANDIC_GRADES = "2027-01-11";

const GROUPS = "Azure Resource Manager resource group and resource deletion";
const LOCKS = "Lock your resources to protect your infrastructure";
const SOFT_DELETE = "Azure Key Vault soft-delete overview";
const POSTGRESQL = "Backup and restore in Azure Database for PostgreSQL flexible server";
const BACKUPS = "Manage Backup vaults";
const DISKS = "Azure managed disks overview";
const STORAGE = "Recover a deleted storage account";
const RESERVATION = "On-demand capacity reservation";
const AUTOSCALE = "Best practices for autoscale";
const SCALING = "Scaling Application Gateway v2";
const SIZES = "Modify a Virtual Machine Scale Set";
const UPGRADE = "Configure rolling upgrades on Virtual Machine Scale Sets";
const COMPUTE = "Compute options in Azure Database for PostgreSQL flexible server";
const PARAMETERS = "Server parameters in Azure Database for PostgreSQL flexible server";
const MAJOR = "Major version upgrades in Azure Database for PostgreSQL flexible server";
const RESIZE = "Change the size of a virtual machine";
const SAFE = "Recommendations for safe deployment practices";

type Step = NonNullable<Mutation["step"]>;

/** Deletions and replacements of what holds data, on a day on which nothing else forbids them. */
function lost(target: Target, op: "delete" | "replace", title: string, source: string): Mutation {
  return { ...target, title, source, rule: "data is kept", step: { op, today: ORDINARY } };
}

function stepsOf(
  target: Target,
  today: string,
  rows: readonly (readonly [
    title: string,
    source: string,
    rule: RuleName,
    step: Omit<Step, "today">,
  ])[],
): readonly Mutation[] {
  return rows.map(([title, source, rule, step]) => ({
    ...target,
    title,
    source,
    rule,
    step: { ...step, today },
  }));
}

const IS = { stack: "prod-is" } as const;
const CLONES = { type: TYPE.scaleSet, name: "prod-se-web-clones" };
const SEASON = { type: TYPE.autoscale, name: "prod-se-season-autoscale" };
const GATEWAY = { type: TYPE.gateway, name: "-edge-gateway" };

export const STEPS: readonly Mutation[] = [
  lost(
    { ...IS, type: TYPE.postgresql, name: "-database-postgresql-server" },
    "delete",
    "deletes the database's server",
    POSTGRESQL,
  ),
  lost(
    { ...IS, type: TYPE.postgresql, name: "-database-postgresql-server" },
    "replace",
    "replaces the database's server",
    POSTGRESQL,
  ),
  lost(
    { ...IS, type: TYPE.postgresqlDatabase, name: "-database-postgresql-platform" },
    "delete",
    "deletes the grades' database",
    POSTGRESQL,
  ),
  lost(
    { ...IS, type: TYPE.postgresqlDatabase, name: "-database-postgresql-platform" },
    "replace",
    "replaces the grades' database",
    POSTGRESQL,
  ),
  lost({ type: TYPE.storageAccount }, "delete", "deletes the storage", STORAGE),
  lost({ type: TYPE.storageAccount }, "replace", "replaces the storage", STORAGE),
  lost(
    { type: TYPE.container, name: "-storage-state" },
    "delete",
    "deletes the platform's blobs",
    STORAGE,
  ),
  lost({ type: TYPE.keyVault }, "delete", "deletes the vault with the certificates", SOFT_DELETE),
  lost({ type: TYPE.keyVault }, "replace", "replaces the vault with the certificates", SOFT_DELETE),
  lost({ type: TYPE.backupVault }, "delete", "deletes the vault of backups", BACKUPS),
  lost({ type: TYPE.backupVault }, "replace", "replaces the vault of backups", BACKUPS),
  lost(
    { type: TYPE.backupInstance, name: "-backup-blobs-instance" },
    "delete",
    "stops the blobs' backup and deletes what there is",
    BACKUPS,
  ),
  lost(
    { ...IS, type: TYPE.backupInstance, name: "-backup-server-instance" },
    "replace",
    "replaces the database's backup",
    BACKUPS,
  ),
  lost(
    { type: TYPE.resourceGroup, name: "-storage-rg" },
    "delete",
    "deletes the group with the storage",
    GROUPS,
  ),
  lost(
    { type: TYPE.resourceGroup, name: "-database-rg" },
    "replace",
    "replaces the group with the database",
    GROUPS,
  ),
  lost(
    { type: TYPE.resourceGroup, name: "-backup-rg" },
    "delete",
    "deletes the group with the backups",
    GROUPS,
  ),
  lost(
    { type: TYPE.workspace },
    "delete",
    "deletes the workspace with three months of logs",
    LOCKS,
  ),

  ...stepsOf(CLONES, SWEDISH_GRADES, [
    [
      "makes each clone smaller in the grade weeks",
      SIZES,
      "nothing shrinks in a grade period",
      { op: "update", changed: ["sku.name"], before: [["sku.name", "Standard_D8s_v5"]] },
    ],
    [
      "exchanges the clones' image in the grade weeks",
      UPGRADE,
      "change freeze",
      {
        op: "update",
        changed: ["virtualMachineProfile.storageProfile.imageReference.version"],
        before: [
          ["virtualMachineProfile.storageProfile.imageReference.version", "24.04.202608010"],
        ],
      },
    ],
    [
      "exchanges the clones' first-start file in the grade weeks",
      UPGRADE,
      "change freeze",
      {
        op: "update",
        changed: ["virtualMachineProfile.osProfile.customData"],
        before: [["virtualMachineProfile.osProfile.customData", "I2Nsb3VkLWNvbmZpZwo="]],
      },
    ],
    [
      "replaces all clones in the grade weeks",
      SAFE,
      "change freeze",
      { op: "replace", changed: ["zones"] },
    ],
  ]),
  ...stepsOf(SEASON, SWEDISH_GRADES, [
    [
      "deletes the season's plan in the grade weeks",
      AUTOSCALE,
      "nothing shrinks in a grade period",
      { op: "delete" },
    ],
    [
      "lowers the season's floor in the grade weeks",
      AUTOSCALE,
      "nothing shrinks in a grade period",
      {
        op: "update",
        changed: ["profiles[1].capacity.minimum"],
        before: [
          ["profiles[1].capacity.minimum", "23"],
          ["profiles[1].capacity.maximum", "24"],
        ],
      },
    ],
  ]),
  ...stepsOf({ type: TYPE.reservation, name: "-reserve-zone-2" }, SWEDISH_GRADES, [
    [
      "reserves fewer machines in the grade weeks",
      RESERVATION,
      "nothing shrinks in a grade period",
      { op: "update", changed: ["sku.capacity"], before: [["sku.capacity", 40]] },
    ],
    [
      "gives a zone's reservation back in the grade weeks",
      RESERVATION,
      "nothing shrinks in a grade period",
      { op: "delete" },
    ],
  ]),
  ...stepsOf(GATEWAY, SWEDISH_GRADES, [
    [
      "lowers the gateway's floor in the grade weeks",
      SCALING,
      "nothing shrinks in a grade period",
      {
        op: "update",
        changed: ["autoscaleConfiguration.minCapacity"],
        before: [["autoscaleConfiguration.minCapacity", 60]],
      },
    ],
    [
      "lowers the gateway's ceiling in the grade weeks",
      SCALING,
      "nothing shrinks in a grade period",
      {
        op: "update",
        changed: ["autoscaleConfiguration.maxCapacity"],
        before: [["autoscaleConfiguration.maxCapacity", 100]],
      },
    ],
    [
      "replaces the gateway in the grade weeks",
      SAFE,
      "change freeze",
      { op: "replace", changed: ["gatewayIPConfigurations"] },
    ],
  ]),
  ...stepsOf({ type: TYPE.publicAddress, name: "-edge-ip" }, SWEDISH_GRADES, [
    [
      "exchanges the address that schools know in the grade weeks",
      SAFE,
      "change freeze",
      { op: "replace", changed: ["sku.name"] },
    ],
  ]),
  ...stepsOf({ type: TYPE.virtualNetwork }, SWEDISH_GRADES, [
    [
      "replaces the network in the grade weeks",
      SAFE,
      "change freeze",
      { op: "replace", changed: ["location"] },
    ],
  ]),
  ...stepsOf(
    { ...IS, type: TYPE.postgresql, name: "-database-postgresql-server" },
    ICELANDIC_GRADES,
    [
      [
        "makes the database smaller in Iceland's grade weeks",
        COMPUTE,
        "nothing shrinks in a grade period",
        { op: "update", changed: ["sku.name"], before: [["sku.name", "Standard_D16ds_v5"]] },
      ],
      [
        "makes a new version of the database in Iceland's grade weeks",
        MAJOR,
        "change freeze",
        { op: "update", changed: ["version"], before: [["version", "16"]] },
      ],
      [
        "takes the database's standby away and back in Iceland's grade weeks",
        SAFE,
        "change freeze",
        {
          op: "update",
          changed: ["highAvailability.standbyAvailabilityZone"],
          before: [["highAvailability.standbyAvailabilityZone", "3"]],
        },
      ],
    ],
  ),
  ...stepsOf(
    { ...IS, type: TYPE.postgresqlParameter, name: "-database-postgresql-max-connections" },
    ICELANDIC_GRADES,
    [
      [
        "restarts the database for a parameter in Iceland's grade weeks",
        PARAMETERS,
        "change freeze",
        { op: "update", changed: ["value"], before: [["value", "300"]] },
      ],
    ],
  ),
  ...stepsOf(
    { ...IS, type: TYPE.postgresqlParameter, name: "-database-postgresql-shared-buffers" },
    ICELANDIC_GRADES,
    [
      [
        "restarts the database for its memory in Iceland's grade weeks",
        PARAMETERS,
        "change freeze",
        { op: "update", changed: ["value"], before: [["value", "131072"]] },
      ],
    ],
  ),
];

/** Of Oracle's machines. */
export const ORACLE_STEPS: readonly Mutation[] = [
  lost(
    { type: TYPE.disk, name: "-primary-data" },
    "delete",
    "deletes the disk with the grades",
    DISKS,
  ),
  lost(
    { type: TYPE.disk, name: "-primary-data" },
    "replace",
    "replaces the disk with the grades",
    DISKS,
  ),
  lost(
    { type: TYPE.disk, name: "-standby-recovery" },
    "delete",
    "deletes the standby's recovery area",
    DISKS,
  ),
  lost(
    { type: TYPE.machine, name: "-primary-machine" },
    "replace",
    "replaces the database's machine",
    DISKS,
  ),
  lost(
    { type: TYPE.machineVault },
    "delete",
    "deletes the vault of the machines' backups",
    BACKUPS,
  ),
  lost(
    { type: TYPE.protectedItem, name: "-backup-primary-item" },
    "delete",
    "stops the primary's backup and deletes what there is",
    BACKUPS,
  ),
  ...stepsOf({ type: TYPE.machine, name: "-primary-machine" }, SWEDISH_GRADES, [
    [
      "restarts the database's machine as a smaller one in the grade weeks",
      RESIZE,
      "nothing shrinks in a grade period",
      {
        op: "update",
        changed: ["hardwareProfile.vmSize"],
        before: [["hardwareProfile.vmSize", "Standard_D64ds_v5"]],
      },
    ],
    [
      "restarts the database's machine as a larger one in the grade weeks",
      RESIZE,
      "change freeze",
      {
        op: "update",
        changed: ["hardwareProfile.vmSize"],
        before: [["hardwareProfile.vmSize", "Standard_D8ds_v5"]],
      },
    ],
  ]),
];
