import type { Json } from "../json.ts";
import type { ArmSchema, ArmType, SchemaIssue } from "./arm-schema.ts";
import { checkObject, type Side } from "./check.ts";
import { type ResourceEntry, type TypeTable, typeTable } from "./table.ts";
import type { Value } from "./values.ts";
import { type View, wireViews } from "./views.ts";

/** What the control plane may ask of the committed table. Types of a vault's data plane are not in it. */
export function armSchema(table: TypeTable = typeTable()): ArmSchema {
  const side: Side = { table, views: wireViews(table), setsAre: "map" };
  const types = new Map<string, ArmType>();
  for (const entry of Object.values(table.resources)) {
    if (entry.apiVersion === undefined) continue;
    types.set(entry.armType.toLowerCase(), armType(side, entry, entry.apiVersion));
  }
  return { describe: (name) => types.get(name.toLowerCase()) };
}

/** Every tracked resource may repeat its own id, name and type in a request. */
const envelope: View = new Map(
  ["id", "name", "type", "systemData", "etag"].map((name) => [name, { kind: "passed" }]),
);

function armType(side: Side, entry: ResourceEntry, apiVersion: string): ArmType {
  let view: View | undefined;
  return {
    armType: entry.armType,
    apiVersions: [apiVersion],
    check(body: Json): readonly SchemaIssue[] {
      view ??= new Map([...envelope, ...side.views(entry.shape)]);
      return checkObject(side, view, body as Value);
    },
  };
}
