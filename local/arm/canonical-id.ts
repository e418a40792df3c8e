import type { ResourceId } from "../store/resource-id.ts";

/**
 * An id with ARM's own spelling of its fixed words and of its type, and names as they were written:
 * "/subscriptions/S/resourcegroups/G" is "/subscriptions/S/resourceGroups/G".
 */
export function canonicalId(id: ResourceId, type: string): string {
  const { scope, name, namespace, names } = id;
  if (namespace === "Microsoft.Resources") return `${canonicalScope(scope)}/resourceGroups/${name}`;
  const [space, ...types] = type.split("/");
  const pairs = types.map((part, index) => `${part}/${names[index] ?? ""}`);
  return `${canonicalScope(scope)}/providers/${space}/${pairs.join("/")}`;
}

function canonicalScope(scope: string): string {
  if (scope === "/") return "";
  return scope
    .replace(/^\/subscriptions(?=\/|$)/i, "/subscriptions")
    .replace(/^(\/subscriptions\/[^/]+)\/resourcegroups(?=\/|$)/i, "$1/resourceGroups")
    .replace(/\/providers\//gi, "/providers/");
}
