import type { JsonObject } from "../../json.ts";
import type { Behaviour } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { fillProperties } from "../support/outputs.ts";
import { DATABASE, REFUSED } from "./postgresql-names.ts";

/** Azure's own on each server. Source: Microsoft Learn, "Servers in Azure Database for PostgreSQL". */
const AZURES = ["azure_maintenance", "azure_sys", "postgres", "template0", "template1"];

/**
 * Microsoft.DBforPostgreSQL/flexibleServers/databases. How its texts are kept and sorted stays as it was made.
 * Source: PostgreSQL, ALTER DATABASE (encoding and collation are given when it is made). Undocumented: the codes.
 */
export const postgresqlDatabase: Behaviour = {
  type: DATABASE,
  regional: false,
  readOnly: ["systemData"],
  fixed: [{ path: "properties.charset" }, { path: "properties.collation" }],
  prepare: (draft: JsonObject) =>
    fillProperties(draft, { charset: "UTF8", collation: "en_US.utf8" }, {}),
  refuse: (_draft, { id }) =>
    AZURES.includes(id.name)
      ? [new Refusal(REFUSED, `The database '${id.name}' is Azure's own.`, { target: "name" })]
      : [],
};
