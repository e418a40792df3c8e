import type { Mutation } from "../../mutation.ts";
import type { RuleName } from "../../rules.ts";
import type { Target } from "../rows.ts";
import { TYPE } from "../types.ts";

/** In no freeze, no grade period and no days before one. */
const ORDINARY = "2026-11-03";
/** In the last days before Sweden's three grade weeks, which begin on 28 November. */
const BEFORE_GRADES = "2026-11-26";
/** In Sweden's and the United Kingdom's grade weeks. */
const GRADES = "2026-12-14";
/** In Switzerland's and most of Germany's grade weeks; Sweden's are long over. */
const SWISS_GRADES = "2027-01-25";
/** In Iceland's grade weeks. */
const ICELANDIC_GRADES = "2027-01-11";

const ENDPOINT = "What is a private endpoint?";
const LINKS = "What is a virtual network link?";
const NAT = "What is Azure NAT Gateway?";
const SNAT = "Source Network Address Translation (SNAT) with Azure NAT Gateway";
const CARDS = "Create, change, or delete a network interface";
const ROLES = "Remove Azure role assignments";
const WAF = "Azure Web Application Firewall policy overview";
const RUN_COMMAND = "Run scripts in your Linux VM by using managed Run Commands";
const SCRIPT = "Use the Azure Custom Script Extension Version 2 with Linux virtual machines";
const HOST = "End-to-end encryption using encryption at host";
const UPGRADE = "Configure rolling upgrades on Virtual Machine Scale Sets";
const RESERVATION = "On-demand capacity reservation";
const SCALING = "Scaling Application Gateway v2";
const AUTOSCALE = "Best practices for autoscale";
const SAFE = "Recommendations for safe deployment practices";
const COMPUTE = "Compute options in Azure Database for PostgreSQL flexible server";
const NETWORK = "Networking with private access for Azure Database for PostgreSQL flexible server";
const DISKS = "Azure managed disks overview";
const IOPS = "Deploy a Premium SSD v2";
const CERTIFICATES = "About Azure Key Vault certificates";
const CONTAINERS = "Soft delete for containers";
const ITEMS = "Manage Azure VM backups with Azure Backup service";

const FREEZE = "change freeze";
const SHRINK = "nothing shrinks in a grade period";
const DATA = "data is kept";

type Row = readonly [
  title: string,
  source: string,
  target: Target,
  rule: RuleName,
  step: Omit<NonNullable<Mutation["step"]>, "today">,
];

function on(today: string, rows: readonly Row[]): readonly Mutation[] {
  return rows.map(([title, source, target, rule, step]) => ({
    ...target,
    title,
    source,
    rule,
    step: { ...step, today },
  }));
}

const IS = { stack: "prod-is" } as const;
const UK = { stack: "prod-uk" } as const;
const LINK = "azure-native:privatedns:VirtualNetworkLink";
const NAT_GATEWAY = { type: "azure-native:network:NatGateway", name: "-network-nat" };
const CLONES = { type: TYPE.scaleSet, name: "prod-se-web-clones" };
const HEALTH_PATH = "virtualMachineProfile.extensionProfile.extensions[0].settings.requestPath";
const CARD = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[0]";
const IMAGE = "virtualMachineProfile.storageProfile.imageReference.version";

export const HELD_OUT_STEPS: readonly Mutation[] = [
  ...on(ORDINARY, [
    [
      "deletes the Swedish certificate with its key",
      CERTIFICATES,
      { type: TYPE.certificate, name: "-se-certificate" },
      DATA,
      { op: "delete" },
    ],
    [
      "deletes the container with what the database is installed from",
      CONTAINERS,
      { type: TYPE.container, name: "-oracle-installers" },
      DATA,
      { op: "delete" },
    ],
    [
      "replaces the disk with the redo logs",
      DISKS,
      { type: TYPE.disk, name: "-primary-redo" },
      DATA,
      { op: "replace", changed: ["sku.name"] },
    ],
    [
      "deletes the standby's copy of the grades",
      DISKS,
      { type: TYPE.disk, name: "-oracle-standby-data" },
      DATA,
      { op: "delete" },
    ],

    [
      "replaces the standby's backup, and begins without a past",
      ITEMS,
      { type: TYPE.protectedItem, name: "-backup-standby-item" },
      DATA,
      { op: "replace" },
    ],
  ]),
  ...on(BEFORE_GRADES, [
    [
      "reserves fewer machines two days before the grade weeks",
      RESERVATION,
      { type: TYPE.reservation, name: "-reserve-zone-1" },
      SHRINK,
      { op: "update", changed: ["sku.capacity"], before: [["sku.capacity", 40]] },
    ],
    [
      "lowers the gateway's floor two days before the grade weeks",
      SCALING,
      { type: TYPE.gateway, name: "-edge-gateway" },
      SHRINK,
      {
        op: "update",
        changed: ["autoscaleConfiguration.minCapacity"],
        before: [["autoscaleConfiguration.minCapacity", 60]],
      },
    ],
  ]),
  ...on(GRADES, [
    [
      "takes the storage's private address away in the grade weeks",
      ENDPOINT,
      { type: TYPE.privateEndpoint, name: "-storage-endpoint" },
      FREEZE,
      { op: "delete" },
    ],
    [
      "takes the vault's private name away in the grade weeks",
      LINKS,
      { type: LINK, name: "-secrets-zone-link" },
      FREEZE,
      { op: "delete" },
    ],
    [
      "exchanges the clones' way out in the grade weeks",
      NAT,
      NAT_GATEWAY,
      FREEZE,
      { op: "replace", changed: ["sku.name"] },
    ],
    [
      "exchanges the address that partners know the clones by in the grade weeks",
      NAT,
      { type: TYPE.publicAddress, name: "-nat-ip" },
      FREEZE,
      { op: "replace", changed: ["zones"] },
    ],
    [
      "takes one of the clones' two addresses outwards away in the grade weeks",
      SNAT,
      NAT_GATEWAY,
      SHRINK,
      {
        op: "update",
        changed: ["publicIpAddresses"],
        before: [
          [
            "publicIpAddresses",
            [{ id: "/mock/prod-se-network-nat-ip" }, { id: "/mock/prod-se-network-nat-ip-2" }],
          ],
        ],
      },
    ],
    [
      "exchanges the card of the database's machine in the grade weeks",
      CARDS,
      { type: TYPE.nic, name: "-primary-nic" },
      FREEZE,
      { op: "replace", changed: ["ipConfigurations[0].subnet.id"] },
    ],
    [
      "takes the gateway's right to read a certificate away in the grade weeks",
      ROLES,
      { type: TYPE.roleAssignment, name: "-secrets-gateway-reads-se" },
      FREEZE,
      { op: "delete" },
    ],
    [
      "deletes the firewall in the grade weeks",
      WAF,
      { type: TYPE.firewall, name: "-edge-firewall" },
      FREEZE,
      { op: "delete" },
    ],
    [
      "hands the database over by a changed command in the grade weeks",
      RUN_COMMAND,
      { type: TYPE.runCommand, name: "-take-over" },
      FREEZE,
      {
        op: "update",
        changed: ["source.script"],
        before: [["source.script", "#!/bin/sh\nexit 0\n"]],
      },
    ],
    [
      "installs the database's primary anew in the grade weeks",
      SCRIPT,
      { type: TYPE.extension, name: "-primary-install" },
      FREEZE,
      {
        op: "update",
        changed: ["settings.script"],
        before: [["settings.script", "IyEvYmluL3NoCmV4aXQgMAo="]],
      },
    ],
    [
      "stops the database's machine to encrypt its caches in the grade weeks",
      HOST,
      { type: TYPE.machine, name: "-primary-machine" },
      FREEZE,
      {
        op: "update",
        changed: ["securityProfile.encryptionAtHost"],
        before: [["securityProfile.encryptionAtHost", false]],
      },
    ],
    [
      "rolls all clones for another health path in the grade weeks",
      UPGRADE,
      CLONES,
      FREEZE,
      { op: "update", changed: [HEALTH_PATH], before: [[HEALTH_PATH, "/status"]] },
    ],
    [
      "rolls all clones for another kind of card in the grade weeks",
      UPGRADE,
      CLONES,
      FREEZE,
      {
        op: "update",
        changed: [`${CARD}.enableAcceleratedNetworking`],
        before: [[`${CARD}.enableAcceleratedNetworking`, false]],
      },
    ],
    [
      "makes the grades' disk slower in the grade weeks",
      IOPS,
      { type: TYPE.disk, name: "-oracle-primary-data" },
      SHRINK,
      { op: "update", changed: ["diskIOPSReadWrite"], before: [["diskIOPSReadWrite", 20_000]] },
    ],
    [
      "makes the British database smaller in the grade weeks",
      COMPUTE,
      { ...UK, type: TYPE.postgresql, name: "-database-postgresql-server" },
      SHRINK,
      { op: "update", changed: ["sku.name"], before: [["sku.name", "Standard_D16ds_v5"]] },
    ],
    [
      "replaces all British clones in the grade weeks",
      SAFE,
      { ...UK, type: TYPE.scaleSet, name: "prod-uk-web-clones" },
      FREEZE,
      { op: "replace", changed: ["zones"] },
    ],
  ]),
  ...on(SWISS_GRADES, [
    [
      "replaces the gateway in the Swiss grade weeks",
      SAFE,
      { type: TYPE.gateway, name: "-edge-gateway" },
      FREEZE,
      { op: "replace", changed: ["zones"] },
    ],
    [
      "exchanges the clones' image in the Swiss grade weeks",
      UPGRADE,
      CLONES,
      FREEZE,
      { op: "update", changed: [IMAGE], before: [[IMAGE, "24.04.202608010"]] },
    ],
    [
      "gives a zone's reservation back in the Swiss grade weeks",
      RESERVATION,
      { type: TYPE.reservation, name: "-reserve-zone-3" },
      SHRINK,
      { op: "delete" },
    ],
  ]),
  ...on(ICELANDIC_GRADES, [
    [
      "lowers only the ceiling in Iceland's grade weeks",
      AUTOSCALE,
      { ...IS, type: TYPE.autoscale, name: "prod-is-season-autoscale" },
      SHRINK,
      {
        op: "update",
        changed: ["profiles[1].capacity.maximum"],
        before: [["profiles[1].capacity.maximum", "24"]],
      },
    ],
    [
      "takes the database's private name away in Iceland's grade weeks",
      NETWORK,
      { ...IS, type: LINK, name: "-database-postgresql-zone-link" },
      FREEZE,
      { op: "replace" },
    ],
  ]),
];
