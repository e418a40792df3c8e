import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const CLONES = { type: TYPE.scaleSet, name: "prod-se-web-clones" };
const STAGING = { type: TYPE.scaleSet, name: "-staging-web-clones" };

const ZONES = "Zone balancing in Virtual Machine Scale Sets";
const IMAGES = "Azure virtual machine scale set automatic OS image upgrades";
const GALLERY = "Create a scale set using a generalized image with Azure Compute Gallery";
const NETWORK = "Networking for Azure Virtual Machine Scale Sets";
const HOST = "End-to-end encryption using encryption at host";
const TRUSTED = "Trusted launch for Azure virtual machines";
const IDENTITY = "Configure managed identities on virtual machine scale sets";
const LINUX_KEYS = "Azure security baseline for Virtual Machine Scale Sets";
const HEALTH = "Use Application Health extension with Virtual Machine Scale Sets";
const REPAIRS = "Automatic instance repairs for Azure Virtual Machine Scale Sets";
const UPGRADE = "Configure rolling upgrades on Virtual Machine Scale Sets";
const RESERVATION = "On-demand capacity reservation";
const RESERVED_SET = "Associate a virtual machine scale set with a capacity reservation group";
const ORCHESTRATION = "Orchestration modes for Virtual Machine Scale Sets";
const UPDATE = "Modify a Virtual Machine Scale Set";
const SIZES = "B-series burstable virtual machine sizes";
const AG_POOL = "Application Gateway components: backend pools";

const NIC = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";
const ADDRESS = `${NIC}[0].ipConfigurations[0]`;
const SUBNET = { id: "/mock/prod-se-network-vnet/subnets/snet-web" };
const POOL = { id: "/mock/prod-se-edge-gateway/backendAddressPools/web" };
const IMAGE = "virtualMachineProfile.storageProfile.imageReference";
const GALLERY_IMAGE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-images/providers/Microsoft.Compute/galleries/images/images/clone";
const SECURITY = "virtualMachineProfile.securityProfile";
const OS = "virtualMachineProfile.osProfile";
const EXTENSION = "virtualMachineProfile.extensionProfile";
const ROLLING = "upgradePolicy.rollingUpgradePolicy";

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

export const WEB = [
  ...changesOf(CLONES, [
    ["puts all clones in one zone", ZONES, "zones", ["1"], "clones over zones"],
    ["leaves the clones' zones to Azure", ZONES, "zones", ABSENT, "clones over zones"],
    ["names an empty list of zones for the clones", ZONES, "zones", [], "clones over zones"],
    [
      "refuses new clones while a zone is down, as the zones must balance",
      ZONES,
      "zoneBalance",
      true,
      "clones over zones",
    ],

    [
      "takes the newest image at every new clone",
      IMAGES,
      `${IMAGE}.version`,
      "latest",
      "image pinned",
    ],
    [
      "takes the newest image, written in capitals",
      IMAGES,
      `${IMAGE}.version`,
      "LATEST",
      "image pinned",
    ],
    ["names no version of the image", IMAGES, `${IMAGE}.version`, ABSENT, "image pinned"],
    [
      "takes a gallery's image without a version",
      GALLERY,
      IMAGE,
      { id: GALLERY_IMAGE },
      "image pinned",
    ],
    [
      "takes a gallery's image at its newest version",
      GALLERY,
      IMAGE,
      { id: `${GALLERY_IMAGE}/versions/latest` },
      "image pinned",
    ],
    [
      "takes a stranger's image from the community gallery",
      "Share images using a community gallery",
      IMAGE,
      { communityGalleryImageId: "/CommunityGalleries/free-images/Images/ubuntu" },
      "image pinned",
    ],
    [
      "takes another tenant's shared image at its newest version",
      "Share images with a direct shared gallery",
      IMAGE,
      { sharedGalleryImageId: "/SharedGalleries/other/Images/ubuntu/Versions/latest" },
      "image pinned",
    ],
    [
      "lets Azure exchange the image by itself",
      IMAGES,
      "upgradePolicy.automaticOSUpgradePolicy",
      { enableAutomaticOSUpgrade: true },
      "image pinned",
    ],
    [
      "takes a version that staging has never run",
      IMAGES,
      `${IMAGE}.version`,
      "24.04.202611180",
      "image ran in staging",
    ],
    [
      "takes another publisher's image under the same version",
      IMAGES,
      `${IMAGE}.publisher`,
      "freeimages",
      "image ran in staging",
    ],
    [
      "takes a pinned gallery image that staging has never run",
      GALLERY,
      IMAGE,
      { id: `${GALLERY_IMAGE}/versions/1.4.2` },
      "image ran in staging",
    ],

    [
      "gives each clone a public address",
      NETWORK,
      `${ADDRESS}.publicIPAddressConfiguration`,
      { name: "public" },
      "no public address on a clone",
    ],
    [
      "gives each clone a second address that is public",
      NETWORK,
      `${NIC}[0].ipConfigurations[+]`,
      {
        name: "second",
        subnet: SUBNET,
        publicIPAddressConfiguration: { name: "public" },
        applicationGatewayBackendAddressPools: [POOL],
      },
      "no public address on a clone",
    ],
    [
      "gives each clone a second network card with a public address",
      NETWORK,
      `${NIC}[+]`,
      {
        name: "nic-admin",
        primary: false,
        ipConfigurations: [
          {
            name: "admin",
            subnet: SUBNET,
            publicIPAddressConfiguration: { name: "public", idleTimeoutInMinutes: 4 },
            applicationGatewayBackendAddressPools: [POOL],
          },
        ],
      },
      "no public address on a clone",
    ],

    [
      "leaves the clones' temporary disks and caches in plain",
      HOST,
      `${SECURITY}.encryptionAtHost`,
      false,
      "encryption at host",
    ],
    [
      "does not ask for encryption at host",
      HOST,
      `${SECURITY}.encryptionAtHost`,
      ABSENT,
      "encryption at host",
    ],

    [
      "starts clones without Trusted Launch",
      TRUSTED,
      `${SECURITY}.securityType`,
      "Standard",
      "trusted launch",
    ],
    [
      "names no type of security for clones",
      TRUSTED,
      `${SECURITY}.securityType`,
      ABSENT,
      "trusted launch",
    ],
    [
      "switches off Secure Boot of the clones",
      TRUSTED,
      `${SECURITY}.uefiSettings.secureBootEnabled`,
      false,
      "trusted launch",
    ],
    [
      "takes the virtual TPM from the clones",
      TRUSTED,
      `${SECURITY}.uefiSettings.vTpmEnabled`,
      false,
      "trusted launch",
    ],
    [
      "leaves Secure Boot unset",
      TRUSTED,
      `${SECURITY}.uefiSettings.secureBootEnabled`,
      ABSENT,
      "trusted launch",
    ],

    ["takes the clones' identity away", IDENTITY, "identity", ABSENT, "managed identity"],
    ["sets the clones' identity to none", IDENTITY, "identity.type", "None", "managed identity"],
    [
      "names no identity for the clones",
      IDENTITY,
      "identity.userAssignedIdentities",
      [],
      "managed identity",
    ],

    [
      "lets people log in to clones by password",
      LINUX_KEYS,
      `${OS}.linuxConfiguration.disablePasswordAuthentication`,
      false,
      "no passwords",
    ],
    [
      "does not forbid passwords on clones",
      LINUX_KEYS,
      `${OS}.linuxConfiguration.disablePasswordAuthentication`,
      ABSENT,
      "no passwords",
    ],
    [
      "gives the clones' administrator a password",
      LINUX_KEYS,
      `${OS}.adminPassword`,
      "Winter-2026-school!",
      "no passwords",
    ],
    [
      "sets a password by the access extension",
      "VMAccess extension for Linux",
      `${EXTENSION}.extensions[+]`,
      {
        name: "access",
        publisher: "Microsoft.OSTCExtensions",
        type: "VMAccessForLinux",
        typeHandlerVersion: "1.5",
        settings: { username: "helpdesk", password: "Winter-2026-school!" },
      },
      "no passwords",
    ],
    [
      "writes a password into the clones' first-start file",
      "Custom data and cloud-init on Azure virtual machines",
      `${OS}.customData`,
      base64(
        "#cloud-config\nchpasswd: { expire: false }\npassword: Winter-2026-school!\nssh_pwauth: true\n",
      ),
      "no passwords",
    ],

    ["takes all extensions from the clones", HEALTH, EXTENSION, ABSENT, "health signal"],
    ["names an empty list of extensions", HEALTH, `${EXTENSION}.extensions`, [], "health signal"],
    [
      "puts another extension where the health signal was",
      HEALTH,
      `${EXTENSION}.extensions[0].type`,
      "AADSSHLoginForLinux",
      "health signal",
    ],
    [
      "puts Windows' health extension on Linux",
      HEALTH,
      `${EXTENSION}.extensions[0].type`,
      "ApplicationHealthWindows",
      "health signal",
    ],
    [
      "asks for health on a port where nothing listens",
      HEALTH,
      `${EXTENSION}.extensions[0].settings.port`,
      8080,
      "health signal",
    ],
    [
      "asks only whether the port is open, not whether the platform answers",
      HEALTH,
      `${EXTENSION}.extensions[0].settings.protocol`,
      "tcp",
      "health signal",
    ],

    [
      "switches automatic repairs off",
      REPAIRS,
      "automaticRepairsPolicy.enabled",
      false,
      "automatic repairs",
    ],
    [
      "takes automatic repairs away",
      REPAIRS,
      "automaticRepairsPolicy",
      ABSENT,
      "automatic repairs",
    ],
    [
      "does not say that repairs are on",
      REPAIRS,
      "automaticRepairsPolicy.enabled",
      ABSENT,
      "automatic repairs",
    ],

    [
      "upgrades all clones at once",
      UPGRADE,
      "upgradePolicy.mode",
      "Automatic",
      "rolling upgrade within bounds",
    ],
    [
      "never upgrades clones that stand",
      UPGRADE,
      "upgradePolicy.mode",
      "Manual",
      "rolling upgrade within bounds",
    ],
    [
      "takes all clones in one batch",
      UPGRADE,
      `${ROLLING}.maxBatchInstancePercent`,
      100,
      "rolling upgrade within bounds",
    ],
    [
      "takes half of the clones in one batch",
      UPGRADE,
      `${ROLLING}.maxBatchInstancePercent`,
      50,
      "rolling upgrade within bounds",
    ],
    [
      "goes on when all clones are unhealthy",
      UPGRADE,
      `${ROLLING}.maxUnhealthyInstancePercent`,
      100,
      "rolling upgrade within bounds",
    ],
    [
      "goes on when all upgraded clones are unhealthy",
      UPGRADE,
      `${ROLLING}.maxUnhealthyUpgradedInstancePercent`,
      100,
      "rolling upgrade within bounds",
    ],
    [
      "goes from batch to batch without a pause",
      UPGRADE,
      `${ROLLING}.pauseTimeBetweenBatches`,
      "PT0S",
      "rolling upgrade within bounds",
    ],
    [
      "leaves the bounds of an upgrade to Azure",
      UPGRADE,
      ROLLING,
      { maxSurge: true, prioritizeUnhealthyInstances: true },
      "rolling upgrade within bounds",
    ],
    [
      "takes a batch from several zones at once",
      UPGRADE,
      `${ROLLING}.enableCrossZoneUpgrade`,
      true,
      "rolling upgrade within bounds",
    ],
    [
      "upgrades clones in place, with fewer that serve",
      "Use MaxSurge with rolling upgrades on Virtual Machine Scale Sets",
      `${ROLLING}.maxSurge`,
      false,
      "surge and termination bounds",
    ],
    [
      "does not ask for clones beside during an upgrade",
      "Use MaxSurge with rolling upgrades on Virtual Machine Scale Sets",
      `${ROLLING}.maxSurge`,
      ABSENT,
      "surge and termination bounds",
    ],
    [
      "deletes clones by force when it scales in",
      "Use custom scale-in policies with Virtual Machine Scale Sets",
      "scaleInPolicy.forceDeletion",
      true,
      "surge and termination bounds",
    ],

    [
      "lets every deployment set the count that stands in the program",
      UPDATE,
      "$.ignoreChanges",
      [],
      "count left to autoscale",
    ],
    [
      "ignores changes of the size, not of the count",
      UPDATE,
      "$.ignoreChanges",
      ["sku.name"],
      "count left to autoscale",
    ],
    [
      "ignores a count by a name that Azure does not have",
      UPDATE,
      "$.ignoreChanges",
      ["capacity"],
      "count left to autoscale",
    ],

    [
      "turns to Uniform orchestration",
      ORCHESTRATION,
      "orchestrationMode",
      "Uniform",
      "kind of scale set",
    ],
    [
      "leaves the orchestration to Azure's default, Uniform",
      ORCHESTRATION,
      "orchestrationMode",
      ABSENT,
      "kind of scale set",
    ],
    [
      "holds all clones in one placement group",
      "Working with large Virtual Machine Scale Sets",
      "singlePlacementGroup",
      true,
      "kind of scale set",
    ],

    [
      "takes the clones out of the gateway's pool",
      AG_POOL,
      `${ADDRESS}.applicationGatewayBackendAddressPools`,
      ABSENT,
      "served through the gateway only",
    ],
    [
      "names an empty list of the gateway's pools",
      AG_POOL,
      `${ADDRESS}.applicationGatewayBackendAddressPools`,
      [],
      "served through the gateway only",
    ],
    [
      "joins the clones to another gateway's pool",
      AG_POOL,
      `${ADDRESS}.applicationGatewayBackendAddressPools`,
      [
        {
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Network/applicationGateways/agw-old/backendAddressPools/web",
        },
      ],
      "served through the gateway only",
    ],
    [
      "puts a load balancer beside the gateway and its firewall",
      NETWORK,
      `${ADDRESS}.loadBalancerBackendAddressPools`,
      [
        {
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-prod-se-edge/providers/Microsoft.Network/loadBalancers/lb/backendAddressPools/web",
        },
      ],
      "served through the gateway only",
    ],
    [
      "forwards ports of a load balancer to each clone",
      NETWORK,
      `${ADDRESS}.loadBalancerInboundNatPools`,
      [
        {
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-prod-se-edge/providers/Microsoft.Network/loadBalancers/lb/inboundNatPools/ssh",
        },
      ],
      "no public address on a clone",
    ],

    [
      "takes the clones from the reserve",
      RESERVED_SET,
      "virtualMachineProfile.capacityReservation",
      ABSENT,
      "clones draw on the reserve",
    ],
    [
      "draws on a reserve of another group",
      RESERVED_SET,
      "virtualMachineProfile.capacityReservation.capacityReservationGroup.id",
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Compute/capacityReservationGroups/crg-old",
      "clones draw on the reserve",
    ],
    [
      "runs the clones as Spot machines, which Azure takes back",
      "Azure Spot Virtual Machines for Virtual Machine Scale Sets",
      "virtualMachineProfile.priority",
      "Spot",
      "kind of scale set",
    ],
    [
      "runs the clones at low priority, Spot's older name",
      RESERVATION,
      "virtualMachineProfile.priority",
      "Low",
      "kind of scale set",
    ],

    [
      "makes clones of a size that runs out of credits",
      SIZES,
      "sku.name",
      "Standard_B2s",
      "size of machines",
    ],
    [
      "makes clones of a size for training models",
      "Sizes for virtual machines in Azure",
      "sku.name",
      "Standard_NC24ads_A100_v4",
      "size of machines",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "gives staging's clones public addresses",
      NETWORK,
      `${ADDRESS}.publicIPAddressConfiguration`,
      { name: "public" },
      "no public address on a clone",
    ],
    [
      "lets staging's clones serve pupils",
      AG_POOL,
      `${ADDRESS}.applicationGatewayBackendAddressPools`,
      [POOL],
      "served through the gateway only",
    ],
    [
      "lets people log in to staging by password",
      LINUX_KEYS,
      `${OS}.linuxConfiguration.disablePasswordAuthentication`,
      false,
      "no passwords",
    ],
    [
      "leaves staging's temporary disks in plain",
      HOST,
      `${SECURITY}.encryptionAtHost`,
      false,
      "encryption at host",
    ],
    ["runs the newest image in staging", IMAGES, `${IMAGE}.version`, "latest", "image pinned"],
    [
      "lets every deployment set staging's count",
      UPDATE,
      "$.ignoreChanges",
      [],
      "count left to autoscale",
    ],
    [
      "takes the size of the largest machines for staging",
      "Sizes for virtual machines in Azure",
      "sku.name",
      "Standard_M128s",
      "size of machines",
    ],
  ]),
];
