import { T } from "../support/types.ts";

/** The part of a resource by which the platform uses it: a private endpoint leads to one part alone. */
export const PART_WANTED: Readonly<Record<string, string>> = {
  [T.vault]: "vault",
  [T.account]: "blob",
};

/**
 * The zone in which clients look a part's private name up.
 * Source: Learn, "Azure Private Endpoint private DNS zone values".
 */
export const ZONES: Readonly<Record<string, string>> = {
  vault: "privatelink.vaultcore.azure.net",
  blob: "privatelink.blob.core.windows.net",
  blob_secondary: "privatelink.blob.core.windows.net",
  file: "privatelink.file.core.windows.net",
  queue: "privatelink.queue.core.windows.net",
  table: "privatelink.table.core.windows.net",
  web: "privatelink.web.core.windows.net",
  dfs: "privatelink.dfs.core.windows.net",
  postgresqlServer: "privatelink.postgres.database.azure.com",
};
