import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { PARAMETERS, type ParameterFacts, SERVER_SIZES, takes } from "./postgresql-facts.ts";
import { CONFIGURATION, REFUSED } from "./postgresql-names.ts";

const VALUE = "properties.value";

/**
 * Microsoft.DBforPostgreSQL/flexibleServers/configurations: a server parameter. Those that are set are kept; a deletion
 * gives a parameter its default back, as the engine's provider does it with a PUT (Azure has no DELETE of them).
 *
 * Azure has every parameter of every server from the start, and lets it be read and changed by PATCH; here one that was
 * never set is not there, and is set by PUT. One that is static waits for a restart (`isConfigPendingRestart`). Only the parameters of postgresql-facts.ts are known.
 *
 * Source: Microsoft Learn, "Server parameters in Azure Database for PostgreSQL". Undocumented: the codes.
 */
export const postgresqlConfiguration: Behaviour = {
  type: CONFIGURATION,
  regional: false,
  patch: "merge",
  readOnly: [
    "systemData",
    "properties.allowedValues",
    "properties.dataType",
    "properties.defaultValue",
    "properties.description",
    "properties.documentationLink",
    "properties.isConfigPendingRestart",
    "properties.isDynamicConfig",
    "properties.isReadOnly",
    "properties.unit",
  ],
  prepare,
  refuse: (draft, { id }) => refuseValue(draft, id.name),
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, previous } = context;
  const facts = PARAMETERS[id.name];
  if (facts === undefined) return draft;
  const standard = facts.defaultFor(memoryOf(context));
  const value = textAt(draft, VALUE) ?? standard;
  const before = textAt(previous, VALUE) ?? standard;
  const waited = at(previous, "properties.isConfigPendingRestart") === true;
  return fillProperties(
    draft,
    { value: standard, source: "user-override" },
    {
      dataType: facts.dataType,
      allowedValues: facts.allowedValues,
      defaultValue: standard,
      description: id.name,
      documentationLink: "",
      unit: "",
      isDynamicConfig: facts.isDynamic,
      isReadOnly: false,
      isConfigPendingRestart: waits(facts, value, before) || (waited && !facts.isDynamic),
    },
  );
}

function waits({ isDynamic }: ParameterFacts, value: string, before: string): boolean {
  return !isDynamic && value !== before;
}

/** GiB of the server's size. */
function memoryOf({ id, store }: Context): number {
  const server = store.get(id.id.split("/").slice(0, -2).join("/"));
  return SERVER_SIZES.get(textAt(server, "sku.name") ?? "")?.memory ?? 0;
}

function refuseValue(draft: JsonObject, name: string): Refusal[] {
  const facts = PARAMETERS[name];
  if (facts === undefined) {
    const message = `The configuration '${name}' does not exist for PostgreSQL server.`;
    return [new Refusal("ConfigurationNotExists", message, { status: 404, target: "name" })];
  }
  const value = textAt(draft, VALUE) ?? "";
  if (takes(facts, value)) return [];
  const message = `The value '${value}' for configuration '${name}' is not valid. The allowed values are '${facts.allowedValues}'.`;
  return [new Refusal(REFUSED, message, { target: VALUE })];
}
