import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const CLONES = { type: TYPE.scaleSet, name: "prod-se-web-clones" };
const STAGING = { type: TYPE.scaleSet, name: "-staging-web-clones" };

const IDENTITY = "Configure managed identities on virtual machine scale sets";
const HEALTH = "Use Application Health extension with Virtual Machine Scale Sets";
const AGENT = "Azure Linux VM Agent overview";
const REPAIRS = "Automatic instance repairs for Azure Virtual Machine Scale Sets";
const UPGRADE = "Configure rolling upgrades on Virtual Machine Scale Sets";
const NETWORK = "Networking for Azure Virtual Machine Scale Sets";

const PROFILE = "virtualMachineProfile";
const OS = `${PROFILE}.osProfile`;
const HEALTH_SIGNAL = `${PROFILE}.extensionProfile.extensions[0]`;
const ROLLING = "upgradePolicy.rollingUpgradePolicy";
const ADDRESS = `${PROFILE}.networkProfile.networkInterfaceConfigurations[0].ipConfigurations[0]`;
const ELSEWHERE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers";

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

export const HELD_OUT_WEB = [
  ...changesOf(CLONES, [
    [
      "leaves the third zone, in which a third of the reserve stands",
      "Zone balancing in Virtual Machine Scale Sets",
      "zones",
      ["1", "2"],
      "clones over zones",
    ],
    [
      "binds all clones to one building for short ways",
      "Proximity placement groups",
      "proximityPlacementGroup",
      { id: `${ELSEWHERE}/Microsoft.Compute/proximityPlacementGroups/ppg` },
      "clones over zones",
    ],
    [
      "puts the clones on dedicated hosts, for which nothing is reserved",
      "On-demand capacity reservation",
      "hostGroup",
      { id: `${ELSEWHERE}/Microsoft.Compute/hostGroups/hosts` },
      "clones draw on the reserve",
    ],

    [
      "gives clones the identity that reads the database's passwords",
      IDENTITY,
      "identity.userAssignedIdentities",
      ["/mock/prod-se-database-oracle-database-identity"],
      "managed identity",
    ],
    [
      "adds to the clones' identity the gateway's, which reads the certificates' keys",
      IDENTITY,
      "identity.userAssignedIdentities",
      ["/mock/prod-se-web-identity", "/mock/prod-se-secrets-gateway-identity"],
      "managed identity",
    ],

    [
      "hands clones the database's password in their user data, which every process of theirs reads",
      "User Data for Azure Virtual Machine",
      `${PROFILE}.userData`,
      base64("DATABASE_URL=oracle://platform:Winter-2026-school!@10.16.1.4:1521/grades\n"),
      "no secret in plain",
    ],
    [
      "makes a user with a hashed password on each clone",
      "Custom data and cloud-init on Azure virtual machines",
      `${OS}.customData`,
      base64(
        "#cloud-config\nusers:\n  - name: helpdesk\n    lock_passwd: false\n    passwd: $6$rounds=4096$Zm9vYmFy$h8Jq0x1yT7nX5v2ZkC3mW9pL4sD6fG8hJ0kQ1wE3rT5yU7iO9pA2sD4fG6hJ8kL0zX1cV3bN5mQ7wE9rT1yU3\nssh_pwauth: true\n",
      ),
      "no passwords",
    ],
    [
      "sets a password in what the access extension keeps to itself",
      "VMAccess extension for Linux",
      `${PROFILE}.extensionProfile.extensions[+]`,
      {
        name: "access",
        publisher: "Microsoft.OSTCExtensions",
        type: "VMAccessForLinux",
        typeHandlerVersion: "1.5",
        protectedSettings: { username: "helpdesk", password: "Winter-2026-school!" },
      },
      "no passwords",
    ],

    [
      "takes the health extension from a publisher that has none",
      HEALTH,
      `${HEALTH_SIGNAL}.publisher`,
      "Microsoft.Azure.Extensions",
      "health signal",
    ],
    [
      "asks the start page for health, which answers without a database",
      HEALTH,
      `${HEALTH_SIGNAL}.settings.requestPath`,
      "/",
      "health signal",
    ],
    [
      "believes that a clone is unwell only at the 24th answer",
      HEALTH,
      `${HEALTH_SIGNAL}.settings.numberOfProbes`,
      24,
      "health signal",
    ],
    [
      "asks for health by HTTPS, which clones do not speak",
      HEALTH,
      `${HEALTH_SIGNAL}.settings.protocol`,
      "https",
      "health signal",
    ],
    [
      "takes it for a success when the health extension can't be installed",
      "Virtual machine extensions and features for Linux",
      `${HEALTH_SIGNAL}.suppressFailures`,
      true,
      "health signal",
    ],
    [
      "forbids extensions on the clones, that for health too",
      AGENT,
      `${OS}.allowExtensionOperations`,
      false,
      "health signal",
    ],
    [
      "leaves out Azure's agent, without which no extension runs",
      AGENT,
      `${OS}.linuxConfiguration.provisionVMAgent`,
      false,
      "health signal",
    ],
    [
      "leaves an unwell clone for an hour and a half",
      REPAIRS,
      "automaticRepairsPolicy.gracePeriod",
      "PT90M",
      "automatic repairs",
    ],

    [
      "waits for half a day between the batches of an upgrade",
      UPGRADE,
      `${ROLLING}.pauseTimeBetweenBatches`,
      "PT12H",
      "rolling upgrade within bounds",
    ],
    [
      "leaves the pause between batches to Azure, which makes none",
      UPGRADE,
      `${ROLLING}.pauseTimeBetweenBatches`,
      ABSENT,
      "rolling upgrade within bounds",
    ],
    [
      "upgrades clones that serve before those that are unwell",
      UPGRADE,
      `${ROLLING}.prioritizeUnhealthyInstances`,
      false,
      "rolling upgrade within bounds",
    ],
    [
      "names no way of upgrading, which means by hand",
      "Modify a Virtual Machine Scale Set",
      "upgradePolicy.mode",
      ABSENT,
      "rolling upgrade within bounds",
    ],

    [
      "lets Azure choose each clone's size",
      "Use multiple Virtual Machine sizes with instance mix",
      "sku.name",
      "Mix",
      "size of machines",
    ],
    [
      "makes clones of AMD's twin of the size that is reserved",
      "On-demand capacity reservation",
      "sku.name",
      "Standard_D4as_v5",
      "size of machines",
    ],
    [
      "switches half of each clone's processors off",
      "Constrained vCPU sizes for Azure virtual machines",
      `${PROFILE}.hardwareProfile.vmSizeProperties`,
      { vCPUsAvailable: 2, vCPUsPerCore: 1 },
      "size of machines",
    ],

    [
      "joins the clones to a second gateway's pool too",
      "Application Gateway components: backend pools",
      `${ADDRESS}.applicationGatewayBackendAddressPools[+]`,
      { id: `${ELSEWHERE}/Microsoft.Network/applicationGateways/agw-old/backendAddressPools/web` },
      "served through the gateway only",
    ],
    [
      "puts clones into the database's subnet, in which all may talk to all",
      NETWORK,
      `${ADDRESS}.subnet.id`,
      "/mock/prod-se-network-vnet/subnets/snet-database",
      "served through the gateway only",
    ],
    [
      "takes a daily build that has the released version's number",
      "Find and use Azure Marketplace VM images",
      `${PROFILE}.storageProfile.imageReference.offer`,
      "ubuntu-24_04-lts-daily",
      "image ran in staging",
    ],
  ]),
  ...changesOf(STAGING, [
    [
      "gives staging's clones production's identity",
      IDENTITY,
      "identity.userAssignedIdentities",
      ["/mock/prod-se-web-identity"],
      "managed identity",
    ],
    [
      "puts staging's clones among production's, from where the database is reached",
      NETWORK,
      `${ADDRESS}.subnet.id`,
      "/mock/prod-se-network-vnet/subnets/snet-web",
      "served through the gateway only",
    ],
  ]),
];
