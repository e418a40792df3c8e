import { UNKNOWN } from "../../../policies/support/resource.ts";
import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import { IDENTITY } from "./identity-urns.ts";
import type { PolicyCases } from "./policy-cases.ts";

const VM = "virtualMachineProfile";
const NIC = `${VM}.networkProfile.networkInterfaceConfigurations[0]`;
const AUTOMATIC = "upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade";
const HEALTH = `${VM}.extensionProfile.extensions[0]`;
const ROLLING = "upgradePolicy.rollingUpgradePolicy";
const IMAGE = `${VM}.storageProfile.imageReference`;
const web = { of: T.scaleSet, name: "prod-se-web-clones" } as const;

export const WEB_CASES: readonly PolicyCases[] = [
  {
    ...web,
    policy: "web-zones",
    breaks: [
      ["one zone", "zones", ["1"]],
      ["the same zone twice", "zones", ["1", "1"]],
      ["no zone", "zones", []],
      ["zones that must balance", "zoneBalance", true],
      ["one building for all", "proximityPlacementGroup", { id: "/elsewhere/ppg" }],
    ],
    allows: [["two of three zones", "zones", ["1", "3"]]],
    absent: [
      ["zones", "violation"],
      ["zoneBalance", "safe"],
    ],
    unknown: [
      ["zones", "unknown"],
      ["zoneBalance", "unknown"],
    ],
    config: [
      [{ zones: 3 }, ["two zones where three are wanted", "zones", ["1", "2"]], true],
      [{ zones: 1 }, ["one zone where one is enough", "zones", ["1"]], false],
    ],
  },
  {
    ...web,
    policy: "web-image-pinned",
    breaks: [
      ["the latest version", `${IMAGE}.version`, "latest"],
      ["any version of a series", `${IMAGE}.version`, "24.04.*"],
      [
        "a gallery's image without a version",
        `${IMAGE}.id`,
        "/subscriptions/s/galleries/g/images/i",
      ],
      ["a gallery's latest version", `${IMAGE}.id`, "/galleries/g/images/i/versions/latest"],
      ["a stranger's gallery", `${IMAGE}.communityGalleryImageId`, "/communityGalleries/x"],
      ["an image that Azure exchanges", AUTOMATIC, true],
    ],
    allows: [["a gallery's version", `${IMAGE}.id`, "/galleries/g/images/i/versions/1.0.0"]],
    absent: [
      [`${IMAGE}.version`, "violation"],
      [IMAGE, "violation"],
      ["upgradePolicy.automaticOSUpgradePolicy", "safe"],
    ],
    unknown: [
      [`${IMAGE}.version`, "unknown"],
      [IMAGE, "unknown"],
      [AUTOMATIC, "unknown"],
    ],
  },
  {
    ...web,
    policy: "web-no-public-address",
    breaks: [
      [
        "an address of its own",
        `${NIC}.ipConfigurations[0].publicIPAddressConfiguration`,
        { name: "direct" },
      ],
      [
        "a second configuration with an address",
        `${NIC}.ipConfigurations[+]`,
        { name: "two", publicIPAddressConfiguration: { name: "direct" } },
      ],
      [
        "a load balancer's ports",
        `${NIC}.ipConfigurations[0].loadBalancerInboundNatPools`,
        [{ id: "pool" }],
      ],
    ],
    absent: [[`${VM}.networkProfile`, "safe"]],
    unknown: [
      [`${VM}.networkProfile`, "unknown"],
      [`${NIC}.ipConfigurations[0].publicIPAddressConfiguration`, "violation"],
    ],
  },
  {
    ...web,
    policy: "web-encryption-at-host",
    breaks: [["encryption switched off", `${VM}.securityProfile.encryptionAtHost`, false]],
    absent: [
      [`${VM}.securityProfile.encryptionAtHost`, "violation"],
      [`${VM}.securityProfile`, "violation"],
    ],
    unknown: [[`${VM}.securityProfile.encryptionAtHost`, "unknown"]],
  },
  {
    ...web,
    policy: "web-trusted-launch",
    breaks: [
      ["the standard kind", `${VM}.securityProfile.securityType`, "Standard"],
      ["no secure boot", `${VM}.securityProfile.uefiSettings.secureBootEnabled`, false],
      ["no virtual TPM", `${VM}.securityProfile.uefiSettings.vTpmEnabled`, false],
    ],
    allows: [["a confidential machine", `${VM}.securityProfile.securityType`, "ConfidentialVM"]],
    absent: [
      [`${VM}.securityProfile.securityType`, "violation"],
      [`${VM}.securityProfile.uefiSettings.secureBootEnabled`, "violation"],
    ],
    unknown: [[`${VM}.securityProfile.securityType`, "unknown"]],
  },
  {
    ...web,
    policy: "web-identity",
    breaks: [
      ["the system's identity alone", "identity.type", "SystemAssigned"],
      ["no identity in the list", "identity.userAssignedIdentities", []],
    ],
    absent: [["identity", "violation"]],
    unknown: [
      ["identity.userAssignedIdentities", "fine"],
      ["identity.type", "unknown"],
    ],
  },
  {
    ...web,
    policy: "secrets-identities",
    breaks: [
      ["the database's identity", "$.madeFrom.identity", [IDENTITY.database]],
      [
        "the gateway's identity beside its own",
        "$.madeFrom.identity",
        [IDENTITY.clones, IDENTITY.gateway],
      ],
      ["an identity of elsewhere", "identity.userAssignedIdentities[+]", "/elsewhere/identity"],
      ["none of the stack's", "$.madeFrom.identity", []],
    ],
    absent: [["identity", "safe"]],
    unknown: [
      ["identity.userAssignedIdentities", "fine"],
      ["identity.userAssignedIdentities[0]", "fine"],
    ],
  },
  {
    of: T.machine,
    name: "-staging-oracle-machine",
    policy: "secrets-identities",
    breaks: [
      ["the identity of production's database", "$.madeFrom.identity", [IDENTITY.database]],
      ["the identity of staging's clones", "$.madeFrom.identity", [IDENTITY.stagingClones]],
    ],
    absent: [["identity.userAssignedIdentities", "safe"]],
    unknown: [["identity.userAssignedIdentities", "fine"]],
  },
  {
    of: T.machine,
    name: "-observer-machine",
    policy: "secrets-identities",
    breaks: [
      ["the identity of the machines that it watches", "$.madeFrom.identity", [IDENTITY.database]],
    ],
    absent: [["identity.userAssignedIdentities", "safe"]],
    unknown: [["identity.userAssignedIdentities", "fine"]],
  },
  {
    ...web,
    policy: "web-no-passwords",
    breaks: [
      [
        "passwords allowed",
        `${VM}.osProfile.linuxConfiguration.disablePasswordAuthentication`,
        false,
      ],
      ["a password set", `${VM}.osProfile.adminPassword`, "correct-horse"],
      ["a password that Azure gives", `${VM}.osProfile.adminPassword`, UNKNOWN],
    ],
    absent: [[`${VM}.osProfile.linuxConfiguration.disablePasswordAuthentication`, "violation"]],
    unknown: [[`${VM}.osProfile.linuxConfiguration.disablePasswordAuthentication`, "unknown"]],
  },
  {
    ...web,
    policy: "web-health-signal",
    breaks: [
      ["no extension", `${VM}.extensionProfile.extensions`, []],
      ["another extension", `${HEALTH}.type`, "CustomScript"],
      ["somebody else's", `${HEALTH}.publisher`, "Contoso"],
      ["Linux's extension on Windows", `${VM}.osProfile.windowsConfiguration`, {}],
      ["Windows' extension on Linux", `${HEALTH}.type`, "ApplicationHealthWindows"],
      ["no path to ask", `${HEALTH}.settings.requestPath`, ABSENT],
      ["a path that clones do not have", `${HEALTH}.settings.requestPath`, "/"],
      ["a port where nothing listens", `${HEALTH}.settings.port`, 22],
      ["a port that is open, and no more", `${HEALTH}.settings`, { protocol: "tcp", port: 80 }],
      ["a protocol that clones do not speak", `${HEALTH}.settings.protocol`, "https"],
      ["belief at the 24th answer", `${HEALTH}.settings.numberOfProbes`, 24],
      ["a failure that nobody is told", `${HEALTH}.suppressFailures`, true],
      ["no agent", `${VM}.osProfile.linuxConfiguration.provisionVMAgent`, false],
      ["an agent that may not", `${VM}.osProfile.allowExtensionOperations`, false],
    ],
    allows: [
      ["a port as a text", `${HEALTH}.settings.port`, "80"],
      ["a protocol in capitals", `${HEALTH}.settings.protocol`, "HTTP"],
    ],
    absent: [
      [`${VM}.extensionProfile`, "violation"],
      [`${HEALTH}.settings.port`, "violation"],
      [`${HEALTH}.settings.numberOfProbes`, "safe"],
      [`${VM}.osProfile.linuxConfiguration.provisionVMAgent`, "safe"],
    ],
    unknown: [
      [`${VM}.extensionProfile`, "unknown"],
      [`${HEALTH}.settings.port`, "unknown"],
      [`${VM}.osProfile.linuxConfiguration.provisionVMAgent`, "unknown"],
    ],
    config: [
      [{ seconds: 20 }, ["half a minute, where less is the most", "tags", {}], true],
      [{ seconds: 600 }, ["ten answers, allowed", `${HEALTH}.settings.numberOfProbes`, 10], false],
    ],
  },
  {
    ...web,
    policy: "web-automatic-repairs",
    breaks: [
      ["repairs switched off", "automaticRepairsPolicy.enabled", false],
      ["five minutes of grace", "automaticRepairsPolicy.gracePeriod", "PT5M"],
      ["two hours of grace", "automaticRepairsPolicy.gracePeriod", "PT2H"],
      ["more grace than the settings give", "automaticRepairsPolicy.gracePeriod", "PT1H30M"],
      ["a restart instead", "automaticRepairsPolicy.repairAction", "Restart"],
    ],
    allows: [["ten minutes by another spelling", "automaticRepairsPolicy.gracePeriod", "PT0H10M"]],
    absent: [
      ["automaticRepairsPolicy", "violation"],
      ["automaticRepairsPolicy.gracePeriod", "safe"],
      ["automaticRepairsPolicy.repairAction", "safe"],
    ],
    unknown: [["automaticRepairsPolicy.enabled", "unknown"]],
  },
  {
    ...web,
    policy: "web-rolling-upgrade",
    breaks: [
      ["all at once", "upgradePolicy.mode", "Automatic"],
      ["by hand", "upgradePolicy.mode", "Manual"],
      ["half of them in a batch", `${ROLLING}.maxBatchInstancePercent`, 50],
      ["on with all of them sick", `${ROLLING}.maxUnhealthyInstancePercent`, 100],
      ["on with the new ones sick", `${ROLLING}.maxUnhealthyUpgradedInstancePercent`, 100],
      ["no pause", `${ROLLING}.pauseTimeBetweenBatches`, "PT0S"],
      ["half a day's pause", `${ROLLING}.pauseTimeBetweenBatches`, "PT12H"],
      ["clones that serve before sick ones", `${ROLLING}.prioritizeUnhealthyInstances`, false],
      ["several zones in a batch", `${ROLLING}.enableCrossZoneUpgrade`, true],
    ],
    absent: [
      ["upgradePolicy", "violation"],
      [`${ROLLING}.maxBatchInstancePercent`, "safe"],
      [`${ROLLING}.enableCrossZoneUpgrade`, "safe"],
      [`${ROLLING}.pauseTimeBetweenBatches`, "violation"],
      [`${ROLLING}.prioritizeUnhealthyInstances`, "violation"],
    ],
    unknown: [["upgradePolicy.mode", "unknown"]],
    config: [
      [
        { batchPercent: 50 },
        ["half in a batch, allowed", `${ROLLING}.maxBatchInstancePercent`, 50],
        false,
      ],
      [
        { pauseMinutes: 60 },
        ["half an hour's pause, allowed", `${ROLLING}.pauseTimeBetweenBatches`, "PT30M"],
        false,
      ],
      [
        { unhealthyPercent: 10 },
        ["a fifth sick, not allowed", `${ROLLING}.maxUnhealthyInstancePercent`, 20],
        true,
      ],
    ],
  },
  {
    ...web,
    policy: "web-surge",
    breaks: [["upgrades in place", `${ROLLING}.maxSurge`, false]],
    absent: [[`${ROLLING}.maxSurge`, "violation"]],
    unknown: [[`${ROLLING}.maxSurge`, "unknown"]],
  },
  {
    ...web,
    policy: "web-termination",
    breaks: [
      [
        "a minute's notice",
        `${VM}.scheduledEventsProfile.terminateNotificationProfile`,
        { enable: true, notBeforeTimeout: "PT1M" },
      ],
      [
        "an hour's notice",
        `${VM}.scheduledEventsProfile.terminateNotificationProfile`,
        { enable: true, notBeforeTimeout: "PT60M" },
      ],
      [
        "a notice that is switched off",
        `${VM}.scheduledEventsProfile.terminateNotificationProfile`,
        { enable: false },
      ],
      ["clones that are deleted by force", "scaleInPolicy.forceDeletion", true],
    ],
    allows: [
      [
        "ten minutes' notice",
        `${VM}.scheduledEventsProfile.terminateNotificationProfile`,
        { enable: true, notBeforeTimeout: "PT10M" },
      ],
    ],
    absent: [
      [`${VM}.scheduledEventsProfile`, "safe"],
      ["scaleInPolicy", "safe"],
    ],
    unknown: [[`${VM}.scheduledEventsProfile`, "unknown"]],
  },
  {
    ...web,
    policy: "web-capacity-not-literal",
    breaks: [
      ["changes that are not ignored", "$.ignoreChanges", []],
      ["other changes ignored", "$.ignoreChanges", ["tags"]],
    ],
    allows: [["the whole sku ignored", "$.ignoreChanges", ["sku"]]],
    absent: [["sku.capacity", "safe"]],
    unknown: [["sku.capacity", "fine"]],
  },
  {
    ...web,
    policy: "web-orchestration",
    breaks: [
      ["a Uniform set", "orchestrationMode", "Uniform"],
      ["one placement group", "singlePlacementGroup", true],
      ["five fault domains", "platformFaultDomainCount", 5],
      ["spot machines", `${VM}.priority`, "Spot"],
      ["extensions left out", "doNotRunExtensionsOnOverprovisionedVMs", true],
    ],
    absent: [
      ["orchestrationMode", "violation"],
      ["singlePlacementGroup", "violation"],
      [`${VM}.priority`, "safe"],
    ],
    unknown: [["orchestrationMode", "unknown"]],
  },
  {
    ...web,
    policy: "web-behind-gateway",
    breaks: [
      ["no pool", `${NIC}.ipConfigurations[0].applicationGatewayBackendAddressPools`, []],
      [
        "a load balancer beside it",
        `${NIC}.ipConfigurations[0].loadBalancerBackendAddressPools`,
        [{ id: "pool" }],
      ],
      ["another gateway's pool", "$.madeFrom.virtualMachineProfile", []],
      [
        "another gateway's pool beside ours",
        `${NIC}.ipConfigurations[0].applicationGatewayBackendAddressPools[+]`,
        { id: "/applicationGateways/old/backendAddressPools/web" },
      ],
    ],
    allows: [
      [
        "a second pool of the same gateway",
        `${NIC}.ipConfigurations[0].applicationGatewayBackendAddressPools`,
        [
          { id: "/applicationGateways/a/backendAddressPools/one" },
          { id: "/applicationGateways/A/backendAddressPools/two" },
        ],
      ],
    ],
    absent: [
      [`${NIC}.ipConfigurations[0].applicationGatewayBackendAddressPools`, "violation"],
      [`${VM}.networkProfile`, "violation"],
    ],
    unknown: [[`${NIC}.ipConfigurations[0].applicationGatewayBackendAddressPools`, "fine"]],
  },
  {
    ...web,
    policy: "web-image-ran-in-staging",
    breaks: [
      ["a version that nobody ran", `${IMAGE}.version`, "24.04.209912310"],
      [
        "a gallery's version that nobody ran",
        `${IMAGE}.id`,
        "/galleries/g/images/i/versions/9.9.9",
      ],
    ],
    absent: [[`${IMAGE}.version`, "violation"]],
    unknown: [[`${IMAGE}.version`, "violation"]],
    config: [[{ days: 30 }, ["a run of a day, where a month is wanted", "tags", {}], true]],
  },
  {
    ...web,
    policy: "web-reserved",
    breaks: [
      ["another size than is reserved", "sku.name", "Standard_D2s_v5"],
      ["a group of nobody's", "$.madeFrom.virtualMachineProfile", []],
      ["a zone without a reservation", "zones", ["1", "2", "3", "4"]],
      ["a reservation without clones", "zones", ["1", "2"]],
      ["dedicated hosts", "hostGroup", { id: "/elsewhere/hosts" }],
    ],
    absent: [[`${VM}.capacityReservation`, "violation"]],
    unknown: [[`${VM}.capacityReservation.capacityReservationGroup.id`, "fine"]],
  },
];
