/**
 * The sizes that a database may have, smallest first, each with the connections that it leaves to users by Azure's default:
 * what its memory bears. The season's ladder (infra/season/capacity/database-sizes.ts) has the same, by a test.
 * Source: Microsoft, PostgreSQL flexible server: concepts-limits (maximum user connections).
 */
export const DATABASE_CONNECTIONS = {
  Standard_D2ds_v5: 844,
  Standard_D4ds_v5: 1703,
  Standard_D8ds_v5: 3422,
  Standard_D16ds_v5: 4985,
  Standard_D32ds_v5: 4985,
  Standard_D48ds_v5: 4985,
  Standard_D64ds_v5: 4985,
  Standard_D96ds_v5: 4985,
} as const;

/** A size of the database, by its name as a machine and as a server. */
export type DatabaseSizeName = keyof typeof DATABASE_CONNECTIONS;

/** All names, smallest first. */
export const DATABASE_SIZE_NAMES = Object.keys(DATABASE_CONNECTIONS) as readonly DatabaseSizeName[];
