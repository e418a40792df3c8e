import type { DatabaseSizeName } from "../../settings/index.ts";

/** A size of the database. */
export interface DatabaseSize {
  /** The SKU's name. */
  readonly name: DatabaseSizeName;
  readonly vcores: number;
  /** Connections left to users by default: 15 of all are kept for replication and monitoring. */
  readonly connections: number;
}

/**
 * The ladder of sizes, smallest first: general purpose of Azure Database for PostgreSQL flexible server.
 * Source: Microsoft, PostgreSQL flexible server: concepts-limits (maximum user connections).
 */
export const DATABASE_SIZES: readonly DatabaseSize[] = [
  { name: "Standard_D2ds_v5", vcores: 2, connections: 844 },
  { name: "Standard_D4ds_v5", vcores: 4, connections: 1703 },
  { name: "Standard_D8ds_v5", vcores: 8, connections: 3422 },
  { name: "Standard_D16ds_v5", vcores: 16, connections: 4985 },
  { name: "Standard_D32ds_v5", vcores: 32, connections: 4985 },
  { name: "Standard_D48ds_v5", vcores: 48, connections: 4985 },
  { name: "Standard_D64ds_v5", vcores: 64, connections: 4985 },
  { name: "Standard_D96ds_v5", vcores: 96, connections: 4985 },
];

/** The place of a size in the ladder. */
export function databasePlace(name: DatabaseSizeName): number {
  return DATABASE_SIZES.findIndex((size) => size.name === name);
}
