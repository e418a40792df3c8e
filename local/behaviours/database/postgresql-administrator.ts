import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { ADMINISTRATOR, REFUSED } from "./postgresql-names.ts";

/**
 * Microsoft.DBforPostgreSQL/flexibleServers/administrators: who of the directory administers a server. There is no
 * directory here: whether the object exists is not asked.
 *
 * Source: Microsoft Learn, "Microsoft Entra authentication with Azure Database for PostgreSQL"; the specification has
 * no update of one. Undocumented: the codes.
 */
export const postgresqlAdministrator: Behaviour = {
  type: ADMINISTRATOR,
  regional: false,
  readOnly: ["systemData", "properties.objectId"],
  fixed: [
    { path: "properties.principalName" },
    { path: "properties.principalType" },
    { path: "properties.tenantId" },
  ],
  prepare: (draft, { account, id }) =>
    fillProperties(draft, { tenantId: account.tenantId }, { objectId: id.name }),
  refuse,
};

function refuse(draft: JsonObject, { account, id, store }: Context): Refusal[] {
  const server = store.get(id.id.split("/").slice(0, -2).join("/"));
  const refusals: Refusal[] = [];
  if (at(server, "properties.authConfig.activeDirectoryAuth") !== "Enabled") {
    const message = `Server ${server?.name} does not take Microsoft Entra authentication.`;
    refusals.push(new Refusal(REFUSED, message, { target: "properties" }));
  }
  if (!same(textAt(draft, "properties.tenantId") ?? "", account.tenantId)) {
    const message = `'tenantId' is not the tenant of the subscription, ${account.tenantId}.`;
    refusals.push(new Refusal(REFUSED, message, { target: "properties.tenantId" }));
  }
  if ((textAt(draft, "properties.principalName") ?? "") === "") {
    const message = "An administrator has a name: that of its role in PostgreSQL.";
    refusals.push(new Refusal(REFUSED, message, { target: "properties.principalName" }));
  }
  return refusals;
}
