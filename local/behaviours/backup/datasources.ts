/** What a backup vault can protect. */
export interface Datasource {
  /** In the vault's words. */
  readonly datasource: string;
  /** The ARM type of what is named as its resource. */
  readonly resource: string;
  readonly backupType: string;
  /** How often at most: ISO 8601 durations. */
  readonly rhythms: readonly string[];
  /** Roles that the vault's identity must have, on the resource or on its group, or around them. */
  readonly roles: readonly {
    readonly id: string;
    readonly name: string;
    readonly on: "resource" | "group";
  }[];
}

/**
 * Sources: Microsoft Learn, "About Azure Database for PostgreSQL flexible server backup" (permissions, weekly backups),
 * "Configure and manage backup for Azure Blobs" (vaulted backup), "Azure built-in roles".
 */
export const DATASOURCES: readonly Datasource[] = [
  {
    datasource: "Microsoft.DBforPostgreSQL/flexibleServers",
    resource: "Microsoft.DBforPostgreSQL/flexibleServers",
    backupType: "Full",
    rhythms: ["P1W"],
    roles: [
      {
        id: "c088a766-074b-43ba-90d4-1fb21feae531",
        name: "PostgreSQL Flexible Server Long Term Retention Backup Role",
        on: "resource",
      },
      { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", name: "Reader", on: "group" },
    ],
  },
  {
    datasource: "Microsoft.Storage/storageAccounts/blobServices",
    resource: "Microsoft.Storage/storageAccounts",
    backupType: "Discrete",
    rhythms: ["P1D", "P1W"],
    roles: [
      {
        id: "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
        name: "Storage Account Backup Contributor",
        on: "resource",
      },
    ],
  },
];
