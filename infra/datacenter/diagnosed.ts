import type { Datacenter } from "./datacenter.ts";
import type { Diagnosed } from "./watch/diagnostics.ts";

/** The tiers that have something to tell. */
type Tiers = Pick<
  Datacenter,
  "network" | "secrets" | "storage" | "backup" | "database" | "edge" | "web" | "season"
>;

/** The resources of all tiers whose logs are kept: a tier adds its own here. */
export function diagnosed(tiers: Tiers): readonly Diagnosed[] {
  const { network, secrets, storage, backup, edge, web, season } = tiers;
  return [
    { name: "network", type: "Microsoft.Network/virtualNetworks", id: network.virtualNetworkId },
    { name: "secrets-vault", type: "Microsoft.KeyVault/vaults", id: secrets.vaultId },
    {
      name: "storage-blobs",
      type: "Microsoft.Storage/storageAccounts/blobServices",
      id: storage.blobsId,
    },
    { name: "backup-vault", type: "Microsoft.DataProtection/backupVaults", id: backup.vaultId },
    ...machineVault(tiers),
    ...database(tiers),
    { name: "edge-gateway", type: "Microsoft.Network/applicationGateways", id: edge.gatewayId },
    { name: "edge-ip", type: "Microsoft.Network/publicIPAddresses", id: edge.addressId },
    { name: "web-clones", type: "Microsoft.Compute/virtualMachineScaleSets", id: web.scaleSetId },
    {
      name: "season-autoscale",
      type: "Microsoft.Insights/autoscaleSettings",
      id: season.settingId,
    },
  ];
}

function machineVault({ backup: { machineVaultId: id } }: Tiers): readonly Diagnosed[] {
  if (id === undefined) return [];
  return [{ name: "backup-machine-vault", type: "Microsoft.RecoveryServices/vaults", id }];
}

function database({ database: { oracle, postgresql } }: Tiers): readonly Diagnosed[] {
  if (oracle !== undefined) {
    return Object.entries(oracle.machineIds).map(([role, id]) => ({
      name: `database-${role}`,
      type: "Microsoft.Compute/virtualMachines",
      id,
    }));
  }
  if (postgresql === undefined) return [];
  const type = "Microsoft.DBforPostgreSQL/flexibleServers";
  return [{ name: "database-server", type, id: postgresql.serverId }];
}
