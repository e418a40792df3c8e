import type { Json, JsonObject } from "../../json.ts";

/**
 * Lists of a body that are resources of their own too: a subnet may be declared inside its network or beside it.
 * Where the program leaves one out, azure-native sends an empty one at first, and later what is there, so that
 * what was made beside it stays.
 * Source: pulumi/pulumi-azure-native, CONTRIBUTING.md, "Sub-resources".
 */
const lists: Readonly<Record<string, readonly string[]>> = {
  "azure-native:keyvault:Vault": ["accessPolicies"],
  "azure-native:network:NetworkSecurityGroup": ["securityRules"],
  "azure-native:network:VirtualNetwork": ["subnets", "virtualNetworkPeerings"],
};

/**
 * The body with the lists that it leaves out.
 *
 * @param live the document as it is; undefined before there is one.
 */
export function keepSubResources(
  pulumiType: string,
  body: JsonObject,
  live: JsonObject | undefined,
): JsonObject {
  const names = lists[pulumiType] ?? [];
  const properties = objectAt(body, "properties");
  const kept = objectAt(live ?? {}, "properties");
  const left = names.filter((name) => properties[name] === undefined);
  if (left.length === 0) return body;
  const added = Object.fromEntries(left.map((name): [string, Json] => [name, kept[name] ?? []]));
  return { ...body, properties: { ...properties, ...added } };
}

/**
 * The live document without the lists that the program leaves out: a refresh must not make inputs of them.
 *
 * @param body of the inputs that are known so far.
 */
export function hideSubResources(
  pulumiType: string,
  live: JsonObject,
  body: JsonObject,
): JsonObject {
  if (!leavesOutSubResources(pulumiType, body)) return live;
  const given = objectAt(body, "properties");
  const hidden = (lists[pulumiType] ?? []).filter((name) => given[name] === undefined);
  const shown = Object.entries(objectAt(live, "properties"));
  return {
    ...live,
    properties: Object.fromEntries(shown.filter(([name]) => !hidden.includes(name))),
  };
}

/** Whether {@link keepSubResources} has to know the live document. */
export function leavesOutSubResources(pulumiType: string, body: JsonObject): boolean {
  const properties = objectAt(body, "properties");
  return (lists[pulumiType] ?? []).some((name) => properties[name] === undefined);
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const found = object[name];
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : {};
}
